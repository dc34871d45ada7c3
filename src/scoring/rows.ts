import type { Question, Section, Text } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import type { Complain } from './inputs.ts';

/** A question of a section, and where it is written. */
export interface PlacedQuestion {
  readonly question: Question;
  /** The matrix it is a row of. */
  readonly matrix: Question | null;
  /** What that row is about, where the pack says it. */
  readonly row: Text | null;
  /** Where its id stands, from the section. */
  readonly at: Path;
  /** Where the keys stand that say what can be answered, from the section. */
  readonly keys: Path;
}

/** The questions of a section in their order; each row of a matrix is one. */
export function questionsOf(section: Section): PlacedQuestion[] {
  return section.questions.flatMap((question, i): PlacedQuestion[] => {
    const at = ['questions', i];
    if (question.type !== 'matrix') return [{ question, matrix: null, row: null, at: [...at, 'id'], keys: at }];
    return (question.rows ?? []).map((row, r) => ({
      question: rowQuestion(question, row),
      matrix: question,
      row: row.text ?? null,
      at: [...at, 'rows', r, 'id'],
      keys: [...at, 'each'],
    }));
  });
}

/** The names of a matrix's rows. */
export function rowsOf(matrix: Question): string[] {
  return (matrix.rows ?? []).map(({ id }) => `${matrix.id}/${id}`);
}

type Row = NonNullable<Question['rows']>[number];

/** A row as a question of its own. */
function rowQuestion(matrix: Question, row: Row): Question {
  const { rows: _rows, each, type: _type, text, help, when: _when, ...shared } = matrix;
  const { help: rowHelp, id, text: rowText, ...own } = row;
  const asked = joinTexts(text, rowText ?? id, ': ');
  const help_ = rowHelp && help ? joinTexts(help, rowHelp, '\n') : (rowHelp ?? help);
  return {
    ...shared,
    ...own,
    ...(each ?? { type: 'text' }),
    id: `${matrix.id}/${id}`,
    text: asked,
    ...(help_ === undefined ? {} : { help: help_ }),
    ...(matrix.tags || row.tags ? { tags: { ...matrix.tags, ...row.tags } } : {}),
  };
}

/** Two texts after one another, in every language that either has. */
function joinTexts(first: Text | undefined, second: Text, between: string): Text {
  if (first === undefined) return second;
  if (typeof first === 'string' && typeof second === 'string') return first + between + second;
  const languages = new Set([first, second].flatMap((text) => (typeof text === 'string' ? [] : Object.keys(text))));
  const inLanguage = (text: Text, language: string): string =>
    typeof text === 'string' ? text : (text[language] ?? Object.values(text)[0] ?? '');
  return Object.fromEntries(
    [...languages].map((language) => [language, inLanguage(first, language) + between + inLanguage(second, language)]),
  );
}

/** What only the question asked of each row can have. */
const OF_A_CELL = ['options', 'least', 'most', 'minimum', 'maximum', 'labels', 'unit', 'derive'] as const;

/** Reports a matrix without rows or without a question for them, and keys that have no place in it. */
export function checkMatrix(question: Question, at: Path, complain: Complain): void {
  const isMatrix = question.type === 'matrix';
  for (const key of ['rows', 'each'] as const) {
    if (isMatrix && !question[key]) complain('M213', [...at, 'type'], { found: question.type, name: key });
    if (!isMatrix && question[key]) complain('M212', [...at, key], { found: question.type, name: key }, 'key');
  }
  for (const key of isMatrix ? OF_A_CELL : []) {
    if (question[key] !== undefined) complain('M212', [...at, key], { found: question.type, name: key }, 'key');
  }
}

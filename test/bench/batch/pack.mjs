// The pack that everyone scores: fifty questions from 0 to 4 in four weighted means, blanks left out and the weights of
// the rest counting for all, a total, and three levels with a gate on each mean. Plain JavaScript and SQL can say exactly
// that in doubles, since every gate is a multiple of 0.75; packs with open answers or derived ones they cannot.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The greatest answer. */
export const MOST = 4;

/** Four groups of questions, each question with its weight. */
export const GROUPS = [13, 13, 12, 12].map((count, group) => ({
  id: `mean${group + 1}`,
  questions: Array.from({ length: count }, (_, i) => ({ id: `m${group + 1}q${i + 1}`, weight: 1 + ((i + group) % 3) })),
}));

/** Each mean's least value, by level: twelve gates. */
export const GATES = [1, 2, 3].map((level) => ({ level, minimum: level * 0.75 }));

/** The questions in the order of their columns. */
export const QUESTIONS = GROUPS.flatMap(({ questions }) => questions.map(({ id }) => id));

/** The columns of an export: facts, answers, and four texts that no rule reads. */
export const COLUMNS = [
  ...['uscc', 'name', 'district', 'chain', 'employees', 'revenue'],
  ...QUESTIONS,
  ...['contact', 'address', 'remark', 'source'],
];

/** What all results hold, in this order. */
export const RESULTS = ['uscc', 'district', 'chain', ...GROUPS.map(({ id }) => id), 'total', 'level'];

/** Writes the pack into a folder and gives its path. */
export function writePack(folder) {
  const source = { document: 'made for measuring', verified: true };
  const head = { id: 'bench', source };
  const fact = (id, type, others = {}) => ({ id, type, text: `The ${id}`, ...others });
  const questionnaire = {
    kind: 'questionnaire',
    ...head,
    version: '1.0.0',
    title: 'Fifty questions',
    languages: ['en'],
    facts: [
      fact('uscc', 'uscc', { key: true, required: true }),
      fact('name', 'text'),
      fact('district', 'text', { group: true }),
      fact('chain', 'text', { group: true }),
      fact('employees', 'integer', { minimum: 0 }),
      fact('revenue', 'decimal', { minimum: 0 }),
    ],
    sections: GROUPS.map(({ id, questions }) => ({
      id: `section-${id}`,
      title: `Section ${id}`,
      questions: questions.map((question) => ({
        id: question.id,
        type: 'scale',
        minimum: 0,
        maximum: MOST,
        text: `How far is ${question.id}?`,
      })),
    })),
  };
  const weights = (questions) => Object.fromEntries(questions.map(({ id, weight }) => [id, weight]));
  const rubric = {
    kind: 'rubric',
    ...head,
    missing: { unanswered: 'exclude' },
    points: { all: Object.fromEntries(Array.from({ length: MOST + 1 }, (_, answer) => [answer, answer])) },
    scores: {
      ...Object.fromEntries(GROUPS.map(({ id, questions }) => [id, { mean: weights(questions) }])),
      total: { mean: GROUPS.map(({ id }) => id) },
      level: {
        levels: GATES.map(({ level, minimum }) => ({
          value: level,
          when: Object.fromEntries(GROUPS.map(({ id }) => [id, { minimum }])),
        })),
      },
    },
  };
  const home = path.join(folder, 'bench');
  mkdirSync(home, { recursive: true });
  // JSON is YAML, too.
  writeFileSync(path.join(home, 'questionnaire.yaml'), JSON.stringify(questionnaire, null, 1));
  writeFileSync(path.join(home, 'rubric.yaml'), JSON.stringify(rubric, null, 1));
  return home;
}

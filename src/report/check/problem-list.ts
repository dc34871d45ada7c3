import { type Language, type Messages, type ProblemTexts, phraseInWords, problemInWords } from '../../i18n/index.ts';
import {
  findNearestAllowed,
  type LocatedProblem,
  PROBLEMS,
  type ProblemCode,
  replaceInvisible,
  severityOf,
} from '../../model/index.ts';
import { listedAnswers } from '../../scoring/index.ts';
import {
  type Block,
  groupBlocks,
  leadParagraph,
  type Piece,
  paragraph,
  type Tone,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { textWidth, truncate } from '../terminal/terminal-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

export interface ProblemListOptions extends TerminalOptions {
  /** The number of files that were checked. */
  readonly files: number;
  /** The number of findings left out because they are accepted. */
  readonly known?: number;
  readonly words: ProblemWords;
  /** The words for the options of questions; without them, ids are listed. */
  readonly vocabulary?: Pick<Vocabulary, 'inputOf' | 'optionOf' | 'pick'> | undefined;
}

/** The maximum number of findings shown here per rule; the formats for programs list more. */
const MAX_FINDINGS_PER_RULE = 50;

/** Renders problems for a terminal, each with the lines that it concerns, and a closing line that counts them. */
export function renderProblems(
  problems: readonly LocatedProblem[],
  { files, known = 0, words, vocabulary, ...look }: ProblemListOptions,
): string {
  const { findings } = words.messages;
  const countByCode = new Map<LocatedProblem['code'], number>();
  const shownProblems = problems.filter(({ code }) => {
    const number = (countByCode.get(code) ?? 0) + 1;
    countByCode.set(code, number);
    return number <= MAX_FINDINGS_PER_RULE;
  });
  const hiddenRules = [...countByCode].filter(([, number]) => number > MAX_FINDINGS_PER_RULE);
  const counts = countProblems(problems, files, words);
  const blocks = [
    ...shownProblems.flatMap((problem) => problemBlocks(problem, look.width, words, vocabulary)),
    ...hiddenRules.map(([code, number]) =>
      leadParagraph(
        findings.moreOfRule({ count: String(number - MAX_FINDINGS_PER_RULE), rule: `${code} ${PROBLEMS[code].name}` }),
      ),
    ),
    leadParagraph(known === 0 ? counts : findings.known({ text: counts, count: String(known), n: known })),
  ];
  return renderTerminalBlocks(blocks, look);
}

/** Counts problems, and the files that have them, in one line. */
function countProblems(problems: readonly LocatedProblem[], files: number, { messages }: ProblemWords): string {
  const { findings, numbers } = messages;
  if (problems.length === 0) return findings.none({ files: String(files), n: files });
  const counts = (['error', 'warning'] as const).flatMap((wanted) => {
    const number = problems.filter((problem) => severityOf(problem) === wanted).length;
    return number === 0 ? [] : [findings.counts[wanted]({ count: String(number), n: number })];
  });
  const fileCount = new Set(problems.map(({ file }) => file)).size;
  return findings.found({ counts: numbers.and(counts), touched: String(fileCount), files: String(files), n: files });
}

/** Returns the word for the severity of a problem or rule, in its colour. */
export function createSeverityPiece(
  severity: 'error' | 'warning',
  { findings }: Pick<Messages, 'findings'>,
): Extract<Piece, { readonly toned: string }> {
  return { toned: findings.severity[severity], tone: toneOf(severity) };
}

function toneOf(severity: 'error' | 'warning'): Tone {
  return severity === 'error' ? 'bad' : 'warn';
}

function problemBlocks(
  problem: LocatedProblem,
  width: number,
  words: ProblemWords,
  vocabulary: ProblemListOptions['vocabulary'],
): Block[] {
  const { findings } = words.messages;
  const { code, line, column, endLine, endColumn, frame } = problem;
  const severity = severityOf(problem);
  const message = messageOf(problem, words);
  const lineReference = `${replaceInvisible(problem.file)}:${line}:${column}`;
  const markedLine = frame.find(({ number }) => number === line)?.text ?? '';
  const mark = {
    line,
    from: column - 1,
    to: endLine === line ? endColumn - 1 : [...markedLine].length,
    tone: toneOf(severity),
    message,
  };
  return [
    leadParagraph([
      { path: lineReference, isStrong: true },
      '  ',
      createSeverityPiece(severity, words.messages),
      `  ${code} ${PROBLEMS[code].name}`,
    ]),
    frame.length > 0 ? { kind: 'excerpt', lines: frame, mark } : paragraph(message),
    ...groupBlocks([
      ...(optionBlocks(problem, words, vocabulary) ?? suggestionBlocks(problem, width, words)),
      paragraph(findings.rule({ command: `matura rule ${code}` }), 'quiet'),
    ]),
  ];
}

/** The indent of a paragraph. */
const INDENT_COLUMNS = 2;

/** Problems of answers that are not among the options of a question, or not one of its steps. */
const CODES_WITH_OPTIONS: readonly ProblemCode[] = ['A102', 'A103', 'A104'];

/** The maximum number of options that are listed with their texts. */
const MAX_OPTIONS = 8;

/**
 * Lists the options of a question with their texts: all of them or, if there are many, the most likely ones. Undefined
 * without texts, or if the problem is not about an option.
 */
export function listOptions(
  { code, details }: Pick<LocatedProblem, 'code' | 'details'>,
  { messages: { findings, numbers } }: ProblemWords,
  vocabulary: ProblemListOptions['vocabulary'],
): string[] | undefined {
  const { allowed = [], name } = details;
  if (!CODES_WITH_OPTIONS.includes(code) || typeof name !== 'string' || !vocabulary) return undefined;
  const { inputOf, optionOf, pick } = vocabulary;
  const input = inputOf(name);
  const steps = new Map((input && listedAnswers(input))?.map(({ id, text }) => [id, text]));
  const textOf = (option: string): string =>
    input?.options.length === 0 ? (pick(steps.get(option)) ?? option) : optionOf(name, option);
  if (allowed.every((option) => textOf(option) === option)) return undefined;
  const ids = (input?.options ?? []).map(({ id }) => id);
  // The allowed steps of a scale are already in ascending order; options are put in the order of the question.
  const allowedInOrder = ids.length === 0 ? allowed : ids.filter((id) => allowed.includes(id));
  const listed = allowedInOrder.length > MAX_OPTIONS ? allowed.slice(0, MAX_OPTIONS) : allowedInOrder;
  const lines = listed.map((option) => {
    const text = textOf(option);
    return text === option ? option : numbers.labelled(option, text);
  });
  const omittedCount = allowed.length - lines.length;
  const items = omittedCount === 0 ? lines : [...lines, findings.moreOptions({ count: String(omittedCount) })];
  return items.map(replaceInvisible);
}

/** Writes the most likely option, then the list of options; undefined if `listOptions` returns none. */
function optionBlocks(
  problem: LocatedProblem,
  words: ProblemWords,
  vocabulary: ProblemListOptions['vocabulary'],
): Block[] | undefined {
  const items = listOptions(problem, words, vocabulary);
  if (!items) return undefined;
  const { findings } = words.messages;
  const suggestedName = findNearestAllowed(problem.details);
  const suggestionItems =
    suggestedName === undefined ? [] : [findings.didYouMean({ name: replaceInvisible(suggestedName) })];
  return [
    paragraph([...suggestionItems, findings.options].join(' ')),
    { kind: 'list', items: items.map((text) => ({ text: [text] })) },
  ];
}

/**
 * Writes what to use instead of a wrong value: advice, the nearest allowed name, or as many of the allowed names as fit
 * on a line of the terminal.
 */
function suggestionBlocks({ details }: LocatedProblem, width: number, words: ProblemWords): Block[] {
  const { advice, allowed = [] } = details;
  const { findings, numbers } = words.messages;
  if (advice !== undefined) return [paragraph(replaceInvisible(phraseInWords(advice, words)))];
  if (allowed.length === 0) return [];
  const suggestion = findNearestAllowed(details);
  const suggestionText =
    suggestion === undefined ? undefined : findings.didYouMean({ name: replaceInvisible(suggestion) });
  // A single name is the suggestion itself (the nearest of many, or the only one), so it is not listed again.
  if (suggestionText !== undefined && allowed.length === 1) return [paragraph(suggestionText)];
  const leadText = suggestionText === undefined ? '' : `${suggestionText}  `;
  let shownNames = allowed.map(replaceInvisible);
  const joinAllowed = (): string =>
    leadText +
    findings.allowed({
      names: numbers.items(shownNames.length < allowed.length ? [...shownNames, '...'] : shownNames),
    });
  while (shownNames.length > 1 && textWidth(joinAllowed()) > width - INDENT_COLUMNS)
    shownNames = shownNames.slice(0, -1);
  return [paragraph(joinAllowed())];
}

const MAX_QUOTED_CHARS = 60;

function messageOf(problem: LocatedProblem, words: ProblemWords): string {
  return replaceInvisible(problemInWords(problem, words, (text) => truncate(text, MAX_QUOTED_CHARS)));
}

/** The texts for findings: the sentence of each problem, and the words around it. */
export interface ProblemWords extends ProblemTexts {
  readonly language: Language;
  readonly messages: Pick<Messages, 'findings' | 'numbers' | 'rulePages'>;
}

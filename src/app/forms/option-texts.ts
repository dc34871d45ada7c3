import { itemAt } from '../../model/index.ts';
// Reads options as offices write them: several in one cell, with letters before them and points within them.

/** The text of an option without its letter and points. */
export interface OptionText {
  readonly text: string;
  /** The letter or number that was before the text. */
  readonly mark?: string;
  readonly points?: number;
}

/** Separates the options in a cell, unless these begin with letters or numbers in order. */
const OPTION_SEPARATOR_PATTERN = /\n|[;；|｜┋]/;

/** Splits a cell with several options: by lines, by separators, or before each option's letter or number. */
export function splitCell(cell: string): string[] {
  const lines = trimParts(cell.split('\n'));
  if (lines.length > 1 && lines.every((line, i) => isMarkedAs(line, i))) return lines;
  const parts = trimParts(cell.split(OPTION_SEPARATOR_PATTERN));
  return parts.length === 1 ? splitAtMarks(itemAt(parts, 0)) : parts;
}

function trimParts(parts: readonly string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** How many options can have a mark (a letter, a number, or a number in a circle) that is recognised. */
const MAX_MARKS = 20;
/**
 * The source of a pattern for what may follow the letter or number of an option. A full stop directly before a digit
 * may not: it is a decimal point.
 */
const AFTER_MARK_SOURCE = '\\s?(?:\\.(?!\\d)|[．、:：)）])';
/** The possible marks of each option, by its position: a letter, a number, a number in a circle. */
const OPTION_MARK_PATTERNS: readonly (readonly RegExp[])[] = Array.from({ length: MAX_MARKS }, (_, i) => [
  new RegExp(`^[(（]?${String.fromCharCode(65 + i)}${AFTER_MARK_SOURCE}`, 'i'),
  new RegExp(`^[(（]?${i + 1}${AFTER_MARK_SOURCE}`),
  new RegExp(`^${String.fromCharCode(0x2460 + i)}`),
]);

function isMarkedAs(text: string, i: number): boolean {
  return OPTION_MARK_PATTERNS[i]?.some((mark) => mark.test(text)) ?? false;
}

/** Splits a text at every option mark, if it begins with the first mark of a kind and the others follow in order. */
function splitAtMarks(text: string): string[] {
  if (/^[□☐○◯]/.test(text)) return trimParts(text.split(/[□☐○◯]/));
  const kind = itemAt(OPTION_MARK_PATTERNS, 0).findIndex((mark) => mark.test(text));
  if (kind < 0) return [text];
  const starts = [0];
  for (let offset = 1; offset < text.length && starts.length < MAX_MARKS; offset++) {
    // A letter within a word is not a mark.
    const isInWord = kind < 2 && /[A-Za-z0-9(（]/.test(text[offset - 1] as string);
    if (!isInWord && OPTION_MARK_PATTERNS[starts.length]?.[kind]?.test(text.slice(offset, offset + 4)))
      starts.push(offset);
  }
  return starts.length < 2
    ? [text]
    : trimParts(starts.map((start, i) => text.slice(start, starts[i + 1]))).map(trimEndMarks);
}

/** Removes a separator at the end of a text. */
function trimEndMarks(text: string): string {
  return text.replace(/[\s,，、;；/]$/, '').trim();
}

const OPTION_MARK_PATTERN = new RegExp(
  `^(?:[(（]([A-Za-z]|\\d{1,2})[)）]|([A-Za-z]|\\d{1,2})${AFTER_MARK_SOURCE}|([\u2460-\u2473]))\\s*(\\S.*)$`,
  's',
);

const NUMBER_SOURCE = '([+-]?[0-9０-９]{1,6}(?:[.．,，][0-9０-９]{1,4})?)';
const POINTS_UNIT_SOURCE = '(?:分(?![钟类段之])|points?|pts?\\.?|punkten?|punkte?|pkt\\.?)';
const SENTENCE_END_SOURCE = '[。.;；,，]?';
/** Points in brackets: `没有（0分）`, `None (0 points)`. */
const POINTS_IN_BRACKETS_PATTERN = new RegExp(
  `\\s?[(（【\\[［]\\s?(?:得|计|加|记)?\\s?${NUMBER_SOURCE}\\s?(${POINTS_UNIT_SOURCE}|p\\.)?\\s?[)）】\\]］]\\s?${SENTENCE_END_SOURCE}$`,
  'i',
);
/** Points at the end: `没有，得0分`, `none – 0 points`. */
const POINTS_AT_END_PATTERN = new RegExp(
  `(?:[\\s,，、:：=＝—–-]{1,3}(?:得|计|记)?|(?:得|计|记))\\s?${NUMBER_SOURCE}\\s?(${POINTS_UNIT_SOURCE})\\s?${SENTENCE_END_SOURCE}$`,
  'i',
);
/** Points at the beginning: `0分：没有`. */
const POINTS_AT_START_PATTERN = new RegExp(
  `^[(（【\\[［]?(?:得|计)?${NUMBER_SOURCE}\\s?(${POINTS_UNIT_SOURCE})\\s?[)）】\\]］]?\\s?[:：—–、，,.=＝-]?\\s?(?=\\S)`,
  'i',
);
/** A range of points at the end, `（3—5分）`: an assessor decides within it, so it is not a number of points. */
const POINTS_RANGE_PATTERN = new RegExp(
  `${NUMBER_SOURCE}\\s?[-~～—–至到]\\s?${NUMBER_SOURCE}\\s?${POINTS_UNIT_SOURCE}\\s?[)）】\\]］]?\\s?${SENTENCE_END_SOURCE}$`,
  'i',
);
/** Points are searched only within this many characters of the beginning or the end of a text. */
const MAX_CHARS_FROM_END = 40;

/**
 * Reads the texts of all options of a question. They are read together, because a letter or a bare number is a mark or
 * points only if every option has one.
 */
export function readOptionTexts(texts: readonly string[]): OptionText[] {
  const markMatches = texts.map((text) => OPTION_MARK_PATTERN.exec(text));
  const isMarked = texts.length > 0 && markMatches.every((match) => match !== null);
  const bareTexts = texts.map((text, i) => (isMarked ? (markMatches[i]?.[4] ?? text).trim() : text));
  const marks = isMarked ? markMatches.map((match) => match?.[1] ?? match?.[2] ?? '') : [];
  // A number in brackets without a unit is points only if every option has one.
  const areBracketed = bareTexts.every((text) => POINTS_IN_BRACKETS_PATTERN.test(text.slice(-MAX_CHARS_FROM_END)));
  const optionTexts = bareTexts.map((text, i): OptionText => {
    const { text: rest, points } = splitOffPoints(text, areBracketed);
    const mark = marks[i] ?? '';
    return { text: rest, ...(mark === '' ? {} : { mark }), ...(points === undefined ? {} : { points }) };
  });
  return takeNumbersAsPoints(optionTexts);
}

/**
 * Treats the numbers before the options as their points if the numbers do not simply count up: `0. none`, `3. some`,
 * `5. all`.
 */
function takeNumbersAsPoints(options: OptionText[]): OptionText[] {
  const numbers = options.map(({ mark }) => (mark !== undefined && /^\d+$/.test(mark) ? Number(mark) : undefined));
  const areNumbers = options.length > 1 && numbers.every((number) => number !== undefined);
  const isConsecutive = numbers.every((number, i) => number === (numbers[0] as number) + i);
  if (!areNumbers || isConsecutive || options.some(({ points }) => points !== undefined)) return options;
  return options.map(({ text, mark }, i) => ({ text, mark: mark as string, points: itemAt(numbers, i) }));
}

function splitOffPoints(text: string, areBracketed: boolean): { readonly text: string; readonly points?: number } {
  const head = text.slice(0, MAX_CHARS_FROM_END);
  const textEnd = text.slice(-MAX_CHARS_FROM_END);
  const textBefore = text.slice(0, text.length - textEnd.length);
  const bracket = POINTS_IN_BRACKETS_PATTERN.exec(textEnd);
  if (bracket && (bracket[2] !== undefined || areBracketed))
    return splitPoints(textBefore + textEnd.slice(0, bracket.index), bracket[1]);
  const end = POINTS_RANGE_PATTERN.test(textEnd) ? null : POINTS_AT_END_PATTERN.exec(textEnd);
  if (end) return splitPoints(textBefore + textEnd.slice(0, end.index), end[1]);
  const start = POINTS_AT_START_PATTERN.exec(head);
  return start ? splitPoints(text.slice(start[0].length), start[1]) : { text };
}

function splitPoints(rest: string, digits = ''): { readonly text: string; readonly points?: number } {
  const text = rest.replace(/[\s,，、:：]$/, '').trim();
  const points = Number(digits.normalize('NFKC').replace(',', '.'));
  // If an option has no text other than its points, the points become its text.
  return { text: text === '' ? `${points}` : text, points };
}

/** Whether a text ends in a range of points instead of a single number. */
export function endsInPointsRange(text: string): boolean {
  return POINTS_RANGE_PATTERN.test(text.slice(-MAX_CHARS_FROM_END));
}

/** Only this many characters of a scoring rule are read. */
const MAX_RULE_CHARS = 2000;

/** Reads the points for each letter in a rule such as `A=0分，B=3分` or `选A得0分；选B得3分`. */
export function readPointsByLetter(rule: string): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  const pattern = new RegExp(
    `(?<![A-Za-z])([A-Za-z])(?:选项|项)?\\s?(?:[=＝:：、.．)）-]|得|计)?\\s?(?:得|计)?\\s?${NUMBER_SOURCE}(?![0-9%％])`,
    'g',
  );
  for (const [, letter = '', digits = ''] of rule.slice(0, MAX_RULE_CHARS).matchAll(pattern))
    if (!points.has(letter.toUpperCase()))
      points.set(letter.toUpperCase(), Number(digits.normalize('NFKC').replace(',', '.')));
  return points;
}

const POINTS_EACH_PATTERN = new RegExp(
  `每[^0-9，,。;；\\n]{0,8}?(?:得|计|加|记)?\\s?${NUMBER_SOURCE}\\s?分|${NUMBER_SOURCE}\\s?(?:points?|pts)\\s(?:each|per|for each)|\\bje\\s[^0-9\\n]{0,20}?${NUMBER_SOURCE}\\s?punkte?|${NUMBER_SOURCE}\\s?punkte?\\s(?:je|pro)\\b`,
  'i',
);

/** Reads the points per chosen option in a rule such as `每选一项得3分` or `2 points each`. */
export function readPointsPerOption(rule: string): number | undefined {
  return readMatchedNumber(POINTS_EACH_PATTERN.exec(rule.slice(0, MAX_RULE_CHARS)));
}

const MAX_POINTS_PATTERN = new RegExp(
  `(?:最高|最多|上限|满分|不超过|封顶|\\bmax(?:imum)?\\.?|up to|at most|höchstens|maximal|bis zu)[^0-9０-９\\n]{0,8}${NUMBER_SOURCE}\\s?(?:分|points?|pts|punkte?)`,
  'i',
);

/** Reads the maximum points in a rule such as `最高10分` or `at most 10 points`. */
export function readMaxPoints(rule: string): number | undefined {
  return readMatchedNumber(MAX_POINTS_PATTERN.exec(rule.slice(0, MAX_RULE_CHARS)));
}

const MAX_CHOICES_PATTERN =
  /(?:最多|至多|限)(?:可)?选\s?(\d{1,2})\s?[项个]|(?:up to|at most) (\d{1,2}) (?:answers|options|choices)|höchstens (\d{1,2}) (?:antworten|nennungen)/i;

/** Reads the maximum number of options in a question such as `最多选3项`. */
export function readMaxChosen(text: string): number | undefined {
  return readMatchedNumber(MAX_CHOICES_PATTERN.exec(text.slice(0, MAX_RULE_CHARS)));
}

function readMatchedNumber(match: RegExpExecArray | null): number | undefined {
  const digits = match?.slice(1).find((group) => group !== undefined);
  return digits === undefined ? undefined : Number(digits.normalize('NFKC').replace(',', '.'));
}

/** Reads a scale such as `0-3` or `1 … 5`. */
export function readScaleRange(text: string): { readonly minimum: number; readonly maximum: number } | undefined {
  const [, low, high] =
    /^(\d{1,2})\s*(?:-|–|—|~|～|\.\.\.?|…|to|bis|至|到)\s*(\d{1,2})\s*分?$/.exec(text.normalize('NFC').trim()) ?? [];
  return low !== undefined && Number(high) > Number(low) ? { minimum: Number(low), maximum: Number(high) } : undefined;
}

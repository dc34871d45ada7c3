// Recognises the headings and labels of workbooks by their usual words in all languages.

import { normaliseSpelling, WORKBOOK_SPELLINGS } from '../../model/index.ts';

/** The types of questions that a workbook can state. */
export type DraftType =
  | 'single'
  | 'multiple'
  | 'boolean'
  | 'scale'
  | 'integer'
  | 'decimal'
  | 'percent'
  | 'date'
  | 'text'
  | 'uscc'
  | 'register';

/** What a column in a table of questions contains. */
export type Column =
  | 'section'
  | 'sectionWeight'
  | 'group'
  | 'groupWeight'
  | 'question'
  | 'indicator'
  | 'type'
  | 'options'
  | 'rule'
  | 'points'
  | 'fullMark'
  | 'weight'
  | 'id'
  | 'number'
  | 'help';

/** Maps each word, in normalised spelling, to its meaning. A word with several meanings gets the last one. */
function indexMeanings<Meaning extends string>(
  words: Readonly<Record<Meaning, readonly string[]>>,
): ReadonlyMap<string, Meaning> {
  return new Map(
    (Object.keys(words) as Meaning[]).flatMap((meaning) =>
      words[meaning].map((word) => [normaliseSpelling(word), meaning] as const),
    ),
  );
}

/** Joins patterns into one that matches any of them. */
function anyOf(patterns: readonly string[]): string {
  return `(?:${patterns.join('|')})`;
}

const { patterns } = WORKBOOK_SPELLINGS;
const COLUMN_MEANINGS = indexMeanings<Column>(WORKBOOK_SPELLINGS.columns);

/** Maximum length of a heading. */
const MAX_HEADING_CHARS = 100;

/**
 * Normalises the spelling of a heading: `whole` is all of it, `bare` is without a bracket at its end, `bracket` is the
 * text within that bracket.
 */
function toPlainHeading(heading: string): { readonly whole: string; readonly bare: string; readonly bracket: string } {
  if (heading.length > MAX_HEADING_CHARS) return { whole: '', bare: '', bracket: '' };
  const plainText = normaliseSpelling(heading)
    .replace(/[*:]+$/, '')
    .trim();
  const [, bare = plainText, bracket = ''] = /^([^(]+)\(([^()]*)\)$/.exec(plainText) ?? [];
  return { whole: plainText, bare: bare.trim(), bracket };
}

/** Returns what the column under a heading contains; undefined if the heading is not a usual one. */
export function columnOfHeading(heading: string): Column | undefined {
  const { whole, bare, bracket } = toPlainHeading(heading);
  const column = COLUMN_MEANINGS.get(whole) ?? COLUMN_MEANINGS.get(bare);
  return column === 'points' && FULL_MARK_PATTERN.test(bracket) ? 'fullMark' : column;
}

/** The heading of a column that contains one option of every question. */
export interface OptionHeading {
  readonly kind: 'level' | 'points' | 'letter';
  /** For a level, its number; for points, their number; for a letter, its position in the alphabet, from 1. */
  readonly number: number;
  /** The level's share of the maximum points, from 0 to 1, if the heading states it: `Level 2 (25%)`. */
  readonly share?: number;
}

const FULL_MARK_PATTERN = new RegExp(`^${anyOf(patterns.fullMarks)}`);
const LEVEL_HEADING = new RegExp(
  `^(?:${anyOf(patterns.levels)}|l(?=\\d))\\s?[-.:]?\\s?(\\d{1,2}|[ivx]{1,4}|[一二三四五六七八九十])级?(?![\\p{L}\\p{N}])`,
  'u',
);
const CHINESE_LEVEL_HEADING = /^([一二三四五六七八九十]|\d{1,2})级(?!指标|维度|权重)/u;
const POINTS_HEADING = new RegExp(`^(\\d{1,4}(?:[.,]\\d+)?) ?${anyOf(patterns.points)}$`);
const LETTER_HEADING = new RegExp(`^${anyOf(patterns.options)} ?([a-h]|\\d{1,2}|[一二三四五六七八])$|^([a-h])$`);

/** Reads the heading of a column of options; undefined for other headings. */
export function optionHeading(heading: string): OptionHeading | undefined {
  const { whole, bracket } = toPlainHeading(heading);
  if (whole === '' || columnOfHeading(heading) !== undefined) return undefined;
  const level = LEVEL_HEADING.exec(whole) ?? CHINESE_LEVEL_HEADING.exec(whole);
  if (level) {
    const percent = /^(\d{1,3}) ?%$/.exec(bracket)?.[1];
    return {
      kind: 'level',
      number: readOrdinal(level[1] as string) as number,
      ...(percent === undefined ? {} : { share: Number(percent) / 100 }),
    };
  }
  const points = POINTS_HEADING.exec(whole)?.[1];
  if (points !== undefined) return { kind: 'points', number: Number(points.replace(',', '.')) };
  const letter = LETTER_HEADING.exec(whole);
  if (!letter) return undefined;
  const word = (letter[1] ?? letter[2]) as string;
  return { kind: 'letter', number: /[a-h]/.test(word) ? word.charCodeAt(0) - 96 : (readOrdinal(word) as number) };
}

const CHINESE_DIGITS = '零一二三四五六七八九十';
const ROMAN_NUMERALS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];

/** Reads a whole number in digits or, up to 10, in Chinese or Roman numerals; undefined for any other text. */
export function readOrdinal(text: string): number | undefined {
  const word = text.toLowerCase();
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const chineseNumber = word.length === 1 ? CHINESE_DIGITS.indexOf(word) : -1;
  if (chineseNumber >= 0) return chineseNumber;
  const romanNumber = ROMAN_NUMERALS.indexOf(word);
  return romanNumber < 0 ? undefined : romanNumber + 1;
}

/** The words for types of questions. */
export const TYPE_WORDS = indexMeanings<DraftType>({ ...WORKBOOK_SPELLINGS.types, uscc: [], register: [] });

/** What a column in a table of levels contains. */
export type LevelColumn = 'level' | 'range' | 'from' | 'to' | 'name' | 'text';

const LEVEL_COLUMNS = indexMeanings<LevelColumn>(WORKBOOK_SPELLINGS.levelColumns);

/**
 * Returns what the column under a heading in a table of levels contains; undefined if the heading is not a usual one.
 */
export function levelColumnOfHeading(heading: string): LevelColumn | undefined {
  const { whole, bare } = toPlainHeading(heading);
  return LEVEL_COLUMNS.get(whole) ?? LEVEL_COLUMNS.get(bare);
}

const ABOUT_ENTERPRISE = new RegExp(
  `^(?:[一二三四五六七八九十\\d]+[、.．]\\s*)?${anyOf(patterns.aboutEnterprise)}$`,
  'i',
);

/** Whether a sheet or section asks for facts about the enterprise itself, which are not scored. */
export function isAboutEnterprise(title: string): boolean {
  return ABOUT_ENTERPRISE.test(title.trim());
}

/** The types of the usual facts; facts that are not listed are texts. */
const FACT_TYPES: Readonly<Record<string, DraftType>> = {
  uscc: 'uscc',
  registration: 'register',
  employees: 'integer',
  revenue: 'decimal',
  assets: 'decimal',
};

const FACT_LABELS = Object.entries(WORKBOOK_SPELLINGS.facts).map(([id, labels]) => ({
  id,
  type: FACT_TYPES[id] ?? 'text',
  label: new RegExp(anyOf(labels), 'i'),
}));

/** Returns the fact that a label asks for, with its usual id; undefined if the label is not a usual one. */
export function factOfLabel(label: string): { readonly id: string; readonly type: DraftType } | undefined {
  const fact =
    label.length > MAX_HEADING_CHARS ? undefined : FACT_LABELS.find((candidate) => candidate.label.test(label));
  return fact && { id: fact.id, type: fact.type };
}

const FACT_LISTS: ReadonlySet<string> = new Set(WORKBOOK_SPELLINGS.factLists);

/** Whether a heading announces a list of facts. */
export function isFactListHeading(heading: string): boolean {
  return FACT_LISTS.has(toPlainHeading(heading).whole);
}

const NOTE_PATTERN = new RegExp(`^(?:\\*|※|${anyOf(patterns.notes)}\\s*\\d*\\s*[:：.．、])`, 'i');

/** Whether a text is a note, judged by its first words, and not the name of something. */
export function isNote(text: string): boolean {
  return NOTE_PATTERN.test(text);
}

/** Returns what a cell marks its row as: the total of a part or of everything; undefined for any other row. */
export function readTotalKind(text: string): 'part' | 'all' | undefined {
  const word = toPlainHeading(text).bare.replace(/\s/g, '');
  if (WORKBOOK_SPELLINGS.subtotals.includes(word)) return 'part';
  return WORKBOOK_SPELLINGS.totals.includes(word) ? 'all' : undefined;
}

const GENERIC_SHEET = new RegExp(`^${anyOf(patterns.sheets)}\\s*\\d*$`, 'i');

/** Whether the name of a sheet is a program's default, such as `Sheet1`. */
export function isGenericSheetName(name: string): boolean {
  return GENERIC_SHEET.test(name.trim());
}

const LACKING_PATTERN = new RegExp(`^${anyOf(patterns.lacking)}`, 'i');

/** Whether an option means that something is lacking, at least so far. */
export function meansLacking(text: string): boolean {
  return LACKING_PATTERN.test(text.trim());
}

const SEVERAL_PATTERN = new RegExp(anyOf(patterns.several), 'i');

/** Whether a question asks for several answers. */
export function asksForSeveral(question: string): boolean {
  return SEVERAL_PATTERN.test(question);
}

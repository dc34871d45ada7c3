// What the headings and labels of workbooks mean, by the words of all languages.

import { normaliseSpelling, WORKBOOK_SPELLINGS } from '../../model/index.ts';

/** The types of questions that workbooks name. */
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
  | 'uscc';

/** What a column of a table of questions holds. */
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

/** What each word means, in plain form. A word of two meanings has the later one. */
function meanings<Meaning extends string>(
  words: Readonly<Record<Meaning, readonly string[]>>,
): ReadonlyMap<string, Meaning> {
  return new Map(
    (Object.keys(words) as Meaning[]).flatMap((meaning) =>
      words[meaning].map((word) => [normaliseSpelling(word), meaning] as const),
    ),
  );
}

/** One of these patterns, for a larger one. */
function anyOf(patterns: readonly string[]): string {
  return `(?:${patterns.join('|')})`;
}

const { patterns } = WORKBOOK_SPELLINGS;
const COLUMNS = meanings<Column>(WORKBOOK_SPELLINGS.columns);

/** Longer texts are not headings. */
const MAX_HEADING_CHARS = 100;

/** A heading in plain form, with what is in brackets behind it. */
function plainHeading(heading: string): { readonly whole: string; readonly bare: string; readonly bracket: string } {
  if (heading.length > MAX_HEADING_CHARS) return { whole: '', bare: '', bracket: '' };
  const whole = normaliseSpelling(heading)
    .replace(/[*:]+$/, '')
    .trim();
  const [, bare = whole, bracket = ''] = /^([^(]+)\(([^()]*)\)$/.exec(whole) ?? [];
  return { whole, bare: bare.trim(), bracket };
}

/** What a heading says of its column; undefined where it is not one of the usual ones. */
export function columnOfHeading(heading: string): Column | undefined {
  const { whole, bare, bracket } = plainHeading(heading);
  const column = COLUMNS.get(whole) ?? COLUMNS.get(bare);
  return column === 'points' && FULL_MARK.test(bracket) ? 'fullMark' : column;
}

/** A column that holds one option of every question. */
export interface OptionHeading {
  readonly kind: 'level' | 'points' | 'letter';
  /** The number of the level, the points, or the place of the option from 1. */
  readonly number: number;
  /** What the level counts of a full mark, from 0 to 1, where the heading says so: `Level 2 (25%)`. */
  readonly share?: number;
}

const FULL_MARK = new RegExp(`^${anyOf(patterns.fullMarks)}`);
const LEVEL_HEADING = new RegExp(
  `^(?:${anyOf(patterns.levels)}|l(?=\\d))\\s?[-.:]?\\s?(\\d{1,2}|[ivx]{1,4}|[一二三四五六七八九十])级?(?![\\p{L}\\p{N}])`,
  'u',
);
const CHINESE_LEVEL_HEADING = /^([一二三四五六七八九十]|\d{1,2})级(?!指标|维度|权重)/u;
const POINTS_HEADING = new RegExp(`^(\\d{1,4}(?:[.,]\\d+)?) ?${anyOf(patterns.points)}$`);
const LETTER_HEADING = new RegExp(`^${anyOf(patterns.options)} ?([a-h]|\\d{1,2}|[一二三四五六七八])$|^([a-h])$`);

/** What a heading says that heads options of one kind; undefined for others. */
export function optionHeading(heading: string): OptionHeading | undefined {
  const { whole, bracket } = plainHeading(heading);
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
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];

/** A whole number in digits, Chinese or Roman numerals, up to 10 in the latter; undefined for other texts. */
export function readOrdinal(text: string): number | undefined {
  const word = text.toLowerCase();
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const chinese = word.length === 1 ? CHINESE_DIGITS.indexOf(word) : -1;
  if (chinese >= 0) return chinese;
  const roman = ROMAN.indexOf(word);
  return roman < 0 ? undefined : roman + 1;
}

/** The words for types of questions. */
export const TYPE_WORDS = meanings<DraftType>({ ...WORKBOOK_SPELLINGS.types, uscc: [] });

/** What a column of a table of levels holds. */
export type LevelColumn = 'level' | 'range' | 'from' | 'to' | 'name' | 'text';

const LEVEL_COLUMNS = meanings<LevelColumn>(WORKBOOK_SPELLINGS.levelColumns);

/** What a heading says of its column in a table of levels. */
export function levelColumnOfHeading(heading: string): LevelColumn | undefined {
  const { whole, bare } = plainHeading(heading);
  return LEVEL_COLUMNS.get(whole) ?? LEVEL_COLUMNS.get(bare);
}

const ABOUT_ENTERPRISE = new RegExp(
  `^(?:[一二三四五六七八九十\\d]+[、.．]\\s*)?${anyOf(patterns.aboutEnterprise)}$`,
  'i',
);

/** Names of sheets and sections that ask about the enterprise itself, which counts nothing. */
export function isAboutEnterprise(title: string): boolean {
  return ABOUT_ENTERPRISE.test(title.trim());
}

/** The types of facts that are not text. */
const FACT_TYPES: Readonly<Record<string, DraftType>> = {
  uscc: 'uscc',
  employees: 'integer',
  revenue: 'decimal',
  assets: 'decimal',
};

const FACTS = Object.entries(WORKBOOK_SPELLINGS.facts).map(([id, labels]) => ({
  id,
  type: FACT_TYPES[id] ?? 'text',
  label: new RegExp(anyOf(labels), 'i'),
}));

/** The fact that a label asks for, by the id that packs give it; undefined where the label is not a usual one. */
export function factOfLabel(label: string): { readonly id: string; readonly type: DraftType } | undefined {
  const fact = label.length > MAX_HEADING_CHARS ? undefined : FACTS.find((one) => one.label.test(label));
  return fact && { id: fact.id, type: fact.type };
}

const FACT_LISTS: ReadonlySet<string> = new Set(WORKBOOK_SPELLINGS.factLists);

/** Headings over a list of what is asked of an enterprise. */
export function isFactListHeading(heading: string): boolean {
  return FACT_LISTS.has(plainHeading(heading).whole);
}

const NOTE = new RegExp(`^(?:\\*|※|${anyOf(patterns.notes)}\\s*\\d*\\s*[:：.．、])`, 'i');

/** Whether a text begins a note rather than naming something. */
export function isNote(text: string): boolean {
  return NOTE.test(text);
}

/** Whether a cell heads a row of totals. */
export function isTotal(text: string): 'part' | 'all' | undefined {
  const word = plainHeading(text).bare.replace(/\s/g, '');
  if (WORKBOOK_SPELLINGS.subtotals.includes(word)) return 'part';
  return WORKBOOK_SPELLINGS.totals.includes(word) ? 'all' : undefined;
}

const GENERIC_SHEET = new RegExp(`^${anyOf(patterns.sheets)}\\s*\\d*$`, 'i');

/** Names that programs give to sheets by themselves. */
export function isGenericSheetName(name: string): boolean {
  return GENERIC_SHEET.test(name.trim());
}

const LACKING = new RegExp(`^${anyOf(patterns.lacking)}`, 'i');

/** Whether the words of an option say that nothing is there, at least not yet. */
export function saysLacking(text: string): boolean {
  return LACKING.test(text.trim());
}

const SEVERAL = new RegExp(anyOf(patterns.several), 'i');

/** Whether a question asks for several answers. */
export function asksForSeveral(question: string): boolean {
  return SEVERAL.test(question);
}

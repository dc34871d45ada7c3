// Finds the facts and questions that a heading names, by id, text, title or part of a text.

import { type Fact, itemAt, normaliseSpelling, type Question, TABLE_SPELLINGS, type Text } from '../../model/index.ts';
import { getUnitFactors, type Input, type Plan, takesSeveral } from '../../scoring/index.ts';
import { listTexts } from './answer-spellings.ts';
import {
  CODED_HEADING_PATTERN,
  readLeadingNumber,
  splitBrackets,
  toBareHeading,
  toPlainHeading,
} from './heading-text.ts';

/** A fact or question that a heading names. */
export interface NameMatch {
  /** The index of the input in `plan.inputs`. */
  readonly input: number;
  readonly by: 'id' | 'text' | 'numbered';
  /** The language of the text that the heading matches; null for ids. */
  readonly language: string | null;
  /** The unit that the heading names; null if there is none. */
  readonly unit: string | null;
  readonly isShort: boolean;
  /** Whether the pack does not have this name, but offices usually give it to the fact. */
  readonly isUsual: boolean;
}

/** A name of a fact or question with which headings are compared. */
export interface InputName {
  readonly form: string;
  readonly input: number;
  readonly language: string | null;
  /** Whether the name is only the short one used in reports and tables. */
  readonly isShort?: boolean;
  /** Whether the pack does not have this name, but offices usually give it to the fact. */
  readonly isUsual?: boolean;
}

export interface InputNames {
  /**
   * Returns all inputs that a heading may mean when read in the most certain way; more than one means that it is
   * ambiguous.
   */
  find(heading: string): readonly NameMatch[];
  /**
   * Does the same as `find` for a heading that contains more than a name, such as the groups of a question or its code.
   */
  findWithin(heading: string): readonly NameMatch[];
  /**
   * Returns the labels of groups before the text of a question in a heading such as `Group/Question`, with their
   * separators.
   */
  findGroup(heading: string): string | undefined;
  readonly all: readonly InputName[];
}

/** The names of one kind, by their normalised spelling. */
type NameIndex = ReadonlyMap<string, readonly InputName[]>;

/** Indexes of all names, with the most certain kinds first. */
interface NameIndexes {
  readonly plan: Plan;
  readonly ids: NameIndex;
  readonly all: readonly NameIndex[];
  /** The indexes of all names except ids and texts of rows without their question. */
  readonly worded: readonly NameIndex[];
}

/**
 * Creates an index of the names of all facts and questions: ids, then texts, titles, the words before a colon in texts,
 * and what offices usually call a fact.
 */
export function createInputNames(plan: Plan): InputNames {
  const optionTexts = new Set(
    plan.inputs
      .filter(takesSeveral)
      .flatMap(({ options }) => options.flatMap(({ text }) => listTexts(text)))
      .map(({ text }) => toPlainHeading(text)),
  );
  const ids = plan.inputs.map(({ name }, input) => {
    const form = normaliseSpelling(name);
    return { form, input, language: null, isShort: optionTexts.has(form) };
  });
  const texts = plan.inputs.flatMap((question, input) => listNames(question.definition.text, input));
  const titles = plan.inputs.flatMap((question, input) => markShort(listNames(titleOf(question), input)));
  const parts = plan.inputs.flatMap((question, input) =>
    question.matrix === null
      ? markShort(listLabels(question.definition.text, input))
      : listRowNames(plan, question, input),
  );
  // For a matrix, Microsoft Forms writes only the text of the row as heading, without the question.
  const rows = plan.inputs.flatMap((question, input) =>
    question.matrix === null ? [] : markShort(listNames(findMatrix(plan, question)?.row.text, input)),
  );
  const usualNames = plan.inputs.flatMap((input, at) => listUsualNames(plan, input, at));
  const idIndex = indexNames(ids);
  const worded = [texts, titles, parts].map(indexNames);
  const indexes: NameIndexes = {
    plan,
    ids: idIndex,
    all: [idIndex, ...worded, indexNames(rows), indexNames(usualNames)],
    worded,
  };
  return {
    find: (heading) =>
      idIndex.get(normaliseSpelling(heading))?.map(toMatch('id')) ?? findText(heading, indexes.all, indexes),
    findWithin: (heading) => findWithin(heading, indexes),
    findGroup(heading) {
      const slashOffsets = [...heading.matchAll(/\//g)].map(({ index }) => index);
      const slashIndex = slashOffsets.find((index) => findText(heading.slice(index + 1), worded, indexes).length > 0);
      return slashIndex === undefined ? undefined : heading.slice(0, slashIndex + 1);
    },
    all: [ids, texts, titles, parts].flat(),
  };
}

function findInIndexes(form: string, kinds: readonly NameIndex[]): readonly InputName[] {
  return kinds.find((index) => index.has(form))?.get(form) ?? [];
}

function toMatch(by: NameMatch['by'], unit: string | null = null): (name: InputName) => NameMatch {
  return ({ input, language, isShort = false, isUsual = false }) => ({ input, by, language, unit, isShort, isUsual });
}

/**
 * Returns the inputs whose name, of one of these kinds, is the heading, even with a number before it or a unit in
 * brackets after it.
 */
function findText(heading: string, kinds: readonly NameIndex[], { plan, ids }: NameIndexes): readonly NameMatch[] {
  const plainMatches = findInIndexes(toPlainHeading(heading), kinds);
  if (plainMatches.length > 0) return plainMatches.map(toMatch('text'));
  const bareText = toBareHeading(heading);
  // A letter after a number is an option, not an id.
  const numberedMatches = findInIndexes(bareText, bareText.length > 2 ? kinds : kinds.filter((index) => index !== ids));
  if (numberedMatches.length > 0) return numberedMatches.map(toMatch('numbered'));
  const parts = splitBrackets(bareText);
  const matchKind = readLeadingNumber(heading) === undefined ? 'text' : 'numbered';
  const measuredMatches = findInIndexes(parts?.before ?? '', kinds).filter(({ input }) =>
    getUnitFactors(itemAt(plan.inputs, input)).has(normaliseSpelling(parts?.within ?? '')),
  );
  return measuredMatches.map(toMatch(matchKind, parts?.within));
}

/**
 * Returns the inputs meant by a heading that contains more than a name: the id at the end of a path of groups (the
 * longest that exists), the code before the text of a question, or the text of a question after its groups.
 */
function findWithin(heading: string, indexes: NameIndexes): readonly NameMatch[] {
  const { ids, all, worded } = indexes;
  const plainText = normaliseSpelling(heading);
  const [, code = '', text = ''] = CODED_HEADING_PATTERN.exec(plainText) ?? [];
  if (code !== '') {
    const [coded, texted] = [findInIndexes(code, all), findInIndexes(toPlainHeading(text), worded)];
    const candidates = [...coded, ...texted].map((name) => ({ ...name, form: '' }));
    return (indexNames(candidates).get('') ?? []).map(toMatch(coded.length > 0 ? 'id' : 'text'));
  }
  const bracketMatches = findInBrackets(heading, indexes);
  if (bracketMatches.length > 0) return bracketMatches.map(toMatch('text'));
  const textEnds = [...plainText.matchAll(/[/-]/g)].map(({ index, 0: sign }) => ({
    sign,
    end: plainText.slice(index + 1).trim(),
  }));
  const byId = PATH_PATTERN.test(plainText) ? textEnds.map(({ end }) => findInIndexes(end, [ids])) : [];
  const matchWithin = byId.find((found) => found.length > 0);
  if (matchWithin) return matchWithin.map(toMatch('id'));
  const matchesByText = textEnds.map(({ sign, end }) => (sign === '/' ? findText(end, worded, indexes) : []));
  return matchesByText.find((found) => found.length > 0) ?? [];
}

/**
 * Returns the inputs meant by a heading that ends, in brackets, with the row of a grid or with the short name of its
 * question.
 */
function findInBrackets(heading: string, { plan, all, worded }: NameIndexes): readonly InputName[] {
  const parts = splitBrackets(toBareHeading(heading));
  if (!parts) return [];
  const namesBefore = findInIndexes(parts.before, all);
  // The brackets contain the short name of the question before them, as in EUSurvey.
  if (namesBefore.length > 0)
    return namesBefore.filter(({ input }) => isShortName(parts.within, itemAt(plan.inputs, input)));
  // The brackets contain the row of a grid, as in Google Forms; the question before them is not in the pack.
  const namesWithin = findInIndexes(toPlainHeading(parts.within), worded);
  return namesWithin.length > 0 ? namesWithin : findInIndexes(toBareHeading(parts.within), worded);
}

/** Whether the text in brackets after a question is its id or a code such as `Q12`, rather than a unit. */
function isShortName(within: string, { name }: Input): boolean {
  return within === normaliseSpelling(name) || /^(?:[a-z]{1,3}|[a-z]\w*_)\d+$/.test(within);
}

/** Matches the names of groups and a question, without blanks, as ODK writes them. */
const PATH_PATTERN = /^[\p{L}\p{N}_.]+(?:[/-][\p{L}\p{N}_.]+)+$/u;
function indexNames(names: readonly InputName[]): NameIndex {
  const index = new Map<string, InputName[]>();
  for (const name of names) {
    const namesake = index.get(name.form) ?? [];
    if (namesake.some(({ input }) => input === name.input)) continue;
    index.set(name.form, [...namesake, name]);
  }
  return index;
}

const { chainFacts, factHeadings } = TABLE_SPELLINGS;
/** The headings that offices usually give to facts, by the ids that packs and funding programmes give to these facts. */
const USUAL_HEADINGS: Readonly<Record<string, readonly string[]>> = {
  ...factHeadings,
  name: chainFacts.name,
  city: chainFacts.city,
  turnover: factHeadings.revenue,
  industry: factHeadings.business,
};

const USUAL_FORMS: ReadonlySet<string> = new Set(
  [...Object.values(USUAL_HEADINGS), TABLE_SPELLINGS.keys, TABLE_SPELLINGS.ownNumbers].flat().map(toPlainHeading),
);

/** Whether offices usually give this heading to a fact or to the number of an enterprise, whatever the pack. */
export function isUsualHeading(heading: string): boolean {
  return USUAL_FORMS.has(toPlainHeading(heading));
}

const REGION_FORMS: ReadonlySet<string> = new Set(['province', ...factHeadings.province].map(toPlainHeading));

/** Whether offices usually state the region of a country, such as a Land, under this heading. */
export function isRegionHeading(heading: string): boolean {
  return REGION_FORMS.has(toPlainHeading(heading));
}

/**
 * Returns the usual headings of a fact. They do not state a year, so a figure that a pack asks for several years has
 * none.
 */
function listUsualNames({ inputs }: Plan, { name, role }: Input, input: number): InputName[] {
  const headings = role === 'fact' && Object.hasOwn(USUAL_HEADINGS, name) ? (USUAL_HEADINGS[name] ?? []) : [];
  const isOfSeveralYears = inputs.some((other) => other.name.startsWith(`${name}Before`));
  if (isOfSeveralYears) return [];
  return headings.map((heading) => ({
    form: toPlainHeading(heading),
    input,
    language: null,
    isShort: true,
    isUsual: true,
  }));
}

function titleOf({ definition }: Input): Text | undefined {
  return (definition as Fact & Question).title;
}

function listNames(text: Text | undefined, input: number): InputName[] {
  return listTexts(text).flatMap(({ language, text: version }) =>
    // Each text is listed both with and without a number before it, because the number may be part of the question
    // itself.
    [...new Set([toPlainHeading(version), toBareHeading(version)])].map((form) => ({ form, input, language })),
  );
}

function markShort(names: readonly InputName[]): InputName[] {
  return names.map((name) => ({ ...name, isShort: true }));
}

/** Returns the words before a colon in the text of a question, which reports use as its name. */
function listLabels(text: Text | undefined, input: number): InputName[] {
  return listTexts(text).flatMap(({ language, text: whole }) => {
    const label = /^([^:：]+)[:：]\s*\S/u.exec(whole)?.[1];
    return label === undefined ? [] : [{ form: toPlainHeading(label), input, language }];
  });
}

/** Returns the matrix to which a question belongs as a row, and that row. */
function findMatrix({ sections }: Plan, { name, matrix }: Input) {
  const question = sections.flatMap(({ questions }) => questions).find(({ id }) => id === matrix);
  const row = question?.rows?.find(({ id }) => `${matrix}/${id}` === name);
  return question && row && { question, row };
}

/**
 * Returns the headings that survey platforms write for a row of a matrix: `matrix[row]`, `matrix_row`, `Question -
 * Row`.
 */
function listRowNames(plan: Plan, matrixRow: Input, input: number): InputName[] {
  const { question, row } = findMatrix(plan, matrixRow) ?? {};
  if (!question || !row) return [];
  const questionTexts = [{ language: null, text: question.id }, ...[question.text, question.title].flatMap(listTexts)];
  const rowTexts = [{ language: null, text: row.id }, ...listTexts(row.text)];
  return questionTexts.flatMap((outerText) =>
    rowTexts
      .filter(({ language }) => language === null || outerText.language === null || language === outerText.language)
      .flatMap(({ language, text }) => {
        const [before, after] = [toPlainHeading(outerText.text), toPlainHeading(text)];
        const joinedNames = ['/', '_', '.', '-', ' - ', '—', ':', ': ', ' '].map((sign) => before + sign + after);
        return [
          ...joinedNames,
          `${after}:${before}`,
          `${before}[${after}]`,
          `${before} [${after}]`,
          `${before}(${after})`,
        ].map((form) => ({
          form: toPlainHeading(form),
          input,
          language: outerText.language ?? language,
        }));
      }),
  );
}

// Finds out which fact, question or option a heading means.

import {
  type ColumnDoubt,
  computeSpellingSimilarity,
  itemAt,
  normaliseSpelling,
  type ProposedColumn,
} from '../../model/index.ts';
import { findUnitFactor, type Input, type Plan } from '../../scoring/index.ts';
import { findRespondent, isOwnColumn } from '../export-layout.ts';
import { isOther } from '../other-option.ts';
import { valueSpellingsOf } from './answer-spellings.ts';
import { FINAL_SIGNS, splitBrackets, splitOption, splitReversedOption, toBareHeading } from './heading-text.ts';
import { createInputNames, type InputName, type InputNames, type NameMatch } from './input-names.ts';
import { createOptionNames, type OptionNames } from './option-names.ts';

/** What a heading means, judging only by an id or a text. */
export interface HeadingMeaning {
  /** The index of the input or, for an option, the indexes of input and option separated by a blank. */
  readonly meaning: string;
  /** The factor that converts the unit in the heading to the question's unit; null if the heading names no unit. */
  readonly factor: number | null;
}

/** Creates a lookup of headings. It returns undefined for a heading that means nothing or more than one thing. */
export function createHeadingLookup(plan: Plan): (heading: string) => HeadingMeaning | undefined {
  const names = createInputNames(plan);
  const options = createOptionNames(plan, names);
  return (heading) => {
    const [only, other] = names.find(heading);
    if (other) return undefined;
    if (only) {
      const { input, unit } = only;
      const factor = unit === null ? null : (findUnitFactor(itemAt(plan.inputs, input), unit) ?? null);
      return { meaning: meaningOf(input, null), factor };
    }
    const option = options.find(heading);
    return option && { meaning: meaningOf(option.input, option.option), factor: null };
  };
}

/** Returns a text that identifies a fact, question or option, by which the meanings of headings are compared. */
export function meaningOf(input: number, option: number | null): string {
  return option === null ? String(input) : `${input} ${option}`;
}

/** What a column means, judging by its heading alone. */
export interface HeadingMatch {
  readonly by: ProposedColumn['by'];
  readonly input: number | null;
  /** The position of the option, if the column is for one option. */
  readonly option: number | null;
  /** The question to whose option "other" the column gives the text; null for columns of answers. */
  readonly beside: number | null;
  readonly language: string | null;
  readonly unit: string | null;
  readonly confidence: number;
  readonly doubts: readonly ColumnDoubt[];
  /**
   * Whether the heading is only a short name, such as the words before the colon of a question. A column whose heading
   * is the full text takes precedence.
   */
  readonly isShort?: boolean;
  /** Whether the heading is only what offices usually call the fact; a column with a name from the pack is preferred. */
  readonly isUsual?: boolean;
  /**
   * Whether the heading is only the text of an option. Other questions may have the same option, so the mapping must
   * identify the column by its position.
   */
  readonly isBare?: boolean;
  /** Whether the heading is that of a question with a remark that its answers were reviewed or corrected. */
  readonly isReviewed?: boolean;
  /** What the heading would mean if there were no other column with the same meaning. */
  readonly displaced?: DisplacedMatch;
}

/** The fact, question or option that a column would give if another column were not read instead. */
export interface DisplacedMatch {
  readonly input: number;
  readonly option: number | null;
  readonly unit: string | null;
  /** The index of the column that is read instead. */
  readonly by: number;
  /** Whether the heading says that its cells were reviewed. */
  readonly isReviewed: boolean;
}

const NO_MATCH = {
  by: null,
  input: null,
  option: null,
  beside: null,
  language: null,
  unit: null,
  confidence: 0,
  doubts: [],
} as const;
const MATCHES_BY_CONFIDENCE: readonly HeadingMatch['by'][] = ['id', 'text', 'numbered', 'option', 'similar'];
/** The rank of short names among matches: less certain than a full text, more certain than mere similarity. */
const SHORT_NAME_RANK = MATCHES_BY_CONFIDENCE.indexOf('similar') - 0.5;

/**
 * The maximum length of headings that are split into groups, questions and options. The time for splitting grows with
 * the square of the length.
 */
const MAX_SPLIT_CHARS = 2000;
const MIN_LIKENESS = 0.6;
/** A heading must be more similar to its match than to any other name by at least this much (of 1). */
const LIKENESS_MARGIN = 0.05;

/** The names of facts, questions and options that headings are compared with. */
interface HeadingNames {
  readonly plan: Plan;
  readonly names: InputNames;
  readonly options: OptionNames;
}

/**
 * Determines what each heading means. `questions` are the texts of questions whose headings are only short names. No
 * fact or question gets two columns, except for one column per option. A blank column never takes the place of another.
 */
export function matchHeadings(
  plan: Plan,
  headings: readonly string[],
  questions: readonly string[] = [],
  isBlank: (column: number) => boolean = () => false,
): readonly HeadingMatch[] {
  const names = createInputNames(plan);
  const options = createOptionNames(plan, names);
  const headingNames: HeadingNames = { plan, names, options };
  const respondentColumns = findRespondent(headings);
  const groups = new Set(headings.flatMap((heading) => (isLong(heading) ? [] : (names.findGroup(heading) ?? []))));
  const matches = headings.map((heading, i) =>
    respondentColumns.has(i) ? NO_MATCH : matchHeading(heading, questions[i] ?? '', groups, headingNames),
  );
  const unmatchedHeadings = new Map(
    headings.flatMap((heading, i) => {
      const isUnmatched = matches[i]?.by === null && matches[i]?.beside === null;
      const text = questions[i] || heading;
      if (!isUnmatched || isLong(text) || isOwnColumn(heading) || respondentColumns.has(i)) return [];
      return [[i, questions[i] || removeGroups(heading, groups)] as const];
    }),
  );
  const takenInputs = (): Set<number> => new Set(matches.flatMap(({ input }) => input ?? []));
  for (const [i, { isCounted: _, ...found }] of options.findNumbered(unmatchedHeadings, takenInputs())) {
    matches[i] = { ...NO_MATCH, ...found, by: 'option', confidence: 1 };
    unmatchedHeadings.delete(i);
  }
  for (const [i, { isCounted: _, isAlone, ...found }] of options.findBare(headings, matches)) {
    const doubts: readonly ColumnDoubt[] = isAlone ? [{ code: 'bare-option', name: nameOf(plan, found.input) }] : [];
    matches[i] = { ...NO_MATCH, ...found, by: 'option', confidence: 1, doubts, isBare: true };
    unmatchedHeadings.delete(i);
  }
  const similarMatches = matchSimilar({
    plan,
    headings: unmatchedHeadings,
    names: names.all,
    taken: takenInputs(),
    isBlank,
  });
  for (const [i, match] of similarMatches) matches[i] = { ...itemAt(matches, i), ...match };
  return doubtShortNames(dropDuplicates(matches, { plan, headings, isBlank }), headings, headingNames);
}

function isLong(heading: string): boolean {
  return heading.length > MAX_SPLIT_CHARS;
}

/** Removes the labels of groups before a question, if the same groups also precede another question. */
function removeGroups(heading: string, groups: ReadonlySet<string>): string {
  const slashOffsets = groups.size === 0 ? [] : [...heading.matchAll(/\//g)].map(({ index }) => index + 1);
  return heading.slice(slashOffsets.findLast((end) => groups.has(heading.slice(0, end))) ?? 0);
}

function nameOf(plan: Plan, input: number): string {
  return plan.inputs[input]?.name ?? '';
}

/** Matches a heading; `question` is the text of its question if the heading is only a short name, otherwise empty. */
function matchHeading(
  heading: string,
  question: string,
  groups: ReadonlySet<string>,
  known: HeadingNames,
): HeadingMatch {
  if (question !== '') return matchNamed(heading, question, known);
  const match = matchText(heading, known);
  const text = isLong(heading) ? heading : removeGroups(heading, groups);
  return match.input === null && match.beside === null && text !== heading ? matchText(text, known) : match;
}

/**
 * Combines what the short name and the text of a question mean. The numbers that Qualtrics gives to questions mean
 * nothing, even if one happens to be an id.
 */
function matchNamed(heading: string, question: string, known: HeadingNames): HeadingMatch {
  const [named, worded] = [matchText(heading, known), matchText(question, known)];
  if (named.input === null) return worded;
  if (worded.input === null) return QUALTRICS_NUMBER.test(heading) ? doubtSeveral([named.input], known.plan) : named;
  if (named.input === worded.input && named.option === worded.option) return named;
  return QUALTRICS_NUMBER.test(heading) ? worded : doubtSeveral([named.input, worded.input], known.plan);
}

function matchText(heading: string, known: HeadingNames): HeadingMatch {
  const { plan, names, options } = known;
  const namedInputs = names.find(heading);
  if (namedInputs.length > 0) return mergeNameMatches(namedInputs, plan);
  if (isLong(heading)) return NO_MATCH;
  const option = options.find(heading);
  if (!option) {
    const namesWithin = names.findWithin(heading);
    if (namesWithin.length > 0) return mergeNameMatches(namesWithin, plan);
    const besideMatch = findInputBeside(heading, names);
    return (besideMatch === null ? matchReviewed(heading, known) : undefined) ?? { ...NO_MATCH, beside: besideMatch };
  }
  const { isCounted, ...found } = option;
  return { ...NO_MATCH, ...found, by: 'option', confidence: 1, doubts: isCounted ? [{ code: 'counted' }] : [] };
}

function mergeNameMatches([first, ...others]: readonly NameMatch[], plan: Plan): HeadingMatch {
  if (!first) return NO_MATCH;
  if (others.length === 0) return { ...NO_MATCH, ...first, confidence: 1 };
  return doubtSeveral(
    [first, ...others].map(({ input }) => input),
    plan,
  );
}

function doubtSeveral(inputs: readonly number[], plan: Plan): HeadingMatch {
  return { ...NO_MATCH, doubts: [{ code: 'several', names: inputs.map((input) => nameOf(plan, input)) }] };
}

/**
 * Returns the question whose "other" text a heading such as `Question [Other (please specify)]` or `Q1_other` means.
 */
function findInputBeside(heading: string, names: InputNames): number | null {
  const plainText = normaliseSpelling(heading);
  for (const [before, after] of [...splitOption(plainText), ...splitReversedOption(plainText)]) {
    if (!isOther(after)) continue;
    const directNames = names.find(before);
    const [only, ...others] = directNames.length > 0 ? directNames : names.findWithin(before);
    if (only && others.length === 0) return only.input;
  }
  return null;
}

/**
 * Matches a heading that says that its answers were reviewed. The match counts as merely similar: a column with the
 * plain heading takes precedence, but the user is asked, because the reviewed answers may be the corrected ones.
 */
function matchReviewed(heading: string, known: HeadingNames): HeadingMatch | undefined {
  const bareRest = removeReviewRemark(heading);
  if (bareRest === undefined) return undefined;
  const match = matchText(bareRest, known);
  if (match.input === null) return undefined;
  return { ...match, by: 'similar', confidence: REVIEW_CONFIDENCE, doubts: [{ code: 'similar' }], isReviewed: true };
}

/** Adds doubts to short names that are also an option of a question without columns. */
function doubtShortNames(
  matches: readonly HeadingMatch[],
  headings: readonly string[],
  { plan, options }: HeadingNames,
): readonly HeadingMatch[] {
  const usedInputs = new Set(matches.map(({ input }) => input));
  return matches.map((match, i) => {
    if (!match.isShort) return match;
    const owners = options.findOwners(headings[i] ?? '').filter((input) => !usedInputs.has(input));
    const doubts = owners.map((input): ColumnDoubt => ({ code: 'option-text', name: nameOf(plan, input) }));
    return doubts.length === 0 ? match : { ...match, doubts: [...match.doubts, ...doubts] };
  });
}

/** The confidence (0 to 1) in a heading with a remark that its answers were reviewed. */
const REVIEW_CONFIDENCE = 0.9;

/** Words that say that answers were reviewed or corrected, in normalised spelling. */
const REVIEW_WORDS = [
  '(?:经?专家|第三方|现场|经)?(?:复核|审核|核定|核实|修正|更正|核查|审计|订正)(?:后|值|结果|等级|级别|得分|答案|数据?)?',
  '(?:reviewed|corrected|verified|revised|audited)(?: (?:value|answer|level|score))?|after (?:review|correction)',
  '(?:über)?geprüft(?:er wert|e antwort)?|korrigiert|berichtigt|nach (?:prüfung|korrektur)',
].join('|');
const REVIEW_BEFORE = new RegExp(`^[([【<]?\\s*(?:${REVIEW_WORDS})\\s*[)\\]】>]?[\\s:_–—-]*`, 'u');
const REVIEW_BESIDE = new RegExp(
  `(?<=[([【])\\s*(?:${REVIEW_WORDS})\\s*[,;、]|[,;、]\\s*(?:${REVIEW_WORDS})\\s*(?=[)\\]】])`,
  'u',
);
const REVIEW_AFTER = new RegExp(`[\\s:_–—-]*[([【<]?\\s*(?:${REVIEW_WORDS})\\s*[)\\]】>]?$`, 'u');

/** Removes from a heading the remark that its answers were reviewed; undefined if it has no such remark. */
function removeReviewRemark(heading: string): string | undefined {
  const plainText = normaliseSpelling(heading);
  const reviewedHeading = [REVIEW_BESIDE, REVIEW_AFTER, REVIEW_BEFORE]
    .map((remark) => plainText.replace(remark, ''))
    .find((text) => text !== plainText);
  return reviewedHeading === undefined || reviewedHeading === '' ? undefined : reviewedHeading;
}

/** Matches the names that Qualtrics gives to questions and their parts automatically. */
const QUALTRICS_NUMBER = /^q(?:id)?\d+(?:[._#]\w+)*$/i;

/** The headings that are to be matched by similarity, and the names with which they are compared. */
interface SimilarSearch {
  readonly plan: Plan;
  readonly headings: ReadonlyMap<number, string>;
  readonly names: readonly InputName[];
  readonly taken: ReadonlySet<number>;
  isBlank(column: number): boolean;
}

/**
 * Matches headings with the most similar names, beginning with the pair that is most similar. If figures of several
 * years are equally similar, the heading is ambiguous.
 */
function matchSimilar({ plan, headings, names, taken, isBlank }: SimilarSearch): ReadonlyMap<number, HeadingMatch> {
  const freeNames = names
    .filter(({ input }) => !taken.has(input))
    .map((name) => ({ ...name, core: removePeriod(name.form) }));
  const hasNumbers = ({ name }: Pick<SimilarName, 'name'>): boolean => plan.inputs[name.input]?.form.cells === 'number';
  const isFigure = ({ name }: SimilarName): boolean => plan.inputs[name.input]?.value.kind === 'number';
  const similarMatches = new Map<number, HeadingMatch>();
  const markSeveral = (column: number, candidates: readonly SimilarName[]): void => {
    const inputs = candidates.map(({ name }) => name.input);
    similarMatches.set(column, doubtSeveral(inputs, plan));
  };
  const candidates = [...headings].flatMap(([column, heading]) => {
    const extendedNames = findCutNames(heading, freeNames);
    const [only, ...more] = extendedNames;
    if (only && more.length === 0) return [{ column, ...only, isCut: true }];
    if (only) markSeveral(column, extendedNames);
    if (only) return [];
    const [best, ...others] = rankBySimilarity(plan, heading, freeNames);
    if (!best || best.confidence < MIN_LIKENESS) {
      const shortenedNames = findAbbreviated(plan, heading, freeNames);
      const [only, ...others] = shortenedNames;
      if (others.length > 0) markSeveral(column, shortenedNames);
      return only && others.length === 0 ? [{ column, ...only, isCut: false }] : [];
    }
    const similar = [best, ...others.filter(({ confidence }) => best.confidence - confidence < LIKENESS_MARGIN)];
    if (similar.length === 1) return [{ column, ...best, isCut: false }];
    if (similar.every(isFigure)) markSeveral(column, similar);
    return [];
  });
  const findRival = (column: number, input: number): string | undefined => {
    const rival = candidates.find((candidate) => candidate.column !== column && candidate.name.input === input);
    return rival && !isBlank(rival.column) ? headings.get(rival.column) : undefined;
  };
  const usedInputs = new Set<number>();
  const candidatesBySureness = candidates.sort(
    (a, b) =>
      Number(isBlank(a.column)) - Number(isBlank(b.column)) ||
      Number(b.isCut) - Number(a.isCut) ||
      b.confidence - a.confidence,
  );
  for (const { column, name, confidence, unit, isCut } of candidatesBySureness) {
    if (usedInputs.has(name.input)) continue;
    usedInputs.add(name.input);
    const { input, language } = name;
    // Only after the name of a figure is text in brackets a unit.
    const factor = unit === null || !hasNumbers({ name }) ? 1 : findUnitFactor(itemAt(plan.inputs, input), unit);
    const rivalColumn = findRival(column, input);
    const unitDoubts: readonly ColumnDoubt[] =
      unit === null || factor === 1 ? [] : [{ code: factor === undefined ? 'unknown-unit' : 'unit', unit }];
    const nameDoubt: ColumnDoubt = isCut
      ? { code: 'cut' }
      : { code: 'similar', ...(rivalColumn !== undefined && { other: rivalColumn }) };
    similarMatches.set(column, {
      ...NO_MATCH,
      ...{ by: 'similar', input, language, confidence, doubts: [nameDoubt, ...unitDoubts] },
      unit: factor === undefined || !hasNumbers({ name }) ? null : unit,
    });
  }
  return similarMatches;
}

/**
 * The minimum length of a heading that may be the beginning of a question. Platforms cut headings after 64 characters
 * or more; a shorter text may be the beginning by chance.
 */
const MIN_CUT_CHARS = 40;

/** Finds the questions whose text begins with the heading, in any language. */
function findCutNames(heading: string, names: readonly InputName[]): readonly SimilarName[] {
  const bareText = toBareHeading(heading);
  if (bareText.length < MIN_CUT_CHARS) return [];
  const matches = new Map<number, SimilarName>();
  for (const name of names) {
    if (matches.has(name.input) || name.form.length <= bareText.length || !name.form.startsWith(bareText)) continue;
    matches.set(name.input, { name, confidence: bareText.length / name.form.length, unit: null });
  }
  return [...matches.values()];
}

const HAN_ABBREVIATION = /^\p{Script=Han}{2,6}$/u;
/** The minimum share of a name's characters that its abbreviation must contain: two of five. */
const MIN_SHARE_OF_NAME = 0.4;
/** Separates alternatives in a name such as `District or county`. */
const ALTERNATIVE_SEPARATOR = / (?:or|oder) |或/;

/** Finds the facts whose name a heading abbreviates: `营收` for `上年营业收入`, `County` for `District or county`. */
function findAbbreviated(
  plan: Plan,
  heading: string,
  names: readonly (InputName & { readonly core: string })[],
): readonly SimilarName[] {
  const abbreviatedNames = new Map<number, SimilarName>();
  for (const { form, unit } of splitUnit(heading)) {
    for (const name of names) {
      const input = itemAt(plan.inputs, name.input);
      if (input.role !== 'fact' || abbreviatedNames.has(name.input)) continue;
      if (unit !== null && !isUnitOf(input, unit)) continue;
      const confidence = Math.max(...[name.form, name.core].map((whole) => computeShareOfName(form, whole)));
      if (confidence >= MIN_SHARE_OF_NAME) abbreviatedNames.set(name.input, { name, confidence, unit });
    }
  }
  return [...abbreviatedNames.values()];
}

/**
 * Returns the share of a name's characters that its abbreviation contains; 0 if the text is not an abbreviation of it.
 */
function computeShareOfName(short: string, name: string): number {
  if (ALTERNATIVE_SEPARATOR.test(name))
    return name.split(ALTERNATIVE_SEPARATOR).includes(short) ? MIN_SHARE_OF_NAME : 0;
  if (!HAN_ABBREVIATION.test(short)) return 0;
  const characters = name.replace(/[^\p{Script=Han}]/gu, '');
  let index = 0;
  for (const character of short) {
    index = characters.indexOf(character, index) + 1;
    if (index === 0) return 0;
  }
  return short.length / characters.length;
}

/** Matches the period in the name of a figure, by which figures of different years are distinguished. */
const PERIOD_PATTERN =
  /大?前年度?末?|上一?年度?末?|去年末?|本年度?末?|今年|近[一三]年|(?:19|20)\d\d ?年?度?末?|年末|期末|\b(?:at the end of )?(?:the )?(?:last|previous|prior|current) (?:fiscal |financial )?year\b|\b(?:two|three) years ago\b|\bfy ?\d{2,4}\b|\b(?:ende )?(?:des )?(?:letzte[ns]?|vorige[ns]?) jahre?s?\b|\bvorjahr(?:es)?\b|\bvor (?:zwei|drei) jahren\b/g;

/** Removes the period from a name; returns an empty text if hardly anything is left. */
function removePeriod(form: string): string {
  const core = form.replace(PERIOD_PATTERN, '').replace(/\s+/g, ' ').trim();
  return core.length < MIN_CORE_CHARS ? '' : core;
}

const MIN_CORE_CHARS = 2;
/** The similarity of names without their periods is multiplied by this factor. */
const WITHOUT_PERIOD = 0.95;

/** A heading split into a name and text that may be a unit. */
interface NameAndUnit {
  readonly form: string;
  readonly unit: string | null;
}

/** Splits text after the name of a figure: `，单位：元`, `/ CNY 1,000`, ` in Tsd. EUR`, even in misplaced brackets. */
const TEXT_AFTER_NAME = /^(.{2,}?)\s*(?:[,;|、/]|(?=[([【])|:(?=\s*(?:单位|unit|einheit))| [-–—] |(?= in ))\s*(.+)$/;
const UNIT_PREFIX = /^(?:(?:计量)?单位|unit|units|einheit|in)\s*(?::|\s)\s*/;
/** Matches texts that name a unit, known or unknown. */
const UNIT_LIKE =
  /单位|[元万亿千吨]|\b(?:cny|rmb|yuan|eur|euro|usd|thousand|million|tsd|mio|kwh|tce|unit|einheit)\b|[€$¥%]|'?000/;

/** Returns the ways to split a heading into a name and a unit; the first is the whole heading without a unit. */
function splitUnit(heading: string): readonly NameAndUnit[] {
  const bareText = toBareHeading(heading);
  const bracketParts = splitBrackets(bareText);
  const [, before = '', after = ''] = TEXT_AFTER_NAME.exec(bareText) ?? [];
  const splitForms = [
    ...(bracketParts ? [{ form: bracketParts.before, unit: bracketParts.within }] : []),
    ...(before === '' ? [] : [{ form: before.replace(FINAL_SIGNS, ''), unit: after.replace(/[()[\]【】]/g, '') }]),
  ].map(({ form, unit }) => ({ form, unit: unit.replace(UNIT_PREFIX, '').trim() }));
  return [{ form: bareText, unit: null }, ...splitForms.filter(({ unit }) => unit !== '')];
}

interface SimilarName {
  readonly name: InputName;
  readonly confidence: number;
  /** The text in the heading in place of a unit; null if there is none. */
  readonly unit: string | null;
}

/**
 * Returns for each fact or question its name that is most similar to the heading, sorted with the most similar first.
 */
function rankBySimilarity(
  plan: Plan,
  heading: string,
  names: readonly (InputName & { readonly core: string })[],
): readonly SimilarName[] {
  const bestNames = new Map<number, SimilarName>();
  const parts = splitUnit(heading).map((part) => ({ ...part, core: removePeriod(part.form) }));
  for (const name of names) {
    const input = itemAt(plan.inputs, name.input);
    const isFigure = input.value.kind === 'number';
    for (const { form, core, unit } of parts) {
      // After the exact name of a figure, any text may change the meaning of the numbers, even if it is not a unit.
      if (unit !== null && !(isFigure && form === name.form) && !isUnitOf(input, unit)) continue;
      const coreSimilarity = isFigure ? computeSimilarity(core, name.core) * WITHOUT_PERIOD : 0;
      const confidence = Math.max(computeSimilarity(form, name.form), coreSimilarity);
      if (confidence > (bestNames.get(name.input)?.confidence ?? 0))
        bestNames.set(name.input, { name, confidence, unit });
    }
  }
  return [...bestNames.values()].sort((a, b) => b.confidence - a.confidence);
}

/** Whether the text after a name may be the unit of its figures. */
function isUnitOf(input: Input, unit: string): boolean {
  return input.value.kind === 'number' && (UNIT_LIKE.test(unit) || findUnitFactor(input, unit) !== undefined);
}

/** Returns the similarity of a heading and a name (0 to 1); 0 if it is certainly too low. */
function computeSimilarity(heading: string, name: string): number {
  const [shorter, longer] = [heading.length, name.length].sort((a, b) => a - b) as [number, number];
  // Texts whose lengths differ so much cannot be similar enough.
  return shorter === 0 || shorter < longer * MIN_LIKENESS ? 0 : computeSpellingSimilarity(heading, name);
}

/** The data that are needed to choose among several columns with the same meaning. */
interface DuplicateRules {
  readonly plan: Plan;
  readonly headings: readonly string[];
  isBlank(column: number): boolean;
}

/**
 * Keeps one column for each meaning: the most certain one or, if several are equally certain, the first. The others get
 * a doubt, or give the text of the option "other".
 */
function dropDuplicates(
  matches: readonly HeadingMatch[],
  { plan, headings, isBlank }: DuplicateRules,
): readonly HeadingMatch[] {
  const groups = new Map<string, number[]>();
  for (const [i, { input, option }] of matches.entries()) {
    if (input === null) continue;
    const target = `${input} ${option ?? ''}`;
    const group = groups.get(target);
    if (group) group.push(i);
    else groups.set(target, [i]);
  }
  const keptMatches = [...matches];
  for (const columns of groups.values()) {
    const rankAt = (i: number): number => rankOf(matches[i]) + (isBlank(i) ? MATCHES_BY_CONFIDENCE.length : 0);
    const [first = 0, ...seconds] = columns.sort((a, b) => rankAt(a) - rankAt(b) || a - b);
    for (const i of seconds) {
      const match = itemAt(matches, i);
      if (match.isUsual && rankAt(i) > rankAt(first)) {
        keptMatches[i] = NO_MATCH;
        continue;
      }
      const { input, option, unit, isReviewed = false } = match;
      const besideInput = isOtherOption(match, plan) ? input : null;
      keptMatches[i] = {
        ...NO_MATCH,
        beside: besideInput,
        doubts: [{ code: 'second', name: nameOf(plan, input ?? -1), heading: headings[first] ?? '' }],
        displaced: { input: input ?? -1, option, unit, by: first, isReviewed },
      };
    }
  }
  return keptMatches;
}

function isOtherOption({ input, option }: HeadingMatch, plan: Plan): boolean {
  const question = plan.inputs[input ?? -1];
  return (
    question !== undefined && [...valueSpellingsOf(question)].some(([text, value]) => value === option && isOther(text))
  );
}

/** The rank of usual headings among matches: less certain than any name from the pack. */
const USUAL_HEADING_RANK = SHORT_NAME_RANK + 0.25;

function rankOf(match: HeadingMatch | undefined): number {
  if (match?.isUsual) return USUAL_HEADING_RANK;
  return match?.isShort ? SHORT_NAME_RANK : MATCHES_BY_CONFIDENCE.indexOf(match?.by ?? null);
}

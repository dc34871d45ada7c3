// Finds out which fact, question or option a heading means.

import {
  type ColumnDoubt,
  type Fact,
  normaliseSpelling,
  type ProposedColumn,
  type Question,
  spellingSimilarity,
  type Text,
} from '../../model/index.ts';
import { type Input, type Plan, takesSeveral, unitFactor, unitFactorsOf } from '../../scoring/index.ts';
import { findRespondent, isOwnColumn } from '../export-layout.ts';
import { createValueLookup } from '../marked-text.ts';
import { isOther } from '../other-option.ts';
import { textsOf, valueSpellingsOf } from './answer-spellings.ts';

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
      const factor = unit === null ? null : (unitFactor(plan.inputs[input] as Input, unit) ?? null);
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
   * Whether the heading is only a short name, such as the words before the colon of a question. If another column has
   * the full text, that one takes precedence.
   */
  readonly isShort?: boolean;
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
  const respondentColumns = findRespondent(headings);
  const isLong = (heading: string): boolean => heading.length > MAX_SPLIT_CHARS;
  const groups = new Set(headings.flatMap((heading) => (isLong(heading) ? [] : (names.findGroup(heading) ?? []))));
  const matches = headings.map((heading, i) => {
    if (respondentColumns.has(i)) return NO_MATCH;
    const question = questions[i] ?? '';
    if (question !== '') return matchNamed(heading, question);
    const match = matchText(heading);
    const text = isLong(heading) ? heading : withoutGroup(heading);
    return match.input === null && match.beside === null && text !== heading ? matchText(text) : match;
  });
  const unmatchedHeadings = new Map(
    headings.flatMap((heading, i) => {
      const isUnmatched = matches[i]?.by === null && matches[i]?.beside === null;
      const text = questions[i] || heading;
      if (!isUnmatched || isLong(text) || isOwnColumn(heading) || respondentColumns.has(i)) return [];
      return [[i, questions[i] || withoutGroup(heading)] as const];
    }),
  );
  const takenInputs = (): Set<number> => new Set(matches.flatMap(({ input }) => input ?? []));
  for (const [i, { isCounted: _, ...found }] of options.findNumbered(unmatchedHeadings, takenInputs())) {
    matches[i] = { ...NO_MATCH, ...found, by: 'option', confidence: 1 };
    unmatchedHeadings.delete(i);
  }
  for (const [i, { isCounted: _, isAlone, ...found }] of options.findBare(headings, matches)) {
    const doubts: readonly ColumnDoubt[] = isAlone ? [{ code: 'bare-option', name: nameOf(found.input) }] : [];
    matches[i] = { ...NO_MATCH, ...found, by: 'option', confidence: 1, doubts, isBare: true };
    unmatchedHeadings.delete(i);
  }
  for (const [i, match] of matchSimilar({
    plan,
    headings: unmatchedHeadings,
    names: names.all,
    taken: takenInputs(),
    isBlank,
  })) {
    matches[i] = { ...(matches[i] as HeadingMatch), ...match };
  }
  const keptMatches = dropDuplicates(matches, { headings, nameOf, isOtherOption, isBlank });
  return keptMatches.map((match, i) => (match.isShort ? doubtShortName(match, i) : match));

  /** Adds a doubt to a short name that is also an option of a question without columns. */
  function doubtShortName(match: HeadingMatch, i: number): HeadingMatch {
    const usedInputs = new Set(keptMatches.map(({ input }) => input));
    const owners = options.findOwners(headings[i] ?? '').filter((input) => !usedInputs.has(input));
    const doubts = owners.map((input): ColumnDoubt => ({ code: 'option-text', name: nameOf(input) }));
    return doubts.length === 0 ? match : { ...match, doubts: [...match.doubts, ...doubts] };
  }

  /** Removes the labels of groups before a question, if the same groups also precede another question. */
  function withoutGroup(heading: string): string {
    const slashOffsets = groups.size === 0 ? [] : [...heading.matchAll(/\//g)].map(({ index }) => index + 1);
    return heading.slice(slashOffsets.findLast((end) => groups.has(heading.slice(0, end))) ?? 0);
  }

  function nameOf(input: number): string {
    return plan.inputs[input]?.name ?? '';
  }

  function isOtherOption({ input, option }: HeadingMatch): boolean {
    const question = plan.inputs[input ?? -1];
    return (
      question !== undefined &&
      [...valueSpellingsOf(question)].some(([text, value]) => value === option && isOther(text))
    );
  }

  function matchText(heading: string): HeadingMatch {
    const namedInputs = names.find(heading);
    if (namedInputs.length > 0) return matchOf(namedInputs);
    if (isLong(heading)) return NO_MATCH;
    const option = options.find(heading);
    if (!option) {
      const namesWithin = names.findWithin(heading);
      if (namesWithin.length > 0) return matchOf(namesWithin);
      const besideMatch = findBeside(heading);
      return (besideMatch === null ? matchReviewed(heading) : undefined) ?? { ...NO_MATCH, beside: besideMatch };
    }
    const { isCounted, ...found } = option;
    return { ...NO_MATCH, ...found, by: 'option', confidence: 1, doubts: isCounted ? [{ code: 'counted' }] : [] };
  }

  /**
   * Matches a heading that says that its answers were reviewed. The match counts as merely similar: a column with the
   * plain heading takes precedence, but the user is asked, because the reviewed answers may be the corrected ones.
   */
  function matchReviewed(heading: string): HeadingMatch | undefined {
    const bareRest = withoutReview(heading);
    if (bareRest === undefined) return undefined;
    const match = matchText(bareRest);
    if (match.input === null) return undefined;
    return { ...match, by: 'similar', confidence: REVIEW_CONFIDENCE, doubts: [{ code: 'similar' }], isReviewed: true };
  }

  /**
   * Returns the question whose "other" text a heading such as `Question [Other (please specify)]` or `Q1_other` means.
   */
  function findBeside(heading: string): number | null {
    const plainText = normaliseSpelling(heading);
    for (const [before, after] of [...splitOption(plainText), ...splitReversedOption(plainText)]) {
      if (!isOther(after)) continue;
      const directNames = names.find(before);
      const [only, ...others] = directNames.length > 0 ? directNames : names.findWithin(before);
      if (only && others.length === 0) return only.input;
    }
    return null;
  }

  function matchOf([first, ...others]: readonly NameMatch[]): HeadingMatch {
    if (!first) return NO_MATCH;
    if (others.length === 0) return { ...NO_MATCH, ...first, confidence: 1 };
    return doubtSeveral([first, ...others].map(({ input }) => input));
  }

  function doubtSeveral(inputs: readonly number[]): HeadingMatch {
    return { ...NO_MATCH, doubts: [{ code: 'several', names: inputs.map(nameOf) }] };
  }

  /**
   * Combines what the short name and the text of a question mean. The numbers that Qualtrics gives to questions mean
   * nothing, even if one happens to be an id.
   */
  function matchNamed(heading: string, question: string): HeadingMatch {
    const [named, worded] = [matchText(heading), matchText(question)];
    if (named.input === null) return worded;
    if (worded.input === null) return QUALTRICS_NUMBER.test(heading) ? doubtSeveral([named.input]) : named;
    if (named.input === worded.input && named.option === worded.option) return named;
    return QUALTRICS_NUMBER.test(heading) ? worded : doubtSeveral([named.input, worded.input]);
  }
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
function withoutReview(heading: string): string | undefined {
  const plainText = normaliseSpelling(heading);
  const rest = [REVIEW_BESIDE, REVIEW_AFTER, REVIEW_BEFORE]
    .map((remark) => plainText.replace(remark, ''))
    .find((text) => text !== plainText);
  return rest === undefined || rest === '' ? undefined : rest;
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
    const inputs = candidates.map(({ name }) => plan.inputs[name.input]?.name ?? '');
    similarMatches.set(column, { ...NO_MATCH, doubts: [{ code: 'several', names: inputs }] });
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
    // Text in brackets is a unit only after the name of a figure.
    const factor = unit === null || !hasNumbers({ name }) ? 1 : unitFactor(plan.inputs[input] as Input, unit);
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
  const form = bareHeading(heading);
  if (form.length < MIN_CUT_CHARS) return [];
  const matches = new Map<number, SimilarName>();
  for (const name of names) {
    if (matches.has(name.input) || name.form.length <= form.length || !name.form.startsWith(form)) continue;
    matches.set(name.input, { name, confidence: form.length / name.form.length, unit: null });
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
      const input = plan.inputs[name.input] as Input;
      if (input.role !== 'fact' || abbreviatedNames.has(name.input)) continue;
      if (unit !== null && !isUnitOf(input, unit)) continue;
      const confidence = Math.max(...[name.form, name.core].map((whole) => shareOfName(form, whole)));
      if (confidence >= MIN_SHARE_OF_NAME) abbreviatedNames.set(name.input, { name, confidence, unit });
    }
  }
  return [...abbreviatedNames.values()];
}

/**
 * Returns the share of a name's characters that its abbreviation contains; 0 if the text is not an abbreviation of it.
 */
function shareOfName(short: string, name: string): number {
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
  const bareText = bareHeading(heading);
  const bracketParts = splitBrackets(bareText);
  const [, before = '', after = ''] = TEXT_AFTER_NAME.exec(bareText) ?? [];
  const split = [
    ...(bracketParts ? [{ form: bracketParts.before, unit: bracketParts.within }] : []),
    ...(before === '' ? [] : [{ form: before.replace(FINAL_SIGNS, ''), unit: after.replace(/[()[\]【】]/g, '') }]),
  ].map(({ form, unit }) => ({ form, unit: unit.replace(UNIT_PREFIX, '').trim() }));
  return [{ form: bareText, unit: null }, ...split.filter(({ unit }) => unit !== '')];
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
  const best = new Map<number, SimilarName>();
  const parts = splitUnit(heading).map((part) => ({ ...part, core: removePeriod(part.form) }));
  for (const name of names) {
    const input = plan.inputs[name.input] as Input;
    const isFigure = input.value.kind === 'number';
    for (const { form, core, unit } of parts) {
      // After the exact name of a figure, any text may change the meaning of the numbers, even if it is no unit.
      if (unit !== null && !(isFigure && form === name.form) && !isUnitOf(input, unit)) continue;
      const coreSimilarity = isFigure ? similarityOf(core, name.core) * WITHOUT_PERIOD : 0;
      const confidence = Math.max(similarityOf(form, name.form), coreSimilarity);
      if (confidence > (best.get(name.input)?.confidence ?? 0)) best.set(name.input, { name, confidence, unit });
    }
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence);
}

/** Whether the text after a name may be the unit of its figures. */
function isUnitOf(input: Input, unit: string): boolean {
  return input.value.kind === 'number' && (UNIT_LIKE.test(unit) || unitFactor(input, unit) !== undefined);
}

/** Returns the similarity of a heading and a name (0 to 1); 0 if it is certainly too low. */
function similarityOf(heading: string, name: string): number {
  const [shorter, longer] = [heading.length, name.length].sort((a, b) => a - b) as [number, number];
  // Texts whose lengths differ so much cannot be similar enough.
  return shorter === 0 || shorter < longer * MIN_LIKENESS ? 0 : spellingSimilarity(heading, name);
}

/** What is needed to choose among several columns with the same meaning. */
interface DuplicateRules {
  readonly headings: readonly string[];
  nameOf(input: number): string;
  isOtherOption(match: HeadingMatch): boolean;
  isBlank(column: number): boolean;
}

/**
 * Keeps one column for each meaning: the most certain one or, if several are equally certain, the first. The others get
 * a doubt, or give the text of the option "other".
 */
function dropDuplicates(
  matches: readonly HeadingMatch[],
  { headings, nameOf, isOtherOption, isBlank }: DuplicateRules,
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
      const match = matches[i] as HeadingMatch;
      const { input, option, unit, isReviewed = false } = match;
      const besideInput = isOtherOption(match) ? input : null;
      keptMatches[i] = {
        ...NO_MATCH,
        beside: besideInput,
        doubts: [{ code: 'second', name: nameOf(input ?? -1), heading: headings[first] ?? '' }],
        displaced: { input: input ?? -1, option, unit, by: first, isReviewed },
      };
    }
  }
  return keptMatches;
}

function rankOf(match: HeadingMatch | undefined): number {
  return match?.isShort ? SHORT_NAME_RANK : MATCHES_BY_CONFIDENCE.indexOf(match?.by ?? null);
}

/** A fact or question that a heading names. */
interface NameMatch {
  /** The index of the input in `plan.inputs`. */
  readonly input: number;
  readonly by: 'id' | 'text' | 'numbered';
  /** The language of the text that the heading matches; null for ids. */
  readonly language: string | null;
  /** The unit that the heading names; null if there is none. */
  readonly unit: string | null;
  readonly isShort: boolean;
}

/** A name of a fact or question with which headings are compared. */
interface InputName {
  readonly form: string;
  readonly input: number;
  readonly language: string | null;
  /** Whether it is only the short name used in reports and tables. */
  readonly isShort?: boolean;
}

interface InputNames {
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

/**
 * Creates an index of the names of all facts and questions: ids, then texts, titles, and the words before a colon in
 * texts.
 */
function createInputNames(plan: Plan): InputNames {
  const optionTexts = new Set(
    plan.inputs
      .filter(takesSeveral)
      .flatMap(({ options }) => options.flatMap(({ text }) => textsOf(text)))
      .map(({ text }) => plainHeading(text)),
  );
  const ids = plan.inputs.map(({ name }, input) => {
    const form = normaliseSpelling(name);
    return { form, input, language: null, isShort: optionTexts.has(form) };
  });
  const texts = plan.inputs.flatMap((question, input) => namesOf(question.definition.text, input));
  const titles = plan.inputs.flatMap((question, input) => markShort(namesOf(titleOf(question), input)));
  const parts = plan.inputs.flatMap((question, input) =>
    question.matrix === null ? markShort(labelsOf(question.definition.text, input)) : rowNames(plan, question, input),
  );
  // For a matrix, Microsoft Forms writes only the text of the row as heading, without the question.
  const rows = plan.inputs.flatMap((question, input) =>
    question.matrix === null ? [] : markShort(namesOf(matrixOf(plan, question)?.row.text, input)),
  );
  const indexes = [ids, texts, titles, parts, rows].map(indexNames);
  /** // The indexes of all names except ids and texts of rows without their question. */
  const wordedIndexes = indexes.slice(1, -1);

  const findInIndexes = (form: string, kinds = indexes): readonly InputName[] =>
    kinds.find((book) => book.has(form))?.get(form) ?? [];

  const toMatch =
    (by: NameMatch['by'], unit: string | null = null) =>
    ({ input, language, isShort = false }: InputName) => ({ input, by, language, unit, isShort });

  function find(heading: string): readonly NameMatch[] {
    const byId = indexes[0]?.get(normaliseSpelling(heading));
    return byId?.map(toMatch('id')) ?? findText(heading, indexes);
  }

  function findText(heading: string, kinds: typeof indexes): readonly NameMatch[] {
    const plainMatches = findInIndexes(plainHeading(heading), kinds);
    if (plainMatches.length > 0) return plainMatches.map(toMatch('text'));
    const bareText = bareHeading(heading);
    // A letter after a number is an option, not an id.
    const numberedMatches = findInIndexes(
      bareText,
      bareText.length > 2 ? kinds : kinds.filter((book) => book !== indexes[0]),
    );
    if (numberedMatches.length > 0) return numberedMatches.map(toMatch('numbered'));
    const parts = splitBrackets(bareText);
    const matchKind = numberBefore(heading) === undefined ? 'text' : 'numbered';
    const measuredMatches = findInIndexes(parts?.before ?? '', kinds).filter(({ input }) =>
      unitFactorsOf(plan.inputs[input] as Input).has(normaliseSpelling(parts?.within ?? '')),
    );
    return measuredMatches.map(toMatch(matchKind, parts?.within));
  }

  /**
   * Finds the id at the end of a path of groups (the longest that exists), the code before the text of a question, or
   * the text of a question after its groups.
   */
  function findWithin(heading: string): readonly NameMatch[] {
    const plainText = normaliseSpelling(heading);
    const [, code = '', text = ''] = CODED_HEADING_PATTERN.exec(plainText) ?? [];
    if (code !== '') {
      const [coded, texted] = [findInIndexes(code), findInIndexes(plainHeading(text), wordedIndexes)];
      const candidates = [...coded, ...texted].map((name) => ({ ...name, form: '' }));
      return (indexNames(candidates).get('') ?? []).map(toMatch(coded.length > 0 ? 'id' : 'text'));
    }
    const parts = splitBrackets(bareHeading(heading));
    if (parts) {
      const namesBefore = findInIndexes(parts.before);
      // The row of a grid as Google Forms writes it, in brackets after a question that is not in the pack.
      if (namesBefore.length === 0) {
        const namesWithin = findInIndexes(plainHeading(parts.within), wordedIndexes);
        const namesOfRows =
          namesWithin.length > 0 ? namesWithin : findInIndexes(bareHeading(parts.within), wordedIndexes);
        if (namesOfRows.length > 0) return namesOfRows.map(toMatch('text'));
      }
      // The short name in brackets after the question, as EUSurvey writes it.
      const shortNames = namesBefore.filter(({ input }) => isShortName(parts.within, plan.inputs[input] as Input));
      if (shortNames.length > 0) return shortNames.map(toMatch('text'));
    }
    const textEnds = [...plainText.matchAll(/[/-]/g)].map(({ index, 0: sign }) => ({
      sign,
      end: plainText.slice(index + 1).trim(),
    }));
    const byId = PATH_PATTERN.test(plainText) ? textEnds.map(({ end }) => findInIndexes(end, indexes.slice(0, 1))) : [];
    const matchWithin = byId.find((found) => found.length > 0);
    if (matchWithin) return matchWithin.map(toMatch('id'));
    const matchesByText = textEnds.map(({ sign, end }) => (sign === '/' ? findText(end, wordedIndexes) : []));
    return matchesByText.find((found) => found.length > 0) ?? [];
  }

  function findGroup(heading: string): string | undefined {
    const slashOffsets = [...heading.matchAll(/\//g)].map(({ index }) => index);
    const cut = slashOffsets.find((index) => findText(heading.slice(index + 1), wordedIndexes).length > 0);
    return cut === undefined ? undefined : heading.slice(0, cut + 1);
  }
  return { find, findWithin, findGroup, all: [ids, texts, titles, parts].flat() };
}

/** Whether the text in brackets after a question is its id or a code such as `Q12`, rather than a unit. */
function isShortName(within: string, { name }: Input): boolean {
  return within === normaliseSpelling(name) || /^(?:[a-z]{1,3}|[a-z]\w*_)\d+$/.test(within);
}

/** Matches the names of groups and a question, without blanks, as ODK writes them. */
const PATH_PATTERN = /^[\p{L}\p{N}_.]+(?:[/-][\p{L}\p{N}_.]+)+$/u;
/** Matches a code followed by the text of the question, as LimeSurvey writes them. */
const CODED_HEADING_PATTERN = /^([\p{L}\p{N}_]+(?:\[[\p{L}\p{N}_]+\])?)\. (\S.*)$/u;

function indexNames(names: readonly InputName[]): ReadonlyMap<string, readonly InputName[]> {
  const index = new Map<string, InputName[]>();
  for (const name of names) {
    const namesake = index.get(name.form) ?? [];
    if (namesake.some(({ input }) => input === name.input)) continue;
    index.set(name.form, [...namesake, name]);
  }
  return index;
}

function titleOf({ definition }: Input): Text | undefined {
  return (definition as Fact & Question).title;
}

function namesOf(text: Text | undefined, input: number): InputName[] {
  return textsOf(text).flatMap(({ language, text: version }) =>
    // Both with and without a number before it, because the text of a question may itself begin with one.
    [...new Set([plainHeading(version), bareHeading(version)])].map((form) => ({ form, input, language })),
  );
}

function markShort(names: readonly InputName[]): InputName[] {
  return names.map((name) => ({ ...name, isShort: true }));
}

/** Returns the words before a colon in the text of a question, which reports use as its name. */
function labelsOf(text: Text | undefined, input: number): InputName[] {
  return textsOf(text).flatMap(({ language, text: whole }) => {
    const label = /^([^:：]+)[:：]\s*\S/u.exec(whole)?.[1];
    return label === undefined ? [] : [{ form: plainHeading(label), input, language }];
  });
}

/** Returns the matrix to which a question belongs as a row, and that row. */
function matrixOf({ sections }: Plan, { name, matrix }: Input) {
  const question = sections.flatMap(({ questions }) => questions).find(({ id }) => id === matrix);
  const row = question?.rows?.find(({ id }) => `${matrix}/${id}` === name);
  return question && row && { question, row };
}

/**
 * Returns the headings that survey platforms write for a row of a matrix: `matrix[row]`, `matrix_row`, `Question -
 * Row`.
 */
function rowNames(plan: Plan, matrixRow: Input, input: number): InputName[] {
  const { question, row } = matrixOf(plan, matrixRow) ?? {};
  if (!question || !row) return [];
  const outer = [{ language: null, text: question.id }, ...[question.text, question.title].flatMap(textsOf)];
  const inner = [{ language: null, text: row.id }, ...textsOf(row.text)];
  return outer.flatMap((outerText) =>
    inner
      .filter(({ language }) => language === null || outerText.language === null || language === outerText.language)
      .flatMap(({ language, text }) => {
        const [before, after] = [plainHeading(outerText.text), plainHeading(text)];
        const joinedNames = ['/', '_', '.', '-', ' - ', '—', ':', ': ', ' '].map((sign) => before + sign + after);
        return [
          ...joinedNames,
          `${after}:${before}`,
          `${before}[${after}]`,
          `${before} [${after}]`,
          `${before}(${after})`,
        ].map((form) => ({
          form: plainHeading(form),
          input,
          language: outerText.language ?? language,
        }));
      }),
  );
}

/** The option of a question that a heading means. */
interface OptionMatch {
  readonly input: number;
  /** The position of the option, counted from 0. */
  readonly option: number;
  /** Whether the heading only gives the number of the option, counted from 1. */
  readonly isCounted: boolean;
  readonly language: string | null;
}

/** Finds out which option the heading of a column for one option means. */
interface OptionNames {
  /**
   * Finds headings that are only the text of an option, if consecutive columns are all options of one question. After a
   * column of the question itself, they certainly are its options; otherwise that is only likely.
   */
  findBare(
    headings: readonly string[],
    matches: readonly HeadingMatch[],
  ): ReadonlyMap<number, OptionMatch & { readonly isAlone: boolean }>;
  /** Returns the multiple-choice questions that have an option with this text. */
  findOwners(heading: string): readonly number[];
  /** Matches `Q1[A]`, `Q1/A`, `Q1___a`, `Question (Option)` and the like; undefined for other headings. */
  find(heading: string): OptionMatch | undefined;
  /**
   * Matches headings such as `1(option)` and `1(other)`. All options after the same number must belong to one question.
   */
  findNumbered(headings: ReadonlyMap<number, string>, taken: ReadonlySet<number>): ReadonlyMap<number, OptionMatch>;
}

const PART_SEPARATORS = /\/|_{1,3}|\.|:|—| - |-/g;
const OPTION_NUMBER = /^(?:sq|o|a|option)?0*([1-9]\d?)$/;

/** Creates an index of the headings of columns for options of multiple-choice questions. */
function createOptionNames(plan: Plan, names: InputNames): OptionNames {
  const finders = new Map(
    plan.inputs.flatMap((input, i) =>
      takesSeveral(input) ? [[i, createValueLookup(valueSpellingsOf(input))] as const] : [],
    ),
  );

  function find(heading: string): OptionMatch | undefined {
    if (finders.size === 0) return undefined;
    const plainText = normaliseSpelling(heading);
    const [, code = ''] = CODED_HEADING_PATTERN.exec(plainText) ?? [];
    const parts = [...splitOption(code), ...splitOption(plainText)];
    return (
      parts.map(([before, after]) => readParts(before, after, false)).find((match) => match !== undefined) ??
      parts.map(([before, behind]) => readParts(before, behind, true)).find((one) => one !== undefined) ??
      splitReversedOption(plainText)
        .map(([question, option]) => readParts(question, option, false))
        .find((match) => match !== undefined)
    );
  }

  function readParts(before: string, after: string, isCounted: boolean): OptionMatch | undefined {
    const directNames = names.find(before);
    const parentNames = directNames.length > 0 ? directNames : names.findWithin(before);
    const [{ input, language } = { input: -1, language: null }] = parentNames;
    const optionFinder = finders.get(input);
    if (parentNames.length !== 1 || !optionFinder) return undefined;
    const option = isCounted ? positionOf(after, plan.inputs[input] as Input) : optionFinder(after);
    return option === undefined ? undefined : { input, option, isCounted, language };
  }

  function findNumbered(headings: ReadonlyMap<number, string>, taken: ReadonlySet<number>): Map<number, OptionMatch> {
    const groups = new Map<string, { readonly column: number; readonly behind: string }[]>();
    for (const [column, heading] of headings) {
      const [before, after] =
        splitOption(normaliseSpelling(heading)).find(([question]) => /^\D{0,2}\d+\W*$/.test(question)) ?? [];
      const number = before === undefined ? undefined : numberBefore(before);
      if (number !== undefined && after !== undefined)
        groups.set(number, [...(groups.get(number) ?? []), { column, behind: after }]);
    }
    const numberedOptions = new Map<number, OptionMatch>();
    for (const columns of groups.values()) {
      const candidates = [...finders].flatMap(([input, optionFinder]) => {
        const options = columns.map(({ behind }) => optionFinder(behind));
        const isMatch = !taken.has(input) && options.every((option) => option !== undefined);
        return isMatch && new Set(options).size === options.length ? [{ input, options }] : [];
      });
      const [only, other] = candidates;
      if (!only || other) continue;
      for (const [i, { column }] of columns.entries()) {
        numberedOptions.set(column, {
          input: only.input,
          option: only.options[i] as number,
          isCounted: false,
          language: null,
        });
      }
    }
    return numberedOptions;
  }
  /** Returns the options of a question that consecutive headings name from a column on, each once. */
  function readRun(input: number, texts: readonly (readonly string[])[], firstColumn: number): readonly number[] {
    const optionFinder = finders.get(input);
    const runColumns: number[] = [];
    for (let i = firstColumn; i < texts.length && optionFinder; i++) {
      const option = texts[i]?.map(optionFinder).find((value) => value !== undefined);
      if (option === undefined || runColumns.includes(option)) break;
      runColumns.push(option);
    }
    return runColumns;
  }

  function findBareOptions(headings: readonly string[], matches: readonly HeadingMatch[]) {
    const bareOptions = new Map<number, OptionMatch & { readonly isAlone: boolean }>();
    if (matches.every(({ by }) => by === 'id')) return bareOptions;
    const texts = headings.map((heading) => {
      const plainText = plainHeading(heading);
      // A single letter is not enough to recognise an option.
      return [...new Set([plainText, withoutShortName(plainText)])].filter(
        (text) => text !== '' && !/^[a-z]$/.test(text),
      );
    });
    const inputsWithColumn = new Set(matches.flatMap(({ input }) => input ?? []));
    const isComplete = (input: number, { length }: readonly number[]): boolean =>
      length > 1 && length === plan.inputs[input]?.options.length;
    const addRun = (input: number, from: number, run: readonly number[], isAlone: boolean): void => {
      for (const [offset, option] of run.entries())
        bareOptions.set(from + offset, { input, option, isCounted: false, language: null, isAlone });
    };
    for (let i = 0; i < headings.length; i++) {
      if (bareOptions.has(i)) continue;
      const { input = null, option = null } = matches[i] ?? {};
      const ownRun = input !== null && option === null && finders.has(input) ? readRun(input, texts, i + 1) : [];
      if (input !== null && isComplete(input, ownRun)) {
        addRun(input, i + 1, ownRun, false);
        continue;
      }
      const candidates = [...finders.keys()].flatMap((other) => {
        const run = inputsWithColumn.has(other) ? [] : readRun(other, texts, i);
        return isComplete(other, run) ? [{ other, run }] : [];
      });
      const [only, ...others] = candidates;
      if (only && others.length === 0) addRun(only.other, i, only.run, true);
    }
    return bareOptions;
  }

  return {
    find,
    findBare: findBareOptions,
    findNumbered,
    findOwners(heading) {
      const text = bareHeading(heading);
      return [...finders].flatMap(([input, optionFinder]) => (optionFinder(text) === undefined ? [] : [input]));
    },
  };
}

/** Removes a short name in brackets after the text of an option. */
function withoutShortName(plain: string): string {
  return plain.replace(/\s*\([\w.-]+\)$/, '');
}

/** Returns the ways to split a heading into a question and an option. */
function splitOption(plain: string): [string, string][] {
  const bracketParts = /[\])】]$/.test(plain)
    ? [...plain.matchAll(/[[(【]/g)].map(({ index }): [string, string] => [
        plain.slice(0, index).trim(),
        plain
          .slice(index + 1, -1)
          .replace(/^choice=/, '')
          .trim(),
      ])
    : [];
  const signs = [...plain.matchAll(PART_SEPARATORS)].map(({ index, 0: sign }): [string, string] => [
    plain.slice(0, index).trim(),
    plain.slice(index + sign.length).trim(),
  ]);
  return [...bracketParts, ...signs].filter(([before, after]) => before !== '' && after !== '');
}

/** Splits a heading in which the option comes before the question, as Alchemer writes it: `Option:Question`. */
function splitReversedOption(plain: string): [string, string][] {
  return [...plain.matchAll(/:/g)]
    .map(({ index }): [string, string] => [plain.slice(index + 1).trim(), plain.slice(0, index).trim()])
    .filter(([question, option]) => question !== '' && option !== '');
}

function positionOf(text: string, { options }: Input): number | undefined {
  const position = Number(OPTION_NUMBER.exec(text)?.[1] ?? 0);
  return position >= 1 && position <= options.length ? position - 1 : undefined;
}

/** Matches a number before a question: `12、`, `Q12.`, `(3)`, `第3题`, `* 4.` */
const QUESTION_NUMBER_PATTERN =
  /^\*?\s*[([【]?\s*(?:q|question|frage|nr\.?|no\.?|题目|第)?\s*\d{1,3}(?:[.-]\d{1,2})*\s*题?\s*[)\]】]?\s*[.、:)-]?\s*/;
const FINAL_SIGNS = /\s*[*:?.。！!]+$/;
/** Matches the remarks about the kind of a question that survey platforms write after its text. */
const KIND_REMARK =
  /\s*[([【](?:单选题?|多选题?|填空题?|量表题?|判断题?|下拉题?|必填|必答|选填|可多选|单选或多选|single choice|multiple choice|required|optional|pflichtfeld|pflicht|einfachauswahl|mehrfachauswahl)[)\]】]$/;
const BRACKETED_END_PATTERN = /^(.*\S)\s*[([【](?:单位[:：]?\s*)?([^()[\]【】]*(?:\([^()]*\))?[^()[\]【】]*)[)\]】]$/;

/** HTML tags that survey editors leave in headings. */
const HTML_TAG_PATTERN =
  /<\/?(?:p|b|i|u|em|strong|span|div|br|font|h[1-6]|small|sup|sub|ul|ol|li)(?:\s[^<>]{0,500})?\/?>/gi;
const HTML_ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#160': ' ',
};

function withoutMarkup(text: string): string {
  if (!/[<&*]/.test(text)) return text;
  return text
    .replace(HTML_TAG_PATTERN, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39|#160);/g, (_, name: string) => HTML_ENTITIES[name] as string)
    .replace(/\*\*([^*]+)\*\*/g, '$1');
}

/**
 * Matches a question mark in place of the ★ before a colon, which marks a key question: the encoding of some programs
 * lacks the ★.
 */
const LOST_STAR_PATTERN = / \?(?=:)/;
/** Matches quotes around a whole heading. */
const QUOTED_PATTERN = /^["“„«](.+)["”“»]$/;

/** Normalises the spelling of a heading or question, and removes quotes around it and signs at its end. */
function plainHeading(text: string): string {
  const plainText = normaliseSpelling(withoutMarkup(text)).replace(LOST_STAR_PATTERN, '').replace(QUOTED_PATTERN, '$1');
  return plainText.replace(FINAL_SIGNS, '') || plainText;
}

/** Removes the number before a heading and the remark about the kind of question. */
function bareHeading(text: string): string {
  let rest = plainHeading(text).replace(/^\*\s*/, '');
  for (let previousRest = ''; previousRest !== rest; ) {
    previousRest = rest;
    rest = rest.replace(KIND_REMARK, '').replace(FINAL_SIGNS, '') || previousRest;
  }
  return rest.replace(QUESTION_NUMBER_PATTERN, '') || rest;
}

/** Returns the number before a question, if there is one. */
function numberBefore(text: string): string | undefined {
  return /\d[\d.-]*/.exec(QUESTION_NUMBER_PATTERN.exec(plainHeading(text))?.[0] ?? '')?.[0].replace(/[.-]+$/, '');
}

/** Splits off the brackets at the end of a heading, which may contain a unit. */
function splitBrackets(bare: string): { readonly before: string; readonly within: string } | undefined {
  const match = BRACKETED_END_PATTERN.exec(bare);
  return match?.[1] && match[2] ? { before: match[1].replace(FINAL_SIGNS, ''), within: match[2].trim() } : undefined;
}

// Which fact, question or option a heading means.

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

/** What a heading means by its id or text alone. */
export interface HeadingMeaning {
  /** `input` or `input option`. */
  readonly meaning: string;
  /** What numbers are multiplied with that are in the unit of the heading; null where it names none. */
  readonly factor: number | null;
}

/** Finds what headings mean; undefined for nothing and for several things. */
export function createHeadingLookup(plan: Plan): (heading: string) => HeadingMeaning | undefined {
  const names = createInputNames(plan);
  const options = createOptionNames(plan, names);
  return (heading) => {
    const [found, other] = names.find(heading);
    if (other) return undefined;
    if (found) {
      const { input, unit } = found;
      const factor = unit === null ? null : (unitFactor(plan.inputs[input] as Input, unit) ?? null);
      return { meaning: meaningOf(input, null), factor };
    }
    const option = options.find(heading);
    return option && { meaning: meaningOf(option.input, option.option), factor: null };
  };
}

/** A fact or question, or one option of it, as a key to compare headings by. */
export function meaningOf(input: number, option: number | null): string {
  return option === null ? String(input) : `${input} ${option}`;
}

/** What a heading alone says of its column. */
export interface HeadingMatch {
  readonly by: ProposedColumn['by'];
  readonly input: number | null;
  /** The position of the option, for a column that is about one. */
  readonly option: number | null;
  /** The question beside which it holds the words for "other", for a column that answers nothing itself. */
  readonly beside: number | null;
  readonly language: string | null;
  readonly unit: string | null;
  readonly confidence: number;
  readonly doubts: readonly ColumnDoubt[];
  /** Whether it is a short name, such as what stands before the colon of a question: a full text elsewhere goes before it. */
  readonly isShort?: boolean;
  /** Whether it names an option alone: other questions may have an option of this name, so it is told by its position. */
  readonly isBare?: boolean;
  /** What it would have meant, had not another column meant the same. */
  readonly displaced?: Displaced;
}

/** A fact, question or option that another column holds. */
export interface Displaced {
  readonly input: number;
  readonly option: number | null;
  readonly unit: string | null;
  /** The column that is read instead. */
  readonly by: number;
}

const NOTHING = {
  by: null,
  input: null,
  option: null,
  beside: null,
  language: null,
  unit: null,
  confidence: 0,
  doubts: [],
} as const;
const SURENESS: readonly HeadingMatch['by'][] = ['id', 'text', 'numbered', 'option', 'similar'];
/** A short name is less sure than any full text, and surer than what is only similar. */
const SHORT = SURENESS.indexOf('similar') - 0.5;

/** Longer headings are not parted into groups, questions and options: the time for that grows with the square of their length. */
const MAX_PARTED_CHARS = 2000;
const LEAST_LIKENESS = 0.6;
/** So much more alike than everything else a heading must be. */
const MARGIN = 0.05;

/**
 * Finds what each heading means; `questions` are those in words beside headings that are only their short names. No fact
 * or question is given to two columns, but options each to their own; a column that `isBlank` takes nothing from another.
 */
export function matchHeadings(
  plan: Plan,
  headings: readonly string[],
  questions: readonly string[] = [],
  isBlank: (column: number) => boolean = () => false,
): readonly HeadingMatch[] {
  const names = createInputNames(plan);
  const options = createOptionNames(plan, names);
  const respondent = findRespondent(headings);
  const isLong = (heading: string): boolean => heading.length > MAX_PARTED_CHARS;
  const groups = new Set(headings.flatMap((heading) => (isLong(heading) ? [] : (names.findGroup(heading) ?? []))));
  const matches = headings.map((heading, i) => {
    if (respondent.has(i)) return NOTHING;
    const question = questions[i] ?? '';
    if (question !== '') return matchNamed(heading, question);
    const match = matchText(heading);
    const text = isLong(heading) ? heading : withoutGroup(heading);
    return match.input === null && match.beside === null && text !== heading ? matchText(text) : match;
  });
  const open = new Map(
    headings.flatMap((heading, i) => {
      const isOpen = matches[i]?.by === null && matches[i]?.beside === null;
      const text = questions[i] || heading;
      if (!isOpen || isLong(text) || isOwnColumn(heading) || respondent.has(i)) return [];
      return [[i, questions[i] || withoutGroup(heading)] as const];
    }),
  );
  const taken = (): Set<number> => new Set(matches.flatMap(({ input }) => input ?? []));
  for (const [i, { isCounted: _, ...found }] of options.findNumbered(open, taken())) {
    matches[i] = { ...NOTHING, ...found, by: 'option', confidence: 1 };
    open.delete(i);
  }
  for (const [i, { isCounted: _, isAlone, ...found }] of options.findBare(headings, matches)) {
    const doubts: readonly ColumnDoubt[] = isAlone ? [{ code: 'bare-option', name: nameOf(found.input) }] : [];
    matches[i] = { ...NOTHING, ...found, by: 'option', confidence: 1, doubts, isBare: true };
    open.delete(i);
  }
  for (const [i, match] of matchSimilar({ plan, headings: open, names: names.all, taken: taken(), isBlank })) {
    matches[i] = { ...(matches[i] as HeadingMatch), ...match };
  }
  const kept = dropSeconds(matches, { headings, nameOf, isOtherOption, isBlank });
  return kept.map((match, i) => (match.isShort ? doubtShort(match, i) : match));

  /** A short name that is also an option of a question without any column may be that option. */
  function doubtShort(match: HeadingMatch, i: number): HeadingMatch {
    const used = new Set(kept.map(({ input }) => input));
    const owners = options.findOwners(headings[i] ?? '').filter((input) => !used.has(input));
    const doubts = owners.map((input): ColumnDoubt => ({ code: 'option-text', name: nameOf(input) }));
    return doubts.length === 0 ? match : { ...match, doubts: [...match.doubts, ...doubts] };
  }

  /** A heading without labels of groups that stand before the text of another question, too. */
  function withoutGroup(heading: string): string {
    const cuts = groups.size === 0 ? [] : [...heading.matchAll(/\//g)].map(({ index }) => index + 1);
    return heading.slice(cuts.findLast((end) => groups.has(heading.slice(0, end))) ?? 0);
  }

  function nameOf(input: number): string {
    return plan.inputs[input]?.name ?? '';
  }

  function isOtherOption({ input, option }: HeadingMatch): boolean {
    const own = plan.inputs[input ?? -1];
    return own !== undefined && [...valueSpellingsOf(own)].some(([text, at]) => at === option && isOther(text));
  }

  function matchText(heading: string): HeadingMatch {
    const named = names.find(heading);
    if (named.length > 0) return matchOf(named);
    if (isLong(heading)) return NOTHING;
    const option = options.find(heading);
    if (!option) {
      const within = names.findWithin(heading);
      return within.length > 0 ? matchOf(within) : { ...NOTHING, beside: findBeside(heading) };
    }
    const { isCounted, ...found } = option;
    return { ...NOTHING, ...found, by: 'option', confidence: 1, doubts: isCounted ? [{ code: 'counted' }] : [] };
  }

  /** `Question [Other (please specify)]`, `Q1_other`. */
  function findBeside(heading: string): number | null {
    const plain = normaliseSpelling(heading);
    for (const [before, behind] of [...partsOf(plain), ...reversedPartsOf(plain)]) {
      if (!isOther(behind)) continue;
      const direct = names.find(before);
      const [one, ...others] = direct.length > 0 ? direct : names.findWithin(before);
      if (one && others.length === 0) return one.input;
    }
    return null;
  }

  function matchOf([one, ...others]: readonly NameMatch[]): HeadingMatch {
    if (!one) return NOTHING;
    if (others.length === 0) return { ...NOTHING, ...one, confidence: 1 };
    return several([one, ...others].map(({ input }) => input));
  }

  function several(inputs: readonly number[]): HeadingMatch {
    return { ...NOTHING, doubts: [{ code: 'several', names: inputs.map(nameOf) }] };
  }

  /** A number that a platform gives to every question means nothing, even where it happens to be an id. */
  function matchNamed(heading: string, question: string): HeadingMatch {
    const [named, worded] = [matchText(heading), matchText(question)];
    if (named.input === null) return worded;
    if (worded.input === null) return AUTOMATIC.test(heading) ? several([named.input]) : named;
    if (named.input === worded.input && named.option === worded.option) return named;
    return AUTOMATIC.test(heading) ? worded : several([named.input, worded.input]);
  }
}

/** How Qualtrics numbers questions and their parts by itself. */
const AUTOMATIC = /^q(?:id)?\d+(?:[._#]\w+)*$/i;

/** Which headings are to be found something alike, among which names. */
interface SimilarSearch {
  readonly plan: Plan;
  readonly headings: ReadonlyMap<number, string>;
  readonly names: readonly InputName[];
  readonly taken: ReadonlySet<number>;
  isBlank(column: number): boolean;
}

/** Gives headings to what they are most like, the most alike first. A figure of several years means several things. */
function matchSimilar({ plan, headings, names, taken, isBlank }: SimilarSearch): ReadonlyMap<number, HeadingMatch> {
  const free = names.filter(({ input }) => !taken.has(input)).map((name) => ({ ...name, core: coreOf(name.form) }));
  const isFigure = ({ name }: Alike): boolean => plan.inputs[name.input]?.value.kind === 'number';
  const found = new Map<number, HeadingMatch>();
  const markSeveral = (column: number, close: readonly Alike[]): void => {
    const inputs = close.map(({ name }) => plan.inputs[name.input]?.name ?? '');
    found.set(column, { ...NOTHING, doubts: [{ code: 'several', names: inputs }] });
  };
  const candidates = [...headings].flatMap(([column, heading]) => {
    const begun = findBegun(heading, free);
    const [one, ...more] = begun;
    if (one && more.length === 0) return [{ column, ...one, isCut: true }];
    if (one) markSeveral(column, begun);
    if (one) return [];
    const [best, ...others] = rank(plan, heading, free);
    if (!best || best.confidence < LEAST_LIKENESS) {
      const shortened = findShortened(plan, heading, free);
      const [fact, ...rest] = shortened;
      if (rest.length > 0) markSeveral(column, shortened);
      return fact && rest.length === 0 ? [{ column, ...fact, isCut: false }] : [];
    }
    const close = [best, ...others.filter(({ confidence }) => best.confidence - confidence < MARGIN)];
    if (close.length === 1) return [{ column, ...best, isCut: false }];
    if (close.every(isFigure)) markSeveral(column, close);
    return [];
  });
  const used = new Set<number>();
  const bySureness = candidates.sort(
    (a, b) =>
      Number(isBlank(a.column)) - Number(isBlank(b.column)) ||
      Number(b.isCut) - Number(a.isCut) ||
      b.confidence - a.confidence,
  );
  for (const { column, name, confidence, unit, isCut } of bySureness) {
    if (used.has(name.input)) continue;
    used.add(name.input);
    const { input, language } = name;
    const factor = unit === null ? 1 : unitFactor(plan.inputs[input] as Input, unit);
    const ofUnit: readonly ColumnDoubt[] =
      unit === null || factor === 1 ? [] : [{ code: factor === undefined ? 'unknown-unit' : 'unit', unit }];
    found.set(column, {
      ...NOTHING,
      ...{ by: 'similar', input, language, confidence, doubts: [{ code: isCut ? 'cut' : 'similar' }, ...ofUnit] },
      unit: factor === undefined ? null : unit,
    });
  }
  return found;
}

/** Platforms cut headings after 64 signs or more; what is shorter may begin like a question by chance. */
const SHORTEST_BEGINNING = 40;

/** The questions whose texts a heading is the beginning of, in one language or several. */
function findBegun(heading: string, names: readonly InputName[]): readonly Alike[] {
  const form = bareHeading(heading);
  if (form.length < SHORTEST_BEGINNING) return [];
  const begun = new Map<number, Alike>();
  for (const name of names) {
    if (begun.has(name.input) || name.form.length <= form.length || !name.form.startsWith(form)) continue;
    begun.set(name.input, { name, confidence: form.length / name.form.length, unit: null });
  }
  return [...begun.values()];
}

const HAN = /^\p{Script=Han}{2,6}$/u;
/** How much of a name its short form is at least: two signs of five. */
const LEAST_OF_NAME = 0.4;
/** Between two names in one: `District or county`. */
const OR = / (?:or|oder) |或/;

/** The facts of whose names a heading is a usual short form: `营收` of `上年营业收入`, `County` of `District or county`. */
function findShortened(
  plan: Plan,
  heading: string,
  names: readonly (InputName & { readonly core: string })[],
): readonly Alike[] {
  const found = new Map<number, Alike>();
  for (const { form, unit } of partsOfFigure(heading)) {
    for (const name of names) {
      const input = plan.inputs[name.input] as Input;
      if (input.role !== 'fact' || found.has(name.input)) continue;
      if (unit !== null && !isUnitOf(input, unit)) continue;
      const confidence = Math.max(...[name.form, name.core].map((whole) => shareOfName(form, whole)));
      if (confidence >= LEAST_OF_NAME) found.set(name.input, { name, confidence, unit });
    }
  }
  return [...found.values()];
}

/** How much of a name its short form is; 0 where it is none. */
function shareOfName(short: string, name: string): number {
  if (OR.test(name)) return name.split(OR).includes(short) ? LEAST_OF_NAME : 0;
  if (!HAN.test(short)) return 0;
  const signs = name.replace(/[^\p{Script=Han}]/gu, '');
  let at = 0;
  for (const sign of short) {
    at = signs.indexOf(sign, at) + 1;
    if (at === 0) return 0;
  }
  return short.length / signs.length;
}

/** When a figure is of: what figures of different years are told apart by. */
const TIME =
  /大?前年度?末?|上一?年度?末?|去年末?|本年度?末?|今年|近[一三]年|(?:19|20)\d\d ?年?度?末?|年末|期末|\b(?:at the end of )?(?:the )?(?:last|previous|prior|current) (?:fiscal |financial )?year\b|\b(?:two|three) years ago\b|\bfy ?\d{2,4}\b|\b(?:ende )?(?:des )?(?:letzte[ns]?|vorige[ns]?) jahre?s?\b|\bvorjahr(?:es)?\b|\bvor (?:zwei|drei) jahren\b/g;

/** A name without the year it is of; empty where hardly anything is left. */
function coreOf(form: string): string {
  const core = form.replace(TIME, '').replace(/\s+/g, ' ').trim();
  return core.length < SHORTEST_CORE ? '' : core;
}

const SHORTEST_CORE = 2;
/** How much less sure it is that names are alike where their years are left out. */
const WITHOUT_YEAR = 0.95;

/** A heading without what may be the unit of its figures, and that. */
interface HeadingPart {
  readonly form: string;
  readonly unit: string | null;
}

/** What stands behind a figure's name: `，单位：元`, `/ CNY 1,000`, ` in Tsd. EUR`, also in brackets that are not in their place. */
const BEHIND_NAME = /^(.{2,}?)\s*(?:[,;|、/]|(?=[([【])|:(?=\s*(?:单位|unit|einheit))| [-–—] |(?= in ))\s*(.+)$/;
const UNIT_SAID = /^(?:(?:计量)?单位|unit|units|einheit|in)\s*(?::|\s)\s*/;
/** Whether a unit is meant, even if it is none that is known. */
const UNIT_LIKE =
  /单位|[元万亿千吨]|\b(?:cny|rmb|yuan|eur|euro|usd|thousand|million|tsd|mio|kwh|tce|unit|einheit)\b|[€$¥%]|'?000/;

/** The ways to part a heading into a name and a unit, the whole heading first. */
function partsOfFigure(heading: string): readonly HeadingPart[] {
  const bare = bareHeading(heading);
  const inBrackets = bracketed(bare);
  const [, before = '', behind = ''] = BEHIND_NAME.exec(bare) ?? [];
  const said = [
    ...(inBrackets ? [{ form: inBrackets.before, unit: inBrackets.within }] : []),
    ...(before === '' ? [] : [{ form: before.replace(END, ''), unit: behind.replace(/[()[\]【】]/g, '') }]),
  ].map(({ form, unit }) => ({ form, unit: unit.replace(UNIT_SAID, '').trim() }));
  return [{ form: bare, unit: null }, ...said.filter(({ unit }) => unit !== '')];
}

interface Alike {
  readonly name: InputName;
  readonly confidence: number;
  /** What stands in the heading where a unit would. */
  readonly unit: string | null;
}

/** The most alike name of each fact or question, the most alike first. */
function rank(
  plan: Plan,
  heading: string,
  names: readonly (InputName & { readonly core: string })[],
): readonly Alike[] {
  const best = new Map<number, Alike>();
  const parts = partsOfFigure(heading).map((part) => ({ ...part, core: coreOf(part.form) }));
  for (const name of names) {
    const input = plan.inputs[name.input] as Input;
    const isFigure = input.value.kind === 'number';
    for (const { form, core, unit } of parts) {
      // Whatever stands behind the very name of a figure may change what its numbers mean.
      if (unit !== null && !(isFigure && form === name.form) && !isUnitOf(input, unit)) continue;
      const byCore = isFigure ? likeness(core, name.core) * WITHOUT_YEAR : 0;
      const confidence = Math.max(likeness(form, name.form), byCore);
      if (confidence > (best.get(name.input)?.confidence ?? 0)) best.set(name.input, { name, confidence, unit });
    }
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence);
}

/** Whether what stands behind a name may be the unit of its figures. */
function isUnitOf(input: Input, unit: string): boolean {
  return input.value.kind === 'number' && (UNIT_LIKE.test(unit) || unitFactor(input, unit) !== undefined);
}

/** How alike a heading and a name are spelled; 0 where they are surely not alike enough. */
function likeness(heading: string, name: string): number {
  const [shorter, longer] = [heading.length, name.length].sort((a, b) => a - b) as [number, number];
  // Texts of so different lengths cannot be alike enough.
  return shorter === 0 || shorter < longer * LEAST_LIKENESS ? 0 : spellingSimilarity(heading, name);
}

/** What settles which of several columns for one thing is read. */
interface Rivals {
  readonly headings: readonly string[];
  nameOf(input: number): string;
  isOtherOption(match: HeadingMatch): boolean;
  isBlank(column: number): boolean;
}

/** Leaves one column for each thing, the surest one, else the first; that there are others is a doubt, or the words of "other". */
function dropSeconds(
  matches: readonly HeadingMatch[],
  { headings, nameOf, isOtherOption, isBlank }: Rivals,
): readonly HeadingMatch[] {
  const groups = new Map<string, number[]>();
  for (const [i, { input, option }] of matches.entries()) {
    if (input === null) continue;
    const thing = `${input} ${option ?? ''}`;
    const group = groups.get(thing);
    if (group) group.push(i);
    else groups.set(thing, [i]);
  }
  const kept = [...matches];
  for (const columns of groups.values()) {
    const rank = (i: number): number => sureness(matches[i]) + (isBlank(i) ? SURENESS.length : 0);
    const [first = 0, ...seconds] = columns.sort((a, b) => rank(a) - rank(b) || a - b);
    for (const i of seconds) {
      const match = matches[i] as HeadingMatch;
      const { input, option, unit } = match;
      const beside = isOtherOption(match) ? input : null;
      kept[i] = {
        ...NOTHING,
        beside,
        doubts: [{ code: 'second', name: nameOf(input ?? -1), heading: headings[first] ?? '' }],
        displaced: { input: input ?? -1, option, unit, by: first },
      };
    }
  }
  return kept;
}

function sureness(match: HeadingMatch | undefined): number {
  return match?.isShort ? SHORT : SURENESS.indexOf(match?.by ?? null);
}

/** What a heading says it is. */
interface NameMatch {
  /** An index into `plan.inputs`. */
  readonly input: number;
  readonly by: 'id' | 'text' | 'numbered';
  /** The language of the text; null for ids. */
  readonly language: string | null;
  /** The unit in the heading. */
  readonly unit: string | null;
  readonly isShort: boolean;
}

/** A name of a fact or question, by which headings that are only similar are compared. */
interface InputName {
  readonly form: string;
  readonly input: number;
  readonly language: string | null;
  /** Whether reports and tables call it so for short. */
  readonly isShort?: boolean;
}

interface InputNames {
  /** Everything that a heading can mean, in the surest reading that means anything: more than one is unclear. */
  find(heading: string): readonly NameMatch[];
  /** The same of a heading that holds something else besides, such as the groups of a question or its code. */
  findWithin(heading: string): readonly NameMatch[];
  /** The labels of groups, with the sign behind each, before the text of a question: `Group/Question`. */
  findGroup(heading: string): string | undefined;
  readonly all: readonly InputName[];
}

/** The names of all facts and questions: ids, then texts, then titles, then what stands before a colon in texts. */
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
  const texts = plan.inputs.flatMap((one, input) => namesOf(one.definition.text, input));
  const titles = plan.inputs.flatMap((one, input) => shorten(namesOf(titleOf(one), input)));
  const parts = plan.inputs.flatMap((one, input) =>
    one.matrix === null ? shorten(labelsOf(one.definition.text, input)) : rowNames(plan, one, input),
  );
  // Below a question that is left out, as Microsoft Forms writes a matrix.
  const rows = plan.inputs.flatMap((one, input) =>
    one.matrix === null ? [] : shorten(namesOf(matrixOf(plan, one)?.row.text, input)),
  );
  const books = [ids, texts, titles, parts, rows].map(indexNames);
  /** All but ids and rows alone. */
  const worded = books.slice(1, -1);

  const look = (form: string, kinds = books): readonly InputName[] =>
    kinds.find((book) => book.has(form))?.get(form) ?? [];

  const as =
    (by: NameMatch['by'], unit: string | null = null) =>
    ({ input, language, isShort = false }: InputName) => ({ input, by, language, unit, isShort });

  function find(heading: string): readonly NameMatch[] {
    const byId = books[0]?.get(normaliseSpelling(heading));
    return byId?.map(as('id')) ?? findText(heading, books);
  }

  function findText(heading: string, kinds: typeof books): readonly NameMatch[] {
    const plain = look(plainHeading(heading), kinds);
    if (plain.length > 0) return plain.map(as('text'));
    const bare = bareHeading(heading);
    // Behind a number a letter is an option, not an id.
    const numbered = look(bare, bare.length > 2 ? kinds : kinds.filter((book) => book !== books[0]));
    if (numbered.length > 0) return numbered.map(as('numbered'));
    const parts = bracketed(bare);
    const by = numberBefore(heading) === undefined ? 'text' : 'numbered';
    const measured = look(parts?.before ?? '', kinds).filter(({ input }) =>
      unitFactorsOf(plan.inputs[input] as Input).has(normaliseSpelling(parts?.within ?? '')),
    );
    return measured.map(as(by, parts?.within));
  }

  /** The id at the end of a path of groups, the longest such end; the code before a question; a text below its groups. */
  function findWithin(heading: string): readonly NameMatch[] {
    const plain = normaliseSpelling(heading);
    const [, code = '', text = ''] = CODED.exec(plain) ?? [];
    if (code !== '') {
      const [coded, texted] = [look(code), look(plainHeading(text), worded)];
      const both = [...coded, ...texted].map((name) => ({ ...name, form: '' }));
      return (indexNames(both).get('') ?? []).map(as(coded.length > 0 ? 'id' : 'text'));
    }
    const parts = bracketed(bareHeading(heading));
    if (parts) {
      const before = look(parts.before);
      // A row below a question that is none of the pack's, as Google Forms writes a grid.
      if (before.length === 0) {
        const within = look(plainHeading(parts.within), worded);
        const rowed = within.length > 0 ? within : look(bareHeading(parts.within), worded);
        if (rowed.length > 0) return rowed.map(as('text'));
      }
      // A short name behind the question, as EUSurvey writes it.
      const named = before.filter(({ input }) => isShortName(parts.within, plan.inputs[input] as Input));
      if (named.length > 0) return named.map(as('text'));
    }
    const ends = [...plain.matchAll(/[/-]/g)].map(({ index, 0: sign }) => ({
      sign,
      end: plain.slice(index + 1).trim(),
    }));
    const byId = PATH.test(plain) ? ends.map(({ end }) => look(end, books.slice(0, 1))) : [];
    const within = byId.find((found) => found.length > 0);
    if (within) return within.map(as('id'));
    const byText = ends.map(({ sign, end }) => (sign === '/' ? findText(end, worded) : []));
    return byText.find((found) => found.length > 0) ?? [];
  }

  function findGroup(heading: string): string | undefined {
    const cuts = [...heading.matchAll(/\//g)].map(({ index }) => index);
    const cut = cuts.find((index) => findText(heading.slice(index + 1), worded).length > 0);
    return cut === undefined ? undefined : heading.slice(0, cut + 1);
  }
  return { find, findWithin, findGroup, all: [ids, texts, titles, parts].flat() };
}

/** Whether what stands in brackets behind a question is its id, or a code such as `Q12`, and no unit. */
function isShortName(within: string, { name }: Input): boolean {
  return within === normaliseSpelling(name) || /^(?:[a-z]{1,3}|[a-z]\w*_)\d+$/.test(within);
}

/** Names of groups and a question as ODK writes them: without blanks. */
const PATH = /^[\p{L}\p{N}_.]+(?:[/-][\p{L}\p{N}_.]+)+$/u;
/** A code and the question in words behind it, as LimeSurvey writes them. */
const CODED = /^([\p{L}\p{N}_]+(?:\[[\p{L}\p{N}_]+\])?)\. (\S.*)$/u;

function indexNames(names: readonly InputName[]): ReadonlyMap<string, readonly InputName[]> {
  const index = new Map<string, InputName[]>();
  for (const name of names) {
    const same = index.get(name.form) ?? [];
    if (same.some(({ input }) => input === name.input)) continue;
    index.set(name.form, [...same, name]);
  }
  return index;
}

function titleOf({ definition }: Input): Text | undefined {
  return (definition as Fact & Question).title;
}

function namesOf(text: Text | undefined, input: number): InputName[] {
  return textsOf(text).flatMap(({ language, text: version }) =>
    // A text may itself begin with its number.
    [...new Set([plainHeading(version), bareHeading(version)])].map((form) => ({ form, input, language })),
  );
}

function shorten(names: readonly InputName[]): InputName[] {
  return names.map((name) => ({ ...name, isShort: true }));
}

/** What stands before a colon in a question, which is how reports call it. */
function labelsOf(text: Text | undefined, input: number): InputName[] {
  return textsOf(text).flatMap(({ language, text: whole }) => {
    const label = /^([^:：]+)[:：]\s*\S/u.exec(whole)?.[1];
    return label === undefined ? [] : [{ form: plainHeading(label), input, language }];
  });
}

/** The matrix that a question is a row of, and the row. */
function matrixOf({ sections }: Plan, { name, matrix }: Input) {
  const question = sections.flatMap(({ questions }) => questions).find(({ id }) => id === matrix);
  const row = question?.rows?.find(({ id }) => `${matrix}/${id}` === name);
  return question && row && { question, row };
}

/** How surveys head the columns of a matrix: `matrix[row]`, `matrix_row`, `Question - Row`. */
function rowNames(plan: Plan, one: Input, input: number): InputName[] {
  const { question, row } = matrixOf(plan, one) ?? {};
  if (!question || !row) return [];
  const outer = [{ language: null, text: question.id }, ...[question.text, question.title].flatMap(textsOf)];
  const inner = [{ language: null, text: row.id }, ...textsOf(row.text)];
  return outer.flatMap((of) =>
    inner
      .filter(({ language }) => language === null || of.language === null || language === of.language)
      .flatMap(({ language, text }) => {
        const [before, behind] = [plainHeading(of.text), plainHeading(text)];
        const joined = ['/', '_', '.', '-', ' - ', '—', ':', ': ', ' '].map((sign) => before + sign + behind);
        return [
          ...joined,
          `${behind}:${before}`,
          `${before}[${behind}]`,
          `${before} [${behind}]`,
          `${before}(${behind})`,
        ].map((form) => ({
          form: plainHeading(form),
          input,
          language: of.language ?? language,
        }));
      }),
  );
}

/** A column for one option of a question. */
interface OptionMatch {
  readonly input: number;
  /** The position of the option, from 0. */
  readonly option: number;
  /** Whether the heading only counts the option, from 1. */
  readonly isCounted: boolean;
  readonly language: string | null;
}

/** What headings of columns for one option mean. */
interface OptionNames {
  /**
   * Headings that are only options, by column: all those of one question in a row. Behind a column of the question itself
   * they are its options; alone, of a question without any column, they only may be.
   */
  findBare(
    headings: readonly string[],
    matches: readonly HeadingMatch[],
  ): ReadonlyMap<number, OptionMatch & { readonly isAlone: boolean }>;
  /** The multiple choices with an option that is called like this heading. */
  findOwners(heading: string): readonly number[];
  /** `Q1[A]`, `Q1/A`, `Q1___a`, `Question (Option)` and the like; undefined for a heading that is none. */
  find(heading: string): OptionMatch | undefined;
  /** The headings `1(option)`, `1(other)` by column: all options of a number must be those of one question. */
  findNumbered(headings: ReadonlyMap<number, string>, taken: ReadonlySet<number>): ReadonlyMap<number, OptionMatch>;
}

const SIGNS = /\/|_{1,3}|\.|:|—| - |-/g;
const COUNTED = /^(?:sq|o|a|option)?0*([1-9]\d?)$/;

/** The columns that the options of the multiple choices of a plan can have. */
function createOptionNames(plan: Plan, names: InputNames): OptionNames {
  const finders = new Map(
    plan.inputs.flatMap((input, i) =>
      takesSeveral(input) ? [[i, createValueLookup(valueSpellingsOf(input))] as const] : [],
    ),
  );

  function find(heading: string): OptionMatch | undefined {
    if (finders.size === 0) return undefined;
    const plain = normaliseSpelling(heading);
    const [, code = ''] = CODED.exec(plain) ?? [];
    const parts = [...partsOf(code), ...partsOf(plain)];
    return (
      parts.map(([before, behind]) => readParts(before, behind, false)).find((one) => one !== undefined) ??
      parts.map(([before, behind]) => readParts(before, behind, true)).find((one) => one !== undefined) ??
      reversedPartsOf(plain)
        .map(([question, option]) => readParts(question, option, false))
        .find((one) => one !== undefined)
    );
  }

  function readParts(before: string, behind: string, isCounted: boolean): OptionMatch | undefined {
    const direct = names.find(before);
    const found = direct.length > 0 ? direct : names.findWithin(before);
    const [{ input, language } = { input: -1, language: null }] = found;
    const finder = finders.get(input);
    if (found.length !== 1 || !finder) return undefined;
    const option = isCounted ? positionOf(behind, plan.inputs[input] as Input) : finder(behind);
    return option === undefined ? undefined : { input, option, isCounted, language };
  }

  function findNumbered(headings: ReadonlyMap<number, string>, taken: ReadonlySet<number>): Map<number, OptionMatch> {
    const groups = new Map<string, { readonly column: number; readonly behind: string }[]>();
    for (const [column, heading] of headings) {
      const [before, behind] = partsOf(normaliseSpelling(heading)).find(([one]) => /^\D{0,2}\d+\W*$/.test(one)) ?? [];
      const number = before === undefined ? undefined : numberBefore(before);
      if (number !== undefined && behind !== undefined)
        groups.set(number, [...(groups.get(number) ?? []), { column, behind }]);
    }
    const found = new Map<number, OptionMatch>();
    for (const columns of groups.values()) {
      const fitting = [...finders].flatMap(([input, finder]) => {
        const options = columns.map(({ behind }) => finder(behind));
        const isWhole = !taken.has(input) && options.every((one) => one !== undefined);
        return isWhole && new Set(options).size === options.length ? [{ input, options }] : [];
      });
      const [one, other] = fitting;
      if (!one || other) continue;
      for (const [i, { column }] of columns.entries()) {
        found.set(column, { input: one.input, option: one.options[i] as number, isCounted: false, language: null });
      }
    }
    return found;
  }
  /** The options of a question that headings from a column on are, each once; as many as stand in a row. */
  function readRun(input: number, texts: readonly (readonly string[])[], from: number): readonly number[] {
    const finder = finders.get(input);
    const found: number[] = [];
    for (let i = from; i < texts.length && finder; i++) {
      const option = texts[i]?.map(finder).find((one) => one !== undefined);
      if (option === undefined || found.includes(option)) break;
      found.push(option);
    }
    return found;
  }

  function findBare(headings: readonly string[], matches: readonly HeadingMatch[]) {
    const bare = new Map<number, OptionMatch & { readonly isAlone: boolean }>();
    const texts = headings.map((heading) => {
      const plain = plainHeading(heading);
      // A letter alone is too little to go by.
      return [...new Set([plain, withoutShortName(plain)])].filter((text) => text !== '' && !/^[a-z]$/.test(text));
    });
    const columned = new Set(matches.flatMap(({ input }) => input ?? []));
    const isWhole = (input: number, { length }: readonly number[]): boolean =>
      length > 1 && length === plan.inputs[input]?.options.length;
    const add = (input: number, from: number, run: readonly number[], isAlone: boolean): void => {
      for (const [at, option] of run.entries())
        bare.set(from + at, { input, option, isCounted: false, language: null, isAlone });
    };
    for (let i = 0; i < headings.length; i++) {
      if (bare.has(i)) continue;
      const { input = null, option = null } = matches[i] ?? {};
      const own = input !== null && option === null && finders.has(input) ? readRun(input, texts, i + 1) : [];
      if (input !== null && isWhole(input, own)) {
        add(input, i + 1, own, false);
        continue;
      }
      const fitting = [...finders.keys()].flatMap((other) => {
        const run = columned.has(other) ? [] : readRun(other, texts, i);
        return isWhole(other, run) ? [{ other, run }] : [];
      });
      const [one, ...others] = fitting;
      if (one && others.length === 0) add(one.other, i, one.run, true);
    }
    return bare;
  }

  return {
    find,
    findBare,
    findNumbered,
    findOwners(heading) {
      const text = bareHeading(heading);
      return [...finders].flatMap(([input, finder]) => (finder(text) === undefined ? [] : [input]));
    },
  };
}

/** An option without the short name in brackets behind it. */
function withoutShortName(plain: string): string {
  return plain.replace(/\s*\([\w.-]+\)$/, '');
}

/** Every way to part a heading into a question and an option. */
function partsOf(plain: string): [string, string][] {
  const brackets = /[\])】]$/.test(plain)
    ? [...plain.matchAll(/[[(【]/g)].map(({ index }): [string, string] => [
        plain.slice(0, index).trim(),
        plain
          .slice(index + 1, -1)
          .replace(/^choice=/, '')
          .trim(),
      ])
    : [];
  const signs = [...plain.matchAll(SIGNS)].map(({ index, 0: sign }): [string, string] => [
    plain.slice(0, index).trim(),
    plain.slice(index + sign.length).trim(),
  ]);
  return [...brackets, ...signs].filter(([before, behind]) => before !== '' && behind !== '');
}

/** A question and an option in front of it, as Alchemer writes them: `Option:Question`. */
function reversedPartsOf(plain: string): [string, string][] {
  return [...plain.matchAll(/:/g)]
    .map(({ index }): [string, string] => [plain.slice(index + 1).trim(), plain.slice(0, index).trim()])
    .filter(([question, option]) => question !== '' && option !== '');
}

function positionOf(text: string, { options }: Input): number | undefined {
  const position = Number(COUNTED.exec(text)?.[1] ?? 0);
  return position >= 1 && position <= options.length ? position - 1 : undefined;
}

/** Marks of a number before a question: `12、`, `Q12.`, `(3)`, `第3题`, `* 4.` */
const NUMBER =
  /^\*?\s*[([【]?\s*(?:q|question|frage|nr\.?|no\.?|题目|第)?\s*\d{1,3}(?:[.-]\d{1,2})*\s*题?\s*[)\]】]?\s*[.、:)-]?\s*/;
const END = /\s*[*:?.。！!]+$/;
/** What surveys write behind a question about its kind. */
const KIND =
  /\s*[([【](?:单选题?|多选题?|填空题?|量表题?|判断题?|下拉题?|必填|必答|选填|可多选|单选或多选|single choice|multiple choice|required|optional|pflichtfeld|pflicht|einfachauswahl|mehrfachauswahl)[)\]】]$/;
const BRACKETED = /^(.*\S)\s*[([【](?:单位[:：]?\s*)?([^()[\]【】]*(?:\([^()]*\))?[^()[\]【】]*)[)\]】]$/;

/** Marks of HTML and Markdown that editors of questions leave in headings. */
const TAG = /<\/?(?:p|b|i|u|em|strong|span|div|br|font|h[1-6]|small|sup|sub|ul|ol|li)(?:\s[^<>]{0,500})?\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
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
    .replace(TAG, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39|#160);/g, (_, name: string) => ENTITIES[name] as string)
    .replace(/\*\*([^*]+)\*\*/g, '$1');
}

/** The ★ of a key question before a colon, as a program writes it whose encoding lacks it. */
const LOST_STAR = / \?(?=:)/;
/** Quotes around the whole heading. */
const QUOTED = /^["“„«](.+)["”“»]$/;

/** A heading or question in plain form, without quotes around it and signs at its end. */
function plainHeading(text: string): string {
  const plain = normaliseSpelling(withoutMarkup(text)).replace(LOST_STAR, '').replace(QUOTED, '$1');
  return plain.replace(END, '') || plain;
}

/** A heading without the number before it and what says which kind of question it is. */
function bareHeading(text: string): string {
  let rest = plainHeading(text).replace(/^\*\s*/, '');
  for (let last = ''; last !== rest; ) {
    last = rest;
    rest = rest.replace(KIND, '').replace(END, '') || last;
  }
  return rest.replace(NUMBER, '') || rest;
}

/** The number before a question, where it has one. */
function numberBefore(text: string): string | undefined {
  return /\d[\d.-]*/.exec(NUMBER.exec(plainHeading(text))?.[0] ?? '')?.[0].replace(/[.-]+$/, '');
}

/** A bare heading and what stands in brackets at its end: a unit perhaps. */
function bracketed(bare: string): { readonly before: string; readonly within: string } | undefined {
  const match = BRACKETED.exec(bare);
  return match?.[1] && match[2] ? { before: match[1].replace(END, ''), within: match[2].trim() } : undefined;
}

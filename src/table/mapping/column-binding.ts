// Binds the columns of a table to facts and questions, as a mapping file says.

import {
  createSpellingLookup,
  createSpellings,
  type MappedColumn,
  type Mapping,
  normaliseSpelling,
  type Phrase,
  type Problem,
  rankBySpelling,
  toNumber,
  YES_NO_SPELLINGS,
} from '../../model/index.ts';
import {
  findUnitFactor,
  getUnitFactors,
  type Input,
  type Plan,
  type ReportProblem,
  takesSeveral,
} from '../../scoring/index.ts';
import { createChoicesReader } from '../cell-readers.ts';
import type { CellConventions } from '../export-layout.ts';
import { isOther } from '../other-option.ts';
import { isKeyFact } from '../results/result-columns.ts';
import {
  ANSWERED,
  type ColumnBinding,
  NOT_APPLICABLE,
  type NumberBinding,
  type StateSpellings,
  UNANSWERED,
  UNKNOWN,
} from '../row-block.ts';
import { listCodedChoices, stateSpellingsOf, valueSpellingsOf } from './answer-spellings.ts';
import { isPercentage } from './column-evidence.ts';

/** The pack and the table to which a mapping is applied. */
interface MappingContext {
  readonly plan: Plan;
  /** The id of the pack. */
  readonly pack: string;
  /** The headings of the table, trimmed. */
  readonly headings: readonly string[];
  /**
   * The decimal sign that the numbers of the table show, used if the mapping does not name one; null if they show none.
   */
  readonly decimal: '.' | ',' | null;
  /** What certain cells mean, if the platform that wrote the table has conventions of its own. */
  readonly conventions?: CellConventions;
  /** The name of the mapping file in problems. */
  readonly file: string;
}

/**
 * The result of applying a mapping: for each heading, what its column is bound to. If there are problems, it must not
 * be used.
 */
interface MappingBindings {
  readonly bindings: readonly ColumnBinding[];
  /** The columns that the mapping identifies by their position in addition to their heading. */
  readonly columnsNamedByPosition: ReadonlySet<number>;
  readonly problems: readonly Problem[];
}

const NO_CONVENTIONS: CellConventions = { notAsked: [], isBlankUnticked: false };

/**
 * Determines how each column of a table is used, and reports facts, questions, options and headings in the mapping that
 * do not exist.
 */
export function bindColumns(mapping: Mapping, context: MappingContext): MappingBindings {
  const { plan, pack, headings, file } = context;
  const problems: Problem[] = [];
  const bindings = headings.map((): ColumnBinding => ({ kind: 'ignore' }));
  const report: ReportProblem = (code, at, details, on = 'value') => {
    problems.push({ code, file, at, on, details });
  };
  if (mapping.pack !== pack) report('A112', ['pack'], { found: mapping.pack, name: pack });
  const inputs = new Map(plan.inputs.map(({ name }, index) => [name, index]));
  const columnOf = new Map(headings.map((heading, column) => [heading, column]));
  const usedBy = new Map<string, string>();
  for (const [i, mapped] of mapping.columns.entries()) {
    const reportHere: ReportProblem = (code, at, details, on) => report(code, ['columns', i, ...at], details, on);
    const column = mapped.column === undefined ? columnOf.get(mapped.heading.trim()) : findColumn(mapped, headings);
    if (column === undefined) reportUnknownColumn(mapped, headings, reportHere);
    reportRepeated(mapped, usedBy, reportHere);
    const binding = bindTarget(mapped, inputs, mapping, context, reportHere);
    if (column !== undefined && binding) bindings[column] = binding;
  }
  reportUnknownValues(mapping, plan, report);
  for (const [i, { heading }] of (mapping.where ?? []).entries()) {
    if (columnOf.has(heading.trim())) continue;
    const similarHeadings = rankBySpelling(heading, headings);
    report('M203', ['where', i, 'heading'], { found: heading, wanted: { phrase: 'column' }, allowed: similarHeadings });
  }
  const columnsNamedByPosition = new Set(
    mapping.columns.flatMap(({ column }) => (column === undefined ? [] : [column - 1])),
  );
  return { bindings, columnsNamedByPosition, problems };
}

/** Returns the index of a column that the mapping names by its position, if the heading there is the stated one. */
function findColumn({ column, heading }: MappedColumn, headings: readonly string[]): number | undefined {
  return column !== undefined && headings[column - 1] === heading.trim() ? column - 1 : undefined;
}

function reportUnknownColumn(
  { column, heading }: MappedColumn,
  headings: readonly string[],
  report: ReportProblem,
): void {
  const wantedPhrase: Phrase = { phrase: 'column' };
  if (column === undefined) {
    report('M203', ['heading'], { found: heading, wanted: wantedPhrase, allowed: rankBySpelling(heading, headings) });
    return;
  }
  const columnNumbers = headings.flatMap((other, index) => (other === heading.trim() ? [String(index + 1)] : []));
  report('M203', ['column'], { found: String(column), wanted: wantedPhrase, allowed: columnNumbers });
}

/** Reports a heading or target that another column of the mapping already has; `usedBy` are those of earlier columns. */
function reportRepeated(mapped: MappedColumn, usedBy: Map<string, string>, report: ReportProblem): void {
  for (const key of listUniqueKeys(mapped)) {
    const isTarget = key.startsWith('to');
    if (usedBy.has(key)) report('M201', [isTarget ? 'to' : 'heading'], { found: usedBy.get(key) ?? '' });
    usedBy.set(key, isTarget ? (mapped.to ?? '') : mapped.heading);
  }
}

/** Binds a column to its fact or question; undefined if the mapping states none, or one that does not exist. */
function bindTarget(
  mapped: MappedColumn,
  inputs: ReadonlyMap<string, number>,
  mapping: Mapping,
  { plan, decimal, conventions = NO_CONVENTIONS }: MappingContext,
  report: ReportProblem,
): ColumnBinding | undefined {
  const name = mapped.to ?? mapped.note;
  if (name === undefined) return undefined;
  const index = inputs.get(name);
  const input = index === undefined ? undefined : plan.inputs[index];
  if (index === undefined || !input) {
    const similarNames = rankBySpelling(name, [...inputs.keys()]);
    const wantedPhrase: Phrase = { phrase: 'factOrQuestion' };
    report('M203', [mapped.to === undefined ? 'note' : 'to'], {
      found: name,
      wanted: wantedPhrase,
      allowed: similarNames,
    });
    return undefined;
  }
  if (mapped.to === undefined) return { kind: 'note', of: index };
  if (mapped.note !== undefined) {
    const wantedPhrase: Phrase = { phrase: 'columnOf', name: mapped.to };
    report('M206', ['note'], { found: 'note', name: mapped.heading, wanted: wantedPhrase }, 'key');
  }
  return bindColumn(
    { mapped, input, index, decimal: mapping.decimal ?? decimal, conventions, common: mapping },
    report,
  );
}

/** Reports values of the whole mapping that no fact or question has. */
function reportUnknownValues(mapping: Mapping, plan: Plan, report: ReportProblem): void {
  const ids = new Set(plan.inputs.flatMap((input) => listCodedChoices(input).map(({ id }) => id)));
  for (const [spelling, id] of Object.entries(mapping.values ?? {})) {
    if (ids.has(id)) continue;
    const similarIds = rankBySpelling(id, [...ids]);
    report('M203', ['values', spelling], { found: id, wanted: { phrase: 'option' }, allowed: similarIds });
  }
}

/** Returns keys for what a mapping must not contain twice: a heading (with its position, if stated), and a target. */
function listUniqueKeys({ heading, column, to, option }: MappedColumn): string[] {
  return [`heading:${heading.trim()} ${column ?? ''}`, ...(to === undefined ? [] : [`to:${to} ${option ?? ''}`])];
}

const STATE_CODES = { unanswered: UNANSWERED, unknown: UNKNOWN, notApplicable: NOT_APPLICABLE } as const;

/** A column of a mapping, with the fact or question it is mapped to. */
interface MappedInput {
  readonly mapped: MappedColumn;
  readonly input: Input;
  /** The index of the input in `plan.inputs`. */
  readonly index: number;
  readonly decimal: '.' | ',' | null;
  readonly conventions: CellConventions;
  /** The settings that the mapping makes for all columns. */
  readonly common?: Pick<Mapping, 'values' | 'states'>;
}

/**
 * Binds a mapped column. Reports keys of the mapping that do not apply to the question, and values that the question
 * does not have.
 */
export function bindColumn(mappedInput: MappedInput, report: ReportProblem): ColumnBinding {
  const { mapped, input, index, decimal, conventions, common = {} } = mappedInput;
  const mappedStates = Object.entries({ ...common.states, ...mapped.states });
  const states = new Map(
    mappedStates.flatMap(([word, state]) =>
      [...collectSpellings({ [word]: state }), word].map((spelling) => [spelling, STATE_CODES[state]] as const),
    ),
  );
  for (const word of conventions.notAsked)
    if (!states.has(word) && !mayBeNumber(input, word)) states.set(word, UNANSWERED);
  // A spelling that the mapping declares to be a state takes precedence over the common words for states.
  for (const [word, state] of stateSpellingsOf(input)) if (!states.has(word)) states.set(word, state);
  checkKeys(mapped, input, report);
  if (listCodedChoices(input).length > 0) {
    const spellings = removeStates(mergeSpellings(mapped, input, common, report), mapped, common);
    const values = removeNotAsked(spellings, conventions, { ...common.values, ...mapped.values });
    const isMultiple = takesSeveral(input);
    if (isMultiple && mapped.option !== undefined) return bindCheckbox(mappedInput, values, states, report);
    dropAmbiguous(states, spellings, values);
    if (isMultiple) {
      const separators = mapped.separators ?? DEFAULT_SEPARATORS;
      return { kind: 'choices', input: index, separators, values, states: removeValues(states, values) };
    }
    const codes = [...values].map(([spelling, value]) => [spelling, ANSWERED + value] as const);
    return { kind: 'code', input: index, values: new Map([...removeValues(states, values), ...codes]) };
  }
  if (input.form.control === 'typeDay')
    return { kind: 'text', input: index, states, days: { order: mapped.date ?? null } };
  if (input.value.kind !== 'number') {
    // Keys of enterprises are kept as written, so that checks can report wrong ones.
    const isFree = input.form.control === 'typeText' && !isKeyFact(input);
    return { kind: 'text', input: index, states, ...(isFree && { isFree }) };
  }
  const factor = mapped.unit === undefined ? 1 : findUnitFactor(input, mapped.unit);
  if (factor === undefined) {
    const allowedUnits = [...getUnitFactors(input).keys()];
    report('M111', ['unit'], { found: mapped.unit ?? '', allowed: allowedUnits });
  }
  const unclearShares = findUnclearShares(mapped, input);
  return {
    kind: 'number',
    input: index,
    decimal: mapped.decimal ?? decimal,
    factor: (factor ?? 1) * (mapped.times ?? 1),
    units: getUnitFactors(input),
    states,
    ...(unclearShares && { unclear: unclearShares }),
  };
}

/**
 * Returns the range of numbers without percent sign that contradict what the mapping says about shares and percentages.
 */
function findUnclearShares({ times, unit }: MappedColumn, input: Input): NumberBinding['unclear'] {
  if (times === undefined || unit !== undefined || !isPercentage(input)) return undefined;
  if (times === 1) return SHARES_OF_ONE;
  // Percentages without this maximum, such as growth rates, may exceed 100 %.
  const isBounded = input.range.high !== null && toNumber(input.range.high) <= 100;
  return times === 100 && isBounded ? { from: 1, to: Number.POSITIVE_INFINITY } : undefined;
}

/** Numbers without percent sign in this range are usually shares of 1, and rarely percentages. */
export const SHARES_OF_ONE = { from: 0, to: 1 };

/** Returns the facts and questions for which the mapping itself says what numbers in their columns mean. */
export function findSettledInputs(mapping: Mapping, plan: Plan): ReadonlySet<number> {
  const settledInputSet = new Set<number>();
  for (const { to, unit, times, values, states } of mapping.columns) {
    const input = plan.inputs.findIndex(({ name }) => name === to);
    const namedTexts = Object.keys({ ...values, ...mapping.states, ...states });
    const isCounted = namedTexts.some((spelling) => /^\d+$/.test(normaliseSpelling(spelling)));
    if (unit !== undefined || times !== undefined || isCounted) settledInputSet.add(input);
  }
  return settledInputSet;
}

/**
 * Removes values that are spelled like the platform's words for questions that were not asked, unless the mapping names
 * them.
 */
function removeNotAsked(
  values: ReadonlyMap<string, number>,
  { notAsked }: CellConventions,
  mappedValues: Readonly<Record<string, string>>,
): ReadonlyMap<string, number> {
  const words = new Set(notAsked.map(normaliseSpelling));
  const isUnclear = (spelling: string): boolean =>
    words.has(normaliseSpelling(spelling)) && !Object.hasOwn(mappedValues, spelling);
  if (words.size === 0 || ![...values.keys()].some(isUnclear)) return values;
  return new Map([...values].filter(([spelling]) => !isUnclear(spelling)));
}

/**
 * Removes from the words for states every word that could mean either an option or that the question was not asked, so
 * that it is read as neither.
 */
function dropAmbiguous(
  states: Map<string, 0 | 1 | 2>,
  allValues: ReadonlyMap<string, number>,
  values: ReadonlyMap<string, number>,
): void {
  if (allValues === values) return;
  const unclearSpellings = new Set(
    [...allValues.keys()].filter((spelling) => !values.has(spelling)).map(normaliseSpelling),
  );
  for (const word of [...states.keys()]) if (unclearSpellings.has(normaliseSpelling(word))) states.delete(word);
}

/** Whether a platform's word for questions that were not asked could also be a number that someone typed. */
export function mayBeNumber({ value, range: { low, high } }: Input, word: string): boolean {
  const number = Number(word);
  if (value.kind !== 'number' || !Number.isFinite(number)) return false;
  return (low === null || number >= toNumber(low)) && (high === null || number <= toNumber(high));
}

/**
 * Merges the spellings of values: first those in the mapping of the column, then those that the mapping states for all
 * columns, then the usual ones.
 */
function mergeSpellings(
  mapped: MappedColumn,
  input: Input,
  common: Pick<Mapping, 'values'>,
  report: ReportProblem,
): ReadonlyMap<string, number> {
  if (mapped.values === undefined && common.values === undefined) return valueSpellingsOf(input);
  const ids = listCodedChoices(input).map(({ id }) => id);
  const { add, values } = createSpellings<number>();
  add(
    Object.entries(mapped.values ?? {}).flatMap(([spelling, id]) => {
      const value = ids.indexOf(id);
      // In a column for a single option, cells may also say that the option is not chosen.
      if (value < 0 && !(mapped.option !== undefined && id === NOT_CHOSEN)) {
        report('M205', ['values', spelling], { found: id, name: input.name, allowed: rankBySpelling(id, ids) });
      }
      return value < 0 ? [] : [[spelling, value] as const];
    }),
  );
  add(
    Object.entries(common.values ?? {}).flatMap(([spelling, id]) =>
      ids.includes(id) ? [[spelling, ids.indexOf(id)]] : [],
    ),
  );
  const countsOfValues = readCounts(values);
  // If a column has blank cells, programs write its whole numbers with `.0`.
  add([...countsOfValues].map(([number, value]) => [`${number}.0`, value] as const));
  const usualSpellings = [...valueSpellingsOf(input)];
  const isRenumbered = usualSpellings.some(([spelling, value]) => (countsOfValues.get(spelling) ?? value) !== value);
  // If the mapping numbers the values differently, a number that it does not name means nothing.
  add(
    isRenumbered
      ? usualSpellings.filter(([spelling]) => !COUNT_PATTERN.test(normaliseSpelling(spelling)))
      : usualSpellings,
  );
  return values;
}

/** Matches a number by itself or in the name of a level. */
const COUNT_PATTERN = /^(?:第|l|level |stufe )?(?:\d+(?:\.0)?|[零一二三四五六七八九十])级?$/;

/** Returns the spellings that are whole numbers, with their values. */
function readCounts(values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map(
    [...values]
      .map(([spelling, value]) => [normaliseSpelling(spelling), value] as const)
      .filter(([spelling]) => /^\d+$/.test(spelling)),
  );
}

/**
 * Removes values that are spelled like words which the mapping declares to be states. What the mapping says about a
 * single column takes precedence over what it says about all columns. If it declares the same word as a value and as a
 * state in the same place, the value takes precedence.
 */
function removeStates<V>(
  values: ReadonlyMap<string, V>,
  mapped: Pick<MappedColumn, 'values' | 'states'>,
  common: Pick<Mapping, 'values' | 'states'>,
): ReadonlyMap<string, V> {
  const ownSpellings = collectSpellings(mapped.values);
  const namedSpellings = new Set([...ownSpellings, ...collectSpellings(common.values)]);
  const states = new Set([
    ...[...collectSpellings(mapped.states)].filter((word) => !ownSpellings.has(word)),
    ...[...collectSpellings(common.states)].filter((word) => !namedSpellings.has(word)),
  ]);
  if (states.size === 0) return values;
  return new Map([...values].filter(([spelling]) => !states.has(normaliseSpelling(spelling))));
}

/** Returns the spellings that a mapping names, normalised; programs also write a whole number such as 0 as `0.0`. */
function collectSpellings(named: Readonly<Record<string, unknown>> = {}): ReadonlySet<string> {
  const plainSpellings = Object.keys(named).map(normaliseSpelling);
  return new Set(plainSpellings.flatMap((word) => (/^\d+$/.test(word) ? [word, `${word}.0`] : word)));
}

/** Removes states whose words are spellings of a value: an option may be called "unknown". */
function removeValues(states: StateSpellings, values: ReadonlyMap<string, unknown>): StateSpellings {
  const findValue = createSpellingLookup(values);
  return new Map([...states].filter(([word]) => findValue(word) === undefined));
}

/** The value by which a mapping says that a cell means the option is not chosen. */
const NOT_CHOSEN = 'false';

function bindCheckbox(
  { mapped, input, index, conventions, common = {} }: MappedInput,
  values: ReadonlyMap<string, number>,
  states: StateSpellings,
  report: ReportProblem,
): ColumnBinding {
  const { option: id = '', values: mappedTicks = {} } = mapped;
  const ids = input.options.map((choice) => choice.id);
  const option = ids.indexOf(id);
  if (option < 0) {
    report('M205', ['option'], { found: id, name: input.name, allowed: rankBySpelling(id, ids) });
    return { kind: 'ignore' };
  }
  const { add, values: spellings } = createSpellings<boolean>();
  // An option may be called "none", and the cells of its column may repeat that word to say that the option is chosen.
  add(
    Object.entries(mappedTicks).flatMap(([spelling, value]): (readonly [string, boolean])[] => {
      if (value === id) return [[spelling, true]];
      return value === NOT_CHOSEN && !ids.includes(NOT_CHOSEN) ? [[spelling, false]] : [];
    }),
  );
  add([...YES_NO_SPELLINGS, ['x', true]]);
  // Some platforms write the text of the option in its column if it is chosen.
  add([...values].filter(([, value]) => value === option).map(([spelling]) => [spelling, true] as const));
  const ticks = removeStates(spellings, mapped, common);
  const mayBeNone = input.choose.least === 0 && !conventions.isBlankUnticked;
  const takesWords = [...values].some(([spelling, value]) => value === option && isOther(spelling));
  return {
    kind: 'tick',
    input: index,
    option,
    mayBeNone,
    takesWords,
    values: ticks,
    states: removeValues(states, ticks),
  };
}

function checkKeys(mapped: MappedColumn, input: Input, report: ReportProblem): void {
  const allowedKeys = {
    option: takesSeveral(input),
    separators: takesSeveral(input) && mapped.option === undefined,
    unit: input.value.kind === 'number',
    times: input.value.kind === 'number',
    decimal: input.value.kind === 'number',
    values: listCodedChoices(input).length > 0,
    date: input.form.control === 'typeDay',
  };
  for (const [key, isFitting] of Object.entries(allowedKeys)) {
    if (mapped[key as keyof typeof allowedKeys] === undefined || isFitting) continue;
    report('M206', [key], { found: key, name: input.name, wanted: { phrase: 'ofType', type: input.type } }, 'key');
  }
}

/** The default separators between options in a cell: signs that rarely occur in texts, in half and full width. */
const DEFAULT_SEPARATORS = [';', '；', '|', '｜', '┋'];
/** Other separators to try, starting with those that are rarer in texts. */
const OTHER_SEPARATORS = [['、'], ['\n'], [', '], ['，'], [','], ['/'], [' ']];

/**
 * Finds the separators with which the fewest cells of a sample cannot be read. Null if all cells can be read with the
 * default ones, or if no others are better.
 */
export function findSeparators(input: Input, cells: readonly string[]): readonly string[] | null {
  const values = valueSpellingsOf(input);
  const states = stateSpellingsOf(input);
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const countUnread = (separators: readonly string[]): number => {
    const readCell = createChoicesReader({ kind: 'choices', input: 0, separators, values, states });
    return [...counts].reduce((sum, [cell, count]) => ('fault' in readCell(cell) ? sum + count : sum), 0);
  };
  const unreadByDefault = countUnread(DEFAULT_SEPARATORS);
  if (unreadByDefault === 0) return null;
  const separatorCounts = OTHER_SEPARATORS.map((separators) => ({ separators, unread: countUnread(separators) }));
  const bestSeparators = separatorCounts.reduce((least, candidate) =>
    candidate.unread < least.unread ? candidate : least,
  );
  return bestSeparators.unread < unreadByDefault ? bestSeparators.separators : null;
}

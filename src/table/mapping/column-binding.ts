// Binds the columns of a table to facts and questions, as a mapping says.

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
  type Input,
  type Plan,
  type ReportProblem,
  takesSeveral,
  unitFactor,
  unitFactorsOf,
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
import { codedChoicesOf, stateSpellingsOf, valueSpellingsOf } from './answer-spellings.ts';
import { isPercentage } from './column-evidence.ts';

/** The pack and table that a mapping is to be used with. */
interface MappingContext {
  readonly plan: Plan;
  /** The pack's id. */
  readonly pack: string;
  /** The headings of the table, without blanks at the ends. */
  readonly headings: readonly string[];
  /** What the table shows, where the mapping says nothing; null where it shows nothing. */
  readonly decimal: '.' | ',' | null;
  /** What the platform means by its cells, where it has conventions of its own. */
  readonly conventions?: CellConventions;
  /** The mapping's file, as problems name it. */
  readonly file: string;
}

/** What a mapping comes to: one use for each heading. With problems it must not be used. */
interface MappingBindings {
  readonly bindings: readonly ColumnBinding[];
  /** The columns that are told apart by their positions, whatever their headings. */
  readonly placed: ReadonlySet<number>;
  readonly problems: readonly Problem[];
}

const NO_CONVENTIONS: CellConventions = { notAsked: [], isBlankUnticked: false };

/** Settles how each column of a table is used. Names, options and headings that do not exist are reported. */
export function bindColumns(
  mapping: Mapping,
  { plan, pack, headings, decimal, conventions = NO_CONVENTIONS, file }: MappingContext,
): MappingBindings {
  const problems: Problem[] = [];
  const uses = headings.map((): ColumnBinding => ({ kind: 'ignore' }));
  const complain: ReportProblem = (code, at, details, on = 'value') => {
    problems.push({ code, file, at, on, details });
  };
  if (mapping.pack !== pack) complain('A112', ['pack'], { found: mapping.pack, name: pack });
  const inputs = new Map(plan.inputs.map(({ name }, index) => [name, index]));
  const columnOf = new Map(headings.map((heading, column) => [heading, column]));
  const seen = new Map<string, string>();
  const placed = new Set(mapping.columns.flatMap(({ column }) => (column === undefined ? [] : [column - 1])));
  /** The column that a mapping names by its position, if it has the heading that goes with it. */
  const placeOf = ({ column, heading }: MappedColumn): number | undefined =>
    column !== undefined && headings[column - 1] === heading.trim() ? column - 1 : undefined;
  for (const [i, mapped] of mapping.columns.entries()) {
    const at = ['columns', i];
    const column = mapped.column === undefined ? columnOf.get(mapped.heading.trim()) : placeOf(mapped);
    if (column === undefined && mapped.column !== undefined) {
      const allowed = headings.flatMap((heading, at) => (heading === mapped.heading.trim() ? [String(at + 1)] : []));
      complain('M203', [...at, 'column'], { found: String(mapped.column), wanted: { phrase: 'column' }, allowed });
    } else if (column === undefined) {
      const allowed = rankBySpelling(mapped.heading, headings);
      complain('M203', [...at, 'heading'], { found: mapped.heading, wanted: { phrase: 'column' }, allowed });
    }
    for (const thing of thingsOf(mapped)) {
      if (seen.has(thing))
        complain('M201', [...at, thing.startsWith('to') ? 'to' : 'heading'], { found: seen.get(thing) ?? '' });
      seen.set(thing, thing.startsWith('to') ? (mapped.to ?? '') : mapped.heading);
    }
    const name = mapped.to ?? mapped.note;
    if (name === undefined) continue;
    const index = inputs.get(name);
    const input = index === undefined ? undefined : plan.inputs[index];
    if (index === undefined || !input) {
      const allowed = rankBySpelling(name, [...inputs.keys()]);
      complain('M203', [...at, mapped.to === undefined ? 'note' : 'to'], {
        found: name,
        wanted: { phrase: 'factOrQuestion' },
        allowed,
      });
      continue;
    }
    if (mapped.to === undefined) {
      if (column !== undefined) uses[column] = { kind: 'note', of: index };
      continue;
    }
    if (mapped.note !== undefined) {
      const wanted: Phrase = { phrase: 'columnOf', name: mapped.to };
      complain('M206', [...at, 'note'], { found: 'note', name: mapped.heading, wanted }, 'key');
    }
    const meant = { mapped, input, index, decimal: mapping.decimal ?? decimal, conventions, common: mapping };
    const use = bindColumn(meant, (code, below, details, on) => complain(code, [...at, ...below], details, on));
    if (column !== undefined) uses[column] = use;
  }
  const ids = new Set(plan.inputs.flatMap((input) => codedChoicesOf(input).map(({ id }) => id)));
  for (const [spelling, id] of Object.entries(mapping.values ?? {})) {
    if (!ids.has(id))
      complain('M203', ['values', spelling], {
        found: id,
        wanted: { phrase: 'option' },
        allowed: rankBySpelling(id, [...ids]),
      });
  }
  for (const [i, { heading }] of (mapping.where ?? []).entries()) {
    if (columnOf.has(heading.trim())) continue;
    const allowed = rankBySpelling(heading, headings);
    complain('M203', ['where', i, 'heading'], { found: heading, wanted: { phrase: 'column' }, allowed });
  }
  return { bindings: uses, placed, problems };
}

/** What can stand in a mapping once: a heading, with its position where it names one, and what it is for. */
function thingsOf({ heading, column, to, option }: MappedColumn): string[] {
  return [`heading:${heading.trim()} ${column ?? ''}`, ...(to === undefined ? [] : [`to:${to} ${option ?? ''}`])];
}

const STATES = { unanswered: UNANSWERED, unknown: UNKNOWN, notApplicable: NOT_APPLICABLE } as const;

/** A column and what it is for. */
interface MappedInput {
  readonly mapped: MappedColumn;
  readonly input: Input;
  /** Its index in `plan.inputs`. */
  readonly index: number;
  readonly decimal: '.' | ',' | null;
  readonly conventions: CellConventions;
  /** What the mapping says of all columns. */
  readonly common?: Pick<Mapping, 'values' | 'states'>;
}

/** How a mapped column is used; keys that make no sense for the question, and values it does not have, are reported. */
export function bindColumn(given: MappedInput, complain: ReportProblem): ColumnBinding {
  const { mapped, input, index, decimal, conventions, common = {} } = given;
  const said = Object.entries({ ...common.states, ...mapped.states });
  const states = new Map(said.map(([word, state]) => [word, STATES[state]] as const));
  for (const word of conventions.notAsked)
    if (!states.has(word) && !mayBeNumber(input, word)) states.set(word, UNANSWERED);
  // What the mapping says wins over the usual words.
  for (const [word, state] of stateSpellingsOf(input)) if (!states.has(word)) states.set(word, state);
  checkKeys(mapped, input, complain);
  if (codedChoicesOf(input).length > 0) {
    const own = withOwn(mapped, input, common, complain);
    const values = withoutWords(own, conventions, { ...common.values, ...mapped.values });
    const isMultiple = takesSeveral(input);
    if (isMultiple && mapped.option !== undefined) return bindCheckbox(given, values, states, complain);
    dropUnclear(states, own, values);
    if (isMultiple) {
      const separators = mapped.separators ?? USUAL;
      return { kind: 'choices', input: index, separators, values, states: without(states, values) };
    }
    const codes = [...values].map(([spelling, value]) => [spelling, ANSWERED + value] as const);
    return { kind: 'code', input: index, values: new Map([...without(states, values), ...codes]) };
  }
  if (input.form.control === 'typeDay')
    return { kind: 'text', input: index, states, days: { order: mapped.date ?? null } };
  if (input.value.kind !== 'number') {
    // A key stays as it is written, for the checks to tell of.
    const isFree = input.form.control === 'typeText' && !isKeyFact(input);
    return { kind: 'text', input: index, states, ...(isFree && { isFree }) };
  }
  const factor = mapped.unit === undefined ? 1 : unitFactor(input, mapped.unit);
  if (factor === undefined) {
    const allowed = [...unitFactorsOf(input).keys()];
    complain('M111', ['unit'], { found: mapped.unit ?? '', allowed });
  }
  const unclear = unclearSharesOf(mapped, input);
  return {
    kind: 'number',
    input: index,
    decimal: mapped.decimal ?? decimal,
    factor: (factor ?? 1) * (mapped.times ?? 1),
    units: unitFactorsOf(input),
    states,
    ...(unclear && { unclear }),
  };
}

/** Bare percentages of the other kind than the mapping says. */
function unclearSharesOf({ times, unit }: MappedColumn, input: Input): NumberBinding['unclear'] {
  if (times === undefined || unit !== undefined || !isPercentage(input)) return undefined;
  if (times === 1) return SHARES_OF_ONE;
  // Rates of growth may be above 100 %.
  const isBounded = input.range.high !== null && toNumber(input.range.high) <= 100;
  return times === 100 && isBounded ? { from: 1, to: Number.POSITIVE_INFINITY } : undefined;
}

/** Bare numbers that are percentages seldom, and shares often. */
export const SHARES_OF_ONE = { from: 0, to: 1 };

/** The facts and questions for which a mapping says how the cells of their column are meant. */
export function settledInputs(mapping: Mapping, plan: Plan): ReadonlySet<number> {
  const settled = new Set<number>();
  for (const { to, unit, times, values = {} } of mapping.columns) {
    const input = plan.inputs.findIndex(({ name }) => name === to);
    const isCounted = Object.keys(values).some((spelling) => /^\d+$/.test(normaliseSpelling(spelling)));
    if (unit !== undefined || times !== undefined || isCounted) settled.add(input);
  }
  return settled;
}

/** Values without those that are spelled as the platform spells that nothing was asked, unless the mapping says so. */
function withoutWords(
  values: ReadonlyMap<string, number>,
  { notAsked }: CellConventions,
  said: Readonly<Record<string, string>>,
): ReadonlyMap<string, number> {
  const words = new Set(notAsked.map(normaliseSpelling));
  const isUnclear = (spelling: string): boolean =>
    words.has(normaliseSpelling(spelling)) && !Object.hasOwn(said, spelling);
  if (words.size === 0 || ![...values.keys()].some(isUnclear)) return values;
  return new Map([...values].filter(([spelling]) => !isUnclear(spelling)));
}

/** What may be an option or mean that nothing was asked is neither. */
function dropUnclear(
  states: Map<string, 0 | 1 | 2>,
  all: ReadonlyMap<string, number>,
  values: ReadonlyMap<string, number>,
): void {
  if (all === values) return;
  const unclear = new Set([...all.keys()].filter((spelling) => !values.has(spelling)).map(normaliseSpelling));
  for (const word of [...states.keys()]) if (unclear.has(normaliseSpelling(word))) states.delete(word);
}

/** Whether what a platform writes where nothing was asked could as well be a number that somebody typed. */
export function mayBeNumber({ value, range: { low, high } }: Input, word: string): boolean {
  const number = Number(word);
  if (value.kind !== 'number' || !Number.isFinite(number)) return false;
  return (low === null || number >= toNumber(low)) && (high === null || number <= toNumber(high));
}

/** The spellings that are understood anyway, and those of the mapping, which win. */
function withOwn(
  mapped: MappedColumn,
  input: Input,
  common: Pick<Mapping, 'values'>,
  complain: ReportProblem,
): ReadonlyMap<string, number> {
  if (mapped.values === undefined && common.values === undefined) return valueSpellingsOf(input);
  const ids = codedChoicesOf(input).map(({ id }) => id);
  const { add, values } = createSpellings<number>();
  add(
    Object.entries(mapped.values ?? {}).flatMap(([spelling, id]) => {
      const value = ids.indexOf(id);
      if (value < 0) {
        complain('M205', ['values', spelling], { found: id, name: input.name, allowed: rankBySpelling(id, ids) });
      }
      return value < 0 ? [] : [[spelling, value] as const];
    }),
  );
  add(
    Object.entries(common.values ?? {}).flatMap(([spelling, id]) =>
      ids.includes(id) ? [[spelling, ids.indexOf(id)]] : [],
    ),
  );
  const counted = readCounts(values);
  // So programs write whole numbers of a column with blanks.
  add([...counted].map(([number, value]) => [`${number}.0`, value] as const));
  const usual = [...valueSpellingsOf(input)];
  const isRecounted = usual.some(([spelling, value]) => (counted.get(spelling) ?? value) !== value);
  // Where the numbers count otherwise than the scale, one that the mapping does not name means nothing.
  add(isRecounted ? usual.filter(([spelling]) => !COUNT.test(normaliseSpelling(spelling))) : usual);
  return values;
}

/** A number alone, or as the name of a level. */
const COUNT = /^(?:第|l|level |stufe )?(?:\d+(?:\.0)?|[零一二三四五六七八九十])级?$/;

/** The spellings that are whole numbers. */
function readCounts(values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map(
    [...values]
      .map(([spelling, value]) => [normaliseSpelling(spelling), value] as const)
      .filter(([spelling]) => /^\d+$/.test(spelling)),
  );
}

/** States whose words are no values: "unknown" may be an option. */
function without(states: StateSpellings, values: ReadonlyMap<string, unknown>): StateSpellings {
  const find = createSpellingLookup(values);
  return new Map([...states].filter(([word]) => find(word) === undefined));
}

function bindCheckbox(
  { mapped: { option: id = '', values: own = {} }, input, index, conventions }: MappedInput,
  values: ReadonlyMap<string, number>,
  states: StateSpellings,
  complain: ReportProblem,
): ColumnBinding {
  const ids = input.options.map((one) => one.id);
  const option = ids.indexOf(id);
  if (option < 0) {
    complain('M205', ['option'], { found: id, name: input.name, allowed: rankBySpelling(id, ids) });
    return { kind: 'ignore' };
  }
  const { add, values: ticks } = createSpellings<boolean>();
  // An option may be called "none", and its column repeat it.
  add(Object.entries(own).flatMap(([spelling, value]) => (value === id ? [[spelling, true] as const] : [])));
  add([...YES_NO_SPELLINGS, ['x', true]]);
  // Some platforms repeat the option where it is chosen.
  add([...values].filter(([, value]) => value === option).map(([spelling]) => [spelling, true] as const));
  const mayBeNone = input.choose.least === 0 && !conventions.isBlankUnticked;
  const takesWords = [...values].some(([spelling, value]) => value === option && isOther(spelling));
  return { kind: 'tick', input: index, option, mayBeNone, takesWords, values: ticks, states: without(states, ticks) };
}

function checkKeys(mapped: MappedColumn, input: Input, complain: ReportProblem): void {
  const fits = {
    option: takesSeveral(input),
    separators: takesSeveral(input) && mapped.option === undefined,
    unit: input.value.kind === 'number',
    times: input.value.kind === 'number',
    decimal: input.value.kind === 'number',
    values: codedChoicesOf(input).length > 0,
    date: input.form.control === 'typeDay',
  };
  for (const [key, isFitting] of Object.entries(fits)) {
    if (mapped[key as keyof typeof fits] === undefined || isFitting) continue;
    complain('M206', [key], { found: key, name: input.name, wanted: { phrase: 'ofType', type: input.type } }, 'key');
  }
}

/** What parts options in a cell unless a mapping says otherwise: signs that stand in few texts; full-width ones mean the same. */
const USUAL = [';', '；', '|', '｜', '┋'];
/** Others, those that stand in texts more rarely first. */
const OTHERS = [['、'], ['\n'], [', '], ['，'], [','], ['/'], [' ']];

/** The separators by which all of a sample of cells can be read, the usual ones first; null where no others help. */
export function findSeparators(input: Input, cells: readonly string[]): readonly string[] | null {
  const values = valueSpellingsOf(input);
  const states = stateSpellingsOf(input);
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const unreadBy = (separators: readonly string[]): number => {
    const read = createChoicesReader({ kind: 'choices', input: 0, separators, values, states });
    return [...counts].reduce((sum, [cell, count]) => ('fault' in read(cell) ? sum + count : sum), 0);
  };
  const usual = unreadBy(USUAL);
  if (usual === 0) return null;
  const counted = OTHERS.map((separators) => ({ separators, unread: unreadBy(separators) }));
  const best = counted.reduce((least, one) => (one.unread < least.unread ? one : least));
  return best.unread < usual ? best.separators : null;
}

import { fromNumber, parseDecimal } from '../model/index.ts';
import {
  activeRecords,
  INSTRUMENT_STATES,
  isMeasureRecord,
  MEASURE_STATES,
  type RecordEvent,
} from '../policy/index.ts';
import { exactly, NOTHING, orNothing, type Possible, possibleBetween, type ValueType } from '../scoring/index.ts';
import type { BoundedValue } from '../versions/index.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, boundedValue, recordDay } from './member.ts';
import { type AssessedColumns, type FactColumn, isInScope, type Roster } from './roster.ts';
import { type Declaration, readDeclaration, UNDATED } from './stated-day.ts';

/** The suffix of a fact's name that refers to whether it is stated. */
const STATED_SUFFIX = '.stated';

/** The names that conditions of stages can read, including facts that nobody states. */
interface StageVariables {
  readonly names: readonly string[];
  find(name: string): StageVariable | undefined;
}

/** Returns the variables of a roster's members that stages can read. */
export function stageVariables(roster: Roster): StageVariables {
  const fixedVariables: Readonly<Record<string, () => StageVariable>> = {
    assessed: () => createAssessedVariable(roster, ASSESSMENT_KINDS),
    level: () => createLevelVariable(roster, ASSESSMENT_KINDS),
    policy: () => createPolicyVariable(roster),
    registered: () => createRegisteredVariable(roster),
    ...Object.fromEntries(
      ASSESSMENT_KINDS.flatMap((kind) => [
        [`assessed.${kind}`, () => createAssessedVariable(roster, [kind])],
        [`level.${kind}`, () => createLevelVariable(roster, [kind])],
      ]),
    ),
    ...Object.fromEntries(
      MEASURE_STATES.map((state) => [`measures.${state}`, () => recordVariable(roster, 'measures', state)]),
    ),
    ...Object.fromEntries(
      INSTRUMENT_STATES.map((state) => [`instruments.${state}`, () => recordVariable(roster, 'instruments', state)]),
    ),
  };
  const facts = [...roster.facts.keys()];
  return {
    names: [...Object.keys(fixedVariables), ...facts, ...facts.map((name) => name + STATED_SUFFIX)],
    find(name) {
      const reservedVariable = Object.hasOwn(fixedVariables, name) ? fixedVariables[name]?.() : undefined;
      if (reservedVariable) return reservedVariable;
      const column = roster.facts.get(name);
      if (column) return createFactVariable(column);
      // Stages may ask whether a fact is stated before any member states it.
      return name.endsWith(STATED_SUFFIX)
        ? createStatedVariable(roster.facts.get(name.slice(0, -STATED_SUFFIX.length)), roster.asOf)
        : undefined;
    },
  };
}

function createRegisteredVariable(roster: Roster): StageVariable {
  const registeredCode = (index: number): number => Number(isInScope(roster, index));
  return {
    type: { kind: 'boolean' },
    codeOf: registeredCode,
    codeOn: registeredCode,
    addDays: () => {},
    possible: (code) => exactly(code === 1),
  };
}

/** Finds facts that count by whether they are stated but have values that are neither a date nor yes or no. */
export function findUnclearStatements(
  reads: readonly string[],
  { facts, size, asOf, counts }: Roster,
): (OddValues & { readonly fact: string })[] {
  return findStatedChecks(reads).flatMap((fact) => {
    const column = facts.get(fact);
    const oddValues = column && findOddValues(column, size, asOf, counts);
    return oddValues ? [{ fact, ...oddValues }] : [];
  });
}

/** Lists facts that stages check for being stated but that no input has. */
export function findNeverStated(reads: readonly string[], { facts }: Pick<Roster, 'facts'>): string[] {
  return findStatedChecks(reads).filter((fact) => !facts.has(fact));
}

/**
 * Whether nothing that stages read is in any input: facts without a column; policies and records without an enterprise
 * file. Beside such a fact, records are another way of stating the same, and their absence says no more.
 */
export function isStatedNowhere(reads: readonly string[], roster: Pick<Roster, 'facts' | 'sources'>): boolean {
  const neverStated = findNeverStated(reads, roster);
  const hasFiles = roster.sources.some(({ form }) => form === 'files');
  return reads.every((name) =>
    /^(policy|measures\..*|instruments\..*)$/.test(name)
      ? !hasFiles || neverStated.length > 0
      : neverStated.some((fact) => name === `${fact}${STATED_SUFFIX}`),
  );
}

function findStatedChecks(reads: readonly string[]): string[] {
  return [...new Set(reads)]
    .filter((name) => name.endsWith(STATED_SUFFIX))
    .map((name) => name.slice(0, -STATED_SUFFIX.length));
}

/**
 * A variable of a member that a stage's condition can read. Its values are codes from 0: few codes for many members.
 */
export interface StageVariable {
  readonly type: ValueType;
  /** Returns the current value, dated or not. */
  codeOf(index: number): number;
  /** Returns the value at the end of a day; undated items count as having always been so. */
  codeOn(index: number, day: number): number;
  /** Appends the days on which the value changes to a list. */
  addDays(index: number, days: number[]): void;
  possible(code: number): Possible;
}

/**
 * Returns whether a member was assessed in one of these ways, from the first such assessment on, even if it was
 * superseded.
 */
function createAssessedVariable(roster: Roster, kinds: readonly AssessmentKind[]): StageVariable {
  const columns = kinds.map((kind) => roster.newest[kind]);
  return {
    type: { kind: 'boolean' },
    codeOf: (index) => (columns.some(({ source }) => source[index] !== 0) ? 1 : 0),
    codeOn: (index, day) =>
      columns.some(({ source, first }) => source[index] !== 0 && (first[index] as number) <= day) ? 1 : 0,
    addDays(index, days) {
      for (const { first } of columns) if (first[index] !== UNDATED) days.push(first[index] as number);
    },
    possible: (code) => exactly(code === 1),
  };
}

/** Returns whether an assessment came with a policy. */
function createPolicyVariable(roster: Roster): StageVariable {
  const hasPolicyUntil = (index: number, until: number): number =>
    roster.files.get(index)?.policies.some(({ day }) => day <= until) ? 1 : 0;
  return {
    type: { kind: 'boolean' },
    // Only enterprise files contain policies.
    codeOf: (index) => hasPolicyUntil(index, Number.POSITIVE_INFINITY),
    codeOn: hasPolicyUntil,
    addDays(index, days) {
      for (const { day } of roster.files.get(index)?.policies ?? []) days.push(day);
    },
    possible: (code) => exactly(code === 1),
  };
}

/**
 * Returns the level of the newest assessment; of several kinds, the last one present takes precedence. Code 0 means not
 * assessed.
 */
function createLevelVariable(roster: Roster, kinds: readonly AssessmentKind[]): StageVariable {
  const newestByKind = kinds.map((kind) => ({ kind, column: roster.newest[kind] })).reverse();
  const levels: BoundedValue[] = [{ value: null, lowest: null, highest: null }];
  const positions = new Map<string, number>();

  function codeOf(value: number, lowest: number, highest: number): number {
    const name = `${value} ${lowest} ${highest}`;
    const code = positions.get(name) ?? levels.length;
    if (code === levels.length) {
      positions.set(name, code);
      levels.push(boundedValue(value, lowest, highest));
    }
    return code;
  }

  function codeOfColumn(index: number, { level, lowest, highest }: AssessedColumns): number {
    return codeOf(level[index] as number, lowest[index] as number, highest[index] as number);
  }

  /** Looks up the newest assessment, or otherwise the superseded ones; undefined if there was none. */
  function codeOfKind(index: number, day: number, { kind, column }: (typeof newestByKind)[number]): number | undefined {
    if (column.source[index] !== 0 && (column.day[index] as number) <= day) return codeOfColumn(index, column);
    const pastAssessment = roster.past.newestOn(index, kind, day);
    return pastAssessment && codeOf(pastAssessment.level, pastAssessment.lowest, pastAssessment.highest);
  }

  return {
    type: { kind: 'number' },
    codeOf(index) {
      const newestKind = newestByKind.find(({ column }) => column.source[index] !== 0);
      return newestKind ? codeOfColumn(index, newestKind.column) : 0;
    },
    codeOn(index, day) {
      // No objects are created, since there may be a million members.
      for (const source of newestByKind) {
        const code = codeOfKind(index, day, source);
        if (code !== undefined) return code;
      }
      return 0;
    },
    addDays: (index, days) => addDays(roster, kinds, index, days),
    possible: (code) => (code === 0 ? NOTHING : possibleOf(levels[code] as BoundedValue)),
  };
}

function possibleOf({ value, lowest, highest }: BoundedValue): Possible {
  if (value === null) return NOTHING;
  if (value !== undefined) return exactly(fromNumber(value));
  const range = possibleBetween(
    lowest === null ? null : fromNumber(lowest),
    highest === null ? null : fromNumber(highest),
  );
  return lowest === null ? orNothing(range) : range;
}

function addDays(roster: Roster, kinds: readonly AssessmentKind[], index: number, days: number[]): void {
  for (const kind of kinds) {
    const day = roster.newest[kind].day[index] as number;
    if (day !== UNDATED) days.push(day);
    roster.past.addDays(index, kind, days);
  }
}

/** Returns a fact as a number if all stated values are numbers, else as text. */
function createFactVariable({ codes, values }: FactColumn): StageVariable {
  const isNumeric = values.length > 1 && values.slice(1).every((value) => parseDecimal(value) !== undefined);
  return {
    type: { kind: isNumeric ? 'number' : 'text' },
    codeOf: (index) => codes[index] as number,
    codeOn: (index) => codes[index] as number,
    addDays: () => {},
    possible(code) {
      if (code === 0) return NOTHING;
      const text = values[code] as string;
      return exactly((isNumeric && parseDecimal(text)) || text);
    },
  };
}

const [NO, YES, UNDECIDED] = [0, 1, 2] as const;
/** The possible values if undecided. */
const EITHER_TRUTH: Possible = { kind: 'atoms', atoms: [false, true], nothing: false };

/**
 * Returns whether a fact is stated as anything but "no". A date is the day from which it holds, not yet if later than
 * the roster's day. An unstated fact counts as "no". If others state dates or "yes", any other text is undecided.
 */
export function createStatedVariable(column: FactColumn | undefined, asOf: number): StageVariable {
  const statedValues = statedOf(column?.values ?? ['']);
  const statedAt = (index: number): StatedSince => statedValues[column?.codes[index] ?? 0] as StatedSince;
  const codeOn = (index: number, day: number): number => statedAt(index).on(day);
  return {
    type: { kind: 'boolean' },
    codeOf: (index) => codeOn(index, asOf),
    codeOn,
    addDays(index, all) {
      const { from } = statedAt(index);
      if (from !== UNDATED && from <= asOf) all.push(from);
    },
    possible: (code) => (code === UNDECIDED ? EITHER_TRUTH : exactly(code === YES)),
  };
}

/** Returns whether a fact is certain to be stated as anything but "no"; see `createStatedVariable`. */
export function isStatedFor(column: FactColumn | undefined, asOf: number): (index: number) => boolean {
  const { codeOf } = createStatedVariable(column, asOf);
  return (index) => codeOf(index) === YES;
}

/** A value over time. */
interface StatedSince {
  /** The day from which it is certain to hold; `UNDATED` if unknown. */
  readonly from: number;
  on(day: number): number;
}

const constantStage = (code: number): StatedSince => ({ from: UNDATED, on: () => code });

function statedOf(values: readonly string[]): readonly StatedSince[] {
  const declarations = values.map(readDeclaration);
  const text = isDeclared(declarations) ? UNDECIDED : YES;
  return declarations.map((one): StatedSince => {
    if (one.kind === 'since')
      return { from: one.last, on: (day) => (day < one.first ? NO : day >= one.last ? YES : UNDECIDED) };
    return constantStage({ no: NO, unknown: UNDECIDED, text }[one.kind]);
  });
}

/** Up to this many other texts per date or "yes" may be mistakes; with more, the fact is taken to consist of texts. */
const MAX_SLIPS = 4;

/** Whether the values state since when something holds, or that it does, so that other texts count as unclear. */
function isDeclared(declared: readonly Declaration[]): boolean {
  const count = (kind: Declaration['kind']): number => declared.filter((one) => one.kind === kind).length;
  return count('since') > 0 && count('text') <= count('since') * MAX_SLIPS;
}

/** Probably mistaken values of a fact, and how many enterprises state them. */
interface OddValues {
  readonly values: readonly string[];
  readonly count: number;
  /** Whether they count as undecided rather than as "yes". */
  readonly isUndecided: boolean;
}

/** Finds values that do not clearly tell whether a fact is stated; undefined if there are none. */
function findOddValues(
  { codes, values }: FactColumn,
  size: number,
  asOf: number,
  counts: Roster['counts'],
): OddValues | undefined {
  const isUndecided = statedOf(values).map(({ on }) => on(asOf) === UNDECIDED);
  const isOdd = values.map((value, code) => isUndecided[code] || readDeclaration(value).kind === 'text');
  let count = 0;
  for (let index = 0; index < size; index++) if (isOdd[codes[index] as number]) count += counts?.[index] ?? 1;
  if (count === 0) return undefined;
  return { values: values.filter((_, code) => isOdd[code]), count, isUndecided: isUndecided.includes(true) };
}

/**
 * Returns how many measures or instruments are recorded in a state, each counted once; withdrawn records do not count.
 */
function recordVariable(roster: Roster, of: 'measures' | 'instruments', state: string): StageVariable {
  const eventsOf = (index: number): readonly RecordEvent[] =>
    activeRecords(roster.files.get(index)?.records ?? []).filter(
      (event) => isMeasureRecord(event) === (of === 'measures') && event.state === state,
    );
  const count = (index: number, day: number): number => {
    if (!roster.files.has(index)) return 0;
    const events = eventsOf(index).filter((event) => recordDay(event) <= day);
    return new Set(
      events.map((event) => (isMeasureRecord(event) ? event.measure : `${event.policy} ${event.instrument}`)),
    ).size;
  };
  return {
    type: { kind: 'number' },
    codeOf: (index) => count(index, Number.POSITIVE_INFINITY),
    codeOn: count,
    addDays(index, days) {
      if (roster.files.has(index)) for (const event of eventsOf(index)) days.push(recordDay(event));
    },
    possible: (code) => exactly(fromNumber(code)),
  };
}

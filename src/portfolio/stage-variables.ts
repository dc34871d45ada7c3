import { fromNumber, itemAt, parseDecimal } from '../model/index.ts';
import {
  INSTRUMENT_STATES,
  isMeasureRecord,
  MEASURE_STATES,
  type RecordEvent,
  selectActiveRecords,
} from '../policy/index.ts';
import {
  addNothing,
  createExactValue,
  createRangeValue,
  NOTHING,
  type Possible,
  type ValueType,
} from '../scoring/index.ts';
import type { BoundedValue } from '../versions/index.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, createBoundedValue, recordDay } from './member.ts';
import { type AssessedColumns, type FactColumn, isInScope, type Roster } from './roster.ts';
import { type Declaration, readDeclaration, UNDATED } from './stated-day.ts';

/** The ending of a name by which a condition reads whether a fact is stated, such as `visited.stated`. */
const STATED_SUFFIX = '.stated';

/** The names that conditions of stages can read; they include facts that no member states. */
interface StageVariables {
  readonly names: readonly string[];
  find(name: string): StageVariable | undefined;
}

/** Returns the variables of a roster's members that stages can read. */
export function createStageVariables(roster: Roster): StageVariables {
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
      MEASURE_STATES.map((state) => [`measures.${state}`, () => createRecordVariable(roster, 'measures', state)]),
    ),
    ...Object.fromEntries(
      INSTRUMENT_STATES.map((state) => [
        `instruments.${state}`,
        () => createRecordVariable(roster, 'instruments', state),
      ]),
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
      // A stage may already check whether a fact is stated although no member states this fact yet.
      return name.endsWith(STATED_SUFFIX)
        ? createStatedVariable(roster.facts.get(name.slice(0, -STATED_SUFFIX.length)), roster.asOf)
        : undefined;
    },
  };
}

function createRegisteredVariable(roster: Roster): StageVariable {
  const codeOfRegistration = (index: number): number => Number(isInScope(roster, index));
  return {
    type: { kind: 'boolean' },
    codeOf: codeOfRegistration,
    codeOn: codeOfRegistration,
    addDays: () => {},
    possible: (code) => createExactValue(code === 1),
  };
}

/**
 * Finds facts for which stages check whether they are stated, although their values are neither dates nor yes or no.
 */
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

/** Lists facts for which stages check whether they are stated, although no input contains them. */
export function findNeverStated(reads: readonly string[], { facts }: Pick<Roster, 'facts'>): string[] {
  return findStatedChecks(reads).filter((fact) => !facts.has(fact));
}

/**
 * Whether no input contains anything that stages read: neither a column for their facts, nor an enterprise file for
 * policies and records. If a fact has no column, policies and records that are read together with it count as missing
 * as well, because they only state the same thing in another way.
 */
export function hasNoStatements(reads: readonly string[], roster: Pick<Roster, 'facts' | 'sources'>): boolean {
  const neverStatedFacts = findNeverStated(reads, roster);
  const hasFiles = roster.sources.some(({ form }) => form === 'files');
  return reads.every((name) =>
    /^(policy|measures\..*|instruments\..*)$/.test(name)
      ? !hasFiles || neverStatedFacts.length > 0
      : neverStatedFacts.some((fact) => name === `${fact}${STATED_SUFFIX}`),
  );
}

function findStatedChecks(reads: readonly string[]): string[] {
  return [...new Set(reads)]
    .filter((name) => name.endsWith(STATED_SUFFIX))
    .map((name) => name.slice(0, -STATED_SUFFIX.length));
}

/**
 * A variable that a condition of a stage can read for each member. Its values are codes from 0, because many members
 * share few values.
 */
export interface StageVariable {
  readonly type: ValueType;
  /** Returns the code of a member's current value, whether the value is dated or not. */
  codeOf(index: number): number;
  /**
   * Returns the code of the value that a member had at the end of a day; something without a date counts as if it had
   * always been so.
   */
  codeOn(index: number, day: number): number;
  /** Appends the days on which the value changes to `days`. */
  addDays(index: number, days: number[]): void;
  possible(code: number): Possible;
}

/**
 * Creates the variable that says whether a member was assessed in one of these ways. It is true from the first such
 * assessment on, even after a later assessment has superseded it.
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
    possible: (code) => createExactValue(code === 1),
  };
}

/** Creates the variable that says whether an assessment came with a policy. */
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
    possible: (code) => createExactValue(code === 1),
  };
}

/**
 * Creates the variable for the level of the newest assessment. If a member has assessments of several kinds, the kind
 * listed last takes precedence. Code 0 means not assessed.
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
      levels.push(createBoundedValue(value, lowest, highest));
    }
    return code;
  }

  function codeOfColumn(index: number, { level, lowest, highest }: AssessedColumns): number {
    return codeOf(level[index] as number, lowest[index] as number, highest[index] as number);
  }

  /**
   * Returns the code of the level in the newest assessment of a kind, or in a superseded one if the newest one is dated
   * after the day; undefined if there is none up to the day.
   */
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
      // Creates no objects, because there may be a million members.
      for (const source of newestByKind) {
        const code = codeOfKind(index, day, source);
        if (code !== undefined) return code;
      }
      return 0;
    },
    addDays: (index, days) => addDays(roster, kinds, index, days),
    possible: (code) => (code === 0 ? NOTHING : possibleOf(itemAt(levels, code))),
  };
}

function possibleOf({ value, lowest, highest }: BoundedValue): Possible {
  if (value === null) return NOTHING;
  if (value !== undefined) return createExactValue(fromNumber(value));
  const range = createRangeValue(
    lowest === null ? null : fromNumber(lowest),
    highest === null ? null : fromNumber(highest),
  );
  return lowest === null ? addNothing(range) : range;
}

function addDays(roster: Roster, kinds: readonly AssessmentKind[], index: number, days: number[]): void {
  for (const kind of kinds) {
    const day = roster.newest[kind].day[index] as number;
    if (day !== UNDATED) days.push(day);
    roster.past.addDays(index, kind, days);
  }
}

/** Creates the variable of a fact: a number if all stated values are numbers, otherwise a text. */
function createFactVariable({ codes, values }: FactColumn): StageVariable {
  const isNumeric = values.length > 1 && values.slice(1).every((value) => parseDecimal(value) !== undefined);
  return {
    type: { kind: isNumeric ? 'number' : 'text' },
    codeOf: (index) => codes[index] as number,
    codeOn: (index) => codes[index] as number,
    addDays: () => {},
    possible(code) {
      if (code === 0) return NOTHING;
      const text = itemAt(values, code);
      return createExactValue((isNumeric && parseDecimal(text)) || text);
    },
  };
}

const [NO, YES, UNDECIDED] = [0, 1, 2] as const;
/** The value of a variable of which it is undecided whether it is true. */
const EITHER_TRUTH: Possible = { kind: 'atoms', atoms: [false, true], nothing: false };

/**
 * Creates the variable that says whether a fact is stated, with any value except "no". A date is the day from which the
 * fact holds; if it is after the roster's day, the fact does not hold yet. An unstated fact counts as "no". If other
 * members state dates or "yes", any other text leaves it undecided.
 */
export function createStatedVariable(column: FactColumn | undefined, asOf: number): StageVariable {
  const statedValues = statedOf(column?.values ?? ['']);
  const statedAt = (index: number): StatementOverTime => itemAt(statedValues, column?.codes[index] ?? 0);
  const codeOn = (index: number, day: number): number => statedAt(index).on(day);
  return {
    type: { kind: 'boolean' },
    codeOf: (index) => codeOn(index, asOf),
    codeOn,
    addDays(index, all) {
      const { from } = statedAt(index);
      if (from !== UNDATED && from <= asOf) all.push(from);
    },
    possible: (code) => (code === UNDECIDED ? EITHER_TRUTH : createExactValue(code === YES)),
  };
}

/** Returns whether a fact is certainly stated with a value other than "no"; see `createStatedVariable`. */
export function isStatedFor(column: FactColumn | undefined, asOf: number): (index: number) => boolean {
  const { codeOf } = createStatedVariable(column, asOf);
  return (index) => codeOf(index) === YES;
}

/** Whether a statement holds, over time. */
interface StatementOverTime {
  /** The first day on which the statement certainly holds; `UNDATED` if unknown. */
  readonly from: number;
  on(day: number): number;
}

const createConstantStatement = (code: number): StatementOverTime => ({ from: UNDATED, on: () => code });

function statedOf(values: readonly string[]): readonly StatementOverTime[] {
  const declarations = values.map(readDeclaration);
  const text = areMostlyDeclared(declarations) ? UNDECIDED : YES;
  return declarations.map((declaration): StatementOverTime => {
    if (declaration.kind === 'since')
      return {
        from: declaration.last,
        on: (day) => (day < declaration.first ? NO : day >= declaration.last ? YES : UNDECIDED),
      };
    return createConstantStatement({ no: NO, unknown: UNDECIDED, text }[declaration.kind]);
  });
}

/**
 * How many other texts a fact may have for each date or "yes" for them to count as mistakes. If there are more, the
 * fact is treated as a text.
 */
const MAX_MISTAKES_PER_STATEMENT = 4;

/**
 * Whether nearly all values of a fact state that something holds or since when, so that the few other texts count as
 * unclear.
 */
function areMostlyDeclared(declared: readonly Declaration[]): boolean {
  const count = (kind: Declaration['kind']): number =>
    declared.filter((declaration) => declaration.kind === kind).length;
  return count('since') > 0 && count('text') <= count('since') * MAX_MISTAKES_PER_STATEMENT;
}

/** Values of a fact that are probably mistakes, and the number of enterprises that state them. */
interface OddValues {
  readonly values: readonly string[];
  readonly count: number;
  /** Whether these values leave it undecided if the fact is stated, rather than counting as "yes". */
  readonly isUndecided: boolean;
}

/** Finds values that do not show clearly whether a fact is stated; undefined if there are none. */
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
 * Creates the variable that counts the measures or instruments recorded in a state. Each measure or instrument counts
 * once; withdrawn records do not count.
 */
function createRecordVariable(roster: Roster, of: 'measures' | 'instruments', state: string): StageVariable {
  const eventsOf = (index: number): readonly RecordEvent[] =>
    selectActiveRecords(roster.files.get(index)?.records ?? []).filter(
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
    possible: (code) => createExactValue(fromNumber(code)),
  };
}

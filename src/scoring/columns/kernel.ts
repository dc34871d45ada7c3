import { fromNumber, type Rational, toNumber, type Warning } from '../../model/index.ts';
import type { AnswerEntry, AnswerSet, Evaluation } from '../answer-set.ts';
import { type Condition, constantsOf, type Test, type Truth } from '../condition.ts';
import { evaluate } from '../evaluate.ts';
import { listedValues } from '../forms/form.ts';
import { loneOptionCondition } from '../lone-options.ts';
import { conditionsOf, outcomesOf } from '../node-dependencies.ts';
import { figureRatiosOf, findOddFigures, findRatiosOddAlone, isForColumns, type OddFigure } from '../odd-figures.ts';
import type { ColumnScope, MissingRules } from '../operators/operator.ts';
import { operatorOf } from '../operators/registry.ts';
import type { Input, Node, Plan } from '../plan.ts';
import {
  type AnswerValue,
  type Atom,
  isNothing,
  isNumber,
  type Possible,
  rangeOf,
  settledValue,
} from '../possible-values.ts';
import { coverageOf, findWarnings, questionsOfResult, SUPERSEDES_MAGNITUDE } from '../score-result.ts';
import { type Column, isOpenIn, leftColumn } from './column.ts';
import { truthColumn } from './column-conditions.ts';
import { comparisonOf, doublesOf, type Num, numberWhere, regionsOf } from './exact-numbers.ts';
import {
  type Cells,
  codedValuesOf,
  contradicts,
  createInputColumn,
  type InputColumn,
  type InputScope,
  outsideColumn,
} from './input-columns.ts';
import type { ColumnMember } from './members.ts';
import {
  always,
  codedOutcomes,
  type Few,
  keepOutcomes,
  lookupOf,
  mapOutcomes,
  pairOutcomes,
  TooManyOutcomes,
} from './outcomes.ts';
import {
  addLookups,
  type Codes,
  type ColumnEngine,
  createProgram,
  type Numbers,
  type Program,
  TILE,
  type Words,
} from './program.ts';

/**
 * Rows of answers, column by column. The maps go by the index into `plan.inputs`; a question without a column is unanswered.
 * Codes: 0 unanswered, 1 unknown, 2 not applicable, 3 + i the i-th value of the question (options in listed order, a scale
 * from low to high, false then true).
 */
export interface KernelColumns {
  readonly rows: number;
  /** Single, scale and boolean: the code. Numbers, choices and texts: their state, 3 is answered. */
  readonly code: ReadonlyMap<number, Uint8Array | Uint16Array>;
  /** Multiple: option o of row r is bit o % 32 of `[o >> 5][r]`; 0 where not answered. */
  readonly bits: ReadonlyMap<number, readonly Uint32Array[]>;
  /** Numbers: the doubles nearest to decimals of at most 15 significant digits; 0 where not answered. */
  readonly number: ReadonlyMap<number, Float64Array>;
  /** Texts without blanks at both ends: empty where not answered, undefined without a column of texts. */
  readonly text: { at(input: number, row: number): string | undefined };
}

const UNANSWERED = 0;
const UNKNOWN = 1;
const NOT_APPLICABLE = 2;
const ANSWERED = 3;

/** What a score is in a row. */
export const SCORE_STATE = { nothing: 0, settled: 1, open: 2 } as const;

/** One score in all rows of a block. */
export interface ScoreColumn {
  readonly state: Uint8Array;
  /** Where it is settled: the double nearest to the exact value. NaN where there is none. */
  readonly value: Float64Array;
  /** Where it is open: the ends of what it may come to; NaN is no end, for the level also that it may be none. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/** A warning that a row of this plan can have; `input` is the index into `plan.inputs`, null for the whole. */
export interface WarningKind {
  readonly code: Warning['code'];
  readonly input: number | null;
}

/** What the rows of a block come to. It holds until the next block is scored. */
export interface KernelResult {
  readonly rows: number;
  /** In the order of `plan.scores`. */
  readonly scores: readonly ScoreColumn[];
  /** The share of the level's questions that are settled, from 0 to 1; 1 where there is no level. */
  readonly coverage: Float64Array;
  /** The codes of facts that follow from others, by their index into `plan.inputs`; 0 is open, 2 is nothing. */
  readonly facts: ReadonlyMap<number, Uint16Array>;
  /** Bit k % 32 of word k >> 5 says whether a row has the k-th kind of warning. */
  readonly warnings: readonly Uint32Array[];
  /** Rows that are refused for what is missing: their scores stand for nothing. */
  readonly refused: ReadonlyMap<number, readonly { readonly name: string; readonly state: keyof MissingRules }[]>;
  /** How many rows were left to the evaluator. */
  readonly left: number;
}

/** A plan ready to score many rows. */
export interface Kernel {
  /** The kinds of warnings that the bits of an outcome stand for. */
  readonly warnings: readonly WarningKind[];
  /** The facts whose codes an outcome holds, as indexes into `plan.inputs`. */
  readonly facts: readonly number[];
  /** Scores the rows of a block; the outcome holds until the next call. */
  score(columns: KernelColumns): KernelResult;
}

/**
 * Prepares a plan for many rows: each operator says what it comes to in columns, and the few rows in which that is not exact
 * are left to the evaluator. Both give the same. So many rows in which something is open are evaluated at once, which takes as
 * long as to prepare a program for them; tests choose none.
 */
export function createKernel(plan: Plan, createEngine: () => ColumnEngine, mostFew: number = MOST_FEW): Kernel {
  const scored: ScoredPlan = { plan, warnings: warningKindsOf(plan), facts: followingFactsOf(plan) };
  let room = createRoom(scored, 0);
  let prepared: Prepared | undefined;
  return {
    warnings: scored.warnings,
    facts: scored.facts,
    score(columns) {
      const { rows } = columns;
      if (room.coverage.length < rows) room = createRoom(scored, rows);
      room.refused.clear();
      if (!prepared?.fits(columns)) prepared = prepare(scored, createEngine, mostFew, columns);
      const left = prepared.run(columns, room);
      markOddFigures(scored, columns, room);
      for (const row of left) scoreByEvaluator(scored, columns, row, room);
      return { ...room, rows, left: left.length };
    },
  };
}

/** A plan, and what a kernel finds besides its scores. */
type ScoredPlan = Pick<Kernel, 'warnings' | 'facts'> & { readonly plan: Plan };

/** The parts of an outcome that are filled row by row. */
type Room = Omit<KernelResult, 'rows' | 'refused' | 'left'> & {
  readonly refused: Map<number, Evaluation['refused']>;
};

function createRoom({ plan, facts, warnings }: ScoredPlan, rows: number): Room {
  const scores = plan.scores.map(
    (): ScoreColumn => ({
      state: new Uint8Array(rows),
      value: new Float64Array(rows),
      lowest: new Float64Array(rows),
      highest: new Float64Array(rows),
    }),
  );
  return {
    scores,
    coverage: new Float64Array(rows),
    facts: new Map(facts.map((at) => [at, new Uint16Array(rows)])),
    warnings: Array.from({ length: Math.ceil(warnings.length / 32) }, () => new Uint32Array(rows)),
    refused: new Map(),
  };
}

/** A program for tables that have columns for certain questions. */
interface Prepared {
  fits(columns: KernelColumns): boolean;
  /** Scores the rows of a block, and gives those that it leaves. */
  run(columns: KernelColumns, room: Room): readonly number[];
}

/** At most a tile of rows, by their numbers in the block. */
interface TileRows {
  readonly count: number;
  readonly numbers: Uint32Array;
}

const MOST_FEW = 64;

type Load = (columns: KernelColumns, rows: TileRows) => void;
type Store = (room: Room, rows: TileRows) => void;

function prepare(
  scored: ScoredPlan,
  createEngine: () => ColumnEngine,
  mostFew: number,
  { code }: KernelColumns,
): Prepared {
  const inputs = [...code.keys()].sort((a, b) => a - b);
  const made = new Map<boolean, TileProgram>();
  function programOf(isSettled: boolean): TileProgram {
    const known = made.get(isSettled) ?? createTileProgram(scored, createProgram(createEngine(), isSettled), inputs);
    made.set(isSettled, known);
    return known;
  }
  const all = new Uint32Array(TILE);
  let few = mostFew;
  // Rows in which something is open wait for others, so that a tile of them is scored at once.
  const open = new Uint32Array(2 * TILE);
  return {
    fits: (columns) => columns.code.size === inputs.length && inputs.every((input) => columns.code.has(input)),
    run(columns, room) {
      const rowsLeft: number[] = [];
      let waiting = 0;
      for (let base = 0; base < columns.rows; base += TILE) {
        const count = Math.min(TILE, columns.rows - base);
        for (let i = 0; i < count; i++) all[i] = base + i;
        const left = programOf(true)(columns, room, { count, numbers: all });
        open.set(left, waiting);
        waiting += left.length;
        if (waiting < TILE) continue;
        rowsLeft.push(...programOf(false)(columns, room, { count: TILE, numbers: open }));
        open.copyWithin(0, TILE, waiting);
        waiting -= TILE;
      }
      few -= waiting;
      if (few >= 0) rowsLeft.push(...open.subarray(0, waiting));
      else if (waiting > 0) rowsLeft.push(...programOf(false)(columns, room, { count: waiting, numbers: open }));
      return rowsLeft;
    },
  };
}

/** Scores rows, and gives those that it leaves. */
type TileProgram = (columns: KernelColumns, room: Room, rows: TileRows) => readonly number[];

function createTileProgram(
  { plan, warnings, facts }: ScoredPlan,
  program: Program,
  inputs: readonly number[],
): TileProgram {
  const cells = createCells(plan, program, inputs);
  const stores: Store[] = [];
  try {
    const scope = createScope(plan, program, cells);
    plan.scores.forEach(({ node }, k) => {
      stores.push(scoreStore(program, scope.column(node), k, node === plan.level));
    });
    stores.push(coverageStore(scope));
    for (const at of facts) stores.push(factStore(scope, at));
    stores.push(...warningStores(scope, warnings));
  } catch (error) {
    if (!(error instanceof TooManyOutcomes)) throw error;
    stores.length = 0;
    program.leaveAll();
  }
  const { steps, left } = program;
  return (columns, room, rows) => {
    const { count, numbers } = rows;
    left.values.fill(0);
    for (const load of cells.loads) load(columns, rows);
    for (const step of steps) step(count);
    for (const store of stores) store(room, rows);
    const rowsLeft: number[] = [];
    const { values } = left;
    for (let i = values.indexOf(1); i >= 0 && i < count; i = values.indexOf(1, i + 1)) {
      rowsLeft.push(numbers[i] as number);
    }
    return rowsLeft;
  };
}

/** The cells of a tile, loaded from the columns of a block. */
interface TileCells extends Cells {
  readonly loads: readonly Load[];
}

function createCells(plan: Plan, program: Program, inputs: readonly number[]): TileCells {
  const vocabulary = vocabularyOf(plan);
  const known = new Map(vocabulary.map((text, i) => [text, ANSWERED + i]));
  const loads: Load[] = [];
  const made = new Map<string, Codes | Numbers | Words>();
  function once<R extends Codes | Numbers | Words>(key: string, make: () => R, load: (register: R) => Load): R {
    const before = made.get(key) as R | undefined;
    if (before) return before;
    const register = make();
    made.set(key, register);
    loads.push(load(register));
    return register;
  }
  const texts = (input: number): Codes =>
    once(`text ${input}`, program.codes, (register) => (columns, { count, numbers }) => {
      const states = columns.code.get(input);
      for (let i = 0; i < count; i++) {
        const row = numbers[i] as number;
        const state = states?.[row] ?? 0;
        register.values[i] =
          state < ANSWERED ? state : (known.get(columns.text.at(input, row) ?? '') ?? ANSWERED + vocabulary.length);
      }
    });
  return {
    loads,
    vocabulary,
    codes(input) {
      if (!inputs.includes(input)) return undefined;
      if (plan.inputs[input]?.form.cells === 'text') return texts(input);
      return once(`code ${input}`, program.codes, (register) => (columns, rows) => {
        copyRows(register.values, columns.code.get(input) as Uint8Array, rows);
      });
    },
    numbers: (input) =>
      once(`number ${input}`, program.numbers, (register) => (columns, rows) => {
        const column = columns.number.get(input);
        if (column) copyRows(register.values, column, rows);
      }),
    words: (input, word) =>
      once(`word ${input} ${word}`, program.words, (register) => (columns, rows) => {
        const column = columns.bits.get(input)?.[word];
        if (column) copyRows(register.values, column, rows);
      }),
  };
}

function copyRows<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  to: Float64Array | Uint32Array | Uint16Array,
  from: A,
  { count, numbers }: TileRows,
): void {
  const first = numbers[0] as number;
  if (numbers[count - 1] === first + count - 1) to.set(from.subarray(first, first + count));
  else for (let i = 0; i < count; i++) to[i] = from[numbers[i] as number] as number;
}

interface PlanScope extends ColumnScope, InputScope {
  cuts(at: number): readonly Rational[];
  input(position: number): InputColumn;
}

/** Makes the column of each node once, when it is first asked for. */
function createScope(plan: Plan, program: Program, cells: Cells): PlanScope {
  const columns = new Map<number, Column>();
  const inputs = new Map<number, InputColumn>();
  const truths = new Map<Condition, Few<Truth>>();
  const cuts = cutsOf(plan);
  const scope: PlanScope = {
    plan,
    program,
    cells,
    cuts: (at) => cuts.get(at) ?? [],
    input(position) {
      const known = inputs.get(position);
      if (known) return known;
      const made = createInputColumn(position, scope);
      inputs.set(position, made);
      return made;
    },
    column,
    truth,
    members: (members, missing) =>
      members.map((member): ColumnMember => {
        const by = member.by === undefined ? null : column(member.by);
        const node = plan.nodes[member.node] as Node;
        const value = node.op === 'points' ? scope.input(node.of).contribution(member, missing) : column(member.node);
        return { value, weight: member.weight, by };
      }),
  };
  function column(at: number): Column {
    const known = columns.get(at);
    if (known) return known;
    const made = columnOf(plan.nodes[at] as Node, at);
    if (made.form === 'few') keepOutcomes(program, made.few);
    columns.set(at, made);
    return made;
  }
  function columnOf(node: Node, at: number): Column {
    if (node.op === 'input') return scope.input(at).value;
    if (node.op === 'points') return scope.input(node.of).points(at);
    const operator = operatorOf(node);
    return operator.columns?.(node, scope) ?? leftColumn(program);
  }
  function truth(condition: Condition): Few<Truth> {
    const known = truths.get(condition) ?? truthColumn(condition, scope);
    truths.set(condition, known);
    return known;
  }
  return scope;
}

/** All texts a plan names: other texts are all alike to it. */
function vocabularyOf(plan: Plan): readonly string[] {
  const atoms = [
    ...plan.nodes.flatMap((node) => {
      if (node.op === 'input') return node.default === null ? [] : [node.default];
      return outcomesOf(node) ?? [];
    }),
    ...testsOf(plan).flatMap(({ test }) => atomsOfTest(test)),
  ];
  return [...new Set(atoms.filter((atom): atom is string => typeof atom === 'string'))];
}

/** The numbers that conditions compare each node with. */
function cutsOf(plan: Plan): ReadonlyMap<number, readonly Rational[]> {
  const cuts = new Map<number, Rational[]>();
  for (const { node, test } of testsOf(plan))
    cuts.set(node, [...(cuts.get(node) ?? []), ...constantsOf(test).filter(isNumber)]);
  return cuts;
}

type Entry = Condition & { readonly op: 'entry' };

/** What all conditions of a plan ask of single nodes. */
function testsOf(plan: Plan): readonly Entry[] {
  const conditions = plan.nodes.flatMap((node) => conditionsOf(node));
  return [...conditions, ...plan.evidence.values(), ...(plan.scope ? [plan.scope.when] : [])].flatMap(testsIn);
}

function testsIn(condition: Condition): readonly Entry[] {
  if (condition.op === 'entry') return [condition];
  return (condition.op === 'not' ? [condition.of] : condition.of).flatMap(testsIn);
}

function atomsOfTest(test: Test): readonly Atom[] {
  switch (test.keyword) {
    case 'const':
    case 'enum':
      return test.atoms;
    case 'contains':
    case 'items':
    case 'not':
      return atomsOfTest(test.of);
    case 'allOf':
    case 'anyOf':
      return test.of.flatMap(atomsOfTest);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'minItems':
    case 'maxItems':
      return [];
  }
}

/** The warnings that are possible, in the order in which results list them. */
function warningKindsOf(plan: Plan): readonly WarningKind[] {
  const inputs = plan.nodes.filter((node) => node.op === 'input');
  const compared = new Set(
    figureRatiosOf(plan).flatMap((ratio) => (isForColumns(ratio) ? [] : [ratio.upper, ratio.lower])),
  );
  const ofInput = (node: Input): WarningKind[] => {
    const input = plan.inputs.indexOf(node);
    return [
      ...(node.when ? [{ code: 'not-asked', input } as const] : []),
      ...(node.derived === null ? [] : [{ code: 'derived-contradicted', input } as const]),
      ...(node.derived !== null && node.value.kind === 'number'
        ? [{ code: 'derived-out-of-range', input } as const]
        : []),
      ...(node.options.some((option) => option.with.length > 0) ? [{ code: 'option-alone', input } as const] : []),
      ...(plan.evidence.has(node.name) ? [{ code: 'evidence-missing', input } as const] : []),
      ...(node.definition.notApplicable === 'explained' ? [{ code: 'reason-missing', input } as const] : []),
      ...(node.plausible ? [{ code: 'implausible', input } as const] : []),
      ...(compared.has(input) ? [{ code: 'other-magnitude', input } as const] : []),
    ];
  };
  return [...(plan.scope ? [{ code: 'out-of-scope', input: null } as const] : []), ...inputs.flatMap(ofInput)];
}

/** The facts that may have a value without being stated, and few values: groups can be made of them. */
function followingFactsOf(plan: Plan): readonly number[] {
  return plan.inputs.flatMap((input, i) => {
    const kinds = ['choice', 'boolean'];
    return input.role === 'fact' && input.derived !== null && kinds.includes(input.value.kind) ? [i] : [];
  });
}

/** Writes what a score is into its columns. */
function scoreStore(program: Program, value: Column, k: number, isLevel: boolean): Store {
  const { nothing, settled, open } = SCORE_STATE;
  if (value.form === 'few') {
    const { codes, outcomes } = codedOutcomes(program, value.few);
    const kinds = outcomes.map((possible) => scoreOf(possible, isLevel));
    const states = Uint8Array.from(kinds, ({ state }) => state);
    const values = Float64Array.from(kinds, (kind) => kind.value);
    const lowest = Float64Array.from(kinds, (kind) => kind.lowest);
    const highest = Float64Array.from(kinds, (kind) => kind.highest);
    const hasOpen = states.includes(open);
    return (room, { count, numbers }) => {
      const score = room.scores[k] as ScoreColumn;
      const { state, value: out } = score;
      const from = codes.values;
      for (let i = 0; i < count; i++) {
        const row = numbers[i] as number;
        const code = from[i] as number;
        state[row] = states[code] as number;
        out[row] = values[code] as number;
      }
      for (let i = 0; i < count && hasOpen; i++) {
        const row = numbers[i] as number;
        const code = from[i] as number;
        score.lowest[row] = lowest[code] as number;
        score.highest[row] = highest[code] as number;
      }
    };
  }
  if (value.form !== 'number') throw new TypeError('a score is a number');
  const { low: lower, high: upper, presence } = value;
  const isOpen = isOpenIn(program, value);
  const states = pairOutcomes(program, presence, isOpen, (there, is) => (there === 0 ? nothing : is ? open : settled));
  const lows = doublesOf(program, lower);
  const highs = lower === upper ? null : doublesOf(program, upper);
  const [stated, sure] = [
    codedOutcomes(program, states),
    codedOutcomes(
      program,
      mapOutcomes(presence, (there) => there === 1),
    ),
  ];
  const isThere = Uint8Array.from(stated.outcomes, (state) => Number(state === settled));
  const byState = Uint8Array.from(stated.outcomes);
  const isAlwaysSettled = states.outcomes.every((state) => state === settled);
  return (room, { count, numbers }) => {
    const score = room.scores[k] as ScoreColumn;
    const [codes, there] = [stated.codes.values, sure.codes.values];
    const [least, most] = [lows.values, (highs ?? lows).values];
    const first = numbers[0] as number;
    if (isAlwaysSettled && numbers[count - 1] === first + count - 1) {
      score.state.fill(settled, first, first + count);
      score.value.set(least.subarray(0, count), first);
      return;
    }
    for (let i = 0; i < count; i++) {
      const [row, code] = [numbers[i] as number, codes[i] as number];
      score.state[row] = byState[code] as number;
      score.value[row] = isThere[code] === 1 ? (least[i] as number) : Number.NaN;
    }
    if (!states.outcomes.includes(open)) return;
    for (let i = 0; i < count; i++) {
      const row = numbers[i] as number;
      if (byState[codes[i] as number] !== open) continue;
      const [low, high] = [least[i] as number, most[i] as number];
      const hasLeast = Number.isFinite(low) && (!isLevel || sure.outcomes[there[i] as number]);
      score.lowest[row] = hasLeast ? low : Number.NaN;
      score.highest[row] = Number.isFinite(high) ? high : Number.NaN;
    }
  };
}

/** The questions behind the result: how many are or may be asked, and how many of those are settled. */
function coverageStore(scope: PlanScope): Store {
  const { program, plan } = scope;
  const lookups = questionsOfResult(plan).map((question) =>
    lookupOf(program, scope.input(question).standing, ({ asked, isSettled }) =>
      asked === 'fails' ? 0 : isSettled ? 1 + SETTLED : 1,
    ),
  );
  const sum = addLookups(program, lookups);
  return ({ coverage }, { count, numbers }) => {
    for (let i = 0; i < count; i++) {
      const number = sum.values[i] as number;
      const asked = number % SETTLED;
      coverage[numbers[i] as number] = asked === 0 ? 1 : (number - asked) / SETTLED / asked;
    }
  };
}

/** More than there are questions. */
const SETTLED = 2 ** 20;

/** Writes the codes of a fact that follows from others. */
function factStore(scope: PlanScope, at: number): Store {
  const input = scope.plan.inputs[at] as Input;
  const { value } = scope.input(scope.plan.nodes.indexOf(input));
  if (value.form !== 'few') throw new TypeError('a fact to group by has few values');
  const coded = codedOutcomes(scope.program, value.few);
  const codes = Uint16Array.from(coded.outcomes, (possible) => codeOfFact(input, possible));
  return ({ facts }, { count, numbers }) => {
    const out = facts.get(at) as Uint16Array;
    for (let i = 0; i < count; i++) out[numbers[i] as number] = codes[coded.codes.values[i] as number] as number;
  };
}

/** Writes the bits of the warnings of a row. */
function warningStores(scope: PlanScope, kinds: readonly WarningKind[]): readonly Store[] {
  const { program } = scope;
  return Array.from({ length: Math.ceil(kinds.length / 32) }, (_, word): Store => {
    const bits = kinds
      .slice(word * 32, word * 32 + 32)
      .map((kind, bit) => lookupOf(program, warningColumn(scope, kind), (is) => (is ? 2 ** bit : 0)));
    const sum = addLookups(program, bits);
    return ({ warnings }, { count, numbers }) => {
      const out = warnings[word] as Uint32Array;
      for (let i = 0; i < count; i++) out[numbers[i] as number] = sum.values[i] as number;
    };
  });
}

function warningColumn(scope: PlanScope, { code, input: at }: WarningKind): Few<boolean> {
  const { program, plan } = scope;
  if (at === null)
    return mapOutcomes(plan.scope ? scope.truth(plan.scope.when) : always<Truth>('holds'), (is) => is === 'fails');
  const input = plan.inputs[at] as Input;
  const { asked, said, derived } = scope.input(plan.nodes.indexOf(input));
  const isAnswered = ({ state }: AnswerEntry): boolean => state === 'answered';
  if (code === 'reason-missing') {
    // A row of a table has no notes.
    return pairOutcomes(program, said, asked, ({ state }, way) => state === 'notApplicable' && way !== 'fails');
  }
  if (!said.outcomes.some(isAnswered) && code !== 'derived-out-of-range') return always(false);
  const whenAnswered = <T>(few: Few<T>, is: (entry: AnswerEntry, one: T) => boolean): Few<boolean> =>
    pairOutcomes(program, said, few, (entry, one) => isAnswered(entry) && is(entry, one));
  switch (code) {
    case 'not-asked':
      return whenAnswered(asked, (_, way) => way === 'fails');
    case 'evidence-missing': {
      const required = scope.truth(plan.evidence.get(input.name) as Condition);
      const isMissing = pairOutcomes(program, asked, required, (way, is) => way !== 'fails' && is === 'holds');
      return whenAnswered(isMissing, (_, is) => is);
    }
    case 'option-alone': {
      const lone = loneOptionCondition(input, plan.nodes.indexOf(input));
      const isLone = lone ? mapOutcomes(scope.truth(lone), (is) => is === 'holds') : always(false);
      const isHere = pairOutcomes(program, isLone, asked, (is, way) => is && way !== 'fails');
      return whenAnswered(isHere, (_, is) => is);
    }
    case 'implausible': {
      const outside = implausibleColumn(scope, input, said, at);
      return pairOutcomes(program, outside, asked, (is, way) => is && way !== 'fails');
    }
    case 'derived-contradicted': {
      if (!derived) return always(false);
      const contradicted =
        derived.form === 'few' ? whenAnswered(derived.few, contradicts) : differsFromNumber(scope, derived, said, at);
      return pairOutcomes(program, contradicted, asked, (is, way) => is && way === 'holds');
    }
    case 'other-magnitude':
      // Found in few rows, and from several figures at once: see `markOddFigures`.
      return always(false);
    case 'derived-out-of-range':
    case 'out-of-scope':
      return derived
        ? pairOutcomes(program, said, outsideColumn(program, input, derived), (entry, is) => !isAnswered(entry) && is)
        : always(false);
  }
}

/** The number that is stated; 0 where none is. */
function statedNumber({ program, cells }: PlanScope, said: Few<AnswerEntry>, at: number): Num {
  const stated: Num = { decimal: cells.numbers(at) };
  return numberWhere(program, said, ({ state }) => state === 'answered', stated);
}

/** Whether a stated number is outside of what is plausible. */
function implausibleColumn(scope: PlanScope, { plausible }: Input, said: Few<AnswerEntry>, at: number): Few<boolean> {
  const { program } = scope;
  const stated = statedNumber(scope, said, at);
  const isBeyond = (bound: Rational | null | undefined, side: 0 | 2): Few<boolean> =>
    bound ? mapOutcomes(regionsOf(program, stated, [bound]), (region) => region === side) : always(false);
  const beyond = pairOutcomes(program, isBeyond(plausible?.low, 0), isBeyond(plausible?.high, 2), (under, over) => {
    return under || over;
  });
  return pairOutcomes(program, said, beyond, ({ state }, is) => state === 'answered' && is);
}

/** Whether a stated number differs from what is worked out. */
function differsFromNumber(scope: PlanScope, derived: Column, said: Few<AnswerEntry>, at: number): Few<boolean> {
  if (derived.form !== 'number') return always(false);
  const { program } = scope;
  const stated = statedNumber(scope, said, at);
  const differs = pairOutcomes(program, derived.presence, comparisonOf(program, stated, derived.low), (there, sign) => {
    return there !== 0 && sign !== 0;
  });
  const isKnown = pairOutcomes(program, isOpenIn(program, derived), differs, (open, is) => !open && is);
  return pairOutcomes(program, said, isKnown, ({ state }, is) => state === 'answered' && is);
}

/** Whether bit k % 32 of word k >> 5 is 1 in a row. */
export function hasBit(words: readonly Uint32Array[], k: number, row: number): boolean {
  return (((words[k >> 5]?.[row] ?? 0) >>> (k & 31)) & 1) === 1;
}

/** The answers of a row as a sheet. What is no allowed code counts as unanswered. */
export function answerSetOfRow(plan: Plan, columns: KernelColumns, row: number): AnswerSet {
  return new Map(plan.inputs.map((input, at) => [input.name, entryOfCell(input, at, columns, row)]));
}

function entryOfCell(input: Input, at: number, columns: KernelColumns, row: number): AnswerEntry {
  const code = columns.code.get(at)?.[row] ?? UNANSWERED;
  if (code === UNKNOWN) return { state: 'unknown' };
  if (code === NOT_APPLICABLE) return { state: 'notApplicable' };
  const value = code < ANSWERED ? undefined : valueOfCell(input, at, code, columns, row);
  return value === undefined ? { state: 'unanswered' } : { state: 'answered', value };
}

function valueOfCell(
  input: Input,
  at: number,
  code: number,
  columns: KernelColumns,
  row: number,
): AnswerValue | undefined {
  switch (input.form.cells) {
    case 'bits': {
      const words = columns.bits.get(at) ?? [];
      return input.options.flatMap(({ id }, option) => (hasBit(words, option, row) ? [id] : []));
    }
    case 'number': {
      const number = columns.number.get(at)?.[row];
      return number === undefined || !Number.isFinite(number) ? undefined : fromNumber(number);
    }
    case 'code':
      return listedValues(input)?.[code - ANSWERED];
    case 'text':
      return columns.text.at(at, row);
  }
}

/** Scores a row by the evaluator. */
function scoreByEvaluator(scored: ScoredPlan, columns: KernelColumns, row: number, outcome: Room): void {
  const { plan } = scored;
  const sheet = answerSetOfRow(plan, columns, row);
  const evaluation = evaluate(plan, sheet);
  plan.scores.forEach(({ node }, k) => {
    const { state, value, lowest, highest } = scoreOf(possibleAt(evaluation, node), node === plan.level);
    const column = outcome.scores[k] as ScoreColumn;
    column.state[row] = state;
    column.value[row] = value;
    column.lowest[row] = lowest;
    column.highest[row] = highest;
  });
  outcome.coverage[row] = coverageOf({ questions: questionsOfResult(plan) }, evaluation);
  for (const [at, codes] of outcome.facts) {
    const input = plan.inputs[at] as Input;
    codes[row] = codeOfFact(input, possibleAt(evaluation, plan.nodes.indexOf(input)));
  }
  putWarnings(scored, sheet, evaluation, row, outcome);
  if (evaluation.refused.length > 0) outcome.refused.set(row, evaluation.refused);
}

function possibleAt({ values }: Evaluation, position: number): Possible {
  return values[position] as Possible;
}

/** What a score is that comes to this, as `ScoreColumn` has it. */
function scoreOf(possible: Possible, isLevel: boolean): Record<keyof ScoreColumn, number> {
  const value = settledValue(possible);
  const { low = null, high = null } = rangeOf(possible) ?? {};
  const { nothing, settled, open } = SCORE_STATE;
  return {
    state: isNothing(possible) ? nothing : value === undefined ? open : settled,
    value: value !== undefined && low ? toNumber(low) : Number.NaN,
    lowest: low && !(isLevel && possible.nothing) ? toNumber(low) : Number.NaN,
    highest: high ? toNumber(high) : Number.NaN,
  };
}

/** The code of a fact that comes to this. */
function codeOfFact(input: Input, possible: Possible): number {
  const value = settledValue(possible);
  if (value === null) return NOT_APPLICABLE;
  return value === undefined ? UNANSWERED : ANSWERED + (codedValuesOf(input, [])?.indexOf(value as Atom) ?? 0);
}

/** The odd figures that a row shows by itself. */
export function oddFiguresOfRow(
  plan: Plan,
  { code, number }: Pick<KernelColumns, 'code' | 'number'>,
  row: number,
): readonly OddFigure[] {
  return findOddFigures(plan, (input) => (code.get(input)?.[row] === ANSWERED ? (number.get(input)?.[row] ?? 0) : 0));
}

/** Marks the rows whose figures contradict one another. */
function markOddFigures({ plan, warnings }: ScoredPlan, columns: KernelColumns, outcome: Room): void {
  const { rows, number } = columns;
  const kindsOf = (index: number): readonly number[] =>
    warnings.flatMap(({ input }, k) => (input === index ? [k] : []));
  const odd = new Set<number>();
  for (const ratio of figureRatiosOf(plan)) {
    const [above, below] = [number.get(ratio.upper), number.get(ratio.lower)];
    if (!above || !below) continue;
    for (const row of findRatiosOddAlone(above, below, rows, ratio)) odd.add(row);
  }
  for (const row of odd) {
    for (const { input } of oddFiguresOfRow(plan, columns, row)) {
      const kinds = kindsOf(input);
      const isSaid = kinds.some((k) => {
        return SUPERSEDES_MAGNITUDE.has((warnings[k] as WarningKind).code) && hasBit(outcome.warnings, k, row);
      });
      const k = kinds.find((kind) => warnings[kind]?.code === 'other-magnitude');
      if (!isSaid && k !== undefined) setBit(outcome.warnings, k, row);
    }
  }
}

function setBit(words: readonly Uint32Array[], k: number, row: number): void {
  const word = words[k >> 5] as Uint32Array;
  word[row] = (word[row] as number) | (2 ** (k & 31));
}

function putWarnings(
  { plan, warnings: kinds }: ScoredPlan,
  sheet: AnswerSet,
  evaluation: Evaluation,
  row: number,
  outcome: Room,
): void {
  for (const word of outcome.warnings) word[row] = 0;
  for (const warning of findWarnings(plan, sheet, evaluation)) {
    const name = 'name' in warning ? warning.name : null;
    const k = kinds.findIndex(
      ({ code, input }) => code === warning.code && (input === null ? null : plan.inputs[input]?.name) === name,
    );
    setBit(outcome.warnings, k, row);
  }
}

import { fromNumber, type Rational, toNumber, type Warning } from '../../model/index.ts';
import type { AnswerEntry, AnswerSet, Evaluation } from '../answer-set.ts';
import { type Condition, constantsOf, type Test, type Truth } from '../condition.ts';
import { evaluate } from '../evaluate.ts';
import { listedValues } from '../forms/form.ts';
import { createLoneOptionCondition } from '../lone-options.ts';
import { conditionsOf, outcomesOf } from '../node-dependencies.ts';
import {
  figureRatiosOf,
  findOddFigures,
  findRatiosOddAlone,
  findZeros,
  type OddFigure,
  variesByEnterprise,
} from '../odd-figures.ts';
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
import { computeCoverage, findWarnings, listCoveredQuestions, SUPERSEDES_MAGNITUDE } from '../score-result.ts';
import { type Column, createDeferredColumn, isOpenIn } from './column.ts';
import { evaluateConditionColumn } from './column-conditions.ts';
import { compareColumns, keepNumberWhere, type Num, regionsOf, toDoubles } from './exact-numbers.ts';
import {
  type Cells,
  contradicts,
  createInputColumn,
  type InputColumn,
  type InputScope,
  listCodedValues,
  markOutOfRange,
} from './input-columns.ts';
import type { ColumnMember } from './members.ts';
import {
  createConstantOutcome,
  createLookup,
  encodeOutcomes,
  type FewOutcomes,
  keepOutcomes,
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
  ROWS_PER_TILE,
  type Words,
} from './program.ts';

/**
 * Rows of answers, stored by column. The keys of all maps are indexes into `plan.inputs`; a question without a column
 * counts as unanswered. Codes: 0 unanswered, 1 unknown, 2 not applicable, 3 + i the i-th value of the question (options
 * as listed, steps of a scale from low to high, false before true).
 */
export interface KernelColumns {
  readonly rows: number;
  /**
   * For choices of one option, scales and yes/no questions, the code of the answer; for numbers, multiple choices and
   * texts, only the code of the state, where 3 means answered.
   */
  readonly code: ReadonlyMap<number, Uint8Array | Uint16Array>;
  /** For multiple choices: whether option o is chosen in row r is bit o % 32 of `[o >> 5][r]`; 0 if not answered. */
  readonly bits: ReadonlyMap<number, readonly Uint32Array[]>;
  /** For numbers: the doubles nearest to decimals with at most 15 significant digits; 0 if not answered. */
  readonly number: ReadonlyMap<number, Float64Array>;
  /** For texts: the trimmed text, empty if not answered; undefined if the table has no column for the text. */
  readonly text: { at(input: number, row: number): string | undefined };
}

const UNANSWERED = 0;
const UNKNOWN = 1;
const NOT_APPLICABLE = 2;
const ANSWERED = 3;

/** The codes of the states that a score can have in a row: no value, settled or open. */
export const SCORE_STATE = { nothing: 0, settled: 1, open: 2 } as const;

/** The values of a score in all rows of a block. */
export interface ScoreColumn {
  readonly state: Uint8Array;
  /** The double nearest to the exact value if the score is settled; otherwise NaN. */
  readonly value: Float64Array;
  /**
   * The ends of the range if the score is open. NaN means that an end is unbounded or, in the case of the level, that
   * there may be no level.
   */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/**
 * A kind of warning that rows can have. `input` is the index of the question in `plan.inputs`; null if the warning is
 * about the whole row.
 */
export interface WarningKind {
  readonly code: Warning['code'];
  readonly input: number | null;
}

/** The results for the rows of a block. They are overwritten when the next block is scored. */
export interface KernelResult {
  readonly rows: number;
  /** The scores in the order of `plan.scores`. */
  readonly scores: readonly ScoreColumn[];
  /**
   * For each row, the share of the questions for the level that are settled, from 0 to 1; 1 if the plan has no level.
   */
  readonly coverage: Float64Array;
  /** The codes of derived facts, by index into `plan.inputs`; 0 means open, 2 means that the fact has no value. */
  readonly facts: ReadonlyMap<number, Uint16Array>;
  /** Whether a row has the k-th kind of warning is bit k % 32 of word k >> 5. */
  readonly warnings: readonly Uint32Array[];
  /**
   * By row, the missing answers because of which the rubric refuses the row; the scores of these rows must not be used.
   */
  readonly refused: ReadonlyMap<number, readonly { readonly name: string; readonly state: keyof MissingRules }[]>;
  /** The number of rows that were left to the row-by-row evaluator. */
  readonly left: number;
}

/** A plan prepared to score many rows. */
export interface Kernel {
  /** The kinds of warnings, in the order of the bits in `KernelResult.warnings`. */
  readonly warnings: readonly WarningKind[];
  /** The facts whose codes are in `KernelResult.facts`, as indexes into `plan.inputs`. */
  readonly facts: readonly number[];
  /** Scores the rows of a block. The next call overwrites the result. */
  score(columns: KernelColumns): KernelResult;
}

/**
 * Prepares a plan for scoring many rows. Scores are computed column by column. The few rows in which that would not be
 * exact are left to the row-by-row evaluator, so every result is the same as if this evaluator had scored all rows. The
 * first `maxFew` rows with open answers are left to it as well, because preparing a program for them would take about
 * as long as scoring them one by one; tests set `maxFew` to 0.
 */
export function createKernel(
  plan: Plan,
  createEngine: () => ColumnEngine,
  maxFew: number = MAX_TABLED_OUTCOMES,
): Kernel {
  const scoredPlan: ScoredPlan = { plan, warnings: listWarningKinds(plan), facts: listDerivedFacts(plan) };
  let output = createRoom(scoredPlan, 0);
  let preparedKernel: PreparedKernel | undefined;
  return {
    warnings: scoredPlan.warnings,
    facts: scoredPlan.facts,
    score(columns) {
      const { rows } = columns;
      if (output.coverage.length < rows) output = createRoom(scoredPlan, rows);
      output.refused.clear();
      if (!preparedKernel?.fits(columns)) preparedKernel = prepare(scoredPlan, createEngine, maxFew, columns);
      const leftRows = preparedKernel.run(columns, output);
      markOddFigures(scoredPlan, columns, output);
      for (const row of leftRows) scoreByEvaluator(scoredPlan, columns, row, output);
      return { ...output, rows, left: leftRows.length };
    },
  };
}

/** A plan, and the kinds of warnings and the facts that are computed together with its scores. */
type ScoredPlan = Pick<Kernel, 'warnings' | 'facts'> & { readonly plan: Plan };

/** The parts of a result, as arrays that are filled while rows are scored. */
type KernelOutput = Omit<KernelResult, 'rows' | 'refused' | 'left'> & {
  readonly refused: Map<number, Evaluation['refused']>;
};

function createRoom({ plan, facts, warnings }: ScoredPlan, rows: number): KernelOutput {
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

/** A program that scores tables which have columns for the same questions. */
interface PreparedKernel {
  fits(columns: KernelColumns): boolean;
  /** Scores the rows of a block, and returns the rows that are left to the row-by-row evaluator. */
  run(columns: KernelColumns, room: KernelOutput): readonly number[];
}

/** At most as many rows as a tile has, given by their numbers in the block. */
interface TileRows {
  readonly count: number;
  readonly numbers: Uint32Array;
}

const MAX_TABLED_OUTCOMES = 64;

type LoadCells = (columns: KernelColumns, rows: TileRows) => void;
type Store = (room: KernelOutput, rows: TileRows) => void;

function prepare(
  scoredPlan: ScoredPlan,
  createEngine: () => ColumnEngine,
  maxFew: number,
  { code }: KernelColumns,
): PreparedKernel {
  const inputs = [...code.keys()].sort((a, b) => a - b);
  const programs = new Map<boolean, TileProgram>();
  function createProgramFor(isSettled: boolean): TileProgram {
    const tileProgram =
      programs.get(isSettled) ?? createTileProgram(scoredPlan, createProgram(createEngine(), isSettled), inputs);
    programs.set(isSettled, tileProgram);
    return tileProgram;
  }
  const allRows = new Uint32Array(ROWS_PER_TILE);
  let fewLeft = maxFew;
  // Rows with open answers are collected until there are enough to score a whole tile of them at once.
  const openRows = new Uint32Array(2 * ROWS_PER_TILE);
  return {
    fits: (columns) => columns.code.size === inputs.length && inputs.every((input) => columns.code.has(input)),
    run(columns, room) {
      const rowsLeft: number[] = [];
      let waitingCount = 0;
      for (let base = 0; base < columns.rows; base += ROWS_PER_TILE) {
        const count = Math.min(ROWS_PER_TILE, columns.rows - base);
        for (let i = 0; i < count; i++) allRows[i] = base + i;
        const leftRows = createProgramFor(true)(columns, room, { count, numbers: allRows });
        openRows.set(leftRows, waitingCount);
        waitingCount += leftRows.length;
        if (waitingCount < ROWS_PER_TILE) continue;
        rowsLeft.push(...createProgramFor(false)(columns, room, { count: ROWS_PER_TILE, numbers: openRows }));
        openRows.copyWithin(0, ROWS_PER_TILE, waitingCount);
        waitingCount -= ROWS_PER_TILE;
      }
      fewLeft -= waitingCount;
      if (fewLeft >= 0) rowsLeft.push(...openRows.subarray(0, waitingCount));
      else if (waitingCount > 0)
        rowsLeft.push(...createProgramFor(false)(columns, room, { count: waitingCount, numbers: openRows }));
      return rowsLeft;
    },
  };
}

/** Scores the rows of a tile, and returns the rows that are left to the row-by-row evaluator. */
type TileProgram = (columns: KernelColumns, room: KernelOutput, rows: TileRows) => readonly number[];

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
      stores.push(createScoreStore(program, scope.column(node), k, node === plan.level));
    });
    stores.push(createCoverageStore(scope));
    for (const factIndex of facts) stores.push(createFactStore(scope, factIndex));
    stores.push(...createWarningStores(scope, warnings));
  } catch (error) {
    if (!(error instanceof TooManyOutcomes)) throw error;
    stores.length = 0;
    program.leaveAll();
  }
  const { steps, left } = program;
  return (columns, room, rows) => {
    const { count, numbers } = rows;
    left.values.fill(0);
    for (const loadCells of cells.loads) loadCells(columns, rows);
    for (const step of steps) step(count);
    for (const storeResult of stores) storeResult(room, rows);
    const rowsLeft: number[] = [];
    const { values } = left;
    for (let i = values.indexOf(1); i >= 0 && i < count; i = values.indexOf(1, i + 1)) {
      rowsLeft.push(numbers[i] as number);
    }
    return rowsLeft;
  };
}

/** The cells of a tile, which are loaded from the columns of a block. */
interface TileCells extends Cells {
  readonly loads: readonly LoadCells[];
}

function createCells(plan: Plan, program: Program, inputs: readonly number[]): TileCells {
  const vocabulary = listNamedTexts(plan);
  const codesByText = new Map(vocabulary.map((text, i) => [text, ANSWERED + i]));
  const loads: LoadCells[] = [];
  const registers = new Map<string, Codes | Numbers | Words>();
  function createOnce<R extends Codes | Numbers | Words>(
    key: string,
    make: () => R,
    loadCells: (register: R) => LoadCells,
  ): R {
    const cached = registers.get(key) as R | undefined;
    if (cached) return cached;
    const register = make();
    registers.set(key, register);
    loads.push(loadCells(register));
    return register;
  }
  const createTextCodes = (input: number): Codes =>
    createOnce(`text ${input}`, program.codes, (register) => (columns, { count, numbers }) => {
      const states = columns.code.get(input);
      for (let i = 0; i < count; i++) {
        const row = numbers[i] as number;
        const state = states?.[row] ?? 0;
        register.values[i] =
          state < ANSWERED
            ? state
            : (codesByText.get(columns.text.at(input, row) ?? '') ?? ANSWERED + vocabulary.length);
      }
    });
  return {
    loads,
    vocabulary,
    codes(input) {
      if (!inputs.includes(input)) return undefined;
      if (plan.inputs[input]?.form.cells === 'text') return createTextCodes(input);
      return createOnce(`code ${input}`, program.codes, (register) => (columns, rows) => {
        copyRows(register.values, columns.code.get(input) as Uint8Array, rows);
      });
    },
    numbers: (input) =>
      createOnce(`number ${input}`, program.numbers, (register) => (columns, rows) => {
        const column = columns.number.get(input);
        if (column) copyRows(register.values, column, rows);
      }),
    words: (input, word) =>
      createOnce(`word ${input} ${word}`, program.words, (register) => (columns, rows) => {
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
  const firstRow = numbers[0] as number;
  if (numbers[count - 1] === firstRow + count - 1) to.set(from.subarray(firstRow, firstRow + count));
  else for (let i = 0; i < count; i++) to[i] = from[numbers[i] as number] as number;
}

interface PlanScope extends ColumnScope, InputScope {
  cuts(at: number): readonly Rational[];
  input(position: number): InputColumn;
}

/** Creates a scope that makes the column of each node on first use and then keeps it. */
function createScope(plan: Plan, program: Program, cells: Cells): PlanScope {
  const columns = new Map<number, Column>();
  const inputs = new Map<number, InputColumn>();
  const truths = new Map<Condition, FewOutcomes<Truth>>();
  const cuts = listCuts(plan);
  const scope: PlanScope = {
    plan,
    program,
    cells,
    cuts: (at) => cuts.get(at) ?? [],
    input(position) {
      const cached = inputs.get(position);
      if (cached) return cached;
      const newColumn = createInputColumn(position, scope);
      inputs.set(position, newColumn);
      return newColumn;
    },
    column: computeColumnAt,
    truth: computeTruth,
    members: (members, missing) =>
      members.map((member): ColumnMember => {
        const weightColumn = member.by === undefined ? null : computeColumnAt(member.by);
        const node = plan.nodes[member.node] as Node;
        const value =
          node.op === 'points' ? scope.input(node.of).contribution(member, missing) : computeColumnAt(member.node);
        return { value, weight: member.weight, by: weightColumn };
      }),
  };
  function computeColumnAt(at: number): Column {
    const cached = columns.get(at);
    if (cached) return cached;
    const createdColumn = computeColumn(plan.nodes[at] as Node, at);
    if (createdColumn.form === 'few') keepOutcomes(program, createdColumn.few);
    columns.set(at, createdColumn);
    return createdColumn;
  }
  function computeColumn(node: Node, at: number): Column {
    if (node.op === 'input') return scope.input(at).value;
    if (node.op === 'points') return scope.input(node.of).points(at);
    const operator = operatorOf(node);
    return operator.columns?.(node, scope) ?? createDeferredColumn(program);
  }
  function computeTruth(condition: Condition): FewOutcomes<Truth> {
    const outcomes = truths.get(condition) ?? evaluateConditionColumn(condition, scope);
    truths.set(condition, outcomes);
    return outcomes;
  }
  return scope;
}

/** Lists all texts that a plan names; any other texts make no difference to it. */
function listNamedTexts(plan: Plan): readonly string[] {
  const atoms = [
    ...plan.nodes.flatMap((node) => {
      if (node.op === 'input') return node.default === null ? [] : [node.default];
      return outcomesOf(node) ?? [];
    }),
    ...listTests(plan).flatMap(({ test }) => listAtomsOfTest(test)),
  ];
  return [...new Set(atoms.filter((atom): atom is string => typeof atom === 'string'))];
}

/** Lists for each node the numbers with which conditions compare it. */
function listCuts(plan: Plan): ReadonlyMap<number, readonly Rational[]> {
  const cuts = new Map<number, Rational[]>();
  for (const { node, test } of listTests(plan))
    cuts.set(node, [...(cuts.get(node) ?? []), ...constantsOf(test).filter(isNumber)]);
  return cuts;
}

type Entry = Condition & { readonly op: 'entry' };

/** Lists the single tests in all conditions of a plan. */
function listTests(plan: Plan): readonly Entry[] {
  const conditions = plan.nodes.flatMap((node) => conditionsOf(node));
  return [...conditions, ...plan.evidence.values(), ...(plan.scope ? [plan.scope.when] : [])].flatMap(collectTests);
}

function collectTests(condition: Condition): readonly Entry[] {
  if (condition.op === 'entry') return [condition];
  return (condition.op === 'not' ? [condition.of] : condition.of).flatMap(collectTests);
}

function listAtomsOfTest(test: Test): readonly Atom[] {
  switch (test.keyword) {
    case 'const':
    case 'enum':
      return test.atoms;
    case 'contains':
    case 'items':
    case 'not':
      return listAtomsOfTest(test.of);
    case 'allOf':
    case 'anyOf':
      return test.of.flatMap(listAtomsOfTest);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'minItems':
    case 'maxItems':
      return [];
  }
}

/** Lists the kinds of warnings that are possible, in the order of results. */
function listWarningKinds(plan: Plan): readonly WarningKind[] {
  const inputs = plan.nodes.filter((node) => node.op === 'input');
  const comparable = new Set(
    figureRatiosOf(plan).flatMap((ratio) => (variesByEnterprise(ratio) ? [] : [ratio.upper, ratio.lower])),
  );
  const listKindsOfInput = (node: Input): WarningKind[] => {
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
      ...(comparable.has(input) ? [{ code: 'other-magnitude', input } as const] : []),
    ];
  };
  return [...(plan.scope ? [{ code: 'out-of-scope', input: null } as const] : []), ...inputs.flatMap(listKindsOfInput)];
}

/** Lists the derived facts that have few possible values, so that rows can be grouped by them. */
function listDerivedFacts(plan: Plan): readonly number[] {
  return plan.inputs.flatMap((input, i) => {
    const kinds = ['choice', 'boolean'];
    return input.role === 'fact' && input.derived !== null && kinds.includes(input.value.kind) ? [i] : [];
  });
}

/** Creates the step that writes a score into the columns of the result. */
function createScoreStore(program: Program, value: Column, k: number, isLevel: boolean): Store {
  const { nothing, settled, open } = SCORE_STATE;
  if (value.form === 'few') {
    const { codes, outcomes } = encodeOutcomes(program, value.few);
    const kinds = outcomes.map((possible) => toScoreNumbers(possible, isLevel));
    const states = Uint8Array.from(kinds, ({ state }) => state);
    const values = Float64Array.from(kinds, (kind) => kind.value);
    const lowest = Float64Array.from(kinds, (kind) => kind.lowest);
    const highest = Float64Array.from(kinds, (kind) => kind.highest);
    const hasOpen = states.includes(open);
    return (room, { count, numbers }) => {
      const score = room.scores[k] as ScoreColumn;
      const { state, value: out } = score;
      const sourceValues = codes.values;
      for (let i = 0; i < count; i++) {
        const row = numbers[i] as number;
        const code = sourceValues[i] as number;
        state[row] = states[code] as number;
        out[row] = values[code] as number;
      }
      for (let i = 0; i < count && hasOpen; i++) {
        const row = numbers[i] as number;
        const code = sourceValues[i] as number;
        score.lowest[row] = lowest[code] as number;
        score.highest[row] = highest[code] as number;
      }
    };
  }
  if (value.form !== 'number') throw new TypeError('a score is a number');
  const { low: lower, high: upper, presence } = value;
  const isOpen = isOpenIn(program, value);
  const states = pairOutcomes(program, presence, isOpen, (there, flag) =>
    there === 0 ? nothing : flag ? open : settled,
  );
  const lowDoubles = toDoubles(program, lower);
  const highDoubles = lower === upper ? null : toDoubles(program, upper);
  const [codedStates, codedPresence] = [
    encodeOutcomes(program, states),
    encodeOutcomes(
      program,
      mapOutcomes(presence, (there) => there === 1),
    ),
  ];
  const isThere = Uint8Array.from(codedStates.outcomes, (state) => Number(state === settled));
  const byState = Uint8Array.from(codedStates.outcomes);
  const isAlwaysSettled = states.outcomes.every((state) => state === settled);
  return (room, { count, numbers }) => {
    const score = room.scores[k] as ScoreColumn;
    const [codes, there] = [codedStates.codes.values, codedPresence.codes.values];
    const [least, most] = [lowDoubles.values, (highDoubles ?? lowDoubles).values];
    const firstRow = numbers[0] as number;
    if (isAlwaysSettled && numbers[count - 1] === firstRow + count - 1) {
      score.state.fill(settled, firstRow, firstRow + count);
      score.value.set(least.subarray(0, count), firstRow);
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
      const hasLeast = Number.isFinite(low) && (!isLevel || codedPresence.outcomes[there[i] as number]);
      score.lowest[row] = hasLeast ? low : Number.NaN;
      score.highest[row] = Number.isFinite(high) ? high : Number.NaN;
    }
  };
}

/** Creates the step that writes coverage: of the questions that are or may be asked, the share that is settled. */
function createCoverageStore(scope: PlanScope): Store {
  const { program, plan } = scope;
  const lookups = listCoveredQuestions(plan).map((question) =>
    createLookup(program, scope.input(question).standing, ({ asked, isSettled }) =>
      asked === 'fails' ? 0 : isSettled ? 1 + SETTLED_UNIT : 1,
    ),
  );
  const sum = addLookups(program, lookups);
  return ({ coverage }, { count, numbers }) => {
    for (let i = 0; i < count; i++) {
      const number = sum.values[i] as number;
      const askedCount = number % SETTLED_UNIT;
      coverage[numbers[i] as number] = askedCount === 0 ? 1 : (number - askedCount) / SETTLED_UNIT / askedCount;
    }
  };
}

/**
 * For each question, a lookup adds 1 if it is or may be asked, plus this unit if its answer is also settled, so that
 * one sum contains both counts. The unit is greater than any number of questions.
 */
const SETTLED_UNIT = 2 ** 20;

/** Creates the step that writes the codes of a derived fact into the result. */
function createFactStore(scope: PlanScope, at: number): Store {
  const input = scope.plan.inputs[at] as Input;
  const { value } = scope.input(scope.plan.nodes.indexOf(input));
  if (value.form !== 'few') throw new TypeError('a fact to group by has few values');
  const codedColumn = encodeOutcomes(scope.program, value.few);
  const codes = Uint16Array.from(codedColumn.outcomes, (possible) => codeOfFact(input, possible));
  return ({ facts }, { count, numbers }) => {
    const factCodes = facts.get(at) as Uint16Array;
    for (let i = 0; i < count; i++)
      factCodes[numbers[i] as number] = codes[codedColumn.codes.values[i] as number] as number;
  };
}

/** Creates the steps that write the warning bits into the result, one step for each word. */
function createWarningStores(scope: PlanScope, kinds: readonly WarningKind[]): readonly Store[] {
  const { program } = scope;
  return Array.from({ length: Math.ceil(kinds.length / 32) }, (_, word): Store => {
    const bits = kinds
      .slice(word * 32, word * 32 + 32)
      .map((kind, bit) => createLookup(program, computeWarningColumn(scope, kind), (flag) => (flag ? 2 ** bit : 0)));
    const sum = addLookups(program, bits);
    return ({ warnings }, { count, numbers }) => {
      const warningBits = warnings[word] as Uint32Array;
      for (let i = 0; i < count; i++) warningBits[numbers[i] as number] = sum.values[i] as number;
    };
  });
}

function computeWarningColumn(scope: PlanScope, { code, input: at }: WarningKind): FewOutcomes<boolean> {
  const { program, plan } = scope;
  if (at === null)
    return mapOutcomes(
      plan.scope ? scope.truth(plan.scope.when) : createConstantOutcome<Truth>('holds'),
      (truth) => truth === 'fails',
    );
  const input = plan.inputs[at] as Input;
  const { asked, stated, derived } = scope.input(plan.nodes.indexOf(input));
  const isAnswered = ({ state }: AnswerEntry): boolean => state === 'answered';
  if (code === 'reason-missing') {
    // Rows contain no notes, so an answer "not applicable" never states a reason.
    return pairOutcomes(program, stated, asked, ({ state }, way) => state === 'notApplicable' && way !== 'fails');
  }
  if (!stated.outcomes.some(isAnswered) && code !== 'derived-out-of-range') return createConstantOutcome(false);
  const whenAnswered = <T>(
    few: FewOutcomes<T>,
    isSet: (entry: AnswerEntry, other: T) => boolean,
  ): FewOutcomes<boolean> =>
    pairOutcomes(program, stated, few, (entry, other) => isAnswered(entry) && isSet(entry, other));
  switch (code) {
    case 'not-asked':
      return whenAnswered(asked, (_, way) => way === 'fails');
    case 'evidence-missing': {
      const requiredTruth = scope.truth(plan.evidence.get(input.name) as Condition);
      const isMissing = pairOutcomes(
        program,
        asked,
        requiredTruth,
        (way, truth) => way !== 'fails' && truth === 'holds',
      );
      return whenAnswered(isMissing, (_, flag) => flag);
    }
    case 'option-alone': {
      const loneCondition = createLoneOptionCondition(input, plan.nodes.indexOf(input));
      const isLone = loneCondition
        ? mapOutcomes(scope.truth(loneCondition), (truth) => truth === 'holds')
        : createConstantOutcome(false);
      const isHere = pairOutcomes(program, isLone, asked, (flag, way) => flag && way !== 'fails');
      return whenAnswered(isHere, (_, flag) => flag);
    }
    case 'implausible': {
      const isOutside = markImplausible(scope, input, stated, at);
      return pairOutcomes(program, isOutside, asked, (flag, way) => flag && way !== 'fails');
    }
    case 'derived-contradicted': {
      if (!derived) return createConstantOutcome(false);
      const contradictions =
        derived.form === 'few' ? whenAnswered(derived.few, contradicts) : markDiffering(scope, derived, stated, at);
      return pairOutcomes(program, contradictions, asked, (flag, way) => flag && way === 'holds');
    }
    case 'other-magnitude':
      // This warning is rare and depends on several figures of a row, so `markOddFigures` sets it.
      return createConstantOutcome(false);
    case 'derived-out-of-range':
    case 'out-of-scope':
      return derived
        ? pairOutcomes(
            program,
            stated,
            markOutOfRange(program, input, derived),
            (entry, flag) => !isAnswered(entry) && flag,
          )
        : createConstantOutcome(false);
  }
}

/** Returns the stated number in each row; 0 if there is none. */
function createStatedNumber({ program, cells }: PlanScope, entries: FewOutcomes<AnswerEntry>, at: number): Num {
  const statedValue: Num = { decimal: cells.numbers(at) };
  return keepNumberWhere(program, entries, ({ state }) => state === 'answered', statedValue);
}

/** Determines in each row whether a stated number is outside the plausible range. */
function markImplausible(
  scope: PlanScope,
  { plausible }: Input,
  entries: FewOutcomes<AnswerEntry>,
  at: number,
): FewOutcomes<boolean> {
  const { program } = scope;
  const statedValue = createStatedNumber(scope, entries, at);
  const isBeyond = (bound: Rational | null | undefined, side: 0 | 2): FewOutcomes<boolean> =>
    bound
      ? mapOutcomes(regionsOf(program, statedValue, [bound]), (region) => region === side)
      : createConstantOutcome(false);
  const isBeyondPlausible = pairOutcomes(
    program,
    isBeyond(plausible?.low, 0),
    isBeyond(plausible?.high, 2),
    (under, over) => {
      return under || over;
    },
  );
  return pairOutcomes(program, entries, isBeyondPlausible, ({ state }, flag) => state === 'answered' && flag);
}

/** Determines in each row whether a stated number differs from the derived one. */
function markDiffering(
  scope: PlanScope,
  derived: Column,
  entries: FewOutcomes<AnswerEntry>,
  at: number,
): FewOutcomes<boolean> {
  if (derived.form !== 'number') return createConstantOutcome(false);
  const { program } = scope;
  const statedValue = createStatedNumber(scope, entries, at);
  const isDifferent = pairOutcomes(
    program,
    derived.presence,
    compareColumns(program, statedValue, derived.low),
    (there, sign) => {
      return there !== 0 && sign !== 0;
    },
  );
  const isKnownDifferent = pairOutcomes(
    program,
    isOpenIn(program, derived),
    isDifferent,
    (open, flag) => !open && flag,
  );
  return pairOutcomes(program, entries, isKnownDifferent, ({ state }, flag) => state === 'answered' && flag);
}

/** Whether bit k % 32 of word k >> 5 is set in a row. */
export function hasBit(words: readonly Uint32Array[], k: number, row: number): boolean {
  return (((words[k >> 5]?.[row] ?? 0) >>> (k & 31)) & 1) === 1;
}

/** Converts the answers of a row to an answer set. Codes that the question does not allow count as unanswered. */
export function readAnswerSet(plan: Plan, columns: KernelColumns, row: number): AnswerSet {
  return new Map(plan.inputs.map((input, at) => [input.name, readEntry(input, at, columns, row)]));
}

function readEntry(input: Input, at: number, columns: KernelColumns, row: number): AnswerEntry {
  const code = columns.code.get(at)?.[row] ?? UNANSWERED;
  if (code === UNKNOWN) return { state: 'unknown' };
  if (code === NOT_APPLICABLE) return { state: 'notApplicable' };
  const value = code < ANSWERED ? undefined : readValue(input, at, code, columns, row);
  return value === undefined ? { state: 'unanswered' } : { state: 'answered', value };
}

function readValue(
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

/** Scores a row with the row-by-row evaluator. */
function scoreByEvaluator(scoredPlan: ScoredPlan, columns: KernelColumns, row: number, outcome: KernelOutput): void {
  const { plan } = scoredPlan;
  const sheet = readAnswerSet(plan, columns, row);
  const evaluation = evaluate(plan, sheet);
  plan.scores.forEach(({ node }, k) => {
    const { state, value, lowest, highest } = toScoreNumbers(possibleAt(evaluation, node), node === plan.level);
    const column = outcome.scores[k] as ScoreColumn;
    column.state[row] = state;
    column.value[row] = value;
    column.lowest[row] = lowest;
    column.highest[row] = highest;
  });
  outcome.coverage[row] = computeCoverage({ questions: listCoveredQuestions(plan) }, evaluation);
  for (const [at, codes] of outcome.facts) {
    const input = plan.inputs[at] as Input;
    codes[row] = codeOfFact(input, possibleAt(evaluation, plan.nodes.indexOf(input)));
  }
  putWarnings(scoredPlan, sheet, evaluation, row, outcome);
  if (evaluation.refused.length > 0) outcome.refused.set(row, evaluation.refused);
}

function possibleAt({ values }: Evaluation, position: number): Possible {
  return values[position] as Possible;
}

/** Converts the possible values of a score to the numbers of `ScoreColumn`. */
function toScoreNumbers(possible: Possible, isLevel: boolean): Record<keyof ScoreColumn, number> {
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

/** Returns the code of a derived fact. */
function codeOfFact(input: Input, possible: Possible): number {
  const value = settledValue(possible);
  if (value === null) return NOT_APPLICABLE;
  return value === undefined ? UNANSWERED : ANSWERED + (listCodedValues(input, [])?.indexOf(value as Atom) ?? 0);
}

/** Finds the odd figures in a row by comparing only figures of that row. */
export function findOddFiguresOfRow(
  plan: Plan,
  { code, number }: Pick<KernelColumns, 'code' | 'number'>,
  row: number,
): readonly OddFigure[] {
  return findOddFigures(plan, (input) => {
    return code.get(input)?.[row] === ANSWERED ? (number.get(input)?.[row] ?? Number.NaN) : Number.NaN;
  });
}

/** Sets the warning bits of rows whose figures contradict one another. */
function markOddFigures({ plan, warnings }: ScoredPlan, columns: KernelColumns, outcome: KernelOutput): void {
  const { rows, number, code } = columns;
  const kindsOf = (index: number): readonly number[] =>
    warnings.flatMap(({ input }, k) => (input === index ? [k] : []));
  const oddRows = new Set<number>();
  for (const ratio of figureRatiosOf(plan)) {
    const [above, below] = [number.get(ratio.upper), number.get(ratio.lower)];
    if (!above || !below) continue;
    for (const row of findRatiosOddAlone(above, below, rows, ratio)) oddRows.add(row);
    const isStated = (side: 'upper' | 'lower', row: number): boolean => code.get(ratio[side])?.[row] === ANSWERED;
    for (const row of findZeros(above, below, rows, ratio, isStated)) oddRows.add(row);
  }
  for (const row of oddRows) {
    for (const { input } of findOddFiguresOfRow(plan, columns, row)) {
      const kinds = kindsOf(input);
      const isReported = kinds.some((k) => {
        return SUPERSEDES_MAGNITUDE.has((warnings[k] as WarningKind).code) && hasBit(outcome.warnings, k, row);
      });
      const k = kinds.find((kind) => warnings[kind]?.code === 'other-magnitude');
      if (!isReported && k !== undefined) setBit(outcome.warnings, k, row);
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
  outcome: KernelOutput,
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

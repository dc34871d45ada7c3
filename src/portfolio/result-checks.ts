// Determines the values that results of a pack can have, and finds rows of batch results that contradict them.

import {
  compare,
  foundText,
  itemAt,
  parseAnswerMark,
  parseDecimal,
  parseOptionsMark,
  toNumber,
  ZERO,
} from '../model/index.ts';
import {
  allowedAnswers,
  type Condition,
  computePoints,
  evaluate,
  type Input,
  isNumber,
  type MissingRules,
  NOTHING,
  type Node,
  nodeAt,
  outcomesOf,
  type Plan,
  type PointsNode,
  type Possible,
  parseAnswerValue,
  type Range,
  rangeOf,
  type Test,
  takesSeveral,
} from '../scoring/index.ts';
import type { PackName } from './member.ts';
import type { ResultBlock } from './roster-blocks.ts';
import { createValueTable, type TextCells } from './roster-storage.ts';

/** Minimum and maximum; null if unbounded. */
export interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

/** The values that results of a pack can have, whatever the answers. */
export interface Limits {
  /** The pack's id. */
  readonly pack: string;
  readonly version: string;
  /** All levels, ascending; null if the pack does not list them. */
  readonly levels: readonly number[] | null;
  /** The name of the fact that is the key of enterprises; null if there is none. */
  readonly key: string | null;
  /** The names of all facts. */
  readonly facts: ReadonlySet<string>;
  /** The names of all scores that results contain. */
  readonly stated: ReadonlySet<string>;
  /** The range of each score, by its name; unbounded scores are left out. */
  readonly scores: ReadonlyMap<string, Ends>;
  /** The scores that are a plain sum or mean of other scores in the result. */
  readonly totals: readonly ScoreTotal[];
  /**
   * The least scores that each level requires, in ascending order of levels; empty if levels do not depend on scores.
   */
  readonly gates: readonly Gate[];
  /** The questions, by id. */
  readonly questions: ReadonlyMap<string, Input>;
}

/** A score that is a plain sum or mean of other stated scores. */
interface ScoreTotal {
  readonly name: string;
  readonly isMean: boolean;
  readonly parts: readonly { readonly name: string; readonly weight: number }[];
}

/** The least values of stated scores that a level requires. */
interface Gate {
  readonly level: number;
  readonly minima: readonly ScoreMinimum[];
  /** Whether the level requires nothing but these least scores. */
  readonly isComplete: boolean;
}

interface ScoreMinimum {
  readonly name: string;
  readonly least: number;
}

/**
 * Computes the limits of a plan's results from an evaluation with all answers open, so that no possible result exceeds
 * them.
 */
export function computeLimits(plan: Plan, { id, version }: { readonly id: string; readonly version: string }): Limits {
  const facts = plan.inputs.filter(({ role }) => role === 'fact');
  return {
    pack: id,
    version,
    key: facts.find(({ definition }) => 'key' in definition && definition.key === true)?.name ?? null,
    facts: new Set(facts.map(({ name }) => name)),
    stated: new Set(plan.scores.flatMap(({ name, hidden, node }) => (hidden || node === plan.level ? [] : [name]))),
    levels: plan.level === null ? [] : levelsAt(plan, plan.level),
    scores: areMissingCountedWithin(plan) ? scoreEnds(plan) : new Map(),
    totals: totalsOf(plan),
    gates: gatesOf(plan),
    questions: new Map(
      plan.inputs.flatMap((input) => (input.role === 'question' ? [[input.name, input] as const] : [])),
    ),
  };
}

/**
 * Whether a result can belong to the pack of these limits, judged by the pack that it states, if any. Other versions of
 * the pack may have other limits.
 */
export function isOfPack(stated: PackName | null, { pack, version }: Limits): boolean {
  return stated === null || (stated.id === pack && (stated.version === '' || stated.version === version));
}

function levelsAt({ nodes }: Pick<Plan, 'nodes'>, position: number): readonly number[] | null {
  const node = itemAt(nodes, position);
  if (node.op === 'guard') return levelsAt({ nodes }, node.of);
  const values = node.op === 'constant' ? undefined : outcomesOf(node);
  return values?.every(isNumber) ? values.map(toNumber) : null;
}

function scoreEnds(plan: Plan): ReadonlyMap<string, Ends> {
  const { values } = evaluate({ ...plan, nodes: plan.nodes.map(unwrapDefaults) }, new Map());
  return new Map(
    plan.scores.flatMap(({ name, node }) => {
      const range = rangeOf(values[node] ?? NOTHING);
      if (!range || (range.low === null && range.high === null)) return [];
      return [[name, toEnds(range)] as const];
    }),
  );
}

function listStatedScores(plan: Plan): ReadonlyMap<number, string> {
  return new Map(
    plan.scores.flatMap(({ node, name, hidden }) => (hidden || node === plan.level ? [] : [[node, name] as const])),
  );
}

function totalsOf(plan: Plan): readonly ScoreTotal[] {
  const scoreRules = listStatedScores(plan);
  return plan.scores.flatMap(({ node, name }): ScoreTotal[] => {
    const rule = scoreRules.get(node) === name ? unwrapGuard(plan, node) : undefined;
    if (rule?.op !== 'sum' && rule?.op !== 'mean') return [];
    const parts = rule.members.flatMap(({ node: part, weight, by }) => {
      const partName = scoreRules.get(part);
      return partName === undefined || by !== undefined ? [] : [{ name: partName, weight: toNumber(weight) }];
    });
    return parts.length === rule.members.length ? [{ name, isMean: rule.op === 'mean', parts }] : [];
  });
}

function gatesOf(plan: Plan): readonly Gate[] {
  const rule = plan.level === null ? undefined : unwrapGuard(plan, plan.level);
  if (rule?.op !== 'levels') return [];
  const scoreRules = listStatedScores(plan);
  return rule.levels.map(({ value, when }) => ({
    level: toNumber(value),
    ...findRequiredMinima(plan, when, scoreRules),
  }));
}

/**
 * Returns the least scores without which a condition fails, and whether the condition requires nothing else. Only
 * scores contained in results are considered.
 */
function findRequiredMinima(plan: Plan, when: Condition, stated: ReadonlyMap<number, string>): Omit<Gate, 'level'> {
  switch (when.op) {
    case 'all':
      return joinDemands(when.of.map((part) => findRequiredMinima(plan, part, stated)));
    case 'entry':
      return findDemandOfTest(plan, when.node, when.test, stated);
    case 'any':
    case 'not':
      return OTHER_DEMAND;
  }
}

const OTHER_DEMAND: Omit<Gate, 'level'> = { minima: [], isComplete: false };

function findDemandOfTest(
  plan: Plan,
  position: number,
  test: Test,
  stated: ReadonlyMap<number, string>,
): Omit<Gate, 'level'> {
  if (test.keyword === 'allOf')
    return joinDemands(test.of.map((part) => findDemandOfTest(plan, position, part, stated)));
  const name = stated.get(position);
  const node = nodeAt(plan, position);
  if (test.keyword === 'items' && node.op === 'list')
    return joinDemands(node.members.map((member) => findDemandOfTest(plan, member.node, test.of, stated)));
  return test.keyword === 'minimum' && name !== undefined
    ? { minima: [{ name, least: toNumber(test.bound) }], isComplete: true }
    : OTHER_DEMAND;
}

function joinDemands(demands: readonly Omit<Gate, 'level'>[]): Omit<Gate, 'level'> {
  return {
    minima: demands.flatMap(({ minima }) => minima),
    isComplete: demands.every(({ isComplete }) => isComplete),
  };
}

function unwrapGuard(plan: Plan, position: number): Node {
  const node = nodeAt(plan, position);
  return node.op === 'guard' ? unwrapGuard(plan, node.of) : node;
}

/**
 * Removes the default and the derivation from an input, because a stated answer takes precedence over both. A derived
 * fact may also have no value.
 */
function unwrapDefaults(node: Node): Node {
  if (node.op === 'input')
    return { ...node, default: null, derived: null, notApplicable: node.notApplicable || isDerivedFact(node) };
  return 'missing' in node ? { ...node, missing: { ...node.missing, unanswered: 'open', unknown: 'open' } } : node;
}

function isDerivedFact({ role, derived }: Input): boolean {
  return role === 'fact' && derived !== null;
}

/**
 * Whether missing answers can never count for more or less than given answers could; otherwise limits cannot be
 * computed by leaving all answers open.
 */
function areMissingCountedWithin({ nodes }: Plan): boolean {
  return nodes.every((node) => {
    if (!('missing' in node)) return true;
    const points = node.members.map((member) => itemAt(nodes, member.node)).filter((member) => member.op === 'points');
    return points.every((point) => isWithin(point, node.missing, nodes));
  });
}

function isWithin(points: PointsNode, { unanswered, unknown }: MissingRules, nodes: readonly Node[]): boolean {
  const input = nodes[points.of] as Input;
  const rules = [unanswered, unknown];
  if (rules.includes('exclude') || isDerivedFact(input)) return false;
  return !rules.includes('zero') || holdsZero(computePoints(input, points, allowedAnswers(input), undefined));
}

function holdsZero(possible: Possible): boolean {
  const range = rangeOf(possible);
  return (
    range !== undefined &&
    (range.low === null || compare(range.low, ZERO) <= 0) &&
    (range.high === null || compare(range.high, ZERO) >= 0)
  );
}

/** The allowed rounding error in sums of doubles, relative to the number. */
const FIGURE_TOLERANCE = 1e-9;
const UNBOUNDED: Ends = { low: null, high: null };

/** Returns the range in which levels lie, for packs that do not list their levels. */
function computeLevelRange({ scores }: Limits): Ends {
  return scores.get('level') ?? UNBOUNDED;
}

/**
 * Returns whether a number, or NaN for none, can be a level. Without a known pack, a level must be a non-negative whole
 * number.
 */
function createLevelTest(limits: Limits | null): (value: number) => boolean {
  if (limits === null) return (value) => Number.isNaN(value) || (Number.isInteger(value) && value >= 0);
  const { levels } = limits;
  return levels === null
    ? createRangeTest(computeLevelRange(limits))
    : (value) => Number.isNaN(value) || levels.includes(value);
}

function toEnds({ low, high }: Range): Ends {
  return { low: low && toNumber(low), high: high && toNumber(high) };
}

/** Returns whether a number lies in a range, allowing for rounding errors; true for NaN. */
function createRangeTest(ends: Ends): (value: number) => boolean {
  const [least, most] = widenEnds(ends);
  return (value) => !(value < least || value > most);
}

/** Widens a range by the tolerance for rounding errors. */
function widenEnds({ low, high }: Ends): readonly [least: number, most: number] {
  return [
    low === null ? Number.NEGATIVE_INFINITY : low - Math.abs(low) * FIGURE_TOLERANCE,
    high === null ? Number.POSITIVE_INFINITY : high + Math.abs(high) * FIGURE_TOLERANCE,
  ];
}

/** Why a row of a batch result is impossible, with the column and the value found there. */
export type ResultRowError = {
  /** The index of the row in its block, from 0. */
  readonly row: number;
  readonly column: string;
} & (
  | AnswerError
  | { readonly rule: 'not-day' | 'unclear-day' | 'not-kind' | 'not-pack'; readonly value: string }
  /** The pack does not have this level. */
  | { readonly rule: 'not-level'; readonly value: number; readonly pack: string; readonly levels: readonly number[] }
  /**
   * `not-whole`: the pack is unknown, and the value cannot be a level of any pack. `not-count`: the value is not a
   * number of enterprises; NaN if the cell is blank.
   */
  | { readonly rule: 'not-whole' | 'not-count'; readonly value: number }
  /** `lowest`, `level` and `highest` contradict each other; `value` is null if the level is open. */
  | { readonly rule: 'not-between'; readonly value: number | null; readonly low: number; readonly high: number }
  /**
   * The score is not the sum or mean of its parts, for example because one number is a share of 1 and the others are
   * percentages.
   */
  | { readonly rule: 'not-total'; readonly value: number; readonly parts: readonly string[]; readonly total: number }
  /** The level requires a higher score than the row has. */
  | {
      readonly rule: 'level-too-high';
      readonly value: number;
      readonly score: string;
      readonly stated: number;
      readonly least: number;
    }
  /** The scores of the row meet all requirements of a higher level. */
  | { readonly rule: 'level-too-low'; readonly value: number; readonly reached: number }
);

/** Coverage is a share, from 0 to 1. */
const SHARE_RANGE: Ends = { low: 0, high: 1 };
/** Levels below this number are looked up in a table; most packs have no higher levels. */
const USUAL_LEVELS = 16;
const LEVEL_FIELDS = ['level', 'lowest', 'highest'] as const;

/**
 * Finds numbers in a block that the pack of their row cannot have. `limits` has an entry for each pack index; null if
 * the pack is unknown.
 */
export function findNumberErrors(block: ResultBlock, limits: readonly (Limits | null)[]): ResultRowError[] {
  return packsOf(block).flatMap((pack) => {
    const packLimits = limits[pack] ?? null;
    return [
      ...findLevelFlaws(block, pack, packLimits),
      ...findRangeFlaws(block, pack, packLimits),
      ...(packLimits?.totals ?? []).flatMap((total) => findTotalFlaws(block, pack, total)),
      ...findGateFlaws(block, pack, packLimits?.gates ?? []),
    ];
  });
}

function findLevelFlaws(block: ResultBlock, pack: number, limits: Limits | null): ResultRowError[] {
  const isLevel = createLevelTest(limits);
  return selectRowsToCheck(block, isLevel).flatMap((row) => {
    if (block.pack[row] !== pack) return [];
    const column = LEVEL_FIELDS.find((field) => !isLevel(block[field][row] as number));
    if (column === undefined) return findContradiction(block, row);
    return [createLevelFlaw(row, column, block[column][row] as number, limits)];
  });
}

/**
 * Selects the rows that must be checked in detail. There may be millions of rows, so those with a settled level that
 * the pack has are left out here.
 */
function selectRowsToCheck(
  { rows, level, lowest, highest }: ResultBlock,
  isLevel: (value: number) => boolean,
): readonly number[] {
  const isUsualLevel = Uint8Array.from({ length: USUAL_LEVELS }, (_, value) => Number(isLevel(value)));
  const unusualIndexes: number[] = [];
  for (let row = 0; row < rows; row++) {
    const value = level[row] as number;
    const wholeNumber = value | 0;
    const isUsual = wholeNumber === value && isUsualLevel[wholeNumber] === 1;
    if (!isUsual || lowest[row] !== value || highest[row] !== value) unusualIndexes.push(row);
  }
  return unusualIndexes;
}

function createLevelFlaw(row: number, column: string, value: number, limits: Limits | null): ResultRowError {
  const cell = { row, column, value };
  if (limits === null) return { ...cell, rule: 'not-whole' };
  const { levels, pack } = limits;
  return levels
    ? { ...cell, rule: 'not-level', pack, levels }
    : { ...cell, rule: 'out-of-range', ...computeLevelRange(limits) };
}

/** Finds a level outside its bounds, or reversed bounds. */
function findContradiction({ level, lowest, highest }: ResultBlock, row: number): ResultRowError[] {
  const value = level[row] as number;
  const low = lowest[row] as number;
  const high = highest[row] as number;
  if (!(low > high || value < low || value > high)) return [];
  const isOpen = Number.isNaN(value);
  return [{ row, column: isOpen ? 'lowest' : 'level', rule: 'not-between', value: isOpen ? null : value, low, high }];
}

function findRangeFlaws(block: ResultBlock, pack: number, limits: Limits | null): ResultRowError[] {
  const flaws: ResultRowError[] = [];
  for (const [column, values] of [...block.scores, ['coverage', block.coverage] as const]) {
    const limitEnds = column === 'coverage' ? SHARE_RANGE : limits?.scores.get(column);
    if (!limitEnds) continue;
    const [least, most] = widenEnds(limitEnds);
    for (let row = 0; row < block.rows; row++) {
      const value = values[row] as number;
      if ((value < least || value > most) && block.pack[row] === pack)
        flaws.push({ row, column, rule: 'out-of-range', value, ...limitEnds });
    }
  }
  return flaws;
}

/** The most by which a score differs from its exact value if somebody rounded it to a whole number. */
const MAX_ROUNDING = 0.5;

/**
 * Finds totals that differ from the sum or mean of their parts by more than rounding all these numbers to whole numbers
 * would explain. A part without a value is left out of a mean or counts as 0, as the pack says.
 */
function findTotalFlaws(block: ResultBlock, pack: number, { name, isMean, parts }: ScoreTotal): ResultRowError[] {
  const totals = block.scores.get(name);
  const columns = parts.flatMap((part) => block.scores.get(part.name) ?? []);
  if (!totals || columns.length < parts.length) return [];
  const weightSum = parts.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  const slack = MAX_ROUNDING * (1 + (isMean ? 1 : weightSum));
  const flaws: ResultRowError[] = [];
  for (let row = 0; row < block.rows; row++) {
    const value = totals[row] as number;
    let [sum, present] = [0, 0];
    for (let k = 0; k < columns.length; k++) {
      const part = itemAt(columns, k)[row] as number;
      const { weight } = itemAt(parts, k);
      if (Number.isNaN(part)) continue;
      sum += weight * part;
      present += Math.abs(weight);
    }
    if (present === 0) continue;
    const total = isMean ? sum / present : sum;
    const lowestTotal = isMean ? Math.min(total, sum / weightSum) : total;
    const highestTotal = isMean ? Math.max(total, sum / weightSum) : total;
    // A blank total is NaN, and every comparison with it is false.
    const isFar = value < lowestTotal - slack || value > highestTotal + slack;
    if (isFar && block.pack[row] === pack)
      flaws.push({ row, column: name, rule: 'not-total', value, parts: parts.map((part) => part.name), total });
  }
  return flaws;
}

/**
 * The most by which a score is below its exact value if somebody rounded it or cut off decimals: for whole numbers, and
 * for other numbers.
 */
const MAX_CUT_OFF = { whole: 1, other: 0.1 } as const;

function maxCutOff(value: number): number {
  return Number.isInteger(value) ? MAX_CUT_OFF.whole : MAX_CUT_OFF.other;
}

/**
 * Finds levels that require higher scores than the row has, and levels that are too low because the scores surely meet
 * the requirements of a higher level. Blank scores prove nothing.
 */
function findGateFlaws(block: ResultBlock, pack: number, gates: readonly Gate[]): ResultRowError[] {
  const columnOf = ({ name }: ScoreMinimum): Float64Array | undefined => block.scores.get(name);
  const flaws: ResultRowError[] = [];
  // The highest level is checked first: only the first fault of a row is reported, and it should concern the level that
  // the row states.
  for (const { level, minima } of gates.toReversed())
    for (const minimum of minima) {
      const scores = columnOf(minimum);
      const { name, least } = minimum;
      for (let row = 0; scores && row < block.rows; row++) {
        const [value, stated] = [block.lowest[row] as number, scores[row] as number];
        const isTooHigh =
          value >= level && stated < least && stated < least - maxCutOff(stated) * (1 + FIGURE_TOLERANCE);
        if (isTooHigh && block.pack[row] === pack)
          flaws.push({ row, column: 'level', rule: 'level-too-high', value, score: name, stated, least });
      }
    }
  const sureGates = gates.findIndex((gate) => !gate.isComplete || !gate.minima.every(columnOf));
  const reachedLevels = new Float64Array(block.rows).fill(Number.NaN);
  for (const { level, minima } of sureGates < 0 ? gates : gates.slice(0, sureGates)) {
    const lowerReached = reachedLevels.slice();
    reachedLevels.fill(level);
    for (const minimum of minima) {
      const scores = columnOf(minimum) as Float64Array;
      for (let row = 0; row < block.rows; row++) {
        const statedLevel = scores[row] as number;
        if (!(statedLevel >= minimum.least + maxCutOff(statedLevel) / 2))
          reachedLevels[row] = lowerReached[row] as number;
      }
    }
  }
  for (let row = 0; row < block.rows; row++) {
    const value = block.highest[row] as number;
    if (value < (reachedLevels[row] as number) && block.pack[row] === pack)
      flaws.push({ row, column: 'level', rule: 'level-too-low', value, reached: reachedLevels[row] as number });
  }
  return flaws;
}

function packsOf({ rows, pack }: ResultBlock): number[] {
  const packIds = new Set<number>();
  let lastRow = -1;
  for (let row = 0; row < rows; row++) {
    if (pack[row] === lastRow) continue;
    lastRow = pack[row] as number;
    packIds.add(lastRow);
  }
  return [...packIds];
}

/**
 * Finds answers in a block that the pack of their row does not allow. `limits` has an entry for each pack index; an
 * unknown pack allows all answers.
 */
export function findAnswerErrors(block: ResultBlock, limits: readonly (Limits | null)[]): ResultRowError[] {
  return [...block.answers].flatMap(([column, cells]) => findColumnFlaws(column, cells, block, limits));
}

/** Finds answers in a column that packs do not allow; each distinct answer is checked only once for each pack. */
function findColumnFlaws(
  column: string,
  cells: TextCells,
  { rows, pack }: ResultBlock,
  limits: readonly (Limits | null)[],
): ResultRowError[] {
  const answerJudges = limits.map((packLimits) => {
    const input = packLimits?.questions.get(column);
    return input && { input, faults: [] as (AnswerError | null)[] };
  });
  if (answerJudges.every((judge) => !judge)) return [];
  const marks = createValueTable();
  const flaws: ResultRowError[] = [];
  for (let row = 0; row < rows; row++) {
    const judge = answerJudges[pack[row] as number];
    if (!judge) continue;
    const code = marks.codeAt(cells, row);
    let fault = judge.faults[code];
    if (fault === undefined) {
      fault = findAnswerError(judge.input, itemAt(marks.values, code)) ?? null;
      judge.faults[code] = fault;
    }
    if (fault) flaws.push({ row, column, ...fault });
  }
  return flaws;
}

/** Why a cell is not an answer to its question, and what an answer would look like. */
type AnswerError =
  | { readonly rule: 'not-answer'; readonly value: string; readonly options: readonly string[] }
  | {
      readonly rule: 'option-twice' | 'exclusive-option' | 'not-number' | 'not-integer' | 'not-applicable';
      readonly value: string;
    }
  | ({ readonly rule: 'how-many-options' | 'out-of-range'; readonly value: number } & Ends);

/** Finds what is wrong with an answer in a cell; texts and dates are not checked. */
export function findAnswerError(input: Input, mark: string): AnswerError | undefined {
  const { state } = parseAnswerMark(mark);
  if (state === 'notApplicable' && !input.notApplicable) return { rule: 'not-applicable', value: mark };
  if (state !== 'answered') return undefined;
  switch (input.value.kind) {
    case 'choice':
    case 'boolean':
    case 'list':
      return findChoiceFault(input, mark);
    case 'number':
      return findNumberFault(input, mark);
    case 'text':
    case 'mixed':
      return undefined;
  }
}

function findChoiceFault(input: Input, mark: string): AnswerError | undefined {
  const parsedAnswer = parseAnswerValue(input, takesSeveral(input) ? parseOptionsMark(mark) : mark);
  if ('value' in parsedAnswer) return undefined;
  const { code, details } = parsedAnswer;
  const value = foundText(details) ?? mark;
  if (code === 'A105') return { rule: 'exclusive-option', value };
  if (code === 'A106') return { rule: 'option-twice', value: mark };
  if (code === 'A107') {
    const { least, most } = input.choose;
    return { rule: 'how-many-options', value: Number(value), low: least, high: most };
  }
  return { rule: 'not-answer', value, options: listAllowedTexts(input) };
}

function listAllowedTexts({ value, options }: Input): readonly string[] {
  if (value.kind === 'boolean') return ['true', 'false'];
  return value.kind === 'choice' ? value.options : options.map(({ id }) => id);
}

/** Finds what is wrong with a number; derived values may have as many digits as a double. */
function findNumberFault({ whole, range }: Input, mark: string): AnswerError | undefined {
  const value = parseDecimal(mark) ? Number(mark) : Number.NaN;
  if (!Number.isFinite(value)) return { rule: 'not-number', value: mark };
  if (whole && !Number.isInteger(value)) return { rule: 'not-integer', value: mark };
  const rangeEnds = toEnds(range);
  return createRangeTest(rangeEnds)(value) ? undefined : { rule: 'out-of-range', value, ...rangeEnds };
}

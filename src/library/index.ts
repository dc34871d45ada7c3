// The library: `import { loadPack, score, explain, recommend } from 'matura'`. It runs in Node and in browsers.
// It is the engine of the command without side effects: no files, no connections, and no clock except for a time limit.

import type { Highs } from 'highs';
import { openHighs, solverOf } from '../app/index.ts';
import { englishProblems, problemInWords } from '../i18n/index.ts';
import {
  type Explanation,
  type Problem as FoundProblem,
  findNearestSpelling,
  fromNumber,
  type Measures,
  multiply,
  type Questionnaire,
  type Recommendation,
  type Result,
  type Rubric,
  type Answers as StatedAnswers,
  toNumber,
  wholeNumber,
} from '../model/index.ts';
import { type CompiledPack, compileTexts, locateProblems, stampOf, validateDocument } from '../pack/index.ts';
import { DEFAULT_TOLERANCE, type DueDate, recommend as recommendMeasures, solveInSteps } from '../policy/index.ts';
import {
  type AnswerSet,
  type Assessed,
  assess,
  checkAnswers,
  explain as explainNode,
  listLevelRequirements,
} from '../scoring/index.ts';
import { DAY_RULE, findOptionFault, NAME_RULE, NUMBER_RULE, type OptionRule } from './options.ts';

declare const __MATURA_VERSION__: string;

export type { Explanation, Measures, Questionnaire, Recommendation, Result, Rubric };

/**
 * The texts of a pack, by file name within its folder: `questionnaire.yaml`, `rubric.yaml`, `measures.yaml`,
 * `policies/ID.yaml`. For a pack that extends another, also `BASE/questionnaire.yaml` and so on, where BASE is the other
 * pack's id.
 */
export type PackTexts = Readonly<Record<string, string>>;

/** A pack without problems, ready for scoring. */
export interface Pack {
  readonly id: string;
  readonly version: string;
  /** A hash of the pack's texts, which every result repeats. */
  readonly hash: string;
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  /** The measures; null if the pack has none. */
  readonly measures: Measures | null;
  /** The id of the policy with which the pack was loaded; null if it has none. */
  readonly policy: string | null;
}

/** A single value of an answer, as in JSON: the id of an option, a number, a text, or true or false. */
export type Value = string | number | boolean;

/**
 * What is stated about a fact or question: a value, several options, or an object with a value or state and with
 * remarks.
 */
export type Statement =
  | Value
  | readonly Value[]
  | {
      readonly value?: Value | readonly Value[];
      /** `unknown` means that the person does not know yet. */
      readonly state?: 'answered' | 'notApplicable' | 'unknown' | 'unanswered';
      readonly note?: string;
      readonly evidence?: readonly string[];
      /** The id of the role of the person who gave the answer. */
      readonly by?: string;
      /** Whether the answer should be checked again. */
      readonly flagged?: boolean;
    };

/**
 * The answers of one enterprise at one time, by the ids in the pack. Facts and questions that are left out are
 * unanswered.
 */
export interface Answers {
  /** The id of the pack for which the answers were given; another pack refuses them. */
  readonly pack?: string;
  readonly packVersion?: string;
  readonly facts?: Readonly<Record<string, Statement>>;
  readonly answers: Readonly<Record<string, Statement>>;
  /** Answers that the enterprise aims for. All other answers stay as they are. */
  readonly targets?: Readonly<Record<string, Statement>>;
}

/** A problem in a pack or in answers. */
export interface Problem {
  /** The code of the rule, which `matura rule` explains. */
  readonly code: string;
  /** A message in English, without a full stop. */
  readonly message: string;
  /** The name of one of the pack's texts, or `answers`. */
  readonly file: string;
  /** The line, counted from 1; absent for answers, which have `path` instead. */
  readonly line?: number;
  readonly column?: number;
  /** The keys and indexes that lead to the problem within the document. */
  readonly path?: readonly (string | number)[];
  /** The allowed values, beginning with the most similar one. */
  readonly allowed?: readonly string[];
}

/** Thrown if a pack or answers have problems; the message describes the first one. */
export class InvalidInput extends Error {
  override readonly name: string = 'InvalidInput';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const [first] = problems;
    const lineReference =
      first && [first.file, first.line, first.column].filter((part) => part !== undefined).join(':');
    const moreText = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(`${lineReference}: ${first?.message}${moreText}`);
    this.problems = problems;
  }
}

/** Thrown if an option is unknown or has an invalid value; the message names the option and says what it accepts. */
export class InvalidOption extends RangeError {
  override readonly name: string = 'InvalidOption';
  /** The name of the option, such as `asOf`; `options` if the options as a whole are not an object. */
  readonly option: string;

  constructor(option: string, message: string) {
    super(`${option}: ${message}`);
    this.option = option;
  }
}

/** A solver that finds the provably cheapest measures; created by `loadSolver`. */
export interface Solver {
  readonly name: 'highs';
}

/** The settings with which `recommend` searches for measures and funding. */
export interface RecommendOptions {
  /** The day, `YYYY-MM-DD`, for which it is judged which funding is available. */
  readonly asOf: string;
  /**
   * A solver from `loadSolver`. Without it, a smaller one is used, which is slower and may give up before it has proven
   * that its result is the best.
   */
  readonly solver?: Solver;
  /**
   * The level to reach. By default, the next level or, with a budget, the highest level that the budget can pay for.
   */
  readonly target?: number;
  /** The maximum cost of all measures, in the currency of the pack's measures. */
  readonly budget?: number;
  /** The number of months within which all measures must be finished. */
  readonly horizon?: number;
  /**
   * The days, `YYYY-MM-DD`, by which measures must be done or gaps closed, by the id of the measure or gap. Whether
   * that is possible is stated in `due` of the result.
   */
  readonly due?: Readonly<Record<string, string>>;
  /** The number of measures that may run at the same time; 3 by default. */
  readonly atOnce?: number;
  /** Which estimate of the cost is minimised; `high` by default. */
  readonly cost?: 'low' | 'mid' | 'high';
  /**
   * The time limit in seconds. At the limit, `recommend` returns the best result so far without a proof. Without a
   * limit, the same answers always give the same plan.
   */
  readonly timeLimit?: number;
  /**
   * Stops the work once the signal is aborted; `recommend` then throws the signal's reason. Because `recommend` is
   * synchronous, an AbortController in the same thread has an effect only if it was aborted before the call. Another
   * thread can share a flag: `{ get aborted() { … } }`.
   */
  readonly signal?: { readonly aborted: boolean; readonly reason?: unknown };
}

const compiledPacks = new WeakMap<Pack, CompiledPack>();
const loadedSolvers = new WeakMap<Solver, Highs>();

const COST_ESTIMATES: readonly unknown[] = ['low', 'mid', 'high'];

const RECOMMEND_RULES: Readonly<Record<keyof RecommendOptions, OptionRule>> = {
  asOf: DAY_RULE,
  solver: { wanted: 'a solver from loadSolver', test: (value) => loadedSolvers.has(value as Solver) },
  target: { wanted: 'a number', test: (value) => typeof value === 'number' && Number.isFinite(value) },
  budget: {
    wanted: 'an amount of at least 0 with at most two decimals',
    test: (value) => NUMBER_RULE.test(value) && multiply(fromNumber(value as number), wholeNumber(100)).d === 1n,
  },
  horizon: NUMBER_RULE,
  due: {
    wanted: 'an object of days by the ids of measures or gaps',
    test: (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((day) => DAY_RULE.test(day)),
  },
  atOnce: {
    wanted: 'a whole number from 1 to 9999',
    test: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 9999,
  },
  cost: { wanted: '"low", "mid" or "high"', test: (value) => COST_ESTIMATES.includes(value) },
  timeLimit: NUMBER_RULE,
  signal: {
    wanted: 'an AbortSignal, or an object whose "aborted" is true or false',
    test: (value) =>
      typeof value === 'object' && value !== null && 'aborted' in value && typeof value.aborted === 'boolean',
  },
};

/**
 * Loads a pack from its texts, with the policy of this id or, by default, the one that the questionnaire names. Rejects
 * with `InvalidInput` if the pack has any problem, and with `InvalidOption` for an unknown or invalid option.
 */
export async function loadPack(texts: PackTexts, options: { readonly policy?: string } = {}): Promise<Pack> {
  checkOptions(options, { policy: NAME_RULE });
  const { compiled, problems, sources } = await compileTexts(texts, options.policy);
  if (!compiled || problems.length > 0) {
    const locatedProblems = await locateProblems(problems, sources);
    throw new InvalidInput(locatedProblems.map(({ line, column, ...found }) => ({ ...describe(found), line, column })));
  }
  const { pack, policies } = compiled;
  const loadedPack: Pack = {
    id: pack.id,
    version: pack.version,
    hash: pack.hash,
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    measures: pack.measures?.document ?? null,
    policy: policies[0]?.id ?? null,
  };
  compiledPacks.set(loadedPack, compiled);
  return loadedPack;
}

/**
 * Creates a solver from the bytes of `matura/highs.wasm`. Rejects with `InvalidOption` if the bytes are something else.
 */
export async function loadSolver(wasm: ArrayBuffer | Uint8Array): Promise<Solver> {
  const solver: Solver = { name: 'highs' };
  try {
    loadedSolvers.set(solver, await openHighs(wasm as BufferSource));
  } catch (error) {
    throw new InvalidOption('wasm', `it is not the bytes of matura/highs.wasm (${String(error)})`);
  }
  return solver;
}

/**
 * Scores answers. The result has every score with its bounds, the level, and what is missing for the next level. Throws
 * `InvalidInput` if the answers have problems.
 */
export function score(pack: Pack, answers: Answers): Result {
  return assessAnswers(pack, answers).assessed.result;
}

/**
 * Explains how a score, list, question or fact follows from the answers; by default, the level. Throws `InvalidInput`
 * if the answers have problems, and a RangeError for a name that the pack does not have.
 */
export function explain(pack: Pack, answers: Answers, name = 'level'): Explanation {
  const { compiled, sheet } = assessAnswers(pack, answers);
  const { plan, stamp } = compiled;
  const root = explainNode(plan, sheet, name);
  if (root) return { schemaVersion: 1, tool: __MATURA_VERSION__, pack: stamp, root };
  const names = [...plan.names.keys(), ...plan.scores.map((score) => score.name)];
  const suggestion = findNearestSpelling(name, names);
  throw new RangeError(
    `there is no "${name}" in ${pack.id}${suggestion === undefined ? '' : `; did you mean "${suggestion}"?`}`,
  );
}

/**
 * Recommends a plan for the enterprise with these answers: the measures that reach the level, when to carry them out,
 * what they cost, and which funding may pay for them. Undefined if the pack has no policy. Throws `InvalidInput` if the
 * answers have problems, `InvalidOption` for an unknown or invalid option, and the reason of a signal that is aborted.
 */
export function recommend(pack: Pack, answers: Answers, options: RecommendOptions): Recommendation | undefined {
  checkOptions(options, RECOMMEND_RULES);
  const dueDates = readDueDates(pack, options);
  const { compiled, sheet, assessed } = assessAnswers(pack, answers);
  const { plan, measures, priorities, cautions, policy, policies } = compiled;
  const { asOf, solver, target, budget, horizon, atOnce, cost } = options;
  const levels = listLevelRequirements(plan).map(({ value }) => toNumber(value));
  if (target !== undefined && !levels.includes(target))
    throw new InvalidOption('target', `the pack has no level ${target}; it has ${levels.join(', ')}`);
  const [chosen] = policies;
  if (!chosen) return undefined;
  const secondsLeft = startClock(options);
  const highs = solver && loadedSolvers.get(solver);
  return recommendMeasures({
    ...{ plan, sheet, assessed, measures, priorities, cautions, policy, asOf, target, atOnce },
    stamp: stampOf(chosen),
    estimate: cost,
    tolerance: DEFAULT_TOLERANCE,
    solver: highs ? solverOf(highs, options.timeLimit === undefined ? undefined : secondsLeft) : solveInSteps,
    isOver: () => secondsLeft() <= 0,
    budget: budget === undefined ? null : fromNumber(budget),
    horizon: horizon === undefined ? null : fromNumber(horizon),
    due: dueDates,
    roadmap: true,
  });
}

/**
 * Reads the option `due`. Throws `InvalidOption` for an id that is neither a measure nor a gap of the pack, and for a
 * day before the plan begins.
 */
function readDueDates(pack: Pack, { asOf, due = {} }: RecommendOptions): readonly DueDate[] {
  const { measures = [], priorities = [] } = compiledPacks.get(pack) ?? {};
  const knownIds = [...priorities, ...measures].map(({ id }) => id);
  return Object.entries(due).map(([id, date]) => {
    if (!knownIds.includes(id)) throw new InvalidOption('due', `the pack has no gap and no measure "${id}"`);
    if (date < asOf) throw new InvalidOption('due', `${date} is before ${asOf}, the day of the plan`);
    return { id, date };
  });
}

/**
 * Returns a function that returns the seconds left until the time limit, and throws the signal's reason once the signal
 * is aborted.
 */
function startClock({ timeLimit, signal }: RecommendOptions): () => number {
  const start = timeLimit === undefined ? 0 : performance.now();
  const computeSecondsLeft = (): number => {
    if (signal?.aborted) throw signal.reason ?? new DOMException('This operation was aborted', 'AbortError');
    return timeLimit === undefined ? Number.POSITIVE_INFINITY : timeLimit - (performance.now() - start) / 1000;
  };
  computeSecondsLeft();
  return computeSecondsLeft;
}

function checkOptions(options: unknown, rules: Readonly<Record<string, OptionRule>>): void {
  const fault = findOptionFault(options, rules);
  if (fault) throw new InvalidOption(fault.option, fault.message);
}

interface AssessedAnswers {
  readonly compiled: CompiledPack;
  readonly sheet: AnswerSet;
  readonly assessed: Assessed;
}

function assessAnswers(pack: Pack, answers: Answers): AssessedAnswers {
  const compiledPack = compiledPacks.get(pack);
  if (!compiledPack) throw new TypeError('a pack comes from loadPack');
  const { plan, stamp } = compiledPack;
  const file = 'answers';
  const malformedParts = validateDocument('answers', answers, file, []);
  if (malformedParts.length > 0) throw new InvalidInput(malformedParts.map(describe));
  const { sheet, problems } = checkAnswers(plan, answers as StatedAnswers, { file, pack });
  if (problems.length > 0) throw new InvalidInput(problems.map(describe));
  return { compiled: compiledPack, sheet, assessed: assess(plan, sheet, stamp, __MATURA_VERSION__) };
}

function describe({ code, file, at, details }: FoundProblem): Problem {
  const { allowed } = details;
  return {
    ...{ code, message: problemInWords({ code, details }, englishProblems), file },
    ...('start' in at ? {} : { path: at }),
    ...(allowed ? { allowed } : {}),
  };
}

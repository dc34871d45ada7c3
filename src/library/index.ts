// The engine for programs: `import { loadPack, score, explain, recommend } from 'matura'`. The same core as the command,
// without effects: it reads no file, opens no connection, asks the clock only where a time limit is given, and runs in Node
// and in browsers.

import type { Highs } from 'highs';
import { openHighs, solverOf } from '../app/index.ts';
import { englishProblems, problemInWords } from '../i18n/index.ts';
import {
  didYouMean,
  type Explanation,
  type Problem as FoundProblem,
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
  levelRequirements,
} from '../scoring/index.ts';
import { DAY_RULE, findOptionFault, NAME_RULE, NUMBER_RULE, type OptionRule } from './options.ts';

declare const __MATURA_VERSION__: string;

export type { Explanation, Measures, Questionnaire, Recommendation, Result, Rubric };

/** The texts of a pack by their names in its folder: `questionnaire.yaml`, `rubric.yaml`, `measures.yaml`, `policies/ID.yaml`. */
export type PackTexts = Readonly<Record<string, string>>;

/** A pack ready to score with. */
export interface Pack {
  readonly id: string;
  readonly version: string;
  /** Over the texts of the pack; stands in every result. */
  readonly hash: string;
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  /** Null where the pack has no measures. */
  readonly measures: Measures | null;
  /** The id of the policy it was loaded with; null where there is none. */
  readonly policy: string | null;
}

/** An answer as JSON has it: the id of an option, a number, a yes or no. */
export type Value = string | number | boolean;

/** The statement to a fact or question: a value, several options, or a value with notes and evidence. */
export type Statement =
  | Value
  | readonly Value[]
  | {
      readonly value?: Value | readonly Value[];
      /** `unknown` is "don't know yet". */
      readonly state?: 'answered' | 'notApplicable' | 'unknown' | 'unanswered';
      readonly note?: string;
      readonly evidence?: readonly string[];
      /** The role, by id, of the person who gave the answer. */
      readonly by?: string;
      /** Whether it is to be looked at again. */
      readonly flagged?: boolean;
    };

/** The answers of one enterprise at one time, by the ids of the pack. What is absent is unanswered. */
export interface Answers {
  /** The pack they are for; another one is refused. */
  readonly pack?: string;
  readonly packVersion?: string;
  readonly facts?: Readonly<Record<string, Statement>>;
  readonly answers: Readonly<Record<string, Statement>>;
  /** The answers aimed at; what is not named stays as answered. */
  readonly targets?: Readonly<Record<string, Statement>>;
}

/** A problem of a pack or of answers. */
export interface Problem {
  /** As `matura rule` explains it. */
  readonly code: string;
  /** In English, without a full stop. */
  readonly message: string;
  /** The name of a text, or `answers`. */
  readonly file: string;
  /** From 1; absent for answers, which have a path instead. */
  readonly line?: number;
  readonly column?: number;
  /** The keys and positions that lead to the place in a document. */
  readonly path?: readonly (string | number)[];
  /** The allowed values, the nearest first. */
  readonly allowed?: readonly string[];
}

/** Thrown for a pack or answers with problems; its message tells the first. */
export class InvalidInput extends Error {
  override readonly name: string = 'InvalidInput';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const [first] = problems;
    const place = first && [first.file, first.line, first.column].filter((part) => part !== undefined).join(':');
    const moreText = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(`${place}: ${first?.message}${moreText}`);
    this.problems = problems;
  }
}

/** Thrown for an option that is unknown or cannot be used; its message names the option and what it accepts. */
export class InvalidOption extends RangeError {
  override readonly name: string = 'InvalidOption';
  /** The name of the option, such as `asOf`; `options` for all of them together. */
  readonly option: string;

  constructor(option: string, message: string) {
    super(`${option}: ${message}`);
    this.option = option;
  }
}

/** Finds the cheapest measures, proven; as `loadSolver` makes it. */
export interface Solver {
  readonly name: 'highs';
}

/** How measures and funding are looked for. */
export interface RecommendOptions {
  /** The day on which funding is judged, `YYYY-MM-DD`. */
  readonly asOf: string;
  /**
   * Without it, a smaller solver is used: it is slower, and may stop before it has proven that its result is the best.
   */
  readonly solver?: Solver;
  /** The level to reach; without it the next one, with a budget the highest it can pay for. */
  readonly target?: number;
  /** The maximum cost of the measures, in the currency of the catalogue. */
  readonly budget?: number;
  /** In so many months everything must be done. */
  readonly horizon?: number;
  /** By which day, `YYYY-MM-DD`, a measure must be done or a gap closed, by their ids; `due` of the result says if it is. */
  readonly due?: Readonly<Record<string, string>>;
  /** How many measures may run at the same time; default 3. */
  readonly atOnce?: number;
  /** The stated cost to minimise; default `high`. */
  readonly cost?: 'low' | 'mid' | 'high';
  /** Seconds. When they are over, the best found so far is returned, unproven. Without it the same answers give the same plan. */
  readonly timeLimit?: number;
  /**
   * Ends the work when it is aborted: `recommend` throws its reason. `recommend` is synchronous, so an AbortController of the
   * same thread counts only if it was aborted before. From another thread, share a flag: `{ get aborted() { … } }`.
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
 * Loads a pack from its texts, with the policy of an id, else the questionnaire's own. Rejects with `InvalidInput` where
 * anything is wrong with it, and with `InvalidOption` for an option it does not have.
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

/** Makes a solver of the bytes of `matura/highs.wasm`. Rejects with `InvalidOption` for other bytes. */
export async function loadSolver(wasm: ArrayBuffer | Uint8Array): Promise<Solver> {
  const solver: Solver = { name: 'highs' };
  try {
    loadedSolvers.set(solver, await openHighs(wasm as BufferSource));
  } catch (error) {
    throw new InvalidOption('wasm', `it is not the bytes of matura/highs.wasm (${String(error)})`);
  }
  return solver;
}

/** Scores answers: every score with its bounds, the level, what the next one lacks. Throws `InvalidInput` for wrong answers. */
export function score(pack: Pack, answers: Answers): Result {
  return assessAnswers(pack, answers).assessed.result;
}

/**
 * Explains a score, a list, a question or a fact down to the answers; without a name the level. Throws `InvalidInput` for
 * wrong answers and a RangeError for a name that the pack does not have.
 */
export function explain(pack: Pack, answers: Answers, name = 'level'): Explanation {
  const { compiled, sheet } = assessAnswers(pack, answers);
  const { plan, stamp } = compiled;
  const root = explainNode(plan, sheet, name);
  if (root) return { schemaVersion: 1, tool: __MATURA_VERSION__, pack: stamp, root };
  const names = [...plan.names.keys(), ...plan.scores.map((one) => one.name)];
  const suggestion = didYouMean(name, names);
  throw new RangeError(
    `there is no "${name}" in ${pack.id}${suggestion === undefined ? '' : `; did you mean "${suggestion}"?`}`,
  );
}

/**
 * The policy for the enterprise that answered: measures that reach the level, when, what they cost and who may pay; undefined
 * where the pack has no policy. Throws `InvalidInput` for wrong answers, `InvalidOption` for an option that cannot be used,
 * and the reason of a signal that is aborted.
 */
export function recommend(pack: Pack, answers: Answers, options: RecommendOptions): Recommendation | undefined {
  checkOptions(options, RECOMMEND_RULES);
  const dueDates = readDueDates(pack, options);
  const { compiled, sheet, assessed } = assessAnswers(pack, answers);
  const { plan, measures, priorities, cautions, policy, policies } = compiled;
  const { asOf, solver, target, budget, horizon, atOnce, cost } = options;
  const levels = levelRequirements(plan).map(({ value }) => toNumber(value));
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

/** Reads what is due. Throws `InvalidOption` for something that the pack does not have, and for a day before the plan. */
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
 * Returns a function that gives the seconds left of the time limit, and throws the reason of the signal once it is
 * aborted.
 */
function startClock({ timeLimit, signal }: RecommendOptions): () => number {
  const start = timeLimit === undefined ? 0 : performance.now();
  const secondsLeft = (): number => {
    if (signal?.aborted) throw signal.reason ?? new DOMException('This operation was aborted', 'AbortError');
    return timeLimit === undefined ? Number.POSITIVE_INFINITY : timeLimit - (performance.now() - start) / 1000;
  };
  secondsLeft();
  return secondsLeft;
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
  const compiled = compiledPacks.get(pack);
  if (!compiled) throw new TypeError('a pack comes from loadPack');
  const { plan, stamp } = compiled;
  const file = 'answers';
  const malformedParts = validateDocument('answers', answers, file, []);
  if (malformedParts.length > 0) throw new InvalidInput(malformedParts.map(describe));
  const { sheet, problems } = checkAnswers(plan, answers as StatedAnswers, { file, pack });
  if (problems.length > 0) throw new InvalidInput(problems.map(describe));
  return { compiled, sheet, assessed: assess(plan, sheet, stamp, __MATURA_VERSION__) };
}

function describe({ code, file, at, details }: FoundProblem): Problem {
  const { allowed } = details;
  return {
    ...{ code, message: problemInWords({ code, details }, englishProblems), file },
    ...('start' in at ? {} : { path: at }),
    ...(allowed ? { allowed } : {}),
  };
}

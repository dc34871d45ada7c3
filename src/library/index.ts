// The engine for programs: `import { loadPack, score, explain, recommend } from 'matura'`. The same core as the command,
// without effects: it reads no file, asks no clock, opens no connection, and runs in Node and in browsers.

import { solverOf } from '../app/index.ts';
import {
  didYouMean,
  type Explanation,
  type Problem as FoundProblem,
  fromNumber,
  type Measures,
  PROBLEMS,
  type Questionnaire,
  type Recommendation,
  type Result,
  type Rubric,
  type Answers as StatedAnswers,
} from '../model/index.ts';
import { type CompiledPack, compileTexts, locateProblems, stampOf, validateDocument } from '../pack/index.ts';
import { DEFAULT_TOLERANCE, type Solver as ProgramSolver, recommend as recommendMeasures } from '../policy/index.ts';
import { type AnswerSet, type Assessed, assess, checkAnswers, explain as explainNode } from '../scoring/index.ts';

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

/** What is stated to a fact or a question: a value, several options, or a value with what goes with it. */
export type Statement =
  | Value
  | readonly Value[]
  | {
      readonly value?: Value | readonly Value[];
      /** `unknown` is "don't know yet". */
      readonly state?: 'answered' | 'notApplicable' | 'unknown' | 'unanswered';
      readonly note?: string;
      readonly evidence?: readonly string[];
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

/** What is wrong with a pack or with answers. */
export interface Problem {
  /** As `matura rule` explains it. */
  readonly code: string;
  /** In English, without a full stop. */
  readonly message: string;
  /** The name of a text, or `answers`. */
  readonly file: string;
  /** From 1; those of answers are absent, since they have a path. */
  readonly line?: number;
  readonly column?: number;
  /** The keys and positions that lead to the place in a document. */
  readonly path?: readonly (string | number)[];
  /** What may stand there, the nearest first. */
  readonly allowed?: readonly string[];
}

/** Thrown for a pack or answers with problems; its message tells the first. */
export class InvalidInput extends Error {
  override readonly name: string = 'InvalidInput';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const [first] = problems;
    const place = first && [first.file, first.line, first.column].filter((part) => part !== undefined).join(':');
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(`${place}: ${first?.message}${more}`);
    this.problems = problems;
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
  /** Without it the best is searched for, which takes longer and may end unproven. */
  readonly solver?: Solver;
  /** The level to reach; without it the next one, with a budget the highest it can pay for. */
  readonly target?: number;
  /** What the measures may cost at most, in the currency of the catalogue. */
  readonly budget?: number;
  /** In so many months everything must be done. */
  readonly horizon?: number;
  /** How many measures may run at the same time; default 3. */
  readonly atOnce?: number;
  /** Which stated cost is to be least; default `high`. */
  readonly cost?: 'low' | 'mid' | 'high';
}

const compiledPacks = new WeakMap<Pack, CompiledPack>();
const programSolvers = new WeakMap<Solver, ProgramSolver>();

/**
 * Loads a pack from its texts, with the policy of an id, else the questionnaire's own. Rejects with `InvalidInput` where
 * anything is wrong with it.
 */
export async function loadPack(texts: PackTexts, options: { readonly policy?: string } = {}): Promise<Pack> {
  const { compiled, problems, sources } = await compileTexts(texts, options.policy);
  if (!compiled || problems.length > 0) {
    const located = await locateProblems(problems, sources);
    throw new InvalidInput(located.map(({ line, column, ...found }) => ({ ...describe(found), line, column })));
  }
  const { pack, policies } = compiled;
  const loaded: Pack = {
    id: pack.id,
    version: pack.version,
    hash: pack.hash,
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    measures: pack.measures?.document ?? null,
    policy: policies[0]?.id ?? null,
  };
  compiledPacks.set(loaded, compiled);
  return loaded;
}

/** Makes a solver of the bytes of `matura/highs.wasm`. */
export async function loadSolver(wasm: ArrayBuffer | Uint8Array): Promise<Solver> {
  const { default: loaded } = await import('highs');
  // The package's types take its module for CommonJS; what is imported is the function itself.
  const loadHighs = loaded as unknown as typeof loaded.default;
  const solver: Solver = { name: 'highs' };
  programSolvers.set(solver, solverOf(await loadHighs({ wasmBinary: wasm })));
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
  const near = didYouMean(name, names);
  throw new RangeError(`there is no "${name}" in ${pack.id}${near === undefined ? '' : `; did you mean "${near}"?`}`);
}

/**
 * The policy for the enterprise that answered: measures that reach the level, when, what they cost and who may pay; undefined
 * where the pack has no policy. Throws `InvalidInput` for wrong answers and a RangeError for a target that is no level.
 */
export function recommend(pack: Pack, answers: Answers, options: RecommendOptions): Recommendation | undefined {
  const { compiled, sheet, assessed } = assessAnswers(pack, answers);
  const { plan, measures, priorities, policy, policies } = compiled;
  const [chosen] = policies;
  if (!chosen) return undefined;
  const { asOf, solver, target, budget, horizon, atOnce, cost } = options;
  return recommendMeasures({
    ...{ plan, sheet, assessed, measures, priorities, policy, asOf, target, atOnce },
    stamp: stampOf(chosen),
    estimate: cost,
    tolerance: DEFAULT_TOLERANCE,
    solver: solver && programSolvers.get(solver),
    budget: budget === undefined ? null : fromNumber(budget),
    horizon: horizon === undefined ? null : fromNumber(horizon),
    roadmap: true,
  });
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
  const malformed = validateDocument('answers', answers, file, []);
  if (malformed.length > 0) throw new InvalidInput(malformed.map(describe));
  const { sheet, problems } = checkAnswers(plan, answers as StatedAnswers, { file, pack });
  if (problems.length > 0) throw new InvalidInput(problems.map(describe));
  return { compiled, sheet, assessed: assess(plan, sheet, stamp, __MATURA_VERSION__) };
}

function describe({ code, file, at, details }: FoundProblem): Problem {
  const { allowed } = details;
  return {
    ...{ code, message: PROBLEMS[code].message(details), file },
    ...('start' in at ? {} : { path: at }),
    ...(allowed ? { allowed } : {}),
  };
}

import { plainValue } from '../condition/unmet.ts';
import type { Expectation, Recommendation, Result, TestCase } from '../model/generated/types.ts';
import type { Path, Problem } from '../model/problem.ts';
import { checkAnswers, findRefused } from '../scoring/answers.ts';
import type { Plan } from '../scoring/plan.ts';
import { type Assessed, assess } from '../scoring/result.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { type CaseSource, completeCase } from './cases.ts';
import { compareOutcome, compareSets, compareUnmet, type Differ, type Mismatch, plainText } from './mismatch.ts';

/** How a case ran: its mismatches, none when it passed. */
export interface CaseRun {
  readonly id: string;
  readonly file: string;
  /** Its place in the file. */
  readonly at: Path;
  readonly origin: NonNullable<TestCase['origin']>;
  readonly why?: string;
  readonly mismatches: readonly Mismatch[];
  /** What it came to; null where its answers are refused or have no base. */
  readonly trace: CaseTrace | null;
}

/** What the answers of a case came to. */
export interface CaseTrace {
  readonly plan: Plan;
  readonly sheet: Sheet;
  /** With the answers aimed at in place of those given; null where none are stated. */
  readonly targets: Sheet | null;
  readonly assessed: Assessed;
  readonly recommendation?: Recommendation;
}

/** What a case is run against. */
export interface CaseContext {
  readonly plan: Plan;
  readonly pack: Result['pack'];
  /** Recommends for a sheet as of a day; absent where the pack has no measures or no policy. */
  readonly recommend?: (sheet: Sheet, assessed: Assessed, asOf: string) => Recommendation | undefined;
  /** Whether a case that only names a policy is recommended for too, so that it is seen what that touches. */
  readonly recommendWherePolicy?: boolean;
}

const NO_DAY = '1970-01-01';

/** Runs one case: its answers checked, scored and, where it expects that, recommended for. */
export function runCase(
  { file, at, testCase }: CaseSource,
  cases: ReadonlyMap<string, CaseSource>,
  context: CaseContext,
): CaseRun {
  const mismatches: Mismatch[] = [];
  const differ: Differ = (mismatch) => mismatches.push(mismatch);
  const { id, origin = 'derived', why, expect } = testCase;
  const run = { id, file, at, origin, ...(why === undefined ? {} : { why }), mismatches };
  const statements = completeCase(testCase, cases);
  if (!statements) {
    differ({ what: 'base', at: ['base'], expected: testCase.base, got: null });
    return { ...run, trace: null };
  }
  const { plan } = context;
  const { sheet, targets, problems } = checkAnswers(plan, statements, { file, withoutRequired: true });
  const assessed = assess(plan, sheet, context.pack, 'test', targets);
  const refused = problems.length > 0 ? problems : findRefused(statements, assessed.evaluation.refused, file);
  if (refused.length > 0 || expect.refused !== undefined) {
    compareRefusal(expect, refused, differ);
    return { ...run, trace: null };
  }
  compareResult(expect, assessed, plan, differ);
  const { track, measures, roadmap, instruments } = expect;
  const isAsked = track !== undefined || Boolean(measures ?? roadmap ?? instruments);
  const seen = isAsked || (context.recommendWherePolicy && testCase.policy !== undefined);
  const recommendation = seen ? context.recommend?.(sheet, assessed, testCase.asOf ?? NO_DAY) : undefined;
  if (isAsked) {
    if (recommendation) compareRecommendation(expect, recommendation, differ);
    else differ({ what: 'policy', at: ['expect'], expected: 'a policy', got: null });
  }
  return { ...run, trace: { plan, sheet, targets, assessed, ...(recommendation ? { recommendation } : {}) } };
}

function compareRefusal(expect: Expectation, problems: readonly Problem[], differ: Differ): void {
  const codes = problems.map(({ code }) => code as string);
  if (expect.refused === undefined) {
    const first = problems[0];
    const got = first ? { refused: first.code, at: first.at, ...first.details } : null;
    differ({ what: 'answers', at: ['expect'], expected: 'accepted', got });
    return;
  }
  if (codes.includes(expect.refused)) return;
  const head = { what: 'refused', at: ['expect', 'refused'], expected: expect.refused };
  differ(codes.length === 0 ? { ...head, got: 'accepted' } : { ...head, got: codes, instead: codes[0] });
}

function compareResult(expect: Expectation, { result, evaluation }: Assessed, plan: Plan, differ: Differ): void {
  const { tolerance = 0 } = expect;
  const scoreOf = (name: string) => (Object.hasOwn(result.scores, name) ? result.scores[name] : undefined);
  for (const [name, wanted] of Object.entries(expect.scores ?? {})) {
    compareOutcome(['expect', 'scores', name], wanted, scoreOf(name), tolerance, differ);
  }
  if (expect.level !== undefined) compareOutcome(['expect', 'level'], expect.level, result.level, 0, differ);
  for (const [name, wanted] of Object.entries(expect.targets ?? {})) {
    const score = name === 'level' ? result.level : scoreOf(name);
    const value = score?.target === undefined ? {} : { value: score.target };
    const got = score && { ...value, lowest: null, highest: null };
    compareOutcome(['expect', 'targets', name], wanted, got, tolerance, differ);
  }
  for (const group of ['facts', 'answers'] as const) {
    for (const [name, text] of Object.entries(expect[group] ?? {})) {
      const [what, at] = [`${group}.${name}`, ['expect', group, name]];
      const node = plan.names.get(name)?.node;
      if (node === undefined) {
        differ({ what, at, expected: text, got: undefined });
        continue;
      }
      const value = plainText(plainValue(evaluation.values[node] as never));
      const got = Array.isArray(value) ? value.join(', ') : value;
      if (got !== text) differ({ what, at, expected: text, got, instead: got });
    }
  }
  if (expect.unmet) compareUnmet(expect.unmet, result.level?.next?.unmet ?? [], tolerance, differ);
  if (expect.warnings) {
    const codes = result.warnings.map(({ code }) => code);
    compareSets(['expect', 'warnings'], expect.warnings, codes, differ);
  }
}

function compareRecommendation(expect: Expectation, got: Recommendation, differ: Differ): void {
  const { track, measures: wanted = [], roadmap, instruments = {} } = expect;
  if (track !== undefined && got.track.id !== track) {
    const { id } = got.track;
    const head = { what: 'track', at: ['expect', 'track'], expected: track };
    differ(id === undefined ? { ...head, got: got.track.truth } : { ...head, got: id, instead: id });
  }
  const measures = got.measures.map(({ id }) => id);
  const missing = wanted.filter((id) => !measures.includes(id));
  if (missing.length > 0) {
    const kept = wanted.filter((id) => measures.includes(id));
    const instead = kept.length > 0 ? kept : measures;
    differ({ what: 'measures', at: ['expect', 'measures'], expected: missing, got: measures, instead });
  }
  if (roadmap && roadmap.join('\n') !== measures.join('\n')) {
    differ({ what: 'roadmap', at: ['expect', 'roadmap'], expected: roadmap, got: measures, instead: measures });
  }
  for (const [id, verdict] of Object.entries(instruments)) {
    const found = got.instruments.find((instrument) => instrument.id === id);
    if (found?.verdict === verdict) continue;
    const head = { what: `instruments.${id}`, at: ['expect', 'instruments', id], expected: verdict };
    differ(found ? { ...head, got: found.verdict, instead: found.verdict } : { ...head, got: undefined });
  }
}

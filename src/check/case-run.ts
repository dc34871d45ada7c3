import { plainValue } from '../condition/unmet.ts';
import type { Expectation, Recommendation, Result } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import { compare, fromNumber, subtract } from '../model/rational.ts';
import { checkAnswers } from '../scoring/answers.ts';
import type { Plan } from '../scoring/plan.ts';
import { type Assessed, assess } from '../scoring/result.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { type CaseSource, completeCase } from './cases.ts';

/** One expectation of a case that is not met. */
export interface Mismatch {
  /** What was compared, as in `scores.total`. */
  readonly what: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** How a case ran: its mismatches, none when it passed. */
export interface CaseRun {
  readonly id: string;
  readonly file: string;
  readonly mismatches: readonly Mismatch[];
}

/** What a case is run against. */
export interface CaseContext {
  readonly plan: Plan;
  readonly pack: Result['pack'];
  /** Recommends for a sheet as of a day; absent where the pack has no measures or no policy. */
  readonly recommend?: (sheet: Sheet, assessed: Assessed, asOf: string) => Recommendation | undefined;
}

/** Runs one case: its answers checked, scored and, where it expects that, recommended for. */
export function runCase(
  { file, testCase }: CaseSource,
  cases: ReadonlyMap<string, CaseSource>,
  context: CaseContext,
): CaseRun {
  const mismatches: Mismatch[] = [];
  const differ = (what: string, expected: unknown, got: unknown): void => {
    mismatches.push({ what, expected, got });
  };
  const run = { id: testCase.id, file, mismatches };
  const statements = completeCase(testCase, cases);
  if (!statements) {
    differ('base', testCase.base, null);
    return run;
  }
  const { expect } = testCase;
  const { sheet, problems } = checkAnswers(context.plan, statements, { file, withoutRequired: true });
  if (problems.length > 0 || expect.refused !== undefined) {
    compareRefusal(expect, problems, differ);
    return run;
  }
  const assessed = assess(context.plan, sheet, context.pack, 'test');
  compareResult(expect, assessed, context.plan, differ);
  if (expect.track !== undefined || expect.measures || expect.instruments) {
    const asOf = testCase.asOf ?? '1970-01-01';
    const recommendation = context.recommend?.(sheet, assessed, asOf);
    if (!recommendation) differ('policy', 'a policy', null);
    else compareRecommendation(expect, recommendation, differ);
  }
  return run;
}

type Differ = (what: string, expected: unknown, got: unknown) => void;

function compareRefusal(expect: Expectation, problems: readonly Problem[], differ: Differ): void {
  const codes = problems.map(({ code }) => code as string);
  if (expect.refused === undefined) {
    const first = problems[0];
    differ('answers', 'accepted', first ? { refused: first.code, at: first.at, ...first.details } : null);
  } else if (!codes.includes(expect.refused))
    differ('refused', expect.refused, codes.length === 0 ? 'accepted' : codes);
}

function compareResult(expect: Expectation, { result, evaluation }: Assessed, plan: Plan, differ: Differ): void {
  for (const [name, wanted] of Object.entries(expect.scores ?? {})) {
    const got = Object.hasOwn(result.scores, name) ? result.scores[name] : undefined;
    compareScore(`scores.${name}`, wanted, got, expect.tolerance ?? 0, differ);
  }
  if (expect.level !== undefined) compareScore('level', expect.level, result.level, 0, differ);
  for (const [group, wanted] of [
    ['facts', expect.facts],
    ['answers', expect.answers],
  ] as const) {
    for (const [name, text] of Object.entries(wanted ?? {})) {
      const node = plan.names.get(name)?.node;
      const value = node === undefined ? undefined : plainValue(evaluation.values[node] as never);
      const got =
        value === undefined ? 'open' : value === null ? null : Array.isArray(value) ? value.join(', ') : String(value);
      if (node === undefined) differ(`${group}.${name}`, text, 'no such name');
      else if (got !== text) differ(`${group}.${name}`, text, got);
    }
  }
  if (expect.unmet) compareSets('unmet', expect.unmet, result.level?.next?.unmet.map(({ name }) => name) ?? [], differ);
  if (expect.warnings)
    compareSets(
      'warnings',
      expect.warnings,
      result.warnings.map(({ code }) => code),
      differ,
    );
}

type Scored = { value?: number | string | null; lowest: number | null; highest: number | null };
type Wanted = number | string | null | { lowest: number | null; highest: number | null };

function compareScore(what: string, wanted: Wanted, got: Scored | undefined, tolerance: number, differ: Differ): void {
  if (!got) {
    differ(what, wanted, 'no such score');
    return;
  }
  const open = { lowest: got.lowest, highest: got.highest };
  if (wanted !== null && typeof wanted === 'object') {
    if (wanted.lowest !== got.lowest || wanted.highest !== got.highest) differ(what, wanted, open);
  } else if (wanted === 'open') {
    if (got.value !== undefined) differ(what, wanted, got.value);
  } else if (got.value === undefined || !isWithin(wanted, got.value, tolerance))
    differ(what, wanted, got.value === undefined ? open : got.value);
}

function isWithin(wanted: number | string | null, got: number | string | null, tolerance: number): boolean {
  if (typeof wanted !== 'number' || typeof got !== 'number') return wanted === got;
  const distance = subtract(fromNumber(wanted), fromNumber(got));
  return compare(distance.n < 0n ? { n: -distance.n, d: distance.d } : distance, fromNumber(tolerance)) <= 0;
}

function compareSets(what: string, wanted: readonly string[], got: readonly string[], differ: Differ): void {
  const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
  if (sorted(wanted).join('\n') !== sorted(got).join('\n')) differ(what, sorted(wanted), sorted(got));
}

function compareRecommendation(expect: Expectation, got: Recommendation, differ: Differ): void {
  if (expect.track !== undefined && got.track.id !== expect.track)
    differ('track', expect.track, got.track.id ?? got.track.truth);
  const measures = got.measures.map(({ id }) => id);
  for (const id of expect.measures ?? []) if (!measures.includes(id)) differ('measures', id, measures);
  for (const [id, verdict] of Object.entries(expect.instruments ?? {})) {
    const found = got.instruments.find((instrument) => instrument.id === id);
    if (found?.verdict !== verdict) differ(`instruments.${id}`, verdict, found?.verdict ?? 'no such instrument');
  }
}

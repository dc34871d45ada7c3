import { type CoverageDocuments, placeOf } from '../../check/coverage/places.ts';
import { type Coverage, measureCoverage, missingFor, percentOf } from '../../check/coverage.ts';
import { explainMismatch } from '../../check/reason.ts';
import type { Path } from '../../model/problem.ts';
import { findLine } from '../../pack/locate.ts';
import type { Sources } from '../../pack/source.ts';
import type { CoverageReport } from '../../report/cases/coverage.ts';
import type { Failure } from '../../report/cases/failure.ts';
import type { PackTest } from '../../report/cases.ts';
import { type TestedPack, tracesBySettled } from './pack-test.ts';

/** What of the coverage is wanted. */
export interface CoverageOptions {
  /** Whether what is untouched is listed. */
  readonly coverage?: boolean;
  /** Per cent that must be covered. */
  readonly minCoverage?: number;
}

/** What the report of a tested pack is made from. */
export async function describePack(tested: TestedPack, options: CoverageOptions): Promise<PackTest> {
  const { pack, runs } = tested;
  const failed = runs.filter(({ run }) => run.mismatches.length > 0);
  const counted = options.coverage || options.minCoverage !== undefined;
  return {
    pack: { id: pack.id, version: pack.version },
    runs: runs.map(({ run }) => run),
    failures: await Promise.all(failed.map((one) => describeFailure(one, tested.sources))),
    ...(counted ? { coverage: await describeCoverage(tested, options) } : {}),
    languages: pack.questionnaire.document.languages,
    titles: pack.rubric.document.titles,
  };
}

async function describeFailure(
  { run, settled: { plan } }: TestedPack['runs'][number],
  sources: Sources,
): Promise<Failure> {
  const mismatches = run.mismatches.map(async (mismatch) => ({
    mismatch,
    line: await lineOf(sources, run.file, [...run.at, ...mismatch.at]),
    reason: run.trace ? explainMismatch(run.trace, mismatch) : undefined,
  }));
  return { run, plan, mismatches: await Promise.all(mismatches) };
}

async function describeCoverage(tested: TestedPack, options: CoverageOptions): Promise<CoverageReport> {
  const { own, pack, sources } = tested;
  const traces = tracesBySettled(tested);
  const coverage = measureCoverage(
    [...traces].map(([{ plan, measures, policy }, some]) => ({
      plan,
      measures,
      instruments: policy.instruments,
      traces: some,
    })),
  );
  const policies = [...new Map([...traces.keys()].flatMap((one) => one.policies).map((one) => [one.id, one])).values()];
  const documents = { questionnaire: pack.questionnaire, rubric: pack.rubric, measures: pack.measures, policies };
  const items = missingFor(options.minCoverage ?? 0, coverage.total);
  return {
    ...coverage,
    plan: own.plan,
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
    places: options.coverage ? await placesOf(coverage, documents, sources) : [],
    listed: options.coverage ?? false,
    ...(items > 0 ? { short: { asked: options.minCoverage ?? 0, items } } : {}),
  };
}

async function placesOf(
  { untouched }: Coverage,
  documents: CoverageDocuments,
  sources: Sources,
): Promise<(string | undefined)[]> {
  return Promise.all(
    untouched.map(async (item) => {
      const place = placeOf(item, documents);
      return place && `${place.file}:${await lineOf(sources, place.file, place.at)}`;
    }),
  );
}

async function lineOf(sources: Sources, file: string, at: Path): Promise<number> {
  const source = sources.get(file);
  return source ? findLine(source, at) : 1;
}

/** A tested pack for machines; numbers are full values, not rounded ones. */
export function packAsJson({ pack, runs, failures, coverage }: PackTest): object {
  const failureOf = new Map(failures.map((failure) => [failure.run, failure]));
  return {
    pack,
    runs: runs.map((run) => {
      const { id, file, origin, why } = run;
      const mismatches = (failureOf.get(run)?.mismatches ?? []).map(({ mismatch, line, reason }) => {
        const { what, expected, got, difference } = mismatch;
        const { members, lacking, instrument } = reason ?? {};
        const counted = members?.map(({ node, contribution }) => ({
          name: node.name,
          value: node.value,
          contribution,
        }));
        const because = {
          ...(counted && counted.length > 0 ? { members: counted } : {}),
          ...(lacking ? { lacking } : {}),
          ...(instrument ? { instrument } : {}),
        };
        // JSON has no word for what is not there.
        return { what, line, expected, got: got === undefined ? null : got, difference, because };
      });
      return { id, file, origin, why, mismatches };
    }),
    ...(coverage ? { coverage: coverageAsJson(coverage) } : {}),
  };
}

function coverageAsJson({ kinds, total, untouched, places, listed, short }: CoverageReport): object {
  return {
    kinds: kinds.map((kind) => ({ ...kind, percent: percentOf(kind) })),
    total: { ...total, percent: percentOf(total) },
    ...(listed ? { untouched: untouched.map((item, i) => ({ ...item, place: places[i] })) } : {}),
    ...(short ? { short } : {}),
  };
}

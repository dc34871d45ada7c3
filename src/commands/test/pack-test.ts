import { type CaseRun, type CaseTrace, runCase } from '../../check/case-run.ts';
import { type CaseSource, collectCases } from '../../check/cases.ts';
import type { Problem } from '../../model/problem.ts';
import { type LoadedPack, loadCases, loadPackFolder } from '../../pack/load.ts';
import type { Sources } from '../../pack/source.ts';
import type { Solver } from '../../policy/roadmap/program.ts';
import type { World } from '../../world.ts';
import { adviseOn } from '../steps/advise.ts';
import { solverFor } from '../steps/load-solver.ts';
import { refuseProblems } from '../steps/refuse.ts';
import type { Settled } from '../steps/settle.ts';
import { type SettledWith, settlerOf } from '../steps/settle-each.ts';

/** Which cases are run, and how. */
export interface RunOptions {
  readonly packs?: string[];
  readonly color?: boolean;
  /** Only cases whose id contains it. */
  readonly filter?: string;
  /** Whether cases that only name a policy are recommended for, too. */
  readonly coverage?: boolean;
}

/** The cases of one pack, run. */
export interface TestedPack {
  readonly pack: LoadedPack;
  readonly sources: Sources;
  readonly runs: readonly { readonly run: CaseRun; readonly source: CaseSource; readonly settled: Settled }[];
  /** The pack with its own policy. */
  readonly own: Settled;
}

/** Runs the cases of the pack in a folder; with problems in it or them they are shown, and a `Refusal` is thrown. */
export async function testPack(world: World, folder: string, options: RunOptions): Promise<TestedPack> {
  const refuse = (pack: LoadedPack | null, problems: readonly Problem[], sources: Sources): Promise<never> =>
    refuseProblems(world, problems, sources, {
      what: `the cases of ${pack?.id ?? folder} cannot be run`,
      ...(options.color === undefined ? {} : { color: options.color }),
    });
  const { pack, problems, sources: documents } = await loadPackFolder(world, folder);
  if (!pack || problems.length > 0) return refuse(pack, problems, documents);
  const loaded = await loadCases(world, pack);
  const { cases, problems: twice } = collectCases(loaded.cases);
  const broken = [...loaded.problems, ...twice];
  if (broken.length > 0) return refuse(pack, broken, loaded.sources);
  const sources = new Map([...documents, ...loaded.sources]);
  const settle = settlerOf(world, pack, options.packs ?? []);
  const open = async (policy: string | undefined): Promise<SettledWith['settled']> => {
    const { settled, problems: wrong, sources: more } = await settle(policy);
    if (wrong.length > 0) return refuse(pack, wrong, new Map([...documents, ...more]));
    for (const [file, source] of more) sources.set(file, source);
    return settled;
  };
  let solver: Solver | null = null;
  const runs: { run: CaseRun; source: CaseSource; settled: Settled }[] = [];
  for (const source of cases.values()) {
    if (!source.testCase.id.includes(options.filter ?? '')) continue;
    const settled = await open(source.testCase.policy);
    solver ??= await solverFor(world, settled);
    const run = runCase(source, cases, {
      plan: settled.plan,
      pack: settled.stamp,
      recommend: (sheet, assessed, asOf) => adviseOn(settled, sheet, assessed, asOf, { solver }),
      recommendWherePolicy: options.coverage ?? false,
    });
    runs.push({ run, source, settled });
  }
  return { pack, sources, runs, own: await open(undefined) };
}

/** What the cases came to under each policy, that of the pack first. */
export function tracesBySettled({ own, runs }: TestedPack): ReadonlyMap<Settled, readonly CaseTrace[]> {
  const traces = new Map<Settled, CaseTrace[]>([[own, []]]);
  for (const { run, settled } of runs) {
    const some = traces.get(settled) ?? [];
    if (run.trace) some.push(run.trace);
    traces.set(settled, some);
  }
  return traces;
}

import { type GroupSource, joinAll } from './build-groups.ts';
import type { Overlap, StageFigures } from './figures/stages.ts';
import type { Grouping } from './grouping.ts';
import type { Portfolio } from './portfolio.ts';
import { concealOverlaps, concealStage } from './protection/conceal.ts';
import { createLedger, type Ledger } from './protection/ledger.ts';
import { slotMembers } from './protection/slots.ts';
import { findGone, findOverlaps } from './protection/totals.ts';
import { concealTrends } from './protection/trends.ts';
import type { CompiledStage } from './stages/compile.ts';
import { HOLDS } from './stages/reach.ts';

type Source = Omit<GroupSource, 'gone'>;

/**
 * Stages, then packs, of which not even the total may be shown, whatever the groups. What a stage reads must not be what
 * groups go by: its total would be that of a group.
 */
export function guardTotals(
  source: Source,
  { by, stages }: { readonly by: readonly (readonly string[])[]; readonly stages: readonly CompiledStage[] },
  least: number,
): boolean[] {
  const facts = by.flat().flatMap((name) => [name, `${name}.stated`]);
  const given = [
    ...stages.map(({ reads }) => reads.some((name) => facts.includes(name))),
    ...source.packs.map(() => false),
  ];
  return findGone(joinAll(allOf(source), { ...source, gone: [] }), stages.length, least, given);
}

/** Stages and overlaps without what gives few away, and the ledger in which all other figures of all are entered. */
export function concealTotals(
  source: GroupSource,
  stages: readonly StageFigures[],
  overlaps: readonly Overlap[],
  least: number,
): { readonly ledger: Ledger } & Pick<Portfolio, 'stages' | 'overlaps'> {
  const { isIn, counting, packs, reaches, gone } = source;
  const pairs = findOverlaps(joinAll(allOf(source), source), stages.length, least, gone);
  const reached = reaches.map(({ truth }) => truth.map((one) => (one === HOLDS ? 1 : 0)));
  const both = pairs.map(([one, other]) =>
    (reached[one] as Uint8Array).map((bit, i) => bit & (reached[other]?.[i] ?? 0)),
  );
  const slots = slotMembers(packs, counting, (p) => gone[stages.length + p] ?? false);
  const sets = [...reached.filter((_, s) => !gone[s]), ...both];
  const ledger = createLedger({ isIn, ...slots, sets }, least);
  const trends = concealTrends(stages, reaches, { gone, isIn, least, ledger });
  const names = new Set(pairs.map((pair) => pair.map((s) => stages[s]?.id).join()));
  return {
    ledger,
    stages: stages.map((stage, s) => concealStage(stage, trends[s] as (typeof trends)[0], gone[s] ?? false)),
    overlaps: concealOverlaps(overlaps, (pair) => names.has(pair.join())),
  };
}

/** All as one group. */
function allOf({ roster }: Source): Grouping {
  return { by: [], groupOf: new Uint32Array(roster.size), groups: [[]] };
}

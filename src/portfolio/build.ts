import { buildGroups, type GroupSource } from './build-groups.ts';
import { buildPack } from './build-packs.ts';
import { countingOf, type LevelOf } from './counting.ts';
import type { PeerRanking } from './figures/peers.ts';
import { overlapsOf, type StageFigures, stageFigures } from './figures/stages.ts';
import type { PackKnowledge } from './pack-knowledge.ts';
import { partByPack } from './pack-partition.ts';
import type { Portfolio } from './portfolio.ts';
import { concealCount, concealOverlaps, concealPack, concealStage } from './protection/conceal.ts';
import type { Roster } from './roster.ts';
import type { CompiledStage } from './stages/compile.ts';
import { reachStage } from './stages/reach.ts';

/** What a portfolio is made from besides its members. */
export interface PortfolioRequest {
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly levelOf: LevelOf;
  /** Groupings, each by one fact or several crossed. */
  readonly by: readonly (readonly string[])[];
  readonly stages: readonly CompiledStage[];
  /** The pack of assessments that state none. */
  readonly pack: string | undefined;
  readonly findPack: (id: string | null) => PackKnowledge | undefined;
  /** Whether the quality of questions is worked out. */
  readonly questions: boolean;
  /** The least count that is shown; null shows all. */
  readonly minCell: number | null;
  readonly unreadable: number;
}

/** Works out all figures. Peers are ranked afterwards, for their own figure is one of these. */
export function buildPortfolio(roster: Roster, request: PortfolioRequest): Portfolio {
  const { asOf, levelOf, minCell } = request;
  const least = minCell ?? 0;
  const isIn = scopeOf(roster);
  const size = isIn.reduce((sum, one) => sum + one, 0);
  const counting = countingOf(roster, levelOf);
  const { parts, packOf } = partByPack(roster, counting, isIn, request.pack);
  const isSampled = roster.registrySize !== null;
  const packs = parts.map((part) =>
    buildPack(part, {
      roster,
      counting,
      packOf,
      find: request.findPack,
      scope: size,
      isSampled,
      questions: request.questions,
      minCell,
    }),
  );
  const reaches = request.stages.map((stage) => reachStage(roster, stage));
  const groups = buildTables(request.by, { roster, counting, isIn, packs, reaches, isSampled, minCell, gone: [] });
  const stages = request.stages.map((stage, at) =>
    stageFigures(stage, reaches[at] as (typeof reaches)[0], { isIn, size, asOf }),
  );
  const isGone = stages.map((stage, at) => isTooSmall(stage, size, least) || groups.some(({ gone }) => gone[at]));
  const overlaps = overlapsOf(
    request.stages.map(({ stage }) => stage.id),
    reaches,
    isIn,
  );
  const goneIds = stages.flatMap(({ id }, at) => (isGone[at] ? [id] : []));
  const outside = roster.size - size;
  const shownOutside = concealCount(outside, least);
  return {
    schemaVersion: 1,
    asOf,
    minCell,
    // How many rows there were, less those in scope, would be those outside.
    sources: roster.sources.map((source, at) => ({
      ...source,
      read: shownOutside === null ? null : (roster.intake.read[at] ?? 0),
    })),
    leftOut: {
      older: roster.intake.older,
      sameDay: roster.intake.sameDay,
      registeredTwice: roster.intake.registeredTwice,
      unreadable: request.unreadable,
    },
    enterprises: size,
    registry: isSampled ? { outside: shownOutside } : null,
    levelOf,
    stages: stages.map((stage, at) =>
      minCell === null ? stage : concealStage(stage, size, isGone[at] ?? false, least),
    ),
    overlaps: minCell === null ? overlaps : concealOverlaps(overlaps, size, new Set(goneIds), least),
    packs: packs.map(({ figures }, p) => {
      const isPackGone = groups.some(({ gone }) => gone[reaches.length + p]);
      return minCell === null ? figures : concealPack(figures, size, isPackGone, minCell);
    }),
    groups: groups.map(({ table }) => table),
    peers: [],
  };
}

/** The tables of all groupings: what one of them may not show even as a total, none may. */
function buildTables(by: PortfolioRequest['by'], source: GroupSource): ReturnType<typeof buildGroups>[] {
  const tables = by.map((terms) => buildGroups(terms, source));
  const gone = (tables[0]?.gone ?? []).map((_, p) => tables.some((table) => table.gone[p]));
  const isSettled = tables.every((table) => gone.every((isGone, p) => isGone === table.gone[p]));
  return isSettled ? tables : buildTables(by, { ...source, gone });
}

/** The same with rankings among peers. */
export function withPeers(portfolio: Portfolio, peers: readonly PeerRanking[]): Portfolio {
  return { ...portfolio, peers };
}

/** 1 for those the registry lists; for all where there is none. */
function scopeOf({ registrySize, registered, size }: Roster): Uint8Array {
  if (registrySize === null) return new Uint8Array(size).fill(1);
  return Uint8Array.from(registered.subarray(0, size));
}

function isTooSmall({ holds }: StageFigures, size: number, least: number): boolean {
  return concealCount(holds, least) === null || concealCount(size - holds, least) === null;
}

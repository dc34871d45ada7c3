import { buildGroups, type GroupSource } from './build-groups.ts';
import { buildPack, countPack } from './build-packs.ts';
import { concealTotals, guardTotals } from './build-totals.ts';
import { countingOf, type LevelOf } from './counting.ts';
import type { PeerRanking } from './figures/peers.ts';
import { overlapsOf, stageFigures } from './figures/stages.ts';
import type { PackKnowledge } from './pack-knowledge.ts';
import { partByPack } from './pack-partition.ts';
import type { Portfolio } from './portfolio.ts';
import { OPEN_LEDGER } from './protection/ledger.ts';
import { concealCount } from './protection/small.ts';
import type { Roster } from './roster.ts';
import type { CompiledStage } from './stages/compile.ts';
import { reachStage } from './stages/reach.ts';
import { findNeverStated } from './stages/variables.ts';

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
  const isIn = scopeOf(roster);
  const size = isIn.reduce((sum, one) => sum + one, 0);
  const counting = countingOf(roster, levelOf);
  const { parts, packOf } = partByPack(roster, counting, isIn, request.pack);
  const isSampled = roster.registrySize !== null;
  const packSource = { roster, counting, scope: size, isSampled, minCell };
  const packs = parts.map((part) => countPack(part, packSource));
  const reaches = request.stages.map((stage) => reachStage(roster, stage));
  const stages = request.stages.map((stage, at) =>
    stageFigures(stage, reaches[at] as (typeof reaches)[0], {
      isIn,
      size,
      asOf,
      neverStated: findNeverStated(stage.reads, roster),
    }),
  );
  const overlaps = overlapsOf(
    request.stages.map(({ stage }) => stage.id),
    reaches,
    isIn,
  );
  const source = { roster, counting, isIn, packs, reaches, isSampled, minCell };
  const guarded = minCell === null ? null : guardTotals(source, request, minCell);
  const tables = buildTables(request.by, { ...source, gone: guarded ?? [] });
  const gone = tables[0]?.gone ?? guarded ?? [];
  const totals = minCell === null ? null : concealTotals({ ...source, gone }, stages, overlaps, minCell);
  const outside = roster.size - size;
  const { older, sameDay, later, laterRecords, registeredTwice, read } = roster.intake;
  const tell = (count: number): number | null => (minCell === null ? count : concealCount(count, minCell));
  return {
    schemaVersion: 1,
    asOf,
    minCell,
    // How many rows there were, less those that gave way, would be those assessed.
    sources: roster.sources.map((one, at) => ({ ...one, read: minCell === null ? (read[at] ?? 0) : null })),
    leftOut: {
      older: tell(older),
      sameDay: tell(sameDay),
      later: tell(later),
      laterRecords: tell(laterRecords),
      registeredTwice: tell(registeredTwice),
      unreadable: tell(request.unreadable),
    },
    enterprises: tell(size),
    registry: isSampled ? { outside: tell(outside) } : null,
    levelOf,
    stages: totals?.stages ?? stages,
    overlaps: totals?.overlaps ?? overlaps,
    packs: packs.flatMap((pack, p) => {
      if (!pack.isNamed) return [];
      const { findPack: find, questions } = request;
      const [ledger, isGone] = [totals?.ledger ?? OPEN_LEDGER, gone[reaches.length + p] ?? false];
      return [buildPack(pack, { ...packSource, packOf, find, questions, ledger, isGone })];
    }),
    groups: tables.map(({ table }) => table),
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

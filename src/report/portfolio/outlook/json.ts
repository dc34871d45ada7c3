import type { ChainFigures, LevelCounts } from '../../../portfolio/chains/chain.ts';
import type { ChainOutlook, Outlook } from '../../../portfolio/outlook.ts';
import type { Roster } from '../../../portfolio/roster.ts';

/** An outlook as JSON: enterprises by their keys, all numbers in full. */
export function outlookAsJson(outlook: Outlook, roster: Pick<Roster, 'key'>): object {
  const { top, chains, clusters, unknown, models, visits, money } = outlook;
  const named = <T extends { readonly index: number }>({ index, ...rest }: T) => ({ key: roster.key(index), ...rest });
  return {
    top,
    chains: chains.map(chainAsJson),
    clusters: clusters.map(({ levels, ...rest }) => ({ ...rest, levels: levelsAsJson(levels) })),
    unknown,
    models: models && {
      ...models,
      groups: models.groups.map(({ leaders, risers, ...rest }) => ({
        ...rest,
        leaders: leaders.map(named),
        risers: risers.map(named),
      })),
    },
    visits: visits && { ...visits, first: visits.first.map(named) },
    money: money && {
      ...money,
      worked: money.worked.count,
      next: money.next && { ...money.next, chosen: money.next.chosen.map(named) },
    },
  };
}

function levelsAsJson({ counts, ...rest }: LevelCounts): object {
  return { counts: Object.fromEntries(counts), ...rest };
}

function chainAsJson({ figures, along }: ChainOutlook): object {
  const { name, cluster, leader, coverage, readiness, raised, cycle } = figures;
  const key = (node: number): string => figures.network.keys[node] as string;
  return {
    name,
    cluster,
    leader: {
      key: key(leader.node),
      isStated: leader.isStated,
      others: leader.others.map(key),
      level: figures.standings[leader.node]?.level ?? null,
    },
    coverage,
    levels: levelsAsJson(figures.levels),
    supplierLevels: levelsAsJson(figures.supplierLevels),
    readiness,
    unassessed: figures.unassessed.map(key),
    weakLinks: figures.weakLinks.map(({ node, ...rest }) => ({ key: key(node), ...rest })),
    raised: raised && { keys: raised.nodes.map(key), byOne: raised.byOne, toLeader: raised.toLeader },
    cycle: cycle.map(key),
    members: membersAsJson(figures),
    links: figures.network.purchases.map(({ buyer, supplier, ...rest }) => ({
      buyer: key(buyer),
      supplier: key(supplier),
      ...rest,
    })),
    along: along && { ...along, chosen: along.chosen.map(({ node, ...rest }) => ({ key: key(node), ...rest })) },
  };
}

function membersAsJson({ standings, dependency, betweenness, articulation }: ChainFigures): object[] {
  return standings.map((standing, node) => ({
    ...standing,
    dependency: dependency[node],
    betweenness: betweenness?.[node] ?? null,
    isArticulation: articulation.has(node),
  }));
}

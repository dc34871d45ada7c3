// Exports an outlook for programs: tables for CSV and workbooks, and JSON.

import type { Messages } from '../../i18n/index.ts';
import { itemAt } from '../../model/index.ts';
import type {
  ChainFigures,
  ChainLevels,
  ChainNextSteps,
  ModelGroup,
  NextSteps,
  Roster,
} from '../../portfolio/index.ts';
import type { FigureCell, FigureColumn, FigureTable } from './figure-table.ts';
import type { OutlookFormatter } from './outlook-chains.ts';

type Members = { readonly roster: Pick<Roster, 'key'>; readonly nameOf: (index: number) => string };
/** A kind of column and the ids of the columns of this kind. */
type ColumnGroup = readonly [FigureColumn['kind'], ...(keyof OutlookFormatter['words']['columns'])[]];

/**
 * Returns an outlook as tables for CSV and workbooks: enterprises by key and name, numbers unrounded. Tables without
 * rows are left out.
 */
export function outlookTables(outlook: NextSteps, members: Members, formatter: OutlookFormatter): FigureTable[] {
  const { words } = formatter;
  const columnsOf = (...groups: ColumnGroup[]): FigureColumn[] =>
    groups.flatMap(([kind, ...ids]) => ids.map((id) => ({ id, title: words.columns[id], kind })));
  const enterpriseColumns = columnsOf(['text', 'key', 'enterprise']);
  const enterpriseCells = (index: number): FigureCell[] => [members.roster.key(index), members.nameOf(index)];
  const chainName = (name: string): string => (name === '' ? words.chains.allLinks : name);
  const figures = outlook.chains.map((chain) => chain.figures);
  const tables: FigureTable[] = [
    {
      id: 'chains',
      title: words.chains.title,
      columns: columnsOf(
        ['text', 'chain', 'cluster', 'leader'],
        ['count', 'members', 'assessed', 'onSite', 'transformed', 'outside'],
        ['share', 'readiness'],
      ),
      rows: figures.map(({ name, cluster, network, leader, coverage, readiness }) => [
        ...[chainName(name), cluster ?? '', itemAt(network.keys, leader.node)],
        ...[coverage.members, coverage.assessed, coverage.onSite, coverage.transformed, coverage.outside],
        readiness?.value ?? null,
      ]),
    },
    {
      id: 'weak-links',
      title: words.chains.weakTitle,
      columns: [
        ...columnsOf(['text', 'chain']),
        ...enterpriseColumns,
        ...columnsOf(['count', 'level'], ['share', 'dependency', 'weakness']),
        ...columnsOf(['count', 'singleBuyers', 'buyers'], ['share', 'betweenness']),
      ],
      rows: figures.flatMap((chain) => weakRows(chain, chainName(chain.name))),
    },
    {
      id: 'clusters',
      title: words.clusters.title,
      columns: columnsOf(
        ['text', 'cluster', 'city'],
        ['count', 'members', 'registered', 'outside', 'assessed', 'onSite', 'transformed'],
      ),
      rows: outlook.clusters.flatMap(({ name, cities, coverage }) =>
        [...cities, { city: words.columns.all, coverage }].map(({ city, coverage: one }) => [
          ...[name, city ?? words.models.notStated],
          ...[one.members, one.registered, one.outside, one.assessed, one.onSite, one.transformed],
        ]),
      ),
    },
    {
      id: 'models',
      title: words.models.title,
      columns: [
        ...(outlook.models?.by ?? []).map((id): FigureColumn => ({ id, title: id, kind: 'text' })),
        ...enterpriseColumns,
        ...columnsOf(['text', 'kind'], ['count', 'from', 'level'], ['number', 'score']),
      ],
      rows: (outlook.models?.groups ?? []).flatMap((group) => modelRows(group, enterpriseCells, words)),
    },
    {
      id: 'visits',
      title: words.visits.title,
      columns: [
        ...enterpriseColumns,
        ...columnsOf(
          ['number', 'urgency'],
          ['count', 'missing', 'unknown'],
          ['share', 'dependency'],
          ['text', 'chain'],
        ),
      ],
      rows: (outlook.visits?.first ?? []).map(({ index, urgency, near, doubt, chain }) => [
        ...enterpriseCells(index),
        ...[urgency, near?.missing ?? null, doubt.unknown, chain?.dependency ?? null],
        chain ? chainName(chain.name) : null,
      ]),
    },
    ...moneyTables(outlook.money, { columns: columnsOf, who: enterpriseColumns, nameOf: enterpriseCells }, words),
    ...grantTables(outlook.grants, { columns: columnsOf, who: enterpriseColumns, nameOf: enterpriseCells }, words),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function weakRows({ network, members, weakLinks }: ChainFigures, chain: string): FigureCell[][] {
  return weakLinks.map(({ node, level, dependency, weakness, singleBuyers, buyers, betweenness }) => [
    ...[chain, itemAt(network.keys, node), members[node]?.name ?? ''],
    ...[level, dependency, weakness, singleBuyers, buyers, betweenness],
  ]);
}

function modelRows(
  { values, leaders, risers }: ModelGroup,
  enterpriseCells: (index: number) => FigureCell[],
  words: OutlookFormatter['words'],
): FigureCell[][] {
  const group = values.map((value) => value || words.models.notStated);
  return [
    ...leaders.map(({ index, kind, level, score }) => [
      ...[...group, ...enterpriseCells(index), words.kinds[kind]],
      ...[null, level, score],
    ]),
    ...risers.map(({ index, kind, from, to }) => [
      ...[...group, ...enterpriseCells(index), words.kinds[kind]],
      ...[from.level, to.level, to.score],
    ]),
  ];
}

/** Helpers for tables of enterprises: a builder of columns by kind, and the columns and cells of key and name. */
interface TableParts {
  readonly columns: (...groups: ColumnGroup[]) => FigureColumn[];
  readonly who: readonly FigureColumn[];
  readonly nameOf: (index: number) => FigureCell[];
}

/**
 * Builds the tables on where to spend the next money: the enterprises considered, the roadmaps chosen, the cost of each
 * level, the measures, and the gains from other budgets.
 */
function moneyTables(
  money: NextSteps['money'],
  { columns, who, nameOf }: TableParts,
  { money: words }: Messages['outlook'],
): FigureTable[] {
  if (!money?.next) return [];
  const { considered, gain, cost, chosen, climbs, measures, staircase } = money.next;
  return [
    {
      id: 'money-compared',
      title: words.compared,
      columns: columns(
        ['text', 'budget'],
        ['count', 'looked', 'below', 'known', 'ruledOut', 'leftOut', 'levelsGained'],
        ['number', 'cost'],
      ),
      rows: [
        [
          ...[String(money.budget), money.looked.count, money.below, considered, money.ruledOut],
          ...[money.outside, gain, cost],
        ],
      ],
    },
    {
      id: 'money',
      title: words.title,
      columns: [
        ...who,
        ...columns(
          ['count', 'from', 'to', 'levelsGained'],
          ['number', 'cost', 'perLevel'],
          ['text', 'measures', 'source'],
        ),
      ],
      rows: chosen.map(({ index, perLevel, measures: ids, isStored, ...one }) => [
        ...nameOf(index),
        ...[one.from, one.to, one.gain, one.cost, perLevel],
        ids.join(' '),
        words.stored({ isStored }),
      ]),
    },
    {
      id: 'money-climbs',
      title: words.climbs,
      columns: columns(['text', 'fromTo'], ['count', 'enterprises'], ['number', 'cost', 'perLevel']),
      rows: climbs.map((climb) => [`${climb.from}–${climb.to}`, climb.enterprises, climb.cost, climb.perLevel]),
    },
    {
      id: 'money-measures',
      title: words.measures,
      columns: columns(['text', 'measure'], ['count', 'enterprises']),
      rows: measures.map(({ id, enterprises }) => [id, enterprises]),
    },
    {
      id: 'money-staircase',
      title: words.staircase,
      columns: columns(['text', 'budget'], ['count', 'levelsGained'], ['number', 'cost', 'perFurther']),
      rows: staircase.map(({ budget, perFurther, ...one }) => [String(budget), one.gain, one.cost, perFurther]),
    },
  ];
}

/** Builds the tables on grants: what is paid by tier, and the plans whose grants the budget pays. */
function grantTables(
  grants: NextSteps['grants'],
  { columns, who, nameOf }: TableParts,
  { grants: words }: Messages['outlook'],
): FigureTable[] {
  if (!grants?.next) return [];
  const { next, unknown, outside } = grants;
  return [
    {
      id: 'grants-compared',
      title: words.compared,
      columns: columns(
        ['text', 'certainty'],
        ['number', 'grants', 'own', 'cost'],
        ['count', 'plans', 'notStated', 'leftOut'],
      ),
      rows: Object.entries(next.tiers).map(([tier, { pays, own }]) => [
        ...[tier, pays, own, next.cost],
        ...[next.plans, unknown, outside],
      ]),
    },
    {
      id: 'grants',
      title: words.title,
      columns: [...who, ...columns(['count', 'from', 'to'], ['number', 'grants', 'granted', 'own', 'cost'])],
      rows: next.chosen.map(({ index, from, to, pays, granted, own, cost }) => [
        ...nameOf(index),
        ...[from, to, pays, granted, own, cost],
      ]),
    },
  ];
}

/** Returns an outlook as JSON: enterprises by key, all numbers unrounded. */
export function outlookAsJson(outlook: NextSteps, roster: Pick<Roster, 'key'>): object {
  const { top, chains, clusters, unknown, models, visits, money, grants } = outlook;
  const replaceIndex = <T extends { readonly index: number }>({ index, ...rest }: T) => ({
    key: roster.key(index),
    ...rest,
  });
  return {
    top,
    chains: chains.map(chainAsJson),
    clusters: clusters.map(({ levels, ...rest }) => ({ ...rest, levels: levelsAsJson(levels) })),
    unknown,
    models: models && {
      ...models,
      groups: models.groups.map(({ leaders, risers, ...rest }) => ({
        ...rest,
        leaders: leaders.map(replaceIndex),
        risers: risers.map(replaceIndex),
      })),
    },
    visits: visits && { ...visits, first: visits.first.map(replaceIndex) },
    grants: grants && {
      ...grants,
      next: grants.next && { ...grants.next, chosen: grants.next.chosen.map(replaceIndex) },
    },
    money: money && {
      ...money,
      next: money.next && { ...money.next, chosen: money.next.chosen.map(replaceIndex) },
    },
  };
}

function levelsAsJson({ counts, ...rest }: ChainLevels): object {
  return { counts: Object.fromEntries(counts), ...rest };
}

function chainAsJson({ figures, along }: ChainNextSteps): object {
  const { name, cluster, leader, coverage, readiness, raised, cycle } = figures;
  const keyAt = (node: number): string => itemAt(figures.network.keys, node);
  return {
    name,
    cluster,
    leader: {
      key: keyAt(leader.node),
      isStated: leader.isStated,
      others: leader.others.map(keyAt),
      level: figures.members[leader.node]?.level ?? null,
    },
    coverage,
    levels: levelsAsJson(figures.levels),
    supplierLevels: levelsAsJson(figures.supplierLevels),
    readiness,
    unassessed: figures.unassessed.map(keyAt),
    weakLinks: figures.weakLinks.map(({ node, ...rest }) => ({ key: keyAt(node), ...rest })),
    raised: raised && { keys: raised.nodes.map(keyAt), byOne: raised.byOne, toLeader: raised.toLeader },
    cycle: cycle.map(keyAt),
    members: membersAsJson(figures),
    links: figures.network.purchases.map(({ buyer, supplier, ...rest }) => ({
      buyer: keyAt(buyer),
      supplier: keyAt(supplier),
      ...rest,
    })),
    along: along && { ...along, chosen: along.chosen.map(({ node, ...rest }) => ({ key: keyAt(node), ...rest })) },
  };
}

function membersAsJson({ members, dependency, betweenness, articulation }: ChainFigures): object[] {
  return members.map((member, node) => ({
    ...member,
    dependency: dependency[node],
    betweenness: betweenness?.[node] ?? null,
    isArticulation: articulation.has(node),
  }));
}

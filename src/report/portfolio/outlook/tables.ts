import type { ChainFigures } from '../../../portfolio/chains/chain.ts';
import type { ModelGroup } from '../../../portfolio/models.ts';
import type { Outlook } from '../../../portfolio/outlook.ts';
import type { Roster } from '../../../portfolio/roster.ts';
import type { FigureCell, FigureColumn, FigureTable } from '../table.ts';
import { moneyTables } from './money-tables.ts';
import type { OutlookVoice } from './voice.ts';

type Members = { readonly roster: Pick<Roster, 'key'>; readonly nameOf: (index: number) => string };
type Kind = FigureColumn['kind'];
type ColumnId = keyof OutlookVoice['words']['columns'];

/** An outlook as tables, for CSV and workbooks: enterprises by key and name, numbers in full. Tables without rows are left out. */
export function outlookTables(outlook: Outlook, members: Members, voice: OutlookVoice): FigureTable[] {
  const { words } = voice;
  const column = (id: ColumnId, kind: Kind): FigureColumn => ({ id, title: words.columns[id], kind });
  const columns = (kind: Kind, ...ids: ColumnId[]): FigureColumn[] => ids.map((id) => column(id, kind));
  const who = [{ id: 'key', title: words.columns.key, kind: 'text' as const }, ...columns('text', 'enterprise')];
  const nameOf = (index: number): FigureCell[] => [members.roster.key(index), members.nameOf(index)];
  const chainName = (name: string): string => (name === '' ? words.chains.allLinks : name);
  const figures = outlook.chains.map((one) => one.figures);
  const tables: FigureTable[] = [
    {
      id: 'chains',
      title: words.chains.title,
      columns: [
        ...columns('text', 'chain', 'cluster', 'leader'),
        ...columns('count', 'members', 'assessed', 'onSite', 'transformed', 'outside'),
        column('readiness', 'share'),
      ],
      rows: figures.map(({ name, cluster, network, leader, coverage, readiness }) => [
        ...[chainName(name), cluster ?? '', network.keys[leader.node] as string],
        ...[coverage.members, coverage.assessed, coverage.onSite, coverage.transformed, coverage.outside],
        readiness?.value ?? null,
      ]),
    },
    {
      id: 'weak-links',
      title: words.chains.weakTitle,
      columns: [
        column('chain', 'text'),
        ...who,
        column('level', 'count'),
        ...columns('share', 'dependency', 'weakness'),
        ...columns('count', 'singleBuyers', 'buyers'),
        column('betweenness', 'share'),
      ],
      rows: figures.flatMap((one) => weakRows(one, chainName(one.name))),
    },
    {
      id: 'clusters',
      title: words.clusters.title,
      columns: [
        ...columns('text', 'cluster', 'city'),
        ...columns('count', 'members', 'registered', 'outside', 'assessed', 'onSite', 'transformed'),
      ],
      rows: outlook.clusters.flatMap(({ name, cities, coverage }) =>
        [...cities, { city: words.columns.all, coverage }].map(({ city, coverage: one }) => [
          ...[name, city ?? words.clusters.cityUnknown],
          ...[one.members, one.registered, one.outside, one.assessed, one.onSite, one.transformed],
        ]),
      ),
    },
    {
      id: 'models',
      title: words.models.title,
      columns: [
        ...(outlook.models?.by ?? []).map((id): FigureColumn => ({ id, title: id, kind: 'text' })),
        ...who,
        column('kind', 'text'),
        ...columns('count', 'from', 'level'),
        column('score', 'number'),
      ],
      rows: (outlook.models?.groups ?? []).flatMap(modelRows),
    },
    {
      id: 'visits',
      title: words.visits.title,
      columns: [
        ...who,
        column('urgency', 'number'),
        ...columns('count', 'missing', 'unknown'),
        column('dependency', 'share'),
        column('chain', 'text'),
      ],
      rows: (outlook.visits?.first ?? []).map(({ index, urgency, near, doubt, chain }) => [
        ...nameOf(index),
        ...[urgency, near?.missing ?? null, doubt.unknown, chain?.dependency ?? null],
        chain ? chainName(chain.name) : null,
      ]),
    },
    ...moneyTables(outlook.money, who, nameOf, words),
  ];
  return tables.filter(({ rows }) => rows.length > 0);

  function weakRows({ network, standings, weakLinks }: ChainFigures, chain: string): FigureCell[][] {
    return weakLinks.map(({ node, level, dependency, weakness, singleBuyers, buyers, betweenness }) => [
      ...[chain, network.keys[node] as string, standings[node]?.name ?? ''],
      ...[level, dependency, weakness, singleBuyers, buyers, betweenness],
    ]);
  }

  function modelRows({ values, leaders, risers }: ModelGroup): FigureCell[][] {
    const group = values.map((value) => value || words.models.notStated);
    return [
      ...leaders.map(({ index, kind, level, score }) => [
        ...[...group, ...nameOf(index), words.kinds[kind]],
        ...[null, level, score],
      ]),
      ...risers.map(({ index, kind, from, to }) => [
        ...[...group, ...nameOf(index), words.kinds[kind]],
        ...[from.level, to.level, to.score],
      ]),
    ];
  }
}

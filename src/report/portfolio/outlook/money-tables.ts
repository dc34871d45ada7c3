import type { Messages } from '../../../i18n/index.ts';
import type { Outlook } from '../../../portfolio/outlook.ts';
import type { FigureCell, FigureColumn, FigureTable } from '../table.ts';

/** Where the next money goes as tables: what was compared, what is bought, what each level costs, the measures, and what other budgets bring. */
export function moneyTables(
  money: Outlook['money'],
  who: readonly FigureColumn[],
  nameOf: (index: number) => FigureCell[],
  { columns, money: said }: Messages['outlook'],
): FigureTable[] {
  if (!money?.next) return [];
  const { considered, gain, cost, chosen, climbs, measures, staircase } = money.next;
  const column = (id: keyof typeof columns, kind: FigureColumn['kind']): FigureColumn => ({
    id,
    title: columns[id],
    kind,
  });
  return [
    {
      id: 'money-compared',
      title: said.compared,
      columns: [
        column('budget', 'text'),
        column('known', 'count'),
        column('without', 'count'),
        column('leftOut', 'count'),
        column('levelsGained', 'count'),
        column('cost', 'number'),
      ],
      rows: [[String(money.budget), considered, money.without, money.outside, gain, cost]],
    },
    {
      id: 'money',
      title: said.title,
      columns: [
        ...who,
        column('from', 'count'),
        column('to', 'count'),
        column('levelsGained', 'count'),
        column('cost', 'number'),
        column('perLevel', 'number'),
        column('measures', 'text'),
        column('source', 'text'),
      ],
      rows: chosen.map(({ index, perLevel, measures: ids, isStored, ...one }) => [
        ...nameOf(index),
        ...[one.from, one.to, one.gain, one.cost, perLevel],
        ids.join(' '),
        said.stored(isStored),
      ]),
    },
    {
      id: 'money-climbs',
      title: said.climbs,
      columns: [
        column('fromTo', 'text'),
        column('enterprises', 'count'),
        column('cost', 'number'),
        column('perLevel', 'number'),
      ],
      rows: climbs.map(({ from, to, enterprises, perLevel, ...one }) => [
        `${from}–${to}`,
        enterprises,
        one.cost,
        perLevel,
      ]),
    },
    {
      id: 'money-measures',
      title: said.measures,
      columns: [column('measure', 'text'), column('enterprises', 'count')],
      rows: measures.map(({ id, enterprises }) => [id, enterprises]),
    },
    {
      id: 'money-staircase',
      title: said.staircase,
      columns: [
        column('budget', 'text'),
        column('levelsGained', 'count'),
        column('cost', 'number'),
        column('perFurther', 'number'),
      ],
      rows: staircase.map(({ budget, perFurther, ...one }) => [String(budget), one.gain, one.cost, perFurther]),
    },
  ];
}

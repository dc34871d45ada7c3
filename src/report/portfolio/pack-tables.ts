import type { PackFigures } from '../../portfolio/portfolio.ts';
import { type FigureTable, hideable } from './table.ts';
import { column, type PortfolioWords } from './words.ts';

/** What was assessed by a pack beside its levels: scores, lists, differences, and how good its questions are. */
export function packTables(pack: PackFigures, words: PortfolioWords): FigureTable[] {
  const { portfolio } = words.messages;
  const { tables } = portfolio;
  const title = (name: string): string => words.titleOf(pack.id, name);
  const suffix = pack.id === null ? '' : `-${pack.id}`;
  const ofPack = (text: string): string => (pack.id === null ? text : words.messages.numbers.remark(text, pack.id));
  const hasBest = pack.scores.some(({ best }) => best !== null);
  const { difference } = pack;
  const all: FigureTable[] = [
    {
      id: `scores${suffix}`,
      title: ofPack(tables.scores),
      columns: [
        column('score', 'text', words),
        column('assessed', 'count', words),
        column('mean', 'number', words),
        ...(hasBest ? [column('best', 'number', words), column('share', 'share', words)] : []),
        ...(['lower', 'median', 'upper'] as const).map((id) => column(id, 'number', words)),
      ],
      rows: pack.scores.map(({ id, n, mean, best, share, lower, median, upper }) => [
        title(id),
        n,
        mean,
        ...(hasBest ? [best, share] : []),
        ...[lower, median, upper].map(hideable),
      ]),
    },
    ...pack.lists.map(
      ({ id, members }): FigureTable => ({
        id: `list-${id}${suffix}`,
        title: ofPack(`${tables.lists}: ${title(id)}`),
        columns: [
          column('question', 'text', words),
          column('answered', 'count', words),
          column('share', 'share', words),
        ],
        rows: members.map((member) => [title(member.id), member.n, member.share]),
      }),
    ),
    {
      id: `difference${suffix}`,
      title: ofPack(tables.difference),
      columns: [
        column('score', 'text', words),
        ...(['compared', 'lowerOnSite', 'equal', 'higherOnSite'] as const).map((id) => column(id, 'count', words)),
        column('change', 'number', words),
      ],
      rows: difference
        ? [
            [
              title('level'),
              difference.n,
              ...[difference.lower, difference.equal, difference.higher].map(hideable),
              hideable(difference.mean),
            ],
            ...difference.scores.map(({ id, n, mean }) => [title(id), n, null, null, null, mean]),
          ]
        : [],
    },
    {
      id: `sections${suffix}`,
      title: ofPack(tables.sections),
      columns: [
        column('section', 'text', words),
        column('questions', 'count', words),
        column('answered', 'count', words),
        column('alpha', 'number', words),
      ],
      rows: pack.sections.map(({ id, questions, complete, alpha }) => [title(id), questions, complete, alpha]),
    },
    {
      id: `questions${suffix}`,
      title: ofPack(tables.questions),
      columns: [
        column('question', 'text', words),
        column('answered', 'count', words),
        ...(['unknown', 'ceiling', 'floor', 'share'] as const).map((id) => column(id, 'share', words)),
        column('rest', 'number', words),
        column('flaw', 'text', words),
      ],
      rows: pack.questions.map(({ id, answered, unknown, ceiling, floor, share, rest, flaw }) => [
        title(id),
        answered,
        hideable(unknown),
        ceiling,
        floor,
        share,
        rest,
        flaw && portfolio.flaws[flaw],
      ]),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

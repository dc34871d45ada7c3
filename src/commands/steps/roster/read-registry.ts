import { Refusal } from '../../../model/refusal.ts';
import { fixedColumns } from '../../../portfolio/result-heading.ts';
import type { TextCells } from '../../../portfolio/text-cells.ts';
import { plainLine } from '../../../report/terminal/line.ts';
import type { World } from '../../../world.ts';
import { explainTable, openExport, type ToldTable } from '../open-table.ts';
import { HEADINGS, refuseHeadless, refuseJson, refuseLikeKeys } from './headless.ts';
import type { Intake } from './intake.ts';
import { noColumn } from './no-column.ts';
import { columnsOfBlock, usesOf } from './table-block.ts';

/** Headings that a registry's key may have where nobody says which it is; else its first column is the key. */
export const KEY_HEADINGS = ['key', 'uscc', '统一社会信用代码'];

/** Reads the registry, a table with a row for each enterprise in scope, or one of those outside; gives the headings of its facts. */
export async function readRegistry(
  world: World,
  path: string,
  form: 'registry' | 'outside',
  told: ToldTable,
  intake: Intake,
): Promise<string[]> {
  const { builder, messages, unreadable } = intake;
  const table = await openExport(world, path, told, messages);
  try {
    const { headings } = table.shape;
    const { registryKey } = intake;
    const roles = [...fixedColumns(headings).values()];
    if (roles.includes('level') && roles.includes('coverage'))
      world.stderr.write(`${plainLine(messages.portfolio.notes.likeResults(path))}\n`);
    refuseJson(path, headings, messages);
    refuseHeadless(path, headings, HEADINGS.registry, messages);
    if (registryKey !== undefined && !headings.includes(registryKey))
      throw noColumn(path, registryKey, headings, messages);
    const wanted = registryKey === undefined ? KEY_HEADINGS : [registryKey];
    const key = Math.max(
      0,
      headings.findIndex((heading) => wanted.includes(heading.toLowerCase()) || wanted.includes(heading)),
    );
    const keys = table.sample.map((cells) => cells[key]?.trim() ?? '');
    refuseLikeKeys(path, headings[key] ?? '', keys, messages);
    const facts = headings.flatMap((heading, at) => (at === key || heading === '' ? [] : [{ heading, at }]));
    intake.keys.add(headings[key] as string);
    const source = builder.addSource({ name: path, form });
    const telling = { source: path, headings, unreadable, messages };
    let listed = 0;
    await explainTable(path, messages, async () => {
      for await (const block of table.read(usesOf(headings.map((heading) => (heading === '' ? 'ignore' : 'text'))))) {
        const { rows, texts } = columnsOfBlock(block, key, telling);
        const cells = new Map(facts.map(({ heading, at }) => [heading, texts(at)]));
        listed += countKeys(texts(key), rows);
        builder.addRegistry({ rows, key: texts(key), facts: cells, isInScope: form === 'registry' }, source);
      }
    });
    if (listed === 0 && form === 'registry')
      throw new Refusal(3, messages.portfolio.emptyRegistry(path), messages.portfolio.rightFile);
    return facts.map(({ heading }) => heading);
  } finally {
    await table.close();
  }
}

function countKeys({ starts, ends }: TextCells, rows: number): number {
  let count = 0;
  for (let row = 0; row < rows; row++) if (starts[row] !== ends[row]) count += 1;
  return count;
}

import type { Messages } from '../../i18n/messages.ts';
import type { OutlookMessages } from '../../i18n/outlook/messages.ts';
import { Refusal } from '../../model/refusal.ts';
import type { SupplierLink } from '../../portfolio/chains/link.ts';
import { type LinkRow, readLinks } from '../../portfolio/chains/read-links.ts';
import { rejectInWords } from '../../report/batch/reject.ts';
import { faultInWords } from '../../report/portfolio/link-fault.ts';
import { readText } from '../../tabular/cell-text.ts';
import type { World } from '../../world.ts';
import { explainTable, openExport, type ToldTable } from '../steps/open-table.ts';
import { HEADINGS as LIKE, refuseHeadless } from '../steps/roster/headless.ts';
import { usesOf } from '../steps/roster/table-block.ts';
import type { UnreadableList } from '../steps/roster/unreadable.ts';

/** What the columns of links are called, in plain form. */
const HEADINGS = {
  buyer: ['buyer', 'customer', '采购方', '买方', '需方', '客户', 'abnehmer', 'käufer'],
  supplier: ['supplier', '供应方', '供应商', '卖方', '供方', 'lieferant', 'zulieferer'],
  share: ['share', '占比', '采购占比', '份额', 'anteil'],
  value: ['value', 'amount', '金额', '采购额', 'wert', 'betrag'],
  single: ['single', 'singlesource', 'single source', '唯一来源', '独家', '单一来源', 'einzige quelle', 'einzelquelle'],
  chain: ['chain', '产业链', '链', 'kette'],
  cluster: ['cluster', '集群', '产业集群'],
} as const;

type LinkColumn = keyof typeof HEADINGS;

/** Words to tell with, and where what is odd goes. */
export interface LinkTelling {
  readonly messages: Messages;
  readonly words: OutlookMessages;
  readonly unreadable: UnreadableList;
}

/** Reads a table of supplier links; rows that are none are told with their line. Throws a `Refusal` where it has no such columns. */
export async function readLinkTable(
  world: World,
  path: string,
  told: ToldTable,
  { messages, words, unreadable }: LinkTelling,
): Promise<readonly SupplierLink[]> {
  const table = await openExport(world, path, told, messages);
  try {
    const { headings } = table.shape;
    const place = placesOf(headings);
    const missing = (['buyer', 'supplier'] as const).filter((column) => place[column] < 0);
    if (missing.length > 0) {
      refuseHeadless(path, headings, LIKE.links, messages);
      const columns = messages.numbers.list([...headings]);
      throw new Refusal(3, words.noLinks(path, messages.numbers.and([...missing])), words.linksNeed(columns));
    }
    const rows: LinkRow[] = [];
    await explainTable(path, messages, async () => {
      for await (const block of table.read(usesOf(headings.map(() => 'text')))) {
        const bad = new Set<number>();
        for (const { row, column, code, value } of block.faults) {
          if (bad.has(row)) continue;
          bad.add(row);
          const name = column === null ? '' : (headings[column] ?? '');
          unreadable.add(() => ({
            source: path,
            line: block.line[row] as number,
            reason: rejectInWords(code, { name, value }, messages),
          }));
        }
        const cell = (column: LinkColumn, row: number): string | null =>
          place[column] < 0 ? null : readText(block.text.get(place[column])?.[row] ?? '');
        for (let row = 0; row < block.rows; row++) {
          if (bad.has(row)) continue;
          rows.push({
            line: block.line[row] as number,
            chain: cell('chain', row),
            cluster: cell('cluster', row),
            buyer: cell('buyer', row) ?? '',
            supplier: cell('supplier', row) ?? '',
            share: cell('share', row),
            value: cell('value', row),
            single: cell('single', row),
          });
        }
      }
    });
    const { links, faults } = readLinks(rows);
    for (const fault of faults)
      unreadable.add(() => ({ source: path, line: fault.line, reason: faultInWords(fault, words, messages) }));
    if (links.length === 0) throw new Refusal(3, words.emptyLinks(path));
    return links;
  } finally {
    await table.close();
  }
}

function placesOf(headings: readonly string[]): Readonly<Record<LinkColumn, number>> {
  const plain = headings.map((heading) => heading.normalize('NFKC').trim().toLowerCase());
  const find = (names: readonly string[]): number => plain.findIndex((heading) => names.includes(heading));
  return {
    buyer: find(HEADINGS.buyer),
    supplier: find(HEADINGS.supplier),
    share: find(HEADINGS.share),
    value: find(HEADINGS.value),
    single: find(HEADINGS.single),
    chain: find(HEADINGS.chain),
    cluster: find(HEADINGS.cluster),
  };
}

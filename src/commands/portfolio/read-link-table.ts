import type { Messages } from '../../i18n/index.ts';
import { didYouMean } from '../../model/closest.ts';
import { Refusal } from '../../model/refusal.ts';
import type { SupplierLink } from '../../portfolio/chains/link.ts';
import { type LinkRow, readLinks } from '../../portfolio/chains/read-links.ts';
import { rejectInWords } from '../../report/batch/reject.ts';
import { faultInWords } from '../../report/portfolio/link-fault.ts';
import { plainLine } from '../../report/terminal/line.ts';
import { readText } from '../../tabular/cell-text.ts';
import type { World } from '../../world.ts';
import { explainTable, openExport, type ToldTable } from '../steps/open-table.ts';
import { HEADINGS as LIKE, refuseHeadless, refuseJson } from '../steps/roster/headless.ts';
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
  readonly words: Messages['outlook'];
  readonly unreadable: UnreadableList;
}

/** Reads a table of supplier links; rows that are none are told with their line. Throws a `Refusal` where it has no such columns. */
export async function readLinkTable(
  world: World,
  path: string,
  told: ToldTable,
  telling: LinkTelling,
): Promise<readonly SupplierLink[]> {
  const { messages, words, unreadable } = telling;
  const table = await openExport(world, path, told, messages);
  try {
    const { headings } = table.shape;
    const place = placesOf(headings);
    const missing = (['buyer', 'supplier'] as const).filter((column) => place[column] < 0);
    if (missing.length > 0) {
      refuseJson(path, headings, messages);
      refuseHeadless(path, headings, LIKE.links, messages);
      const columns = messages.numbers.list([...headings]);
      throw new Refusal(3, words.noLinks(path, messages.numbers.and([...missing])), words.linksNeed(columns));
    }
    refuseSameMeaning(path, headings, words);
    tellMisspelled(world, path, headings, telling);
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

function plainHeading(heading: string): string {
  return heading.normalize('NFKC').trim().toLowerCase();
}

/** Throws a `Refusal` where two columns say the same: which of them counts is not said. */
function refuseSameMeaning(path: string, headings: readonly string[], words: Messages['outlook']): void {
  for (const names of Object.values<readonly string[]>(HEADINGS)) {
    const [first, second] = headings.filter((heading) => names.includes(plainHeading(heading)));
    if (first !== undefined && second !== undefined) throw new Refusal(3, words.sameMeaning(path, first, second));
  }
}

/** Remarks on columns that nothing reads and that are spelled much like one that is missing. */
function tellMisspelled(
  { stderr }: World,
  path: string,
  headings: readonly string[],
  { words, messages }: LinkTelling,
): void {
  const all = Object.values<readonly string[]>(HEADINGS);
  const free = all.filter((names) => !headings.some((heading) => names.includes(plainHeading(heading)))).flat();
  for (const heading of headings) {
    const plain = plainHeading(heading);
    const near = plain === '' || all.flat().includes(plain) ? undefined : didYouMean(plain, free);
    if (near === undefined) continue;
    const text = messages.numbers.sentences([words.notRead(path, heading), messages.portfolio.didYouMean(near)]);
    stderr.write(`${plainLine(text)}\n`);
  }
}

function placesOf(headings: readonly string[]): Readonly<Record<LinkColumn, number>> {
  const plain = headings.map(plainHeading);
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

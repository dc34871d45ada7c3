import type { Messages } from '../../i18n/index.ts';
import { didYouMean, Refusal } from '../../model/index.ts';
import { type LinkRow, readLinks, type SupplierLink } from '../../portfolio/index.ts';
import { linkErrorInWords, sanitizeLine } from '../../report/index.ts';
import { parseCsvCell } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { openTableFile, type TableOptions, withTableRefusals } from '../open-table.ts';
import {
  EXAMPLE_HEADINGS as LIKE,
  rejectJson,
  reportScanFaults,
  requireHeadings,
  usesOfReadings,
} from '../roster/roster-columns.ts';
import type { UnreadableList } from '../roster/roster-intake.ts';

/** What the columns of links are called, in plain form. */
const LINK_HEADINGS = {
  buyer: ['buyer', 'customer', '采购方', '买方', '需方', '客户', 'abnehmer', 'käufer'],
  supplier: ['supplier', '供应方', '供应商', '卖方', '供方', 'lieferant', 'zulieferer'],
  share: ['share', '占比', '采购占比', '份额', 'anteil'],
  value: ['value', 'amount', '金额', '采购额', 'wert', 'betrag'],
  single: ['single', 'singlesource', 'single source', '唯一来源', '独家', '单一来源', 'einzige quelle', 'einzelquelle'],
  chain: ['chain', '产业链', '链', 'kette'],
  cluster: ['cluster', '集群', '产业集群'],
} as const;

type LinkColumn = keyof typeof LINK_HEADINGS;

/** Words to tell with, and where what is odd goes. */
export interface LinkContext {
  readonly messages: Messages;
  readonly words: Messages['outlook'];
  readonly unreadable: UnreadableList;
}

/** Reads a table of supplier links; rows that are none are told with their line. Throws a `Refusal` where it has no such columns. */
export async function readSupplierLinks(
  world: World,
  path: string,
  told: TableOptions,
  telling: LinkContext,
): Promise<readonly SupplierLink[]> {
  const { messages, words, unreadable } = telling;
  const table = await openTableFile(world, path, told, messages);
  try {
    const { headings } = table.shape;
    const place = placesOf(headings);
    const missing = (['buyer', 'supplier'] as const).filter((column) => place[column] < 0);
    if (missing.length > 0) {
      rejectJson(path, headings, messages);
      requireHeadings(path, headings, LIKE.links, messages);
      const columns = messages.numbers.list([...headings]);
      throw new Refusal(3, words.noLinks(path, messages.numbers.and([...missing])), words.linksNeed(columns));
    }
    refuseSameMeaning(path, headings, words);
    printMisspelled(world, path, headings, telling);
    const rows: LinkRow[] = [];
    await withTableRefusals(path, messages, async () => {
      for await (const block of table.read(usesOfReadings(headings.map(() => 'text')))) {
        const bad = reportScanFaults(block, { source: path, headings, unreadable, messages });
        const cell = (column: LinkColumn, row: number): string | null =>
          place[column] < 0 ? null : parseCsvCell(block.text.get(place[column])?.[row] ?? '');
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
      unreadable.add(() => ({ source: path, line: fault.line, reason: linkErrorInWords(fault, words, messages) }));
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
  for (const names of Object.values<readonly string[]>(LINK_HEADINGS)) {
    const [first, second] = headings.filter((heading) => names.includes(plainHeading(heading)));
    if (first !== undefined && second !== undefined) throw new Refusal(3, words.sameMeaning(path, first, second));
  }
}

/** Remarks on columns that nothing reads and that are spelled much like one that is missing. */
function printMisspelled(
  { stderr }: World,
  path: string,
  headings: readonly string[],
  { words, messages }: LinkContext,
): void {
  const all = Object.values<readonly string[]>(LINK_HEADINGS);
  const free = all.filter((names) => !headings.some((heading) => names.includes(plainHeading(heading)))).flat();
  for (const heading of headings) {
    const plain = plainHeading(heading);
    const near = plain === '' || all.flat().includes(plain) ? undefined : didYouMean(plain, free);
    if (near === undefined) continue;
    const text = messages.numbers.sentences([words.notRead(path, heading), messages.portfolio.didYouMean(near)]);
    stderr.write(`${sanitizeLine(text)}\n`);
  }
}

function placesOf(headings: readonly string[]): Readonly<Record<LinkColumn, number>> {
  const plain = headings.map(plainHeading);
  const places = Object.entries<readonly string[]>(LINK_HEADINGS).map(
    ([column, names]) => [column, plain.findIndex((heading) => names.includes(heading))] as const,
  );
  return Object.fromEntries(places) as Record<LinkColumn, number>;
}

import type { Messages } from '../../i18n/messages.ts';
import { fromNumber, parseDecimal, toNumber } from '../../model/rational.ts';
import { Refusal } from '../../model/refusal.ts';
import { type PeerRanking, type Peers, rankPeers } from '../../portfolio/figures/peers.ts';
import type { Portfolio } from '../../portfolio/portfolio.ts';
import { assess } from '../../scoring/result.ts';
import type { SheetEntry } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import { openPack } from '../steps/open-pack.ts';
import { explainTable, openExport } from '../steps/open-table.ts';
import { usesOf } from '../steps/roster/table-block.ts';

/** What peers are read and ranked by. */
export interface PeerRequest {
  readonly path: string;
  /** The name of the own row. */
  readonly name: string;
  /** A pack whose questions are columns: its scores are ranked, too. */
  readonly index: string | undefined;
  readonly packs: readonly string[] | undefined;
}

/**
 * Ranks the portfolio among published figures: a table with names in the first column and numbers in the others. The own
 * figure is that of the column's name: `level` the mean level, a stage its share, a score its mean.
 */
export async function readPeers(
  world: World,
  portfolio: Portfolio,
  { path, name, index, packs }: PeerRequest,
  messages: Messages,
): Promise<PeerRanking[]> {
  const published = await readTable(world, path, messages);
  const peers = index === undefined ? published : await addIndex(world, published, index, packs);
  return rankPeers(peers, { name, valueOf: (heading, others) => ownFigure(portfolio, heading, others) });
}

async function readTable(world: World, path: string, messages: Messages): Promise<Peers> {
  const table = await openExport(world, path, {}, messages);
  try {
    const { headings } = table.shape;
    const names: string[] = [];
    const columns = headings.slice(1).map((heading) => ({ heading, cells: [] as Cell[] }));
    await explainTable(path, messages, async () => {
      for await (const block of table.read(usesOf(headings.map(() => 'text')))) {
        for (let row = 0; row < block.rows; row++) {
          const name = block.text.get(0)?.[row] ?? '';
          const others = headings.slice(1).map((_, i) => block.text.get(i + 1)?.[row] ?? '');
          if (name === '' && others.every((text) => text === '')) continue;
          const line = block.line[row] ?? 0;
          if (name === '') throw new Refusal(3, messages.portfolio.peerNameless(`${path}:${line}`));
          if (names.includes(name)) throw new Refusal(3, messages.portfolio.peerTwice(path, name));
          names.push(name);
          for (const [i, { cells }] of columns.entries()) cells.push({ text: others[i] ?? '', line });
        }
      }
    });
    const numbers = columns.flatMap((column) => numbersOf(column, path, messages));
    if (names.length === 0 || numbers.length === 0) throw new Refusal(3, messages.portfolio.noPeers(path));
    return { names, columns: numbers };
  } finally {
    await table.close();
  }
}

interface Cell {
  readonly text: string;
  readonly line: number;
}

/** A column of numbers; of one without any, such as remarks, nothing. Throws a `Refusal` for a text among numbers. */
function numbersOf(
  { heading, cells }: { readonly heading: string; readonly cells: readonly Cell[] },
  path: string,
  messages: Messages,
): Peers['columns'] {
  const values = cells.map(({ text }) => {
    const value = parseDecimal(text.replace(/[%％]$/, '').trim());
    // What no double holds is no published figure.
    return value && Number.isFinite(toNumber(value)) ? value : null;
  });
  if (heading === '' || values.every((value) => value === null)) return [];
  const odd = cells.find(({ text }, i) => text !== '' && values[i] === null);
  if (odd) {
    throw new Refusal(3, `${path}:${odd.line}: ${messages.batch.reasons['not-number'](heading, odd.text)}`);
  }
  return [{ heading, values: values.map((value) => value && toNumber(value)) }];
}

/** Adds the scores of a pack whose questions are the columns: an index composed of sub-indices. */
async function addIndex(
  world: World,
  { names, columns }: Peers,
  pack: string,
  packs: readonly string[] | undefined,
): Promise<Peers> {
  const { plan, stamp } = await openPack(world, { pack, packs });
  const asked = plan.inputs.filter(({ value }) => value.kind === 'number');
  const results = names.map((_, row) => {
    const sheet = new Map<string, SheetEntry>(
      columns.flatMap(({ heading, values }) => {
        const value = values[row];
        const input = asked.find((one) => one.name === heading);
        return input && value !== null && value !== undefined
          ? [[input.name, { state: 'answered', value: fromNumber(value) } satisfies SheetEntry]]
          : [];
      }),
    );
    return assess(plan, sheet, stamp, world.version).result.scores;
  });
  const scores = plan.scores.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const added = scores.map((heading) => ({
    heading,
    values: results.map((result) => {
      const value = result[heading]?.value;
      return typeof value === 'number' ? value : null;
    }),
  }));
  return { names, columns: [...columns, ...added] };
}

/** Shares are in percent where the others are: above 1. */
function ownFigure(
  { stages, packs, enterprises }: Portfolio,
  heading: string,
  others: readonly number[],
): number | null {
  const [pack] = packs;
  const stage = stages.find(({ id }) => id === heading);
  if (stage) {
    if (stage.holds === null || !enterprises) return null;
    return (stage.holds / enterprises) * (others.some((one) => one > 1) ? 100 : 1);
  }
  if (heading === 'level') return pack?.total?.mean ?? null;
  return pack?.scores.find(({ id }) => id === heading)?.mean ?? null;
}

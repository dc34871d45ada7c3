// Writes results and rejects as one stream, block by block, for programs that start Matura.
import { once } from 'node:events';
import { type ArrowStream, type ResultColumn, readWrittenRows } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { type Collector, createCounts } from './result-collector.ts';
import type { Gate, WatchedScore } from './score-gates.ts';

/** The columns of a reject after its key; they are blank for results. */
const REJECT_COLUMNS = ['line', 'record', 'column', 'rule', 'value', 'message'] as const;
const WHOLE_NUMBER_COLUMNS: ReadonlySet<string> = new Set(['line', 'record']);

/** Returns the columns of the stream: those of the results, then those of the rejects. */
export function planStreamColumns(results: readonly ResultColumn[]): readonly ResultColumn[] {
  return [
    ...results,
    ...REJECT_COLUMNS.map(
      (name) => ({ name: `reject:${name}`, kind: WHOLE_NUMBER_COLUMNS.has(name) ? 'whole' : 'text' }) as const,
    ),
  ];
}

interface StreamInput {
  readonly world: Pick<World, 'stdout'>;
  readonly results: readonly ResultColumn[];
  /** The heading line of the rejects, with its newline. */
  readonly rejectsHeading: string;
  readonly gates: readonly Gate[];
  readonly watched: readonly WatchedScore[];
  readonly stream: ArrowStream;
}

/** Writes each block at once, its results before its rejects. Does not look for duplicate keys. */
export function createStreamCollector(input: StreamInput): Collector {
  const { world, results, stream } = input;
  const heading = input.rejectsHeading.trim().split(',');
  // In a row of results, the key and the other facts come first; the first column of numbers is the first one after
  // them.
  const firstNumberColumn = results.findIndex(({ kind }, column) => column > 0 && kind !== 'text');
  const blankCells = Array<string>(results.length - firstNumberColumn).fill('');
  const tally = createCounts(input);
  let [source, isBegun] = [-1, false];

  async function write(bytes: Uint8Array): Promise<void> {
    const bytesToWrite = isBegun ? bytes : Buffer.concat([stream.begin(), bytes]);
    isBegun = true;
    if (!world.stdout.write(bytesToWrite)) await once(world.stdout, 'drain');
  }

  return {
    get rows() {
      return tally.rows;
    },
    begin() {
      source++;
    },
    async add(block, scored) {
      tally.add(block, scored, source);
      const cells = await parseRows(scored.results);
      const rejectedCells = scored.rejected.size === 0 ? [] : await parseRows(scored.writeRejected());
      for (const [at, { text }] of [...scored.rejected.values()].entries())
        for (const reason of await parseRows(Buffer.from(text)))
          cells.push([
            ...(rejectedCells[at]?.slice(0, firstNumberColumn) ?? []),
            ...blankCells,
            ...REJECT_COLUMNS.map((name) => reason[heading.indexOf(name)] ?? ''),
          ]);
      if (cells.length > 0) await write(stream.batch(cells));
    },
    async finish() {
      await write(stream.end());
      return { ...tally.counts, kept: undefined };
    },
    findRows: () => new Map(),
    discard: () => Promise.resolve(),
  };
}

/** Parses some CSV rows into their cells. */
async function parseRows(bytes: Uint8Array): Promise<string[][]> {
  const cells: string[][] = [];
  for await (const rows of readWrittenRows([bytes])) cells.push(...rows);
  return cells;
}

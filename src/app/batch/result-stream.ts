// Results and rejects as one stream that leaves batch by batch, for programs that start Matura.
import { once } from 'node:events';
import { type ArrowStream, type ResultColumn, readWrittenRows } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { type Collector, createCounts } from './result-collector.ts';
import type { Gate, WatchedScore } from './score-gates.ts';

/** The columns of a reject besides its key; they are blank for results. */
const REJECT_COLUMNS = ['line', 'record', 'column', 'rule', 'value', 'message'] as const;
const WHOLE_NUMBER_COLUMNS: ReadonlySet<string> = new Set(['line', 'record']);

/** The columns of the results, followed by the columns of rejects. */
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
  /** The heading of the rejects as they are written, with its newline. */
  readonly rejectsHeading: string;
  readonly gates: readonly Gate[];
  readonly watched: readonly WatchedScore[];
  readonly stream: ArrowStream;
}

/** Collects blocks by writing them at once, results before rejects. Duplicate keys are not looked for. */
export function createStreamCollector(given: StreamInput): Collector {
  const { world, results, stream } = given;
  const heading = given.rejectsHeading.trim().split(',');
  // The facts of a row come before the first number after its key.
  const firstStated = results.findIndex(({ kind }, column) => column > 0 && kind !== 'text');
  const unstatedCells = Array<string>(results.length - firstStated).fill('');
  const tally = createCounts(given);
  let [source, isBegun] = [-1, false];

  async function write(bytes: Uint8Array): Promise<void> {
    const begun = isBegun ? bytes : Buffer.concat([stream.begin(), bytes]);
    isBegun = true;
    if (!world.stdout.write(begun)) await once(world.stdout, 'drain');
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
      const cells = await cellsOf(scored.results);
      const fronts = scored.rejected.size === 0 ? [] : await cellsOf(scored.writeRejected());
      for (const [at, { text }] of [...scored.rejected.values()].entries())
        for (const reason of await cellsOf(Buffer.from(text)))
          cells.push([
            ...(fronts[at]?.slice(0, firstStated) ?? []),
            ...unstatedCells,
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

/** The cells of rows of CSV. */
async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  const cells: string[][] = [];
  for await (const rows of readWrittenRows([bytes])) cells.push(...rows);
  return cells;
}

import { describe, expect, test } from 'vitest';
import { createBlockScorer, createRangeScorer, type RangeScorer } from '../../../src/app/batch/score-rows.ts';
import { joinRanges, type ScoredRange } from '../../../src/app/batch/score-threads.ts';
import { addRejected, createPartBuilder, type Part, type RejectedRows } from '../../../src/app/batch/scored-part.ts';
import { openTable } from '../../../src/table/opened-table.ts';
import type { ColumnBinding } from '../../../src/table/row-block.ts';
import { TableProblem } from '../../../src/table/table-problem.ts';
import { guessRanges, readTable, type TableShape } from '../../../src/table/table-reader.ts';
import { encode } from '../../../src/table/text-encoding.ts';
import { createChance } from '../../fuzz/mutate.ts';
import { messagesOf } from '../../messages.ts';
import { planOf } from '../../scoring/pack-sketch.ts';
import { useFolder } from '../../table/read-table-files.ts';

const write = useFolder();

const PLAN = planOf({
  facts: [{ id: 'key', type: 'text', key: true }],
  questions: [{ id: 'rating', type: 'scale', minimum: 0, maximum: 2 }],
  scores: { score: { sum: ['rating'] } },
});
const USES: readonly ColumnBinding[] = [
  { kind: 'text', input: 0 },
  { kind: 'code', input: 1, values: new Map(['0', '1', '2'].map((value, i) => [value, 3 + i])) },
  { kind: 'ignore' },
];
const HEADINGS = ['key', 'rating', 'remark'];
const createScorer = () =>
  createBlockScorer(
    { plan: PLAN, headings: HEADINGS, uses: USES, strict: false, gates: [], answers: false },
    messagesOf('en'),
  );

type FileShape = TableShape & { readonly path: string };

async function shapeOf(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): Promise<FileShape> {
  const { shape } = await openTable({ path: write('table.csv', bytes) }, { encoding, delimiter: ',' });
  return shape as FileShape;
}

/** All that parts say, as plain data. */
interface Whole {
  readonly results: string;
  readonly rejects: string;
  readonly rows: readonly (readonly number[])[];
  readonly rejected: readonly (readonly number[])[];
  readonly reasons: ReadonlyMap<string, RejectedRows>;
  readonly blanks: number;
}

function add(whole: Whole, part: Part, blanks: number): Whole {
  const reasons = new Map(whole.reasons);
  for (const [rule, rows] of part.reasons) addRejected(reasons, rule, rows);
  const numbers = [part.hashes, part.lines, part.records, part.lengths];
  return {
    results: whole.results + Buffer.from(part.results).toString(),
    rejects: whole.rejects + Buffer.from(part.rejects).toString(),
    rows: [...whole.rows, ...Array.from(part.lines, (_, i) => numbers.map((column) => column[i] as number))],
    rejected: [
      ...whole.rejected,
      ...Array.from(part.rejectRecords, (record, i) => [record, part.rejectLengths[i] as number]),
    ],
    reasons,
    blanks: whole.blanks + blanks,
  };
}

const EMPTY: Whole = { results: '', rejects: '', rows: [], rejected: [], reasons: new Map(), blanks: 0 };

/** The table read in a row. */
async function scoreInTurn(shape: FileShape): Promise<Whole> {
  const [scorer, builder, blocks] = [createScorer(), createPartBuilder(), readTable(shape, USES)];
  for (;;) {
    const next = await blocks.next();
    if (next.done) return add(EMPTY, builder.look(), next.value.blanks);
    scorer.score(next.value, builder);
  }
}

/** The table in ranges, and how often what was taken for the beginning of a row was none. */
async function scoreRanges(shape: FileShape, length: number): Promise<{ whole: Whole; again: number }> {
  const score = createRangeScorer(createScorer(), shape, USES);
  const spent: Part[] = [];
  async function* scored(): AsyncGenerator<ScoredRange> {
    for await (const range of guessRanges(shape, length)) yield { range, outcome: await score(range, spent.pop()) };
  }
  let [whole, again] = [EMPTY, 0];
  const scoreAgain: RangeScorer = (...given) => {
    again++;
    return score(...given);
  };
  for await (const { part, blanks } of joinRanges(scored(), scoreAgain, shape, spent)) {
    whole = add(whole, part, blanks);
  }
  return { whole, again };
}

const CELLS = [
  '"b,c"',
  '"x\ny"',
  '"\r\n"',
  '"say ""hi"""',
  '5" pipe',
  '""',
  '',
  '"工\r厂"',
  '"z" ',
  '"q"r"s',
  // What looks like rows.
  '"\nk7,1,\nk8,2,\n"',
  '"\r\n""k9"",3,\r\nk9,9,"',
];
const ENDS = ['\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\n,,\n', '\n \n'];

/** A table of awkward rows, some of them to be rejected, the same for the same seed. */
function makeTable(seed: number, rows: number): string {
  const chance = createChance(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(chance() * list.length)] ?? '';
  const row = (i: number): string =>
    `${pick([`k${i}`, `"k\n${i}"`, '', '"k"x'])},${pick(['0', '1', '2', '"1"', '7', '"two\n, ""or"" three"'])},${pick(CELLS)}${pick(ENDS)}`;
  const tail = pick(['"last",1,"x"', '"last",1,"x"\n', 'last,1,"x', 'last,1,x\r', '"', 'last,1,"\n\nk1,1,\nk2,2,\n']);
  return `key,rating,remark${pick(ENDS.slice(0, 4))}${Array.from({ length: rows }, (_, i) => row(i)).join('')}${tail}`;
}

describe('ranges that were guessed', () => {
  test.each([['utf-8' as const], ['gb18030' as const]])('come to what the whole does, in %s', async (encoding) => {
    let wrong = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const shape = await shapeOf(encode(makeTable(seed, 40), encoding), encoding);
      const inTurn = await scoreInTurn(shape);
      expect(inTurn.rows.length + inTurn.rejected.length).toBeGreaterThan(20);
      for (const length of [1, 2, 5, 13, 64, 300, 100_000]) {
        const { whole, again } = await scoreRanges(shape, length);
        expect(whole, `seed ${seed}, ${length} bytes`).toEqual(inTurn);
        wrong += again;
      }
    }
    expect(wrong).toBeGreaterThan(500);
  });

  test('a quote that is never closed takes few looks', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `k${i},1,x\n`).join('');
    const shape = await shapeOf(Buffer.from(`key,rating,remark\nk,1,x\nk,2,"${rows}`), 'utf-8');
    const { whole, again } = await scoreRanges(shape, 16);
    expect(whole).toEqual(await scoreInTurn(shape));
    expect(whole.reasons).toEqual(new Map([['open-quote', { count: 1, lines: [3] }]]));
    expect(again).toBeLessThan(20);
  });

  test('wrong bytes have their line in the file', async () => {
    const table = `key,rating,remark\n${Array.from({ length: 50 }, (_, i) => `k${i},1,"x\ny"\n`).join('')}k,1,`;
    const shape = await shapeOf(Buffer.from(table), 'utf-8');
    write('table.csv', Buffer.concat([Buffer.from(table), Buffer.from([0xff, 0x0a])]));
    const [inTurn, inRanges] = await Promise.all(
      [scoreInTurn(shape), scoreRanges(shape, 64)].map((reading) => reading.catch((error) => error as TableProblem)),
    );
    expect(inTurn).toBeInstanceOf(TableProblem);
    expect(inTurn).toMatchObject({ fault: { code: 'wrong-bytes', line: 102 } });
    expect(inRanges).toMatchObject({ fault: (inTurn as TableProblem).fault });
  });
});

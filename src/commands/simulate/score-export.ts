import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import { createKernel } from '../../scoring/kernel/kernel.ts';
import type { Input } from '../../scoring/plan.ts';
import type { SimulatedAssessments } from '../../simulate/region.ts';
import type { Block } from '../../tabular/block.ts';
import { usesOf } from '../../tabular/mapping/uses.ts';
import { openTable } from '../../tabular/open.ts';
import { isKey } from '../../tabular/result-facts.ts';
import { createResultWriter, writeHeading } from '../../tabular/results.ts';
import { prepareTallies } from '../../tabular/tallies.ts';
import { addText } from '../../tabular/writing/bytes.ts';
import type { Cells } from '../../tabular/writing/row-writer.ts';
import type { Settled } from '../steps/settle.ts';
import { MARK } from './tables.ts';

/** What the scored rows of an export need to know. */
export interface ScoreRequest {
  /** Absolute. */
  readonly path: string;
  /** What it is called for people. */
  readonly name: string;
  readonly wave: SimulatedAssessments;
  /** The inputs that have a column. */
  readonly inputs: readonly Input[];
  readonly words: Messages['simulate'];
}

/**
 * The results of an export as `matura batch --answers` gives them, piece by piece, with the kind and day of the assessment
 * and its pack behind the key. Throws a `Refusal` for a row the pack does not take.
 */
export async function* scoreExport(
  { plan, pack }: Settled,
  { path, name, wave, inputs, words }: ScoreRequest,
): AsyncGenerator<Uint8Array> {
  const table = await openTable({ path });
  const columns = inputs.map(({ name }) => ({ heading: name, to: name }));
  const { uses } = usesOf(
    { kind: 'mapping', pack: pack.id, columns },
    { plan, pack: pack.id, headings: table.shape.headings, decimal: '.', file: path },
  );
  const kernel = createKernel(plan, prepareTallies);
  const keyAt = plan.inputs.findIndex(isKey);
  const behindKey = `,true,${wave.kind},${wave.date},${pack.id}@${pack.version}`;
  const keyIn = (block: Block, row: number): string => block.text.get(keyAt)?.[row] ?? '';
  const keys = (block: Block): Cells => ({
    kind: 'other',
    states: new Uint8Array(block.rows).fill(1),
    other: (row, target) => addText(target, `${keyIn(block, row)}${behindKey}`),
  });
  const writer = createResultWriter(plan, kernel, keys, { answers: true });
  const [key, ...others] = writeHeading(plan, { answers: true }).split(',');
  yield new TextEncoder().encode(`\ufeff${[key, MARK, 'kind', 'assessedOn', 'pack', ...others].join(',')}`);
  for await (const block of table.read(uses)) {
    const outcome = kernel.score(block);
    const bad = block.faults[0]?.row ?? [...outcome.refused.keys()][0];
    if (bad !== undefined) {
      const line = String(block.line[bad]);
      throw new Refusal(3, words.refused.rowRefused(name, line, keyIn(block, bad)), words.refused.rowRefusedNext);
    }
    writer.take(block, outcome);
    yield writer.write(0, block.rows).bytes.slice();
  }
}

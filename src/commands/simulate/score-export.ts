import type { SimulateMessages } from '../../i18n/simulate/messages.ts';
import { Refusal } from '../../model/refusal.ts';
import { createKernel } from '../../scoring/kernel/kernel.ts';
import type { Input } from '../../scoring/plan.ts';
import type { SimulatedAssessments } from '../../simulate/region.ts';
import { usesOf } from '../../tabular/mapping/uses.ts';
import { openTable } from '../../tabular/open.ts';
import { isKey } from '../../tabular/result-facts.ts';
import { createResultWriter } from '../../tabular/results.ts';
import { addText, createByteBuffer } from '../../tabular/writing/bytes.ts';
import type { Settled } from '../steps/settle.ts';
import { MARK } from './tables.ts';

/** What the scored rows of an export need to know. */
export interface ScoreRequest {
  /** Absolute. */
  readonly path: string;
  readonly wave: SimulatedAssessments;
  /** The inputs that have a column. */
  readonly inputs: readonly Input[];
  readonly words: SimulateMessages;
}

/**
 * The results of an export as `matura batch --answers` gives them, piece by piece, with the kind and day of the assessment
 * and its pack behind the key. Throws a `Refusal` for a row the pack does not take.
 */
export async function* scoreExport(
  { plan, pack }: Settled,
  { path, wave, inputs, words }: ScoreRequest,
): AsyncGenerator<Uint8Array> {
  const table = await openTable({ path });
  const columns = inputs.map(({ name }) => ({ heading: name, to: name }));
  const { uses } = usesOf(
    { kind: 'mapping', pack: pack.id, columns },
    { plan, pack: pack.id, headings: table.shape.headings, decimal: '.', file: path },
  );
  const kernel = createKernel(plan);
  const writer = createResultWriter(plan, kernel, { answers: true });
  const [key, ...others] = writer.heading.split(',');
  yield new TextEncoder().encode(`\ufeff${[key, MARK, 'kind', 'assessedOn', 'pack', ...others].join(',')}`);
  const keyAt = plan.inputs.findIndex(isKey);
  const behindKey = `,true,${wave.kind},${wave.date},${pack.id}@${pack.version}`;
  for await (const block of table.read(uses)) {
    const outcome = kernel.score(block);
    const bad = block.faults[0]?.row ?? [...outcome.refused.keys()][0];
    const keyIn = (row: number): string => block.text.get(keyAt)?.[row] ?? '';
    if (bad !== undefined) {
      const line = String(block.line[bad]);
      throw new Refusal(3, words.refused.rowRefused(path, line, keyIn(bad)), words.refused.rowRefusedNext);
    }
    const target = createByteBuffer(block.rows * 256);
    const addRow = writer.rowsOf(block, outcome);
    for (let row = 0; row < block.rows; row++) {
      addText(target, `${keyIn(row)}${behindKey}`);
      addRow(row, target);
    }
    yield target.bytes.slice(0, target.length);
  }
}

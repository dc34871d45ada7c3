// Shows how the first rows of exports are understood, so that a person can check them before all rows are scored.
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/index.ts';
import type { SampledAnswer, SampledRow } from '../../report/index.ts';
import { type Plan, readAnswerSet } from '../../scoring/index.ts';
import {
  type ColumnEvidence,
  createHeadingCheck,
  createRepeatCheck,
  parseCsvRow,
  type RowBlock,
  writeHeading,
} from '../../table/index.ts';
import type { World } from '../../world.ts';
import { refuseTableProblems } from '../open-table.ts';
import type { OpenedExport } from './open-exports.ts';
import { refuseColumns } from './resolve-columns.ts';
import { createBlockScorer, type ScoredBlock, type ScorerInput } from './score-rows.ts';

/** The maximum number of rows in a sample: those whose cells were read when the export was opened. */
export const MAX_SAMPLED = 100;

/** Rows as they would be scored or rejected, and a check for what would prevent a full run. */
interface Sample {
  readonly rows: readonly SampledRow[];
  /** Once all rows have been read, throws a `Refusal` that names the columns whose meaning is still in doubt. */
  require(): Promise<void>;
}

/**
 * Samples at most `count` of the first rows, without rows that conditions leave out. All other rows are read too,
 * because columns are judged over all rows. Throws a `Refusal` for exports without rows.
 */
export async function sampleRows(
  world: World,
  input: Pick<ScorerInput, 'plan' | 'strict' | 'watched'>,
  exports: readonly OpenedExport[],
  count: number,
  messages: Messages,
): Promise<Sample> {
  const { plan } = input;
  const scoringInput = { ...input, isKept: false, gates: [], answers: false, source: undefined, words: undefined };
  const score = createBlockScorer(scoringInput, messages);
  const names = parseCsvRow(writeHeading(plan, scoringInput).trim());
  const sampledRows: SampledRow[] = [];
  const evidenceResults: (readonly [OpenedExport, ReturnType<ColumnEvidence['judge']>])[] = [];
  let rows = 0;
  for (const source of exports) {
    const { path, table, uses, filter } = source;
    await refuseTableProblems(path, messages, async () => {
      const { headings } = table.shape;
      const checkHeadings = createHeadingCheck(plan, { headings, headingRows: table.detection.headingRows, uses });
      const checkRepeats = createRepeatCheck(source.repeated);
      const evidence = source.beginEvidence();
      const blocks = table.read(uses);
      let next = await blocks.next();
      for (; !next.done; next = await blocks.next()) {
        const { block, headings: repeated } = checkHeadings(checkRepeats(next.value));
        const oddRows = evidence.add(block);
        rows += block.rows;
        if (sampledRows.length >= count || !isSampled(table, block.record[0])) continue;
        const passedRows = { headings: repeated, leftOut: filter?.leftOut(block) };
        const scoredBlock = score(block, { path, uses, headings }, passedRows, oddRows);
        const outcomes = outcomesOf(block, scoredBlock, names, plan);
        for (let row = 0; row < block.rows && sampledRows.length < count; row++) {
          const cells = table.records[(block.record[row] as number) - table.shape.record];
          if (!cells) break;
          if (scoredBlock.leftOut.has(row) || scoredBlock.headings.has(row)) continue;
          const answers = readAnswers(source, plan, block, { row, cells });
          sampledRows.push({ path, line: block.line[row] as number, answers, ...outcomes(row) });
        }
      }
      evidenceResults.push([source, evidence.judge(next.value.formats)]);
    });
  }
  if (rows === 0) {
    const paths = messages.numbers.list(exports.map(({ path }) => path));
    throw new Refusal(3, messages.batch.refused.noRows({ path: paths }));
  }
  return {
    rows: sampledRows,
    async require() {
      for (const [{ table, uses }, doubts] of evidenceResults)
        await refuseColumns(world, doubts, { headings: table.shape.headings, uses }, messages);
    },
  };
}

/** Whether a record is in the sample, so that its cells are known. */
function isSampled({ records, shape }: OpenedExport['table'], record: number | undefined): boolean {
  return record !== undefined && record - shape.record < records.length;
}

/** Returns the outcome of a row: its scores and level, or the reasons for its rejection. */
function outcomesOf(
  { rows }: RowBlock,
  { results, lengths, rejected, skipped }: ScoredBlock,
  names: readonly string[],
  plan: Plan,
): (row: number) => Pick<SampledRow, 'scores' | 'reasons'> {
  const skippedRows = new Set(skipped);
  const shownScores = new Set([
    ...plan.scores.filter(({ hidden }) => !hidden).map(({ name }) => name),
    'lowest',
    'highest',
  ]);
  const texts = new Map<number, string>();
  let offset = 0;
  for (let row = 0; row < rows; row++) {
    if (skippedRows.has(row)) continue;
    const end = offset + (lengths[row] as number);
    texts.set(row, Buffer.from(results.subarray(offset, end)).toString().trimEnd());
    offset = end;
  }
  return (row) => {
    const reject = rejected.get(row);
    if (reject) {
      const reasons = reject.text.trimEnd().split('\n');
      return { scores: null, reasons: reasons.map((line) => parseCsvRow(line).at(-1) ?? '') };
    }
    const cells = parseCsvRow(texts.get(row) ?? '');
    const scores = names.flatMap((name, i): [string, string][] =>
      shownScores.has(name) ? [[name, cells[i] ?? '']] : [],
    );
    return { scores: Object.fromEntries(scores), reasons: [] };
  };
}

/** Returns the columns of a row that contain an answer, in order. */
function readAnswers(
  { table, uses }: OpenedExport,
  plan: Plan,
  block: RowBlock,
  { row, cells }: { readonly row: number; readonly cells: readonly string[] },
): readonly SampledAnswer[] {
  const sheet = readAnswerSet(plan, block, row);
  return uses.flatMap((use, column): SampledAnswer[] => {
    if (!('input' in use)) return [];
    const input = plan.inputs[use.input];
    const entry = input && sheet.get(input.name);
    if (!input || !entry) return [];
    const option = use.kind === 'tick' ? (input.options[use.option]?.id ?? null) : null;
    return [{ heading: table.shape.headings[column] ?? '', cell: cells[column] ?? '', input, option, entry }];
  });
}

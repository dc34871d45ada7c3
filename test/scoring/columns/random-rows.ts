import fc from 'fast-check';
import { fromNumber, type Rational, toNumber } from '../../../src/model/rational.ts';
import type { AnswerEntry, AnswerSet } from '../../../src/scoring/answer-set.ts';
import type { KernelColumns } from '../../../src/scoring/columns/kernel.ts';
import type { Input, Plan } from '../../../src/scoring/plan.ts';
import { type AnswerValue, isNumber } from '../../../src/scoring/possible-values.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED, UNKNOWN } from '../../../src/table/row-block.ts';
import type { Draw } from '../random/draw.ts';

/** Rows of answers: as the sheets that the evaluator takes, and as the columns that the kernel takes. */
export interface Rows {
  readonly sheets: readonly AnswerSet[];
  readonly columns: KernelColumns;
}

/** How answers are drawn: what share of 100 are there. */
export function drawRows(draw: Draw, plan: Plan, count: number, there: number): Rows {
  return rowsOf(
    plan,
    Array.from(
      { length: count },
      () => new Map(plan.inputs.map((input) => [input.name, drawEntry(draw, input, there)])),
    ),
  );
}

/** The columns of sheets. */
export function rowsOf(plan: Plan, sheets: readonly AnswerSet[]): Rows {
  const texts = new Map<number, readonly string[]>();
  const columns = {
    rows: sheets.length,
    code: new Map<number, Uint16Array>(),
    bits: new Map<number, Uint32Array[]>(),
    number: new Map<number, Float64Array>(),
    text: { at: (input: number, row: number) => texts.get(input)?.[row] },
  };
  plan.inputs.forEach((input, at) => {
    const entries = sheets.map((sheet): AnswerEntry => sheet.get(input.name) ?? { state: 'unanswered' });
    columns.code.set(
      at,
      Uint16Array.from(entries, (entry) => codeOf(input, entry)),
    );
    const values = entries.map((entry) => (entry.state === 'answered' ? entry.value : undefined));
    if (input.type === 'multiple') {
      const words = Math.ceil(input.options.length / 32);
      columns.bits.set(
        at,
        Array.from({ length: words }, (_, word) => Uint32Array.from(values, (value) => wordOf(input, value, word))),
      );
    } else if (['integer', 'decimal', 'percent'].includes(input.type)) {
      columns.number.set(
        at,
        Float64Array.from(values, (value) => (value === undefined ? 0 : toNumber(value as Rational))),
      );
    } else if (input.value.kind === 'text') {
      texts.set(
        at,
        values.map((value) => (typeof value === 'string' ? value : '')),
      );
    }
  });
  return { sheets, columns };
}

function wordOf(input: Input, value: AnswerValue | undefined, word: number): number {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return input.options
    .slice(word * 32, word * 32 + 32)
    .reduce((sum, { id }, i) => sum + (chosen.includes(id) ? 2 ** i : 0), 0);
}

function codeOf(input: Input, entry: AnswerEntry): number {
  if (entry.state === 'unanswered') return UNANSWERED;
  if (entry.state === 'unknown') return UNKNOWN;
  if (entry.state === 'notApplicable') return NOT_APPLICABLE;
  const { value } = entry;
  switch (input.type) {
    case 'single':
      return ANSWERED + input.options.findIndex(({ id }) => id === value);
    case 'derived':
      return ANSWERED + (input.value.kind === 'choice' ? input.value.options.indexOf(value as string) : 0);
    case 'boolean':
      return ANSWERED + Number(value);
    case 'scale':
      return ANSWERED + Number((value as Rational).n - (input.range.low as Rational).n);
    default:
      return ANSWERED;
  }
}

function drawEntry(draw: Draw, input: Input, there: number): AnswerEntry {
  if (draw.chance(input.derived === null ? there : there / 2))
    return { state: 'answered', value: drawValue(draw, input) };
  if (input.notApplicable && draw.chance(40)) return { state: 'notApplicable' };
  return draw.chance(30) ? { state: 'unknown' } : { state: 'unanswered' };
}

function drawValue(draw: Draw, input: Input): AnswerValue {
  const { low, high } = input.range;
  const [least, most] = [low ? toNumber(low) : -3, high ? toNumber(high) : 40];
  switch (input.type) {
    case 'single':
      return draw.pick(input.options).id;
    case 'derived':
      return input.value.kind === 'choice' ? draw.pick(input.value.options) : '';
    case 'boolean':
      return draw.chance(50);
    case 'multiple':
      return drawChoice(draw, input);
    case 'scale':
    case 'integer':
      return fromNumber(draw.whole(least, most));
    case 'decimal':
    case 'percent': {
      const digits = draw.pick([1, 1, 2, 10, 1000]);
      return fromNumber(draw.whole(least * digits, most * digits) / digits);
    }
    default:
      return draw.from(() => fc.constantFrom('no', '010', 'x', '1e3', 'another', '__proto__'));
  }
}

function drawChoice(draw: Draw, input: Input): readonly string[] {
  const alone = input.options.filter(({ exclusive }) => exclusive);
  if (alone.length > 0 && draw.chance(20)) return [draw.pick(alone).id];
  const free = input.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const least = Math.min(input.choose.least, free.length);
  return draw.some(free, least, Math.max(least, input.choose.most ?? free.length));
}

/** A value in words. */
export function inWords(entry: AnswerEntry): unknown {
  if (entry.state !== 'answered') return entry.state;
  const { value } = entry;
  return typeof value === 'object' && isNumber(value as Rational) && 'n' in value ? toNumber(value) : value;
}

import { type Atom, isNothing, type Possible, settledValue } from '../../condition/value.ts';
import { add, compare, ONE, type Rational } from '../../model/rational.ts';
import type { Input } from '../plan.ts';
import type { SheetEntry } from '../sheet.ts';
import { isOutOfRange } from '../standing.ts';
import { ANSWERED } from './columns.ts';
import { besideBound, besides, constantOf, exactOf, type Num, quotientOf } from './number.ts';
import type { ColumnName, InputText, Scribe } from './scribe.ts';
import { ASKED, keyOf, type Standing, standingOf } from './standing.ts';
import { ALWAYS, type Truths } from './truths.ts';
import type { Choices, Indexed, Numeric, Value } from './value.ts';
import { and, literal, not, or } from './writer.ts';

/** How many whole numbers a question may allow to have each one looked at beforehand. */
const MOST_VALUES = 1000n;

/** The values of a question that has only so many, in the order of their codes; undefined for numbers without end. */
export function valuesOf(input: Input, vocabulary: readonly string[]): readonly Atom[] | undefined {
  switch (input.type) {
    case 'single':
      return input.options.map(({ id }) => id);
    case 'derived':
      return input.value.kind === 'choice' ? input.value.options : [];
    case 'boolean':
      return [false, true];
    case 'multiple':
    case 'decimal':
    case 'percent':
      return undefined;
    case 'scale':
    case 'integer': {
      const { low, high } = input.range;
      if (!low || !high || high.n - low.n > MOST_VALUES) return undefined;
      return Array.from({ length: Number(high.n - low.n) + 1 }, (_, i) => ({ n: low.n + BigInt(i), d: 1n }));
    }
    default:
      return [...vocabulary, otherThan(vocabulary)];
  }
}

/** A text that none of the others is. */
function otherThan(vocabulary: readonly string[]): string {
  return `not ${vocabulary.join()}`;
}

/** Writes a question whose values are few. */
export function writeIndexedInput(position: number, values: readonly Atom[], scribe: Scribe): InputText {
  const { plan, writer } = scribe;
  const input = plan.nodes[position] as Input;
  const asked = input.when ? scribe.truthsOf(input.when) : ALWAYS;
  const code = writer.hold(codeOf(input, plan.inputs.indexOf(input), values, scribe));
  const size = ANSWERED + values.length;
  const ways = input.when ? ASKED : ASKED.slice(0, 1);
  const said: SheetEntry[] = [...NOT_ANSWERED, ...values.map((value): SheetEntry => ({ state: 'answered', value }))];
  const plain = ways.flatMap((way) => said.map((entry) => standingOf(plan, position, entry, way, null)));
  const way = input.when ? writer.hold(wayOf(asked, writer.mode)) : '0';
  const plainIndex = way === '0' ? code : `${code} + ${size} * ${way}`;
  const worked = input.derived === null ? null : scribe.valueAt(input.derived);
  const derived = worked && (worked.form === 'numeric' ? classify(worked, input, code, scribe) : (worked as Indexed));
  if (!derived) return indexedText(position, asked, code, writer.hold(plainIndex), plain, null, scribe);
  const { outcomes } = derived;
  const followed = ways.flatMap((one) =>
    NOT_ANSWERED.slice(0, 2).flatMap((entry) =>
      outcomes.map((outcome) => standingOf(plan, position, entry, one, outcome)),
    ),
  );
  const at = `${plain.length} + (${way} * 2 + ${code}) * ${outcomes.length} + ${derived.index}`;
  const raw = writer.hold(`${code} >= 2 ? ${plainIndex} : ${at}`);
  const { list, places } = withoutDoubles([...plain, ...followed]);
  const index = writer.hold(writer.int(places, raw));
  return indexedText(position, asked, code, index, list, derived, scribe);
}

const NOT_ANSWERED: readonly SheetEntry[] = [{ state: 'unanswered' }, { state: 'unknown' }, { state: 'notApplicable' }];

function wayOf({ holds, fails }: Truths, mode: 'settled' | 'open'): string {
  return mode === 'settled' ? `${holds} ? 0 : 2` : `${holds} ? (${fails} ? 1 : 0) : 2`;
}

function indexedText(
  position: number,
  asked: Truths,
  code: string,
  index: string,
  list: readonly Standing[],
  derived: Value | null,
  { writer }: Scribe,
): InputText {
  const value: Indexed = { form: 'indexed', index, outcomes: list.map((standing) => standing.value) };
  return {
    position,
    asked,
    code,
    standings: { index, list },
    derived,
    value: () => value,
    get isSettled() {
      const settled = list.map(({ state }) => Number(state === 'answered' || state === 'notApplicable'));
      return settled.includes(0) ? `${writer.int(settled, index)} === 1` : 'true';
    },
  };
}

function codeOf(input: Input, at: number, values: readonly Atom[], { cell }: Scribe): string {
  const column = (kind: ColumnName['kind']): string => cell({ kind, input: at, word: 0 });
  if (input.value.kind === 'text') return column('text');
  if (input.type !== 'integer') return column('code');
  const first = literal((values[0] as Rational).n);
  const state = column('code');
  return `${state} < 3 ? ${state} : (${column('number')} - ${first} + 3) | 0`;
}

function withoutDoubles(all: readonly Standing[]): { list: Standing[]; places: number[] } {
  const list: Standing[] = [];
  const known = new Map<string, number>();
  const places = all.map((standing) => {
    const key = keyOf(standing);
    const place = known.get(key) ?? list.push(standing) - 1;
    known.set(key, place);
    return place;
  });
  return { list, places };
}

const NOTHING: Possible = { kind: 'atoms', atoms: [], nothing: true };

/** A number worked out for a question of few whole numbers: nothing, outside, between two, or one of them. */
function classify(worked: Numeric, input: Input, code: string, { writer }: Scribe): Indexed {
  const { low, high } = input.range as { low: Rational; high: Rational };
  const one = (atom: Atom): Possible => ({ kind: 'atoms', atoms: [atom], nothing: false });
  const count = Number(high.n - low.n) + 1;
  const outcomes = [
    NOTHING,
    one(add(high, { n: 1n, d: 1n })),
    one(add(low, { n: 1n, d: 2n })),
    { kind: 'range', low: null, high: null, nothing: true } as const,
    ...Array.from({ length: count }, (_, i) => one({ n: low.n + BigInt(i), d: 1n })),
  ];
  const num = worked.low;
  const { top, bottom } = quotientOf(num, writer);
  const under = besideBound(num, low, writer);
  const over = besideBound(num, high, writer);
  const outside = or(`${under.left} < ${under.right}`, `${over.left} > ${over.right}`);
  const whole = `${top} % ${bottom} === 0`;
  const place = `${4 - Number(low.n)} + Math.round(${top} / ${bottom})`;
  const index = writer.declare();
  const open = writer.mode === 'open' ? isOpen(worked, writer) : 'false';
  if (open !== 'false') writer.giveUpIf(and(`${code} < 3`, open));
  writer.line(
    `${index} = ${open === 'false' ? '' : `${open} ? 3 : `}${not(worked.may)} ? 0 : ${outside} ? 1 : ${whole} ? ${place} : 2;`,
  );
  return { form: 'indexed', index, outcomes };
}

/** Whether a number is not settled. */
export function isOpen({ low, high, sure, may }: Numeric, writer: Scribe['writer']): string {
  const differ = low === high ? 'false' : differOf(low, high, writer);
  return or(and(may, not(sure)), and(may, differ));
}

/** Whether two ends of a range are different numbers. Written out in full only where they are not written alike. */
export function differOf(low: Num, high: Num, writer: Scribe['writer']): string {
  if ('decimal' in low && 'decimal' in high) return `${low.decimal} !== ${high.decimal}`;
  const [a, b] = [exactOf(low, writer), exactOf(high, writer)];
  const alike =
    compare(a.scale, b.scale) === 0
      ? and(`${a.n} === ${b.n}`, a.d === b.d ? 'true' : `${a.d ?? 1} === ${b.d ?? 1}`)
      : 'false';
  const differ = writer.declare();
  writer.line(`if (${alike}) ${differ} = false; else {`);
  const { left, right } = besides(a, b, writer);
  writer.line(`${differ} = ${left} !== ${right}; }`);
  return differ;
}

/** Writes a multiple choice. */
export function writeChoices(position: number, scribe: Scribe): InputText {
  const { plan, writer, cell } = scribe;
  const input = plan.nodes[position] as Input;
  const at = plan.inputs.indexOf(input);
  const asked = input.when ? scribe.truthsOf(input.when) : ALWAYS;
  const code = writer.hold(cell({ kind: 'code', input: at, word: 0 }));
  const ways = input.when ? ASKED : ASKED.slice(0, 1);
  const said: SheetEntry[] = [...NOT_ANSWERED, { state: 'answered', value: [] }];
  const list = ways.flatMap((way) => said.map((entry) => standingOf(plan, position, entry, way, null)));
  const index = input.when ? writer.hold(`${code} + 4 * (${wayOf(asked, writer.mode)})`) : code;
  const outcomes = list.map(({ said: { state }, asked: way, value }): Choices['outcomes'][number] => {
    if (state !== 'answered' || way === 'fails') return value;
    return way === 'holds' ? 'words' : 'words or nothing';
  });
  const options = input.options.map(({ id }) => id);
  const words = Array.from({ length: Math.ceil(options.length / 32) }, (_, word) =>
    writer.hold(cell({ kind: 'bits', input: at, word })),
  );
  const value: Choices = { form: 'choices', index, outcomes, words, options };
  return {
    position,
    asked,
    code,
    standings: { index, list },
    derived: null,
    value: () => value,
    isSettled: `${code} >= 2`,
  };
}

/** Whether a stated answer and what follows from other answers are two different things, by code and outcome. */
export function contradicts(said: SheetEntry, derived: Possible): boolean {
  const worked = settledValue(derived);
  if (said.state !== 'answered' || worked === undefined || worked === null || Array.isArray(worked)) return false;
  const [a, b] = [said.value, worked as Atom];
  if (typeof a === 'object' && typeof b === 'object') return (a as Rational).n !== b.n || (a as Rational).d !== b.d;
  return a !== b;
}

/** Whether an outcome of a derivation lies outside of what is allowed. */
export function isOutside(input: Input, derived: Possible): boolean {
  return !isNothing(derived) && isOutOfRange(derived, input.range);
}

/** What a number is constantly. */
export function constantNumeric(value: Rational, writer: Scribe['writer']): Numeric {
  const num = constantOf(value, writer);
  return { form: 'numeric', low: num, high: num, sure: 'true', may: 'true' };
}

/** A number that is never there. */
export const NOT_THERE: Numeric = {
  form: 'numeric',
  low: { n: '0', d: null, scale: ONE, mostN: 0, mostD: 1 },
  high: { n: '0', d: null, scale: ONE, mostN: 0, mostD: 1 },
  sure: 'false',
  may: 'false',
};

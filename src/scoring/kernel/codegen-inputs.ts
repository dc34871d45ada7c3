import { add, compare, ONE, type Rational, toNumber, ZERO } from '../../model/index.ts';
import { type AnswerEntry, allowedAnswers, isOutOfRange } from '../answer-set.ts';
import type { MissingRule, MissingRules } from '../operators/operator.ts';
import type { Input } from '../plan.ts';
import { type Atom, isNothing, type Possible, rangeOf, settledValue } from '../possible-values.ts';
import { listedValues, wholeNumbersWithin } from '../question-types.ts';
import { besideBound, besides, chosen, constantOf, exactOf, type Num, quotientOf, where } from './codegen-numbers.ts';
import {
  ASKED,
  type Choices,
  type CodegenContext,
  type ColumnName,
  type Indexed,
  type InputCase,
  type InputCode,
  inputCaseOf,
  keyOf,
  type Numeric,
  type Value,
} from './codegen-values.ts';
import { ALWAYS, and, literal, not, or, type Truths } from './codegen-writer.ts';
import { ANSWERED } from './kernel-columns.ts';

/** How many whole numbers a question may allow to have each one looked at beforehand. */
const MOST_VALUES = 1000n;

/** The values of a question that has only so many, in the order of their codes; undefined for numbers without end. */
export function codedValuesOf(input: Input, vocabulary: readonly string[]): readonly Atom[] | undefined {
  switch (input.form) {
    case 'option':
    case 'yesNo':
    case 'step':
      return listedValues(input);
    case 'options':
      return undefined;
    case 'number': {
      const { low, high } = input.range;
      return input.whole && low && high && high.n - low.n <= MOST_VALUES ? wholeNumbersWithin(input.range) : undefined;
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
export function writeIndexedInput(position: number, values: readonly Atom[], scribe: CodegenContext): InputCode {
  const { plan, writer } = scribe;
  const input = plan.nodes[position] as Input;
  const asked = input.when ? scribe.truthsOf(input.when) : ALWAYS;
  const code = writer.hold(codeOf(input, plan.inputs.indexOf(input), values, scribe));
  const size = ANSWERED + values.length;
  const ways = input.when ? ASKED : ASKED.slice(0, 1);
  const said: AnswerEntry[] = [...NOT_ANSWERED, ...values.map((value): AnswerEntry => ({ state: 'answered', value }))];
  const plain = ways.flatMap((way) => said.map((entry) => inputCaseOf(plan, position, entry, way, null)));
  const way = input.when ? writer.hold(wayOf(asked, writer.mode)) : '0';
  const plainIndex = way === '0' ? code : `${code} + ${size} * ${way}`;
  const worked = input.derived === null ? null : scribe.valueAt(input.derived);
  const derived = worked && (worked.form === 'numeric' ? classify(worked, input, code, scribe) : (worked as Indexed));
  if (!derived) return indexedText(position, asked, code, writer.hold(plainIndex), plain, null, scribe);
  const { outcomes } = derived;
  const followed = ways.flatMap((one) =>
    NOT_ANSWERED.slice(0, 2).flatMap((entry) =>
      outcomes.map((outcome) => inputCaseOf(plan, position, entry, one, outcome)),
    ),
  );
  const at = `${plain.length} + (${way} * 2 + ${code}) * ${outcomes.length} + ${derived.index}`;
  const raw = writer.hold(`${code} >= 2 ? ${plainIndex} : ${at}`);
  const { list, places } = withoutDoubles([...plain, ...followed]);
  const index = writer.hold(writer.int(places, raw));
  return indexedText(position, asked, code, index, list, derived, scribe);
}

const NOT_ANSWERED: readonly AnswerEntry[] = [
  { state: 'unanswered' },
  { state: 'unknown' },
  { state: 'notApplicable' },
];

function wayOf({ holds, fails }: Truths, mode: 'settled' | 'open'): string {
  return mode === 'settled' ? `${holds} ? 0 : 2` : `${holds} ? (${fails} ? 1 : 0) : 2`;
}

function indexedText(
  position: number,
  asked: Truths,
  code: string,
  index: string,
  list: readonly InputCase[],
  derived: Value | null,
  { writer }: CodegenContext,
): InputCode {
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

function codeOf(input: Input, at: number, values: readonly Atom[], { cell }: CodegenContext): string {
  const column = (kind: ColumnName['kind']): string => cell({ kind, input: at, word: 0 });
  if (input.value.kind === 'text') return column('text');
  if (input.form !== 'number') return column('code');
  const first = literal((values[0] as Rational).n);
  const state = column('code');
  return `${state} < 3 ? ${state} : (${column('number')} - ${first} + 3) | 0`;
}

function withoutDoubles(all: readonly InputCase[]): { list: InputCase[]; places: number[] } {
  const list: InputCase[] = [];
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
function classify(worked: Numeric, input: Input, code: string, { writer }: CodegenContext): Indexed {
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
export function isOpen({ low, high, sure, may }: Numeric, writer: CodegenContext['writer']): string {
  const differ = low === high ? 'false' : differOf(low, high, writer);
  return or(and(may, not(sure)), and(may, differ));
}

/** Whether two ends of a range are different numbers. Written out in full only where they are not written alike. */
export function differOf(low: Num, high: Num, writer: CodegenContext['writer']): string {
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
export function writeChoices(position: number, scribe: CodegenContext): InputCode {
  const { plan, writer, cell } = scribe;
  const input = plan.nodes[position] as Input;
  const at = plan.inputs.indexOf(input);
  const asked = input.when ? scribe.truthsOf(input.when) : ALWAYS;
  const code = writer.hold(cell({ kind: 'code', input: at, word: 0 }));
  const ways = input.when ? ASKED : ASKED.slice(0, 1);
  const said: AnswerEntry[] = [...NOT_ANSWERED, { state: 'answered', value: [] }];
  const list = ways.flatMap((way) => said.map((entry) => inputCaseOf(plan, position, entry, way, null)));
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
export function contradicts(said: AnswerEntry, derived: Possible): boolean {
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
function constantNumeric(value: Rational, writer: CodegenContext['writer']): Numeric {
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

/** Where the value of a number comes from. */
const FROM = { cell: 0, derivation: 1, default: 2, range: 3, nothing: 4 };

/** A number with too many values to look at each beforehand. */
export interface FreeNumber extends InputCode {
  /** What a score counts for it. */
  contribution(missing: MissingRules): Numeric;
}

/** Writes a decimal, a percentage, or a whole number without an end. */
export function writeFreeNumber(position: number, scribe: CodegenContext): FreeNumber {
  const { plan, writer, cell } = scribe;
  const input = plan.nodes[position] as Input;
  const at = plan.inputs.indexOf(input);
  const asked: Truths = input.when ? scribe.truthsOf(input.when) : ALWAYS;
  const code = writer.hold(cell({ kind: 'code', input: at, word: 0 }));
  const stated = writer.hold(`${code} === 3 ? ${cell({ kind: 'number', input: at, word: 0 })} : 0`);
  const derived = input.derived === null ? null : (scribe.valueAt(input.derived) as Numeric);
  const usable = derived ? usableOf(derived, input, scribe) : null;
  const byDefault = input.default === null ? String(FROM.range) : `${code} === 0 ? ${FROM.default} : ${FROM.range}`;
  const open = usable
    ? `${usable.allowed} ? (${derived?.may} ? ${FROM.derivation} : ${FROM.nothing}) : ${usable.applies} ? ${FROM.range} : ${byDefault}`
    : byDefault;
  const from = writer.hold(`${code} === 3 ? ${FROM.cell} : ${code} === 2 ? ${FROM.nothing} : ${open}`);
  const isFrom = (source: number): string => `${from} === ${source}`;
  const nothing = isFrom(FROM.nothing);
  const unsettled = derived && writer.mode === 'open' ? isOpen(derived, writer) : 'false';
  const answered = or(
    isFrom(FROM.cell),
    input.default === null ? 'false' : isFrom(FROM.default),
    derived ? and(isFrom(FROM.derivation), not(unsettled)) : 'false',
  );
  const domain = rangeOf(allowedAnswers(input)) ?? { low: null, high: null };

  /** What is known of the answer, whether or not it is asked. */
  function known(side: 'low' | 'high'): Num {
    let num: Num = { decimal: stated };
    if (derived) num = chosen(isFrom(FROM.derivation), derived[side], num, writer);
    if (input.default !== null) {
      num = chosen(isFrom(FROM.default), decimalOf(input.default as Rational), num, writer);
    }
    if (writer.mode === 'settled') return num;
    return chosen(isFrom(FROM.range), endOf(domain[side], side), num, writer);
  }

  let value: Numeric | undefined;
  function knownNumeric(): Numeric {
    if (writer.mode === 'settled') {
      const num = known('low');
      const there = not(nothing);
      return { form: 'numeric', low: num, high: num, sure: there, may: there };
    }
    const bound = derived ? and(isFrom(FROM.derivation), not(derived.sure)) : 'false';
    const ranged = derived && usable ? and(isFrom(FROM.range), usable.applies, not(derived.sure)) : 'false';
    const may = not(nothing);
    return { form: 'numeric', low: known('low'), high: known('high'), sure: and(may, not(or(bound, ranged))), may };
  }
  const mayNotApply = input.notApplicable ? and(not(answered), not(nothing)) : 'false';

  return {
    position,
    asked,
    code,
    standings: null,
    derived,
    isSettled: or(answered, nothing),
    value() {
      if (value) return value;
      if (writer.mode === 'settled') writer.leaveIf(and(asked.holds, isFrom(FROM.range)));
      const { low, high, sure, may } = knownNumeric();
      const there = writer.hold(and(asked.holds, may));
      const surely = writer.mode === 'settled' ? there : writer.hold(and(not(asked.fails), sure, not(mayNotApply)));
      const lowest = where(there, low, writer);
      value = {
        form: 'numeric',
        low: lowest,
        high: low === high ? lowest : where(there, high, writer),
        sure: surely,
        may: there,
      };
      return value;
    },
    contribution(missing) {
      return writeContribution(
        { input, asked, code, answered, nothing, mayNotApply, known: knownNumeric() },
        missing,
        scribe,
      );
    },
  };
}

function decimalOf(value: Rational): Num {
  return { decimal: literal(toNumber(value)) };
}

function endOf(end: Rational | null, side: 'low' | 'high'): Num {
  return end ? decimalOf(end) : { decimal: side === 'low' ? '(-Infinity)' : 'Infinity' };
}

/** Whether what was worked out counts at all, and whether it is an allowed answer. */
function usableOf(
  derived: Numeric,
  input: Input,
  { writer }: CodegenContext,
): { readonly applies: string; readonly allowed: string } {
  const { low, high } = input.range;
  const { sure, may } = derived;
  const side = (num: Num, bound: Rational | null, operator: string): string => {
    if (!bound) return 'false';
    const { left, right } = besideBound(num, bound, writer);
    return `${left} ${operator} ${right}`;
  };
  const outside = writer.hold(and(sure, or(side(derived.high, low, '<'), side(derived.low, high, '>'))));
  const applies = writer.hold(and(not(outside), input.role === 'fact' ? 'true' : sure));
  const within = and(not(side(derived.low, low, '<')), not(side(derived.high, high, '>')));
  const whole = input.form === 'number' && input.whole ? isWhole(derived, writer) : 'true';
  return { applies, allowed: writer.hold(and(applies, or(not(may), and(within, whole)))) };
}

function isWhole(derived: Numeric, writer: CodegenContext['writer']): string {
  const { top, bottom } = quotientOf(derived.low, writer);
  const whole = bottom === '1' ? 'true' : `${top} % ${bottom} === 0`;
  return and(not(isOpen({ ...derived, sure: 'true', may: 'true' }, writer)), whole);
}

interface Counted {
  readonly input: Input;
  readonly asked: Truths;
  readonly code: string;
  readonly answered: string;
  readonly nothing: string;
  readonly mayNotApply: string;
  readonly known: Numeric;
}

/** What a rule makes of an answer that is not there: the number itself, nothing, a number, or what the evaluator sees to. */
type Ruled = 'itself' | 'nothing' | 'elsewhere' | Rational;

function ruledOf(rule: MissingRule, kind: keyof MissingRules, domain: Possible): Ruled {
  const range = rangeOf(domain);
  const end = rule === 'full' ? range?.high : rule === 'worst' ? range?.low : undefined;
  if (rule === 'refuse') return kind === 'notAsked' ? 'itself' : 'elsewhere';
  if (rule === 'zero') return ZERO;
  if (rule === 'full' || rule === 'worst') return end ?? 'elsewhere';
  return rule === 'exclude' || (kind === 'notApplicable' && rule === 'open') ? 'nothing' : 'itself';
}

function writeContribution(counted: Counted, missing: MissingRules, { writer }: CodegenContext): Numeric {
  const { input, asked, code, answered, nothing, mayNotApply, known } = counted;
  const domain = allowedAnswers(input);
  const ruled = (kind: keyof MissingRules): Ruled => ruledOf(missing[kind], kind, domain);
  const settled = writer.mode === 'settled';
  const states = (['unanswered', 'unknown', 'notApplicable'] as const).map((kind, state) => {
    const stands = kind === 'notApplicable' ? nothing : and(not(answered), not(nothing), `${code} === ${state}`);
    return { rule: ruled(kind), when: writer.hold(and(asked.holds, stands)) };
  });
  const are = (wanted: Ruled): string => or(...states.flatMap(({ rule, when }) => (rule === wanted ? [when] : [])));
  writer.giveUpIf(are('elsewhere'));
  const unasked = ruled('notAsked');
  if (unasked === 'elsewhere' || unasked === 'itself') writer.giveUpIf(asked.fails);
  const itself = are('itself');
  if (settled) writer.leaveIf(itself);
  const own = writer.hold(or(and(asked.holds, answered), settled ? 'false' : itself));
  // An open answer that may turn out not to apply counts what such a one counts, too.
  const unsure = input.derived === null ? 'false' : and(known.may, not(known.sure));
  const perhaps = settled ? 'false' : writer.hold(and(itself, or(mayNotApply, unsure)));
  const unfit = missing.notApplicable === 'refuse' ? null : ruled('notApplicable');
  if (unfit === 'elsewhere') writer.giveUpIf(perhaps);
  const ways: Way[] = [
    { when: own, value: known },
    ...states.flatMap(({ rule, when }) =>
      typeof rule === 'object' ? [{ when, value: constantNumeric(rule, writer) }] : [],
    ),
    { when: asked.fails, value: typeof unasked === 'object' ? constantNumeric(unasked, writer) : NOT_THERE },
    ...(unfit === null
      ? []
      : [{ when: perhaps, value: typeof unfit === 'object' ? constantNumeric(unfit, writer) : NOT_THERE }]),
  ];
  return joinWays(
    ways,
    states.flatMap(({ rule, when }) => (rule === 'nothing' ? [when] : [])),
    writer,
  );
}

interface Way {
  readonly when: string;
  readonly value: Numeric;
}

/** What is possible when several ways are; `nothing` are those that bring none. In the settled form there is one. */
function joinWays(ways: readonly Way[], nothing: readonly string[], writer: CodegenContext['writer']): Numeric {
  const there = ways.map(({ when, value }) => and(when, value.may));
  const may = writer.hold(or(...there));
  const fold = (side: 'low' | 'high'): Num => {
    let [best, known]: [Num, string] = [NOT_THERE[side], 'false'];
    ways.forEach(({ value }, i) => {
      const applies = there[i] as string;
      if (applies === 'false') return;
      const { left, right } = known === 'false' ? { left: '0', right: '0' } : besides(value[side], best, writer);
      const better = or(not(known), `${left} ${side === 'low' ? '<' : '>'} ${right}`);
      best = chosen(writer.hold(and(applies, writer.mode === 'settled' ? 'true' : better)), value[side], best, writer);
      known = writer.hold(or(known, applies));
    });
    return best;
  };
  const low = fold('low');
  if (writer.mode === 'settled') return { form: 'numeric', low, high: low, sure: may, may };
  const missing = or(...nothing, ...ways.map(({ when, value }) => and(when, not(value.sure))));
  return { form: 'numeric', low, high: fold('high'), sure: writer.hold(and(may, not(missing))), may };
}

import { type Possible, rangeOf } from '../../condition/value.ts';
import { type Rational, toNumber, ZERO } from '../../model/rational.ts';
import { domainOf } from '../domain.ts';
import type { Input, MissingRule, MissingRules } from '../plan.ts';
import { type InputText, isOpen, NOT_THERE } from './input.ts';
import { besideBound, chosen, constantOf, exactOf, type Num, where } from './number.ts';
import type { Scribe, Truths } from './scribe.ts';
import type { Numeric } from './value.ts';
import { and, either, literal, not, or } from './writer.ts';

/** Where the value of a number comes from. */
const FROM = { cell: 0, derivation: 1, default: 2, range: 3, nothing: 4 };

/** A number with too many values to look at each beforehand. */
export interface FreeNumber extends InputText {
  /** What a score counts for it. */
  contribution(missing: MissingRules): Numeric;
}

/** Writes a decimal, a percentage, or a whole number without an end. */
export function writeFreeNumber(position: number, scribe: Scribe): FreeNumber {
  const { plan, writer, cell } = scribe;
  const input = plan.nodes[position] as Input;
  const at = plan.inputs.indexOf(input);
  const asked: Truths = input.when ? scribe.truthsOf(input.when) : { holds: 'true', fails: 'false' };
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
  const unsettled = derived && writer.mode === 'open' ? isOpen(derived, writer) : 'false';
  const answered = or(
    isFrom(FROM.cell),
    input.default === null ? 'false' : isFrom(FROM.default),
    derived ? and(isFrom(FROM.derivation), not(unsettled)) : 'false',
  );
  const domain = rangeOf(domainOf(input)) ?? { low: null, high: null };

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
      const there = not(isFrom(FROM.nothing));
      return { form: 'numeric', low: num, high: num, sure: there, may: there };
    }
    const bound = derived ? and(isFrom(FROM.derivation), not(derived.sure)) : 'false';
    const ranged = derived && usable ? and(isFrom(FROM.range), usable.applies, not(derived.sure)) : 'false';
    const may = not(isFrom(FROM.nothing));
    return { form: 'numeric', low: known('low'), high: known('high'), sure: and(may, not(or(bound, ranged))), may };
  }
  const mayNotApply = input.notApplicable ? and(not(answered), `${code} < 2`) : 'false';

  return {
    position,
    asked,
    code,
    standings: null,
    derived,
    isSettled: or(answered, `${code} === 2`),
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
      return writeContribution({ input, asked, code, answered, mayNotApply, known: knownNumeric() }, missing, scribe);
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
  { writer }: Scribe,
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
  const whole = input.type === 'integer' ? isWhole(derived, writer) : 'true';
  return { applies, allowed: writer.hold(and(applies, or(not(may), and(within, whole)))) };
}

function isWhole(derived: Numeric, writer: Scribe['writer']): string {
  const { n, d, scale } = exactOf(derived.low, writer);
  const unit = wholeUnits({ n, d, scale });
  return writer.mode === 'settled' ? unit : and(not(isOpen({ ...derived, sure: 'true', may: 'true' }, writer)), unit);
}

/** Exact, because the rest of a division of whole numbers is; the factors of a fixed scale are small. */
function wholeUnits({ n, d, scale }: { n: string; d: string | null; scale: Rational }): string {
  const top = scale.n === 1n ? n : `(${n} * ${literal(scale.n)})`;
  const bottom = scale.d === 1n ? (d ?? '1') : d === null ? literal(scale.d) : `(${d} * ${literal(scale.d)})`;
  return bottom === '1' ? 'true' : `${top} % ${bottom} === 0`;
}

interface Counted {
  readonly input: Input;
  readonly asked: Truths;
  readonly code: string;
  readonly answered: string;
  readonly mayNotApply: string;
  readonly known: Numeric;
}

/** What a rule makes of an answer that is not there: the number itself, nothing, or a number. */
type Ruled = 'itself' | 'nothing' | 'refused' | Rational;

function ruledOf(rule: MissingRule, kind: keyof MissingRules, domain: Possible): Ruled {
  const range = rangeOf(domain);
  const end = rule === 'full' ? range?.high : rule === 'worst' ? range?.low : undefined;
  if (rule === 'refuse') return kind === 'notAsked' ? 'itself' : 'refused';
  if (rule === 'zero') return ZERO;
  if (end) return end;
  return rule === 'exclude' || (kind === 'notApplicable' && rule === 'open') ? 'nothing' : 'itself';
}

function writeContribution(counted: Counted, missing: MissingRules, { writer }: Scribe): Numeric {
  const { input, asked, code, answered, mayNotApply, known } = counted;
  const domain = domainOf(input);
  const kinds = ['unanswered', 'unknown', 'notApplicable', 'notAsked'] as const;
  const ruled = kinds.map((kind) => ruledOf(missing[kind], kind, domain));
  if (writer.mode === 'open') writer.giveUpIf(and(asked.holds, asked.fails));
  // 0 to 2 by the state, 3 not asked, 4 answered.
  const kind = writer.hold(either(asked.holds, `(${answered} ? 4 : ${code})`, '3'));
  const are = (wanted: (one: Ruled, kind: number) => boolean): string =>
    or(...ruled.flatMap((one, i) => (wanted(one, i) ? [`${kind} === ${i}`] : [])));
  writer.giveUpIf(are((one, i) => one === 'refused' || (one === 'itself' && i >= 2)));
  const itself = are((one, i) => one === 'itself' && i < 2);
  if (writer.mode === 'settled') writer.leaveIf(itself);
  const optional = ruled[2];
  // An answer that may turn out not to apply counts what such a one counts, too.
  if (typeof optional === 'object' || optional === 'refused') writer.giveUpIf(and(itself, mayNotApply));
  const constants = ruled.flatMap((one, i) => (typeof one === 'object' ? [{ value: one, when: `${kind} === ${i}` }] : []));
  const own = writer.hold(or(`${kind} === 4`, writer.mode === 'open' ? itself : 'false'));
  const side = (num: Num): Num =>
    constants.reduce<Num>((rest, { value, when }) => chosen(when, constantOf(value, writer), rest, writer), where(own, num, writer));
  const fixed = or(...constants.map(({ when }) => when));
  const may = writer.hold(or(fixed, and(own, known.may)));
  if (writer.mode === 'settled') {
    const num = where(may, side(known.low), writer);
    return { ...NOT_THERE, low: num, high: num, sure: may, may };
  }
  const sure = writer.hold(or(fixed, and(own, known.sure, not(and(itself, mayNotApply)))));
  return { ...NOT_THERE, low: side(known.low), high: side(known.high), sure, may };
}

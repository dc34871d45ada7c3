import { type Possible, rangeOf } from '../../condition/value.ts';
import { type Rational, toNumber, ZERO } from '../../model/rational.ts';
import { domainOf } from '../domain.ts';
import type { Input, MissingRule, MissingRules } from '../plan.ts';
import { constantNumeric, isOpen, NOT_THERE } from './input.ts';
import { besideBound, besides, chosen, type Num, quotientOf, where } from './number.ts';
import type { InputText, Scribe } from './scribe.ts';
import { ALWAYS, type Truths } from './truths.ts';
import type { Numeric } from './value.ts';
import { and, literal, not, or } from './writer.ts';

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

function writeContribution(counted: Counted, missing: MissingRules, { writer }: Scribe): Numeric {
  const { input, asked, code, answered, nothing, mayNotApply, known } = counted;
  const domain = domainOf(input);
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
function joinWays(ways: readonly Way[], nothing: readonly string[], writer: Scribe['writer']): Numeric {
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

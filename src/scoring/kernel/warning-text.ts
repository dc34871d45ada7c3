import type { Input } from '../plan.ts';
import { ANSWERED } from './columns.ts';
import { contradicts, isOpen, isOutside } from './input.ts';
import { besideBound, besides } from './number.ts';
import type { WarningKind } from './outcome.ts';
import { warningKindsOf } from './plan-facts.ts';
import type { Scribe } from './scribe.ts';
import type { Choices, List, Value } from './value.ts';
import { and, literal, not, or, type Writer } from './writer.ts';

/** Writes the bits of the warnings of a row. */
export function writeWarnings(scribe: Scribe): string[] {
  const { plan, writer } = scribe;
  const kinds = warningKindsOf(plan);
  const bits: string[] = [];
  const late = kinds.filter((kind) => isOnlyForAnswers(kind, scribe));
  const write = (some: readonly WarningKind[]): void => {
    for (const kind of some) bits[kinds.indexOf(kind)] = writeWarning(kind, scribe);
  };
  write(kinds.filter((kind) => !late.includes(kind)));
  // Whether a question is asked does not matter where it has no answer: many exports have no column for it.
  const isOpenThere = writer.putOff(() => write(late));
  writer.leaveIf(and(isOpenThere, or(...late.map((kind) => isAnswered(kind, scribe)))));
  return Array.from({ length: Math.ceil(kinds.length / 32) }, (_, word) => {
    const parts = bits.slice(word * 32, word * 32 + 32).flatMap((condition, i) => {
      return condition === 'false' ? [] : [`(${condition} ? ${literal(2 ** i)} : 0)`];
    });
    return `N${word}[r] = ${parts.length === 0 ? '0' : writer.hold(parts.join(' | '))};`;
  });
}

/** Whether only a warning that says something of a stated answer looks at a question, in which nothing is worked out. */
function isOnlyForAnswers({ code, input: at }: WarningKind, { plan, knowsInput }: Scribe): boolean {
  const input = plan.inputs[at ?? -1];
  if (!input || input.derived !== null || knowsInput(plan.nodes.indexOf(input))) return false;
  return code === 'not-asked' || code === 'evidence-missing';
}

function isAnswered({ input }: WarningKind, { plan, inputAt }: Scribe): string {
  return `${inputAt(plan.nodes.indexOf(plan.inputs[input ?? -1] as Input)).code} >= ${ANSWERED}`;
}

function writeWarning({ code, input: at }: WarningKind, scribe: Scribe): string {
  const { plan, writer, inputAt } = scribe;
  if (at === null) {
    const { holds, fails } = scribe.truthsOf(plan.scope?.when ?? { op: 'all', of: [] });
    return and(not(holds), fails);
  }
  const input = plan.inputs[at] as Input;
  const text = inputAt(plan.nodes.indexOf(input));
  const { asked, derived } = text;
  const answered = `${text.code} >= ${ANSWERED}`;
  switch (code) {
    case 'not-asked':
      return and(answered, not(asked.holds));
    case 'evidence-missing':
      return and(answered, asked.holds);
    case 'derived-contradicted': {
      const askedSurely = and(answered, asked.holds, not(asked.fails));
      return derived ? and(askedSurely, writeContradiction(text.position, derived, scribe)) : 'false';
    }
    default:
      return derived ? and(`${text.code} < ${ANSWERED}`, writeOutside(input, derived, writer)) : 'false';
  }
}

function writeContradiction(position: number, derived: Value, scribe: Scribe): string {
  const { plan, writer, inputAt } = scribe;
  const text = inputAt(position);
  if (derived.form === 'indexed') {
    const said = (text.standings?.list ?? []).filter(
      ({ said: { state }, asked }) => state === 'answered' && asked === 'holds',
    );
    const table = said.flatMap((standing) =>
      derived.outcomes.map((outcome) => Number(contradicts(standing.said, outcome))),
    );
    // Read only where there is an answer; elsewhere the place is none of the table's.
    return `${writer.int(table, `(${text.code} - ${ANSWERED}) * ${derived.outcomes.length} + ${derived.index}`)} === 1`;
  }
  const worked = derived as Exclude<Value, Choices | List | { form: 'indexed' }>;
  const cell = scribe.cell({ kind: 'number', input: plan.inputs.indexOf(plan.nodes[position] as Input), word: 0 });
  const stated = { decimal: writer.hold(`${text.code} === ${ANSWERED} ? ${cell} : 0`) };
  const { left, right } = besides(stated, worked.low, writer);
  const open = writer.mode === 'open' ? isOpen(worked, writer) : 'false';
  return and(worked.may, not(open), `${left} !== ${right}`);
}

function writeOutside(input: Input, derived: Value, writer: Writer): string {
  if (derived.form === 'indexed') {
    const outside = derived.outcomes.map((outcome) => Number(isOutside(input, outcome)));
    return outside.includes(1) ? `${writer.int(outside, derived.index)} === 1` : 'false';
  }
  if (derived.form !== 'numeric') return 'false';
  const { low, high } = input.range;
  const { left: top, right: least } = low ? besideBound(derived.high, low, writer) : { left: '0', right: '0' };
  const { left: bottom, right: most } = high ? besideBound(derived.low, high, writer) : { left: '0', right: '0' };
  return and(derived.sure, or(`${top} < ${least}`, `${bottom} > ${most}`));
}

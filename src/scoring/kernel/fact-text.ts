import { type Atom, settledValue } from '../../condition/value.ts';
import type { Input } from '../plan.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED } from './columns.ts';
import { valuesOf } from './input.ts';
import { followingFactsOf } from './plan-facts.ts';
import type { Scribe } from './scribe.ts';

/** Writes the codes of the facts that follow from others. */
export function writeFacts({ plan, writer, inputAt }: Scribe, vocabulary: readonly string[]): string[] {
  return followingFactsOf(plan).map((at, k) => {
    const input = plan.inputs[at] as Input;
    const { standings } = inputAt(plan.nodes.indexOf(input));
    const values = valuesOf(input, vocabulary) ?? [];
    const codes = (standings?.list ?? []).map(({ value }) => {
      const settled = settledValue(value);
      if (settled === null) return NOT_APPLICABLE;
      return settled === undefined ? UNANSWERED : ANSWERED + values.indexOf(settled as Atom);
    });
    return `T${k}[r] = ${writer.int(codes, standings?.index ?? '0')};`;
  });
}

import type { CompiledMeasure } from '../../policy/measures.ts';
import type { CompiledInstrument } from '../../policy/policy.ts';
import type { Probe } from './item.ts';

/** The measures that can be recommended, and what can be said of each instrument. */
export function adviceProbes({
  measures,
  instruments,
}: {
  readonly measures: readonly CompiledMeasure[];
  readonly instruments: readonly CompiledInstrument[];
}): Probe[] {
  return [
    ...measures.map(
      ({ id }): Probe => ({
        item: { kind: 'measure', name: id },
        touches: ({ recommendation }) => Boolean(recommendation?.measures.some((measure) => measure.id === id)),
      }),
    ),
    ...instruments.flatMap((instrument) => {
      const { id, policy } = instrument;
      return verdictsOf(instrument).map(
        (verdict): Probe => ({
          item: { kind: 'instrument', name: id, policy, verdict },
          touches: ({ recommendation }) =>
            Boolean(
              recommendation?.instruments.some(
                (judged) => judged.id === id && judged.policy === policy && judged.verdict === verdict,
              ),
            ),
        }),
      );
    }),
  ];
}

/** None for what is paid to someone else; never refused where nothing is asked for. */
function verdictsOf({ definition, when, after }: CompiledInstrument): ('eligible' | 'refused')[] {
  const { recipient = 'enterprise', valid, covers } = definition;
  if (recipient !== 'enterprise') return [];
  return when || after || valid || covers ? ['eligible', 'refused'] : ['eligible'];
}

import type { CompiledMeasure } from '../policy/measures.ts';
import type { CompiledInstrument, CompiledTrack } from '../policy/policy.ts';
import type { Place } from './places.ts';
import type { Subject } from './rule.ts';

/** An instrument ready to be judged, and where it is written. */
export interface PlacedInstrument extends Place {
  readonly instrument: CompiledInstrument;
}

/** The instruments of all policies with their places. */
export function placedInstruments({ policies, policy }: Subject): PlacedInstrument[] {
  return policies.flatMap(({ file, document }) =>
    (document.instruments ?? []).flatMap(({ id }, i) => {
      const instrument = policy.instruments.find((one) => one.id === id && one.policy === document.id);
      return instrument ? [{ instrument, file, at: ['instruments', i] }] : [];
    }),
  );
}

/** The tracks of all policies with their places. */
export function placedTracks({ policies, policy }: Subject): (Place & { readonly track: CompiledTrack })[] {
  return policies.flatMap(({ file, document }) =>
    (document.tracks ?? []).flatMap(({ id }, i) => {
      const track = policy.tracks.find((one) => one.id === id && one.policy === document.id);
      return track ? [{ track, file, at: ['tracks', i] }] : [];
    }),
  );
}

/** The measures with their places. */
export function placedMeasures({ measures, catalogue }: Subject): (Place & { readonly measure: CompiledMeasure })[] {
  return (measures?.document.measures ?? []).flatMap(({ id }, i) => {
    const measure = catalogue.find((one) => one.id === id);
    return measures && measure ? [{ measure, file: measures.file, at: ['measures', i] }] : [];
  });
}

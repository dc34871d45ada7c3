import type { Measures } from '../../src/model/generated/types.ts';
import { compareVersions, type Version } from '../../src/versions/pack-comparison.ts';
import { documentsOf, planOf, type Sketch } from '../scoring/pack-sketch.ts';

/** A version of a pack in as few words as a test needs. */
export function versionOf(sketch: Sketch, measures: readonly object[] = [], drivers: readonly object[] = []): Version {
  const catalogue = { kind: 'measures', drivers, measures } as Measures;
  return { ...documentsOf(sketch), measures: measures.length > 0 ? catalogue : null, plan: planOf(sketch) };
}

/** What is different, one line each: what, which, and its sides as JSON. */
export function differences(old: Version, now: Version): string[] {
  return compareVersions(old, now).map((change) => {
    const { kind, before, after, ...rest } = { before: undefined, after: undefined, ...change };
    const sides =
      before === undefined && after === undefined ? [] : [`${JSON.stringify(before)} → ${JSON.stringify(after)}`];
    const words = Object.values(rest).flatMap((part) => (part === null ? [] : [[part].flat().join('.')]));
    return [kind, ...words, ...sides].join(' ');
  });
}

import type { CompiledMeasure } from './measures.ts';

/** Measures with only what they achieve, without what is hoped for and must be confirmed by a re-assessment. */
export function withoutExpected(measures: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  return measures.map((measure) =>
    measure.effects.some(({ expected }) => expected)
      ? { ...measure, effects: measure.effects.filter(({ expected }) => !expected) }
      : measure,
  );
}

import { expect, test } from 'vitest';
import { type BoundedValue, compareBounds, type LevelMove } from '../../src/versions/rescored-assessment.ts';

const at = (level: number | null): BoundedValue => ({ value: level, lowest: level, highest: level });
const between = (lowest: number | null, highest: number | null): BoundedValue => ({ lowest, highest });

test.each<[BoundedValue, BoundedValue, LevelMove]>([
  [at(2), at(2), 'same'],
  [at(null), at(null), 'same'],
  [at(2), at(3), 'rises'],
  [at(null), at(1), 'rises'],
  [at(1), at(null), 'falls'],
  [at(2), between(1, 2), 'open'],
  [at(2), between(1, 3), 'open'],
  [at(2), between(2, 3), 'open'],
  [at(2), between(null, 1), 'falls'],
  [at(1), between(2, 3), 'rises'],
  [between(1, 2), at(3), 'rises'],
  [between(1, 3), at(2), 'open'],
  [between(1, 3), between(1, 3), 'same'],
])('a change of the level’s bounds from %j to %j counts as "%s"', (before, after, move) => {
  expect(compareBounds(before, after)).toBe(move);
});

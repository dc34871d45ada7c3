import fc from 'fast-check';
import { runs } from '../../property-runs.ts';
import { Draw } from './draw.ts';

/** Tries a law on random choices; what the law is about is shown where it fails. */
export function law(count: number, check: (draw: Draw) => void): void {
  fc.assert(
    fc.property(fc.gen(), (value) => check(new Draw(value))),
    runs(count),
  );
}

import fc, { type Arbitrary, type GeneratorValue } from 'fast-check';

/** Random choices that fast-check replays and shrinks: towards the first, the least, and no. */
export class Draw {
  readonly #value: GeneratorValue;

  constructor(value: GeneratorValue) {
    this.#value = value;
  }

  from<T, Args extends unknown[]>(arbitrary: (...args: Args) => Arbitrary<T>, ...args: Args): T {
    return this.#value(arbitrary, ...args);
  }

  /** A whole number between two, both included. */
  whole(min: number, max: number): number {
    return this.#value(fc.integer, { min, max });
  }

  /** Yes in so many of 100 cases. */
  chance(percent: number): boolean {
    return this.whole(0, 99) >= 100 - percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)] as T;
  }

  /** Between `least` and `most` different ones, in their order. */
  some<T>(items: readonly T[], least: number, most: number): T[] {
    const count = this.whole(least, Math.min(most, items.length));
    const left = [...items.keys()];
    while (left.length > count) left.splice(this.whole(0, left.length - 1), 1);
    return left.map((i) => items[i] as T);
  }

  /** Keys that are there in so many of 100 cases. */
  maybe<T extends object>(percent: number, make: () => T): T | object {
    return this.chance(percent) ? make() : {};
  }
}

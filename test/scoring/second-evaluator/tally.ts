/** Takes note that something happened. */
export type Tell = (what: string) => void;

/** How often each thing happened. */
export class Tally {
  readonly #counts = new Map<string, number>();

  readonly tell: Tell = (what) => {
    this.#counts.set(what, this.of(what) + 1);
  };

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** Everything that happened, in the order of its name. */
  toString(): string {
    const sorted = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([what, count]) => `${String(count).padStart(8)}  ${what}`).join('\n');
  }
}

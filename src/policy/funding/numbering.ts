/** Gives each text a number that no other has. */
export type Numbering = (text: string) => number;

/** So many texts are known before they are forgotten; one that comes again has another number then. */
const MOST_KEPT = 1 << 14;

/** Numbers stand for texts in longer ones, which so stay short. */
export function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  let latest = 0;
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    if (numbers.size >= MOST_KEPT) numbers.clear();
    latest += 1;
    numbers.set(text, latest);
    return latest;
  };
}

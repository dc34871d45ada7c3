import leven from 'leven';

/** The candidates, those spelled most like the text first; the order given decides between equals. */
export function closestTo(text: string, candidates: readonly string[]): string[] {
  const wanted = text.toLowerCase();
  return candidates
    .map((candidate, index) => ({ candidate, index, distance: leven(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .map(({ candidate }) => candidate);
}

/** What other languages and tools call the words of the format. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  average: 'mean',
  avg: 'mean',
  total: 'sum',
  add: 'sum',
  lowest: 'min',
  highest: 'max',
  // A weight can name a score: that makes a product.
  product: 'weight',
  multiply: 'weight',
  if: 'when',
  condition: 'when',
  label: 'title',
  name: 'title',
  description: 'text',
};

/** The candidate that a text most likely means: misspelled, or another word for it; undefined when none is near. */
export function didYouMean(text: string, candidates: readonly string[]): string | undefined {
  const other = OTHER_WORDS[text.toLowerCase()];
  if (other !== undefined && !candidates.includes(text) && candidates.includes(other)) return other;
  const [nearest, second] = closestTo(text, candidates);
  if (nearest === undefined) return undefined;
  const distance = leven(text.toLowerCase(), nearest.toLowerCase());
  // Q5 is as near to Q1 as to Q2: which of them is meant cannot be told.
  const isRival = (other: string): boolean =>
    shapeOf(other) === shapeOf(text) && leven(text.toLowerCase(), other.toLowerCase()) === distance;
  if (second !== undefined && isRival(nearest) && isRival(second)) return undefined;
  // Of which nothing stays is not a misspelling.
  if (distance >= Math.max(text.length, nearest.length)) return undefined;
  return distance <= Math.max(1, Math.floor(Math.max(text.length, nearest.length) * 0.4)) ? nearest : undefined;
}

/** A text but for which digits stand in it: they tell things of one kind apart. */
function shapeOf(text: string): string {
  return text.toLowerCase().replace(/\d/g, '0');
}

/** How alike two texts are spelled, from 0 to 1: the share of characters that need not be changed. */
export function likeness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - leven(a, b) / longer;
}

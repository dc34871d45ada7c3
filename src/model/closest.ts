import leven from 'leven';

/** The candidates, those spelled most like the text first; the order given decides between equals. */
export function closestTo(text: string, candidates: readonly string[]): string[] {
  const wanted = text.toLowerCase();
  return candidates
    .map((candidate, index) => ({ candidate, index, distance: leven(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .map(({ candidate }) => candidate);
}

/** The candidate a misspelled text most likely means; undefined when none is near. */
export function didYouMean(text: string, candidates: readonly string[]): string | undefined {
  const [nearest] = closestTo(text, candidates);
  if (nearest === undefined) return undefined;
  const distance = leven(text.toLowerCase(), nearest.toLowerCase());
  return distance <= Math.max(1, Math.floor(Math.max(text.length, nearest.length) * 0.4)) ? nearest : undefined;
}

/** How alike two texts are spelled, from 0 to 1: the share of characters that need not be changed. */
export function likeness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - leven(a, b) / longer;
}

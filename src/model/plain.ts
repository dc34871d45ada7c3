/** Nothing that is not written the plain way, besides capitals. */
const SIMPLE = /^[!-~]*$/;

/**
 * A spelling without what keyboards and spreadsheets add: full-width letters, digits and brackets, blanks at the ends
 * and doubled, no-break and zero-width ones, capitals.
 */
export function plainForm(text: string): string {
  if (SIMPLE.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Finds the value of a spelling: as it stands, else in its plain form, unless that means two things. */
export function createFinder<T>(values: ReadonlyMap<string, T>): (text: string) => T | undefined {
  const plain = new Map<string, T>();
  const unclear = new Set<string>();
  for (const [spelling, value] of values) {
    const form = plainForm(spelling);
    const known = plain.get(form);
    if (known !== undefined && known !== value) unclear.add(form);
    plain.set(form, value);
  }
  for (const form of unclear) plain.delete(form);
  if (values.size === 0) return () => undefined;
  return (text) => values.get(text) ?? plain.get(plainForm(text));
}

// Whether results say the same.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const TOLERANCE = 1e-9;

/** Throws unless all that Matura scored is the same, up to a billionth, in another's results, which may hold rows that Matura rejects. */
export function compareResults(name, matura, other) {
  const [ours, theirs] = [matura, other].map((file) => parse(readFileSync(file), { columns: true }));
  if (ours.length === 0) throw new Error('Matura scores nothing');
  const [key] = Object.keys(ours[0]);
  const byKey = new Map(theirs.map((row) => [row[key], row]));
  for (const row of ours) {
    const found = byKey.get(row[key]);
    if (!found) throw new Error(`${name} does not score ${row[key]}`);
    for (const [heading, text] of Object.entries(found)) {
      const isSame =
        text === row[heading] || (text !== '' && row[heading] !== '' && Math.abs(text - row[heading]) <= TOLERANCE);
      if (!isSame) throw new Error(`${name} gives ${row[key]} “${text}” as ${heading}, not “${row[heading]}”`);
    }
  }
}

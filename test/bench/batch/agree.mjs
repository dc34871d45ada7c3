// Whether all results say the same.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { GROUPS } from './pack.mjs';

const FIGURES = [...GROUPS.map(({ id }) => id), 'total', 'level'];
const TOLERANCE = 1e-9;

/** The figures of every row, by the number that its key holds; NaN where there is none. Throws where a key stands twice. */
export async function readResults(file, rows) {
  const figures = new Float64Array(rows * FIGURES.length).fill(Number.NaN);
  const isThere = new Uint8Array(rows);
  let [places, count] = [undefined, 0];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const cells = line.split(',');
    if (!places) {
      // From the end, because texts before may hold commas.
      places = FIGURES.map((name) => cells.indexOf(name) - cells.length);
      continue;
    }
    const row = Number(cells[0].slice(8, 16));
    if (isThere[row]) throw new Error(`${file} has ${cells[0]} twice`);
    isThere[row] = 1;
    count++;
    for (let i = 0; i < FIGURES.length; i++) {
      const cell = cells.at(places[i]);
      if (cell !== '') figures[row * FIGURES.length + i] = Number(cell);
    }
  }
  return { figures, isThere, count };
}

/** Throws unless each row of some results is there and the same, up to a billionth, in others. */
export function compareResults(name, some, others) {
  if (some.count > others.count) throw new Error(`${name} scores ${some.count} rows, not ${others.count}`);
  for (let row = 0; row < some.isThere.length; row++) {
    if (!some.isThere[row]) continue;
    if (!others.isThere[row]) throw new Error(`${name} scores row ${row}, which has no result`);
    for (let i = 0; i < FIGURES.length; i++) {
      const [a, b] = [some, others].map(({ figures }) => figures[row * FIGURES.length + i]);
      const isSame = Number.isNaN(a) ? Number.isNaN(b) : Math.abs(a - b) <= TOLERANCE;
      if (!isSame) throw new Error(`${name} gives row ${row} ${a} as ${FIGURES[i]}, not ${b}`);
    }
  }
}

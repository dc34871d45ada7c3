// csv-parse in its streaming form, rows as arrays.
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { createPlainScorer } from './plain.mjs';

const [file, out] = process.argv.slice(2);
let scorer;
const parser = createReadStream(file, { highWaterMark: 1 << 20 }).pipe(parse());
parser.on('data', (cells) => {
  if (scorer) scorer.score(cells);
  else scorer = createPlainScorer(cells, out);
});
parser.on('end', () => scorer.end());

// csv-parse in its streaming form: rows as arrays, large pieces, the end of lines and the rest of its guessing settled.
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { createPlainScorer } from './plain.mjs';

const [file, out] = process.argv.slice(2);
let scorer;
const settings = { bom: false, delimiter: ',', record_delimiter: '\n', relax_column_count: false };
const parser = createReadStream(file, { highWaterMark: 1 << 20 }).pipe(parse(settings));
parser.on('data', (cells) => {
  if (scorer) scorer.score(cells);
  else scorer = createPlainScorer(cells, out);
});
parser.on('end', () => scorer.end());

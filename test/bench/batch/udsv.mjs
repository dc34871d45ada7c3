// udsv in its streaming form, rows as arrays of texts.
import { createReadStream } from 'node:fs';
import { inferSchema, initParser } from 'udsv';
import { createPlainScorer } from './plain.mjs';

const [file, out] = process.argv.slice(2);
let [parser, scorer] = [];
const take = (rows) => {
  for (const cells of rows) scorer.score(cells);
};
for await (const text of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
  if (!parser) {
    const schema = inferSchema(text);
    parser = initParser(schema);
    scorer = createPlainScorer(
      schema.cols.map(({ name }) => name),
      out,
    );
  }
  parser.chunk(text, parser.stringArrs, take);
}
parser.end();
scorer.end();

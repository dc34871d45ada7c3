// udsv in its streaming form: pieces of 1 MB as text, rows as arrays of text without the guessing of types.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPlainScorer } from './plain.mjs';

const [file, out, packages] = process.argv.slice(2);
const found = createRequire(path.join(packages, 'package.json')).resolve('udsv');
const { inferSchema, initParser } = await import(pathToFileURL(found).href);
let [parser, scorer] = [undefined, undefined];
for await (const text of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
  if (!parser) {
    const schema = inferSchema(text);
    parser = initParser(schema);
    scorer = createPlainScorer(
      schema.cols.map(({ name }) => name),
      out,
    );
  }
  parser.chunk(text, parser.stringArrs, scorer.score);
}
parser.end();
scorer.end();

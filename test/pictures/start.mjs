// Draws what people look at, to be looked at: `npm run pictures`. Needs Chromium.
// `npm run pictures -- terminal form --out FOLDER` draws two kinds only, into a folder of your own; `-- --lang zh` only one
// language. A kind is a module in kinds/ that gives `draw(studio)`; what it may use is in studio.mjs.
import { mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, openStudio } from './studio.mjs';

/** Drawn only when named: they write the pictures that the README shows. */
const ON_DEMAND = ['examples', 'diagnosis'];

const kinds = readdirSync(path.join(import.meta.dirname, 'kinds')).map((file) => path.parse(file).name);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: path.join(tmpdir(), 'matura-pictures') },
    lang: { type: 'string', multiple: true, default: LANGUAGES },
  },
});
const unknown = positionals.filter((kind) => !kinds.includes(kind));
if (unknown.length > 0) throw new Error(`no such kind: ${unknown.join(', ')}; there are ${kinds.join(', ')}`);

const out = path.resolve(values.out);
mkdirSync(out, { recursive: true });
const studio = await openStudio(out, values.lang);
try {
  const wanted = positionals.length > 0 ? positionals : kinds.filter((kind) => !ON_DEMAND.includes(kind));
  for (const kind of wanted) await (await import(`./kinds/${kind}.mjs`)).draw(studio);
  console.log(`${studio.drawn()} pictures`);
} finally {
  await studio.close();
}

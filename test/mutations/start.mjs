// Good exports, damaged as people and programs damage them, scored by the built command and held to a scorer of its own:
// `npm run mutations -- [--seed 7] [--count 330] [--families second-heading-row,stray-quote] [--case 2] [--keep FOLDER]
// [--json]`. Prints a table by family, the worst first; exit 1 where something that the file can show is wrong in silence.
// --keep leaves each case in a folder of its own, with the command that scores it.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { importSource } from '../../.build/bundle.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '330' },
    families: { type: 'string' },
    case: { type: 'string' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
for (const name of ['seed', 'count', 'case']) {
  if (values[name] !== undefined && !/^\d+$/.test(values[name]))
    throw new Error(`--${name} is a whole number, not ${values[name]}`);
}

const root = path.join(import.meta.dirname, '../..');
const keep = values.keep && path.resolve(values.keep);
process.chdir(root);
const { runMutations, summarise, formatSummary } = await importSource(root, 'test/mutations/index.ts');
let done = 0;
const tried = await runMutations(
  {
    seed: Number(values.seed),
    count: Number(values.count),
    ...(values.families ? { families: values.families.split(',') } : {}),
    ...(values.case ? { only: Number(values.case) } : {}),
    ...(keep ? { keep } : {}),
  },
  ({ family, place, what, judged }) => {
    done++;
    if (judged.verdict === 'wrong' && family.kind !== 'hidden') {
      process.stderr.write(`${done}: ${family.id} ${place} is wrong in silence (${what}): ${judged.reason}\n`);
    } else if (done % 50 === 0) process.stderr.write(`${done} cases\n`);
  },
);
const summary = summarise(tried);
console.log(values.json ? JSON.stringify(summary, null, 2) : formatSummary(summary, Number(values.seed)));
if (summary.wrong > 0) process.exitCode = 1;

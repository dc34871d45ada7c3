// Packs of other frameworks against figures that did not come from here: `npm run conformance`; for other packs
// `node test/conformance/table.mjs FOLDER`. Runs their cases with the built command and ends with 1 if one is off.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.join(import.meta.dirname, '../..');
const folder = path.resolve(process.argv[2] ?? import.meta.dirname);

/** What a case rests on, the strongest first: the framework's owner, somebody else, the rule alone. */
const ORIGINS = ['published', 'third-party', 'derived'];

const args = [path.join(root, 'bin/matura.js'), 'test', folder, '--json'];
const { status, stdout, stderr } = spawnSync(process.execPath, args, {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
process.stderr.write(stderr);
if (stdout === '') process.exit(status || 1);
const { packs, refused } = JSON.parse(stdout);

const runs = packs.flatMap((pack) => pack.runs.map((run) => ({ ...run, framework: titleOf(run), pack: pack.pack.id })));
const off = runs.filter(({ mismatches }) => mismatches.length > 0);
const frameworks = [...new Set(runs.map(({ framework }) => framework))];

print([
  ['framework', 'evidence', 'cases', 'equal', 'off'],
  ...frameworks.flatMap((framework) => countByOrigin(framework, (run) => run.framework === framework)),
  ...countByOrigin('all', () => true),
  ['all', '', ...count(runs)],
]);
for (const { pack, id, mismatches } of off)
  for (const { what, expected, got } of mismatches)
    console.log(`off: ${pack} ${id}: ${what} is ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`);
for (const message of refused) console.log(`off: ${message}`);
process.exitCode = off.length > 0 || refused.length > 0 ? 1 : 0;

/** The title of a case's pack in English. */
function titleOf({ file }) {
  const questionnaire = path.resolve(root, path.dirname(file), '../questionnaire.yaml');
  const { title } = parse(readFileSync(questionnaire, 'utf8'));
  return typeof title === 'string' ? title : title.en;
}

function countByOrigin(name, belongs) {
  return ORIGINS.map((origin) => [
    name,
    origin,
    ...count(runs.filter((run) => run.origin === origin && belongs(run))),
  ]).filter(([, , cases]) => cases > 0);
}

function count(some) {
  const bad = some.filter((run) => off.includes(run)).length;
  return [some.length, some.length - bad, bad];
}

function print(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
  for (const [framework, evidence, ...numbers] of table) {
    const right = numbers.map((number, i) => String(number).padStart(widths[i + 2]));
    console.log([framework.padEnd(widths[0]), evidence.padEnd(widths[1]), ...right].join('  '));
  }
}

// Reads the rules of `validate`, a file each: src/check/rules/CODE.yaml. Makes src/model/generated/problems.ts of their names
// and severities, and src/check/generated/examples.ts of their examples.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { writeIfChanged } from './write-if-changed.mjs';

const FOLDER = 'src/check/rules';
const FILE = /^([AM]\d{3})\.yaml$/;
const KEYS = ['name', 'severity', 'encoding', 'both', 'bad', 'good'];
const SEVERITIES = ['error', 'warning'];

/** The kinds of an example's files in the order in which a page shows them; those of the earlier pack come first. */
const KINDS = ['questionnaire.', 'rubric.', 'measures.', 'policies/', 'cases/'];

/** Writes the generated modules. Throws an error that names the file of a rule with a mistake. */
export async function generateRules(root) {
  const rules = await readRules(root);
  const problems = Object.entries(rules).map(
    ([code, { name, severity }]) =>
      `  ${code}: { name: ${JSON.stringify(name)}, severity: ${JSON.stringify(severity)} },\n`,
  );
  await write('src/model/generated/problems.ts', `export const PROBLEMS = {\n${problems.join('')}} as const;\n`);
  const examples = Object.fromEntries(
    Object.entries(rules).map(([code, { encoding, both, bad, good }]) => [
      code,
      { bad: inOrder({ ...both, ...bad }), good: inOrder({ ...both, ...good }), encoding },
    ]),
  );
  await write(
    'src/check/generated/examples.ts',
    `import type { RuleExamples } from '../rule-definition.ts';\n\nexport const EXAMPLES: RuleExamples = ${JSON.stringify(examples, null, 2)};\n`,
  );

  async function write(file, text) {
    await mkdir(path.join(root, path.dirname(file)), { recursive: true });
    await writeIfChanged(path.join(root, file), text);
  }
}

/** The rules by code: those of documents first, then those of answers. */
async function readRules(root) {
  const names = (await readdir(path.join(root, FOLDER))).filter((name) => name.endsWith('.yaml'));
  const rules = {};
  for (const name of names.sort(byFamily)) {
    const rule = parse(await readFile(path.join(root, FOLDER, name), 'utf8'));
    checkRule(rule, name);
    rules[FILE.exec(name)[1]] = rule;
  }
  return rules;
}

function byFamily(one, other) {
  return isOfAnswers(one) - isOfAnswers(other) || (one < other ? -1 : 1);
}

const isOfAnswers = (name) => Number(name.startsWith('A'));

function checkRule(rule, name) {
  const refuse = (reason) => {
    throw new Error(`${FOLDER}/${name}: ${reason}`);
  };
  if (!FILE.test(name)) refuse('a rule is called by its code, such as M301.yaml');
  const unknown = Object.keys(rule).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) refuse(`"${unknown}" is not one of ${KEYS.join(', ')}`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(rule.name)) refuse('"name" must be words in small letters, with hyphens');
  if (!SEVERITIES.includes(rule.severity)) refuse(`"severity" must be ${SEVERITIES.join(' or ')}`);
  for (const key of ['bad', 'good']) if (!rule[key]) refuse(`"${key}" is missing: an example`);
  for (const key of ['both', 'bad', 'good']) {
    for (const [file, text] of Object.entries(rule[key] ?? {})) {
      if (typeof text !== 'string') refuse(`"${key}": the content of ${file} must be a text, after "|"`);
      if (key !== 'both' && Object.hasOwn(rule.both ?? {}, file)) refuse(`${file} is in "both" and in "${key}"`);
    }
  }
}

function inOrder(files) {
  const rank = (name) => {
    const kind = KINDS.findIndex((one) => name.includes(one));
    return (kind < 0 ? KINDS.length : kind) - (name.startsWith('before/') ? KINDS.length + 1 : 0);
  };
  return Object.fromEntries(Object.entries(files).sort(([one], [other]) => rank(one) - rank(other)));
}

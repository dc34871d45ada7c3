// SurveyJS: its expressions, parsed once, over the answers of each row. Reading is udsv's, as survey-core reads no tables.
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { quote } from './csv.mjs';
import { GATES, GROUPS, QUESTIONS, RESULTS } from './pack.mjs';

const [file, out, packages] = process.argv.slice(2);
const peers = createRequire(path.join(packages, 'package.json'));
const { inferSchema, initParser } = await import(pathToFileURL(peers.resolve('udsv')).href);
const { ExpressionRunner } = peers('survey-core');

const sum = (terms) => terms.join(' + ');
const runners = GROUPS.map(({ questions }) => {
  const points = sum(questions.map(({ id, weight }) => `iif({${id}} notempty, {${id}} * ${weight}, 0)`));
  const weights = sum(questions.map(({ id, weight }) => `iif({${id}} notempty, ${weight}, 0)`));
  return new ExpressionRunner(`(${points}) / (${weights})`);
});
const names = GROUPS.map(({ id }) => id);
const total = new ExpressionRunner(`(${sum(names.map((name) => `{${name}}`))}) / ${names.length}`);
const gates = GATES.map(
  ({ minimum }) => new ExpressionRunner(names.map((name) => `{${name}} >= ${minimum}`).join(' and ')),
);

const output = openSync(out, 'w');
let [text, parser, at] = [`${RESULTS.join(',')}\n`, undefined, undefined];
const score = (cells) => {
  const values = {};
  for (const question of QUESTIONS) {
    const cell = cells[at.get(question)];
    if (cell !== '') values[question] = Number(cell);
  }
  for (const [i, name] of names.entries()) values[name] = runners[i].runValues(values);
  const missed = gates.findIndex((gate) => !gate.runValues(values));
  const level = GATES[(missed < 0 ? GATES.length : missed) - 1]?.level ?? '';
  const facts = ['uscc', 'district', 'chain'].map((name) => quote(cells[at.get(name)]));
  text += `${[...facts, ...names.map((name) => values[name]), total.runValues(values), level].join(',')}\n`;
};
for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
  if (!parser) {
    const schema = inferSchema(piece);
    parser = initParser(schema);
    at = new Map(schema.cols.map(({ name }, i) => [name, i]));
  }
  parser.chunk(piece, parser.stringArrs, score);
}
parser.end();
writeSync(output, text);
closeSync(output);

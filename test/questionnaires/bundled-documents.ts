import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Measures, Policy, Questionnaire, Rubric, TestCase } from '../../src/model/generated/types.ts';
import { readDocument } from '../policy/joinery-pack.ts';

const ROOT = path.join(import.meta.dirname, '../../questionnaires');
const place = (...parts: string[]) => ['..', '..', 'questionnaires', ...parts];

/** The packs that come with Matura, by folder. */
export const PACKS = readdirSync(ROOT).filter((name) => existsSync(path.join(ROOT, name, 'questionnaire.yaml')));

export const questionnaireOf = (pack: string) =>
  readDocument<Questionnaire>('questionnaire', ...place(pack, 'questionnaire.yaml'));
export const rubricOf = (pack: string) => readDocument<Rubric>('rubric', ...place(pack, 'rubric.yaml'));
export const measuresOf = (pack: string) => readDocument<Measures>('measures', ...place(pack, 'measures.yaml'));
export const policyOf = (id: string) => readDocument<Policy>('policy', ...place('policies', `${id}.yaml`));

export const questionsOf = (pack: string) => questionnaireOf(pack).sections.flatMap(({ questions }) => questions);

export function casesOf(pack: string): TestCase[] {
  const folder = path.join(ROOT, pack, 'cases');
  return readdirSync(folder).flatMap((file) => parse(readFileSync(path.join(folder, file), 'utf8')).cases);
}

/** Everything a person reads in the files of a pack, with where it stands. */
export function textsOf(pack: string): [where: string, text: unknown][] {
  const files = readdirSync(path.join(ROOT, pack)).filter((file) => file.endsWith('.yaml'));
  return files.flatMap((file) => walk(parse(readFileSync(path.join(ROOT, pack, file), 'utf8')), file));
}

const FOR_PEOPLE = new Set(['title', 'text', 'help', 'unit', 'note', 'how', 'acceptance', 'risk', 'alternative']);
const NAMED = new Set(['labels', 'titles']);

function walk(value: unknown, where: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const here = `${where}/${key}`;
    // The unit of a usual change is one of two words of the schema.
    if (key === 'usual') return walk({ source: (inner as { source: unknown }).source }, here);
    if (FOR_PEOPLE.has(key)) return [[here, inner]];
    if (NAMED.has(key)) return Object.entries(inner as object).map(([name, text]) => [`${here}/${name}`, text]);
    return walk(inner, here);
  });
}

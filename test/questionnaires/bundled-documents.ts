import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Measures, Policy, Questionnaire, Rubric, TestCase } from '../../src/model/generated/types.ts';
import { checkDocument, readDocument } from '../policy/joinery-pack.ts';

const ROOT = path.join(import.meta.dirname, '../../questionnaires');
const place = (...parts: string[]) => ['..', '..', 'questionnaires', ...parts];

/** The packs that come with Matura, by folder. */
export const PACKS = readdirSync(ROOT).filter((name) => existsSync(path.join(ROOT, name, 'questionnaire.yaml')));

type PackFile = 'questionnaire' | 'rubric' | 'measures';

/** A document of a pack, with the keys that a variant takes from its base. */
function mergedOf(kind: PackFile, pack: string): object {
  const read = (name: string): Record<string, unknown> | undefined => {
    const file = path.join(ROOT, pack, `${name}.yaml`);
    return existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
  };
  const base = read('questionnaire')?.extends;
  return { ...(typeof base === 'string' ? mergedOf(kind, base) : {}), ...read(kind) };
}

export const questionnaireOf = (pack: string) =>
  checkDocument<Questionnaire>('questionnaire', mergedOf('questionnaire', pack), pack);
export const rubricOf = (pack: string) => checkDocument<Rubric>('rubric', mergedOf('rubric', pack), pack);
export const measuresOf = (pack: string) => checkDocument<Measures>('measures', mergedOf('measures', pack), pack);
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

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { loadPackFolder } from '../../src/pack/load-pack.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { compilePlan } from '../../src/scoring/compile/compile-plan.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { worldIn } from '../pack/sample-world.ts';
import { answersOf, type Said } from '../scoring/pack-sketch.ts';

/** A pack of this folder, ready to be asked for scores. */
export interface OpenedPack {
  /** The ids of its questions, in their order. */
  readonly questions: readonly string[];
  /** The value of a score for answers. */
  score(name: string, answers: Said, facts?: Said): unknown;
}

export async function openPack(framework: string): Promise<OpenedPack> {
  const { pack } = await loadPackFolder(worldIn(import.meta.dirname), path.join(import.meta.dirname, framework));
  if (!pack) throw new Error(`${framework} cannot be loaded`);
  const { plan, problems } = compilePlan(pack);
  expect(problems).toEqual([]);
  return {
    questions: plan.inputs.filter(({ role }) => role === 'question').map(({ name }) => name),
    score(name, answers, facts = {}) {
      const { sheet, problems } = checkAnswers(plan, answersOf(answers, facts), { file: 'answers.yaml' });
      expect(problems).toEqual([]);
      return assess(plan, sheet, pack, 'test').result.scores[name]?.value;
    },
  };
}

/** A case as its file has it, everything as text. */
export interface WrittenCase {
  readonly id: string;
  readonly origin?: string;
  readonly why?: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly expect: { readonly scores: Readonly<Record<string, string>> };
}

/** A file of a framework's folder, with ids and numbers as text. */
export async function readYaml(...place: string[]): Promise<Record<string, unknown>> {
  return parse(await readFile(path.join(import.meta.dirname, ...place), 'utf8'), { schema: 'failsafe' });
}

/** The cases of a file, in their order. */
export async function readCases(...place: string[]): Promise<WrittenCase[]> {
  return (await readYaml(...place)).cases as WrittenCase[];
}

/** A table of a framework's folder: its rows, each by heading. */
export async function readTable(...place: string[]): Promise<Record<string, string>[]> {
  const text = await readFile(path.join(import.meta.dirname, ...place), 'utf8');
  const [heads = [], ...rows] = text.trim().split(/\r?\n/).map(splitLine);
  return rows.map((cells) => Object.fromEntries(heads.map((head, i) => [head, cells[i] ?? ''])));
}

/** The cells of a line; one with a comma in it stands in quotation marks. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

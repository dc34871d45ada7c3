import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkCase, collectCases } from '../../src/check/case-run.ts';
import type { LocatedProblem, Problem } from '../../src/model/problem.ts';
import { compilePack } from '../../src/pack/compile-pack.ts';
import type { Sources, SourceText } from '../../src/pack/document-file.ts';
import { findPolicies } from '../../src/pack/find-packs.ts';
import { loadCases, loadPackFolder, loadPolicy, loadPolicyOf, readAnswers } from '../../src/pack/load-pack.ts';
import { locateProblems } from '../../src/pack/locate-problems.ts';
import { checkAnswers, findRefused } from '../../src/scoring/check-answers.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import type { World } from '../../src/world.ts';
import { worldIn } from './sample-world.ts';

/** The folders of packs that break a rule, named after its code. */
export const BROKEN = resolve(import.meta.dirname, '../fixtures/broken');

/** Everything that is wrong with a pack, its cases, the policies in its folder and an answers file in it. */
export async function findProblems(folder: string): Promise<LocatedProblem[]> {
  const world = worldIn(folder);
  const problems: Problem[] = [];
  const sources = new Map<string, SourceText>();
  const add = (found: { problems: readonly Problem[]; sources?: Sources } | undefined): void => {
    problems.push(...(found?.problems ?? []));
    for (const [file, source] of found?.sources ?? []) sources.set(file, source);
  };

  const loading = await loadPackFolder(world, folder);
  add(loading);
  const found = await findPolicies(join(folder, 'policies'));
  const beside = await Promise.all(found.map(({ path }) => loadPolicy(world, path)));
  for (const policy of beside) add(policy);
  const { pack } = loading;
  if (pack) {
    const own = await loadPolicyOf(world, pack);
    add(own);
    // Found twice, a problem is told once.
    for (const policy of beside) add(compilePack(pack, policy.policies ?? []));
    const settled = compilePack(pack, own?.policies ?? []);
    add(settled);
    const loaded = await loadCases(world, pack);
    add(loaded);
    const collected = collectCases(loaded.cases);
    add(collected);
    for (const one of collected.cases.values())
      add({ problems: checkCase(one, collected.cases, settled.plan, settled) });
    for (const file of ['answers.yaml', 'answers.json'].filter((name) => existsSync(join(folder, name)))) {
      add(await checkAnswersIn(world, file));
    }
  }
  return locateProblems(problems, sources);
}

/** Everything that is wrong with answers for the pack beside them. */
export async function checkAnswersIn(world: World, file: string): Promise<{ problems: Problem[]; sources: Sources }> {
  const { pack } = await loadPackFolder(world, world.cwd);
  const answers = await readAnswers(world, file);
  const { document, sources } = answers;
  if (!pack || !document) return { problems: [...answers.problems], sources };
  const { plan } = compilePack(pack, []);
  const { problems, sheet } = checkAnswers(plan, document, { file, pack });
  const refused = problems.length === 0 ? findRefused(document, evaluate(plan, sheet).refused, file) : [];
  return { problems: [...answers.problems, ...problems, ...refused], sources };
}

/** A problem as fixtures expect it: `questionnaire.yaml:3:5 M101`, and what is marked with carets where that is told. */
export interface Expected {
  readonly place: string;
  readonly marked: string | undefined;
}

/**
 * What a broken pack's files say of the problems in them: a line `#! M109 titel` announces one at `titel` in the next
 * line; `expected.txt` lists those in files that no comment can be put into.
 */
export async function readExpected(folder: string): Promise<Expected[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.yaml$/.test(name));
  const announced = await Promise.all(
    names.map(async (name) => readMarkers(name, await readFile(join(folder, name), 'utf8'))),
  );
  const listed = await readFile(join(folder, 'expected.txt'), 'utf8').catch(() => '');
  const lines = listed.split('\n').filter((line) => line !== '');
  return [...announced.flat(), ...lines.map((place) => ({ place, marked: undefined }))];
}

function readMarkers(file: string, text: string): Expected[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const [, code, marked] = /^\s*#! ([AM]\d{3}) (.+)$/.exec(line) ?? [];
    if (!code || !marked) return [];
    const next = lines.findIndex((other, j) => j > i && !/^\s*#!/.test(other));
    const column = lines[next]?.indexOf(marked) ?? -1;
    if (column < 0) throw new Error(`${file}:${i + 1}: the next line does not hold ${marked}`);
    return [{ place: `${file}:${next + 1}:${column + 1} ${code}`, marked }];
  });
}

/** The place of a problem, and the part of its first line that carets mark. */
export function describeFound(problem: LocatedProblem): Expected {
  const { file, line, column, endLine, endColumn, code, frame } = problem;
  const text = [...(frame.find(({ number }) => number === line)?.text ?? '')];
  const marked = text.slice(column - 1, endLine === line ? endColumn - 1 : undefined).join('');
  return { place: `${file}:${line}:${column} ${code}`, marked };
}

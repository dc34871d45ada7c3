import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { planRewrite } from '../../check/rewrite.ts';
import { writeWhole } from '../../files/atomic.ts';
import { FileProblem } from '../../files/problem.ts';
import { Refusal } from '../../model/refusal.ts';
import { readBytes } from '../../pack/file.ts';
import { findLine } from '../../pack/locate.ts';
import { type CaseEdits, rewriteCases, writeValue } from '../../pack/rewrite.ts';
import type { Rewriting } from '../../report/cases/rewriting.ts';
import type { World } from '../../world.ts';
import type { TestedPack } from './pack-test.ts';

/** Why expectations are rewritten, and the day. */
export interface Occasion {
  readonly reason: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** Rewrites the expectations of a pack's cases that are not met, file by file, each as a whole. */
export async function updateCases(world: World, { runs, sources }: TestedPack, occasion: Occasion): Promise<Rewriting> {
  const done: Rewriting['done'][number][] = [];
  const kept: Rewriting['kept'][number][] = [];
  const changes = new Map<string, (CaseEdits & { readonly id: string })[]>();
  for (const { run, source } of runs) {
    const { edits, kept: some } = planRewrite(run, source.testCase);
    kept.push(...some.map((one) => ({ id: run.id, ...one })));
    if (edits.length === 0) continue;
    const change = { id: run.id, at: run.at, edits, ...occasion };
    changes.set(run.file, [...(changes.get(run.file) ?? []), change]);
  }
  for (const [file, some] of changes) {
    const source = sources.get(file);
    if (!source) throw new Error(`the text of ${file} is not known`);
    const rewritten = rewriteCases(source.text, file, some);
    const idOf = (edit: object): string =>
      some.find(({ edits }) => edits.some((one) => one.at === (edit as typeof one).at))?.id ?? '';
    kept.push(...rewritten.shared.map((edit) => ({ id: idOf(edit), what: edit.what, because: 'shared' as const })));
    if (rewritten.done.length === 0) continue;
    await writeCases(world, file, source.text, rewritten.text);
    const { source: now } = await readBytes('cases', file, Buffer.from(rewritten.text));
    for (const edit of rewritten.done) {
      const place = `${file}:${await findLine(now, edit.at)}`;
      done.push({ id: idOf(edit), place, what: edit.what, was: edit.was, is: writeValue(edit.value) });
    }
  }
  return { done, kept };
}

/** Writes a file of cases, after making sure that it can be read again and that nobody else has changed it. */
async function writeCases(world: World, file: string, before: string, after: string): Promise<void> {
  const { problems } = await readBytes('cases', file, Buffer.from(after));
  if (problems.length > 0) throw new Error(`${file} would not be readable any more: ${JSON.stringify(problems[0])}`);
  const path = resolve(world.cwd, file);
  const bytes = await readFile(path);
  const mark = bytes.subarray(0, 3).equals(MARK) ? MARK : Buffer.alloc(0);
  if (bytes.subarray(mark.length).toString() !== before) {
    throw new Refusal(3, `${file} has changed since it was read, so it was left alone`, 'Run the command again.');
  }
  try {
    await writeWhole(path, Buffer.concat([mark, Buffer.from(after)]));
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new Refusal(3, `${file} cannot be written (${error.code}), so it was left as it was`);
  }
}

/** What some editors put before UTF-8. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

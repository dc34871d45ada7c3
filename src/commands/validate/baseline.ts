import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { writeWhole } from '../../files/atomic.ts';
import type { KnownFinding } from '../../model/generated/types.ts';
import type { LocatedProblem, Problem } from '../../model/problem.ts';
import { Refusal } from '../../model/refusal.ts';
import { openDocument } from '../../pack/file.ts';
import { locateProblems } from '../../pack/locate.ts';
import type { Sources } from '../../pack/source.ts';
import { formatBaseline } from '../../report/findings/baseline.ts';
import type { World } from '../../world.ts';

/** What is left of findings once those that are known are taken away. */
export interface Sifted {
  readonly findings: readonly LocatedProblem[];
  /** How many were known. */
  readonly known: number;
  /** The baseline, as problems name it. */
  readonly file: string;
}

/** No reason. */
const TODO = /^\W*todo\b/i;

const LONGEST_TEXT = 80;

/**
 * Takes away the findings that a baseline knows, each entry one; adds what is wrong with the baseline itself: entries
 * without a reason, and those of checked files that match nothing any more. Throws a `Refusal` if it is not there.
 */
export async function siftFindings(
  world: World,
  findings: readonly LocatedProblem[],
  { path, sources }: { readonly path: string; readonly sources: Sources },
): Promise<Sifted> {
  const place = resolve(world.cwd, path);
  const opened = await openDocument(world, 'baseline', place);
  if (!opened)
    throw new Refusal(3, `--baseline: ${path} does not exist`, 'matura validate --write-baseline FILE writes one.');
  const { file, document } = opened;
  const open = new Map<string, LocatedProblem[]>();
  for (const finding of findings) {
    addTo(open, keyOf(describeFinding(finding, world, place)), finding);
  }
  const known = new Set<LocatedProblem>();
  const problems: Problem[] = [...opened.problems];
  const checked = new Set([...sources.keys()].map((name) => resolve(world.cwd, name)));
  for (const [i, entry] of (document?.findings ?? []).entries()) {
    const at = ['findings', i];
    const match = open.get(keyOf(entry))?.shift();
    if (match && TODO.test(entry.reason)) {
      problems.push({ code: 'M117', file, at: [...at, 'reason'], details: { found: entry.reason } });
    } else if (match) known.add(match);
    else {
      const target = resolve(dirname(place), entry.file);
      const gone = (await stat(target).catch(() => undefined)) === undefined;
      const wanted = gone
        ? `there is no file ${entry.file}`
        : `no ${entry.code} at ${JSON.stringify(entry.text)} in ${entry.file}`;
      // What was not looked at may still be there.
      if (gone || checked.has(target)) problems.push({ code: 'M116', file, at: [...at, 'code'], details: { wanted } });
    }
  }
  const own = await locateProblems(problems, new Map([[file, opened.source]]));
  return { findings: [...findings.filter((one) => !known.has(one)), ...own], known: known.size, file };
}

/** Writes findings as a baseline; entries that were there keep their reasons. Gives how many have none yet. */
export async function writeBaseline(
  world: World,
  findings: readonly LocatedProblem[],
  path: string,
): Promise<{ readonly written: number; readonly open: number }> {
  const place = resolve(world.cwd, path);
  const reasons = await readReasons(world, place, path);
  const entries = findings.map((finding) => {
    const entry = describeFinding(finding, world, place);
    return { ...entry, reason: reasons.get(keyOf(entry))?.shift() ?? 'TODO' };
  });
  await writeWhole(place, formatBaseline(entries));
  return { written: entries.length, open: entries.filter(({ reason }) => TODO.test(reason)).length };
}

async function readReasons(world: World, place: string, path: string): Promise<Map<string, string[]>> {
  const reasons = new Map<string, string[]>();
  const opened = await openDocument(world, 'baseline', place);
  if (opened && !opened.document) {
    throw new Refusal(
      3,
      `${path} is there and is no baseline that can be read, so it is not replaced`,
      `matura validate ${path} says what is wrong with it.`,
    );
  }
  for (const entry of opened?.document?.findings ?? []) {
    addTo(reasons, keyOf(entry), entry.reason);
  }
  return reasons;
}

type Described = Omit<KnownFinding, 'reason'>;

/** A finding as a baseline names it: by what is marked, because lines move. */
function describeFinding(
  { code, file, line, column, endLine, endColumn, frame }: LocatedProblem,
  world: World,
  place: string,
): Described {
  const text = [...(frame.find(({ number }) => number === line)?.text ?? '')];
  const marked = text
    .slice(column - 1, endLine === line ? endColumn - 1 : undefined)
    .slice(0, LONGEST_TEXT)
    .join('')
    .trim();
  const name = relative(dirname(place), resolve(world.cwd, file)).split(sep).join('/');
  return { code, file: name, text: marked };
}

function addTo<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list) list.push(one);
  else lists.set(key, [one]);
}

function keyOf({ code, file, text }: Described): string {
  return JSON.stringify([code, file, text]);
}

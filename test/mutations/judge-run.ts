import { inputOf, openPack, type Pack } from './known-packs.ts';
import type { Case } from './mutated-export.ts';
import type { BatchRun, Scored } from './run-batch.ts';
import { isOpen, NOT_APPLICABLE, scoreExactly, type Values, type Worked } from './score-exactly.ts';

/**
 * `right`: every row is scored as meant. `stopped`: nothing is scored, and the reason is given. `told`: some rows are
 * rejected, or wrong with a warning that names row or column; the others are right. `wrong`: some are wrong in silence.
 */
export type Verdict = 'right' | 'stopped' | 'told' | 'wrong';

export interface Judged {
  readonly verdict: Verdict;
  /** Rows right, rejected, wrong but told, wrong in silence. */
  readonly rows: readonly [number, number, number, number];
  /** What is wrong first, with what was expected; or the reason of a refusal. */
  readonly reason: string;
}

interface Difference {
  readonly name: string;
  readonly want: string;
  readonly seen: string;
  /** Whether nothing is there in place of something else. */
  readonly isMissing: boolean;
}

/** Compares what a run gave with the truth. `sayControl` gives what the command says of the undamaged export. */
export async function judgeRun(made: Case, run: BatchRun, sayControl: () => Promise<string>): Promise<Judged> {
  const pack = openPack(made.pack);
  const all = made.truth.length;
  if (run.code !== 0 && run.code !== 1 && run.code !== 3) {
    return { verdict: 'wrong', rows: [0, 0, 0, all], reason: `exit code ${run.code}: ${firstLine(run.said)}` };
  }
  if (run.scored === null || (run.scored.length === 0 && run.code !== 0)) {
    const reason = reasonOf(run);
    if (run.code === 0 || reason === '')
      return { verdict: 'wrong', rows: [0, 0, 0, all], reason: 'nothing scored, no reason' };
    return { verdict: 'stopped', rows: [0, all, 0, 0], reason };
  }
  const silent: string[] = [];
  const byKey = groupByKey(run.scored);
  const truth = groupTruth(made.truth);
  let [right, toldRows] = [0, 0];
  const unscored: string[] = [];
  let control: string | undefined;
  const remarks = async (): Promise<readonly string[]> => {
    control ??= await sayControl();
    const usual = new Set(linesOf(control));
    return linesOf(run.said).filter((line) => !usual.has(line));
  };
  for (const [key, rows] of truth) {
    const found = byKey.get(key) ?? [];
    if (found.length > rows.length) {
      silent.push(`${key} is scored ${found.length} times`);
      continue;
    }
    for (let i = found.length; i < rows.length; i++) unscored.push(key);
    const left = [...rows];
    for (const scored of found) {
      const compared = left.map((values) => compare(pack, made, values, scored, run));
      const best = compared.reduce(
        (least, one, i) => (one.length < (compared[least] as Difference[]).length ? i : least),
        0,
      );
      const differences = compared[best] as Difference[];
      const [values] = left.splice(best, 1) as [Values];
      if (differences.length === 0) right++;
      else if (await isTold(pack, made, differences, scored, values, remarks)) toldRows++;
      else {
        const shown = differences.slice(0, 3).map(({ name, want, seen }) => `${name} ${seen} not ${want}`);
        silent.push(`${key}: ${shown.join(', ')}`);
      }
    }
  }
  for (const [key, found] of byKey) {
    if (!truth.has(key))
      silent.push(`${key || 'a row without a key'} is scored ${found.length} times and is no enterprise`);
  }
  const lost = unscored.length - roomForLost(run, made, new Set(truth.keys()), unscored);
  if (lost > 0) silent.push(`${lost} of ${all} enterprises are neither scored nor rejected, such as ${unscored[0]}`);
  const rows = [right, unscored.length, toldRows, silent.length] as const;
  if (silent.length > 0) return { verdict: 'wrong', rows, reason: silent[0] as string };
  const miscounted = findMiscount(run, made.rows);
  if (miscounted) return { verdict: 'wrong', rows, reason: miscounted };
  if (made.mustSay && !made.mustSay.test(run.said)) {
    return { verdict: 'wrong', rows, reason: `nothing says ${made.mustSay.source}` };
  }
  if (right === all) return { verdict: 'right', rows, reason: '' };
  return { verdict: 'told', rows, reason: reasonOf(run) };
}

/** Keys in small or full-width letters, or with blanks, mean the same. */
function keyOf(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

function groupByKey(scored: readonly Scored[]): Map<string, Scored[]> {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) {
    const key = keyOf(one.key);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

function groupTruth(truth: readonly Values[]): Map<string, Values[]> {
  const groups = new Map<string, Values[]>();
  for (const values of truth) {
    const key = keyOf(values.uscc as string);
    groups.set(key, [...(groups.get(key) ?? []), values]);
  }
  return groups;
}

/** How many enterprises without a result the rejects and the remarks account for. */
function roomForLost(
  run: BatchRun,
  { sharing, saysLost }: Case,
  known: ReadonlySet<string>,
  unscored: readonly string[],
): number {
  if (saysLost?.test(run.said)) return unscored.length;
  const rejected = new Set(run.rejects.map(({ key }) => keyOf(key)));
  const named = unscored.filter((key) => rejected.has(key)).length;
  // A reject without a known key, such as one whose cells are shifted, is named by its line; one may name several lines, of
  // which the first may be that of a known key.
  const lines = new Map<string, number>();
  for (const { line, key, message } of run.rejects) {
    const count = linesIn(`${line} ${message}`) - (known.has(keyOf(key)) ? 1 : 0);
    lines.set(line, Math.max(count, lines.get(line) ?? 0));
  }
  const byLine = [...lines.values()].reduce((sum, count) => sum + count, 0);
  return named + byLine + (byLine > 0 ? sharing : 0) + countLeftOut(run.said);
}

/** Rows that the output counts as left out or not read. */
function countLeftOut(said: string): number {
  const counts = [...said.matchAll(/(\d[\d,]*) (?:rows? )?(?:(?:are |were )?left out|(?:are |were )?not read)/g)];
  return counts.reduce((sum, [, count = '']) => sum + Number(count.replaceAll(',', '')), 0);
}

/** How many lines a reject speaks of: one, or a range such as “lines 5 to 11”. */
function linesIn(text: string): number {
  const ranges = [...text.matchAll(/lines? (\d+)(?: to | ?[-–] ?)(\d+)/g)];
  return Math.max(1, ...ranges.map(([, from, to]) => Number(to) - Number(from) + 1));
}

/** Rows read must be those that are there, and each scored, rejected or left out with a word. */
function findMiscount({ said, rejects, scored }: BatchRun, [least, most]: readonly [number, number]): string | null {
  const summary = /([\d,]+) rows? read; ([\d,]+) scored; ([\d,]+) rejected/.exec(said);
  if (!summary) return `the summary does not count rows: ${firstLine(said)}`;
  const [read, good, bad] = summary.slice(1).map((count) => Number(count.replaceAll(',', ''))) as [
    number,
    number,
    number,
  ];
  if (good !== scored?.length) return `${good} rows are said to be scored, and ${scored?.length} are`;
  const beyond = rejects.reduce((sum, { line, message }) => sum + linesIn(`${line} ${message}`) - 1, 0);
  const leftOut = countLeftOut(said);
  if (read < least && read + beyond + leftOut < least) return `${read} rows are read of ${least}`;
  if (read > most) return `${read} rows are read where ${most} are`;
  return good + bad + leftOut < read ? `${read} rows read, ${good} scored, ${bad} rejected` : null;
}

function compare(pack: Pack, { facts }: Case, values: Values, scored: Scored, run: BatchRun): Difference[] {
  const worked = scoreExactly(pack, values);
  const differences: Difference[] = [];
  const add = (name: string, want: unknown, seen: unknown): void => {
    if (isSame(want, seen)) return;
    differences.push({ name, want: shown(want), seen: shown(seen), isMissing: seen === null || seen === undefined });
  };
  for (const question of pack.inputs.filter(({ isFact }) => !isFact)) {
    const seen = answerSeen(scored.answers[question.id]);
    add(question.id, worked.answers[question.id] ?? null, seen);
  }
  for (const fact of ['district', 'chain']) add(fact, isOpen(values[fact]) ? null : values[fact], scored.fields[fact]);
  add('size', worked.size, scored.fields.size);
  for (const [name, value] of Object.entries(worked.scores)) add(name, value, scored.fields[name]);
  for (const [name, value] of levelsOf(worked)) add(name, value, scored.fields[name]);
  const kept = run.facts[scored.key];
  for (const fact of kept ? facts : []) {
    add(fact, isOpen(values[fact]) ? null : values[fact], answerSeen(kept?.[fact]));
  }
  return differences;
}

function levelsOf({ lowest, highest }: Worked): [string, number | null][] {
  const named = (level: number): number | null => (level === 0 ? null : level);
  return [
    ['level', lowest === highest ? named(lowest) : null],
    ['lowest', named(lowest)],
    ['highest', named(highest)],
  ];
}

/** An answer of the results, or of an enterprise file; null where there is none. */
function answerSeen(raw: unknown): unknown {
  if (raw === undefined || raw === null) return null;
  if (typeof raw !== 'object' || Array.isArray(raw)) return raw;
  const { state, value } = raw as { readonly state: string; readonly value?: unknown };
  if (state === 'answered') return value;
  return state === 'notApplicable' ? NOT_APPLICABLE : null;
}

function isSame(want: unknown, seen: unknown): boolean {
  if (want === null || seen === null || seen === undefined) return want === (seen ?? null);
  if (Array.isArray(want)) return Array.isArray(seen) && [...want].sort().join() === [...seen].sort().join();
  if (typeof seen === 'number') return Math.abs(Number(want) - seen) <= 1e-9 * Math.max(1, Math.abs(seen));
  return String(want) === String(seen);
}

function shown(value: unknown): string {
  return value === null || value === undefined ? 'nothing' : String(value);
}

/** Whether a warning of the row, or a remark on the whole that the undamaged export does not bring, names what is wrong. */
async function isTold(
  pack: Pack,
  made: Case,
  differences: readonly Difference[],
  { warnings }: Scored,
  values: Values,
  remarks: () => Promise<readonly string[]>,
): Promise<boolean> {
  const usual = scoreExactly(pack, values).warnings;
  const inputs = new Set(pack.inputs.map(({ id }) => id));
  const wrong = differences.filter(({ name }) => inputs.has(name) && name !== 'size').map(({ name }) => name);
  const about = [...new Set([...wrong, ...made.touched])];
  const fresh = warnings.filter((warning) => !usual.includes(warning));
  if (about.some((name) => fresh.some((warning) => warning.split(':').includes(name)))) return true;
  const lines = await remarks();
  const isNamed = (name: string, among: readonly string[]): boolean => {
    const texts = Object.values(inputOf(pack, name).text);
    return among.some((line) => [name, ...texts].some((text) => line.includes(text)));
  };
  const unused = lines.filter((line) => line.startsWith('Unused columns'));
  const others = lines.filter((line) => !line.startsWith('Unused columns'));
  const isMentioned = wrong.length > 0 && wrong.every((name) => isNamed(name, others));
  if (isMentioned || made.headings.some((heading) => heading !== '' && others.some((line) => line.includes(heading))))
    return true;
  // A column that is left out leaves its answers open; that it is listed as unused tells, unless its heading says what it is.
  const isLeftOut = differences.every(({ isMissing, name }) => isMissing || name === 'lowest' || name === 'highest');
  if (made.mustAsk || !isLeftOut) return false;
  return made.headings.some((heading) => unused.some((line) => line.includes(heading)));
}

function reasonOf({ rejects, said }: BatchRun): string {
  const [first] = rejects;
  if (first) return `line ${first.line}, ${first.column}: ${first.message}`;
  const lines = linesOf(said);
  return lines.find((line) => line.startsWith('matura:')) ?? lines.find((line) => !line.startsWith('Read as')) ?? '';
}

function linesOf(said: string): string[] {
  return said.split('\n').filter((line) => line !== '' && !/^(Read as|Written:|Nothing |[\d,]+ rows? read)/.test(line));
}

function firstLine(said: string): string {
  return said.trim().split('\n')[0] ?? '';
}

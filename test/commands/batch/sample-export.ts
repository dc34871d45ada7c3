import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { matura, type Run } from '../matura.ts';

/** The questions of the quick scan, each on a scale from 0 to 3. */
export const QUESTIONS = [
  ...['plan', 'lead', 'skills', 'finance', 'orders', 'material', 'collaboration', 'planning', 'shopFloor', 'quality'],
  ...['equipment', 'market', 'service', 'partners', 'records', 'analysis', 'ai', 'network', 'protection', 'emergency'],
];

export const HEADINGS = ['uscc', 'name', 'sector', 'employees', 'revenue', 'district', 'chain', 'size', ...QUESTIONS];

/** The answers of an enterprise by heading; what is not named is blank, and every question is 2. */
export type Row = Readonly<Record<string, string>>;

/** A valid code for each number below ten million. */
export function keyOf(number: number): string {
  const digits = String(number).padStart(8, '0');
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((all, weight, i) => all + weight * Number(digits[i]), 0);
  const code = `91510100${digits}${'0X987654321'[sum % 11]}`;
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let [total, weight] = [0, 1];
  for (const character of code) {
    total += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return `${code}${alphabet[(31 - (total % 31)) % 31]}`;
}

/** An ordinary enterprise. */
export function rowOf(number: number, answers: Row = {}): Row {
  const ordinary = Object.fromEntries(QUESTIONS.map((question) => [question, '2']));
  return { uscc: keyOf(number), name: `Example ${number}`, ...ordinary, ...answers };
}

/** Rows as CSV, each cell quoted where it must be. */
export function csvOf(rows: readonly Row[], headings: readonly string[] = HEADINGS): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => headings.map((heading) => cell(row[heading] ?? '')).join(','));
  return `${[headings.map(cell).join(','), ...lines].join('\n')}\n`;
}

/** The rows of a file of CSV without newlines in cells, by heading. */
export async function readCsv(folder: string, name: string): Promise<Record<string, string>[]> {
  const text = await readFile(path.join(folder, name), 'utf8');
  const [heading = [], ...rows] = text.trimEnd().split('\n').map(splitLine);
  return rows.map((cells) => Object.fromEntries(heading.map((key, i) => [key, cells[i] ?? ''])));
}

/** The cells of a line of CSV. */
export function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}

/** Some thousand rows: quoted newlines, rejected rows, keys that stand twice far from each other. */
export function manyRows(count = 4000): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const odd: Row = i % 50 === 0 ? { name: 'two\nlines, "quoted"' } : i % 71 === 0 ? { employees: '-1' } : {};
    return rowOf(i % 997 === 0 ? 0 : i, { district: `District ${i % 7}`, plan: String(i % 4), ...odd });
  });
}

/** What the results and the rejects of a run hold; `stem` is what their names begin with. */
export async function readOutputs(folder: string, stem = 'export.'): Promise<string[]> {
  return Promise.all(
    [`${stem}results.csv`, `${stem}rejects.csv`].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
}

/** The day on which the funding of sample exports is judged. */
export const AS_OF = ['--as-of', '2026-11-24'];

/** Writes rows as an export that was last changed on 18 May 2026, and keeps the files of its enterprises. */
export async function keep(cwd: string, rows: readonly Row[], ...args: string[]): Promise<Run> {
  const file = path.join(cwd, 'export.csv');
  await writeFile(file, csvOf(rows));
  const day = new Date('2026-05-18T12:00:00Z');
  await utimes(file, day, day);
  const days = args.includes('--as-of') ? [] : AS_OF;
  return matura(['batch', 'quick-scan-china', 'export.csv', '--files', 'files', ...days, ...args], { cwd });
}

/** The texts of the files in a folder by their names. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)),
  );
}

/** A policy without what its last line says of what it was made from, the bytes of the enterprise's file among it. */
export function withoutOrigin(policy: string | undefined): string | undefined {
  return policy?.replace(/(?: of:[0-9a-f]{16})?(?: from:[0-9a-f]{16})?\)\n$/, ')\n');
}

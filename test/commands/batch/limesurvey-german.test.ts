// An export of LimeSurvey in German, with full headings and answers as texts.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';

const OWN_COLUMNS = ['Antwort ID', 'Datum Abgeschickt', 'Letzte Seite', 'Start-Sprache', 'Datum letzte Aktivität'];

test('abandoned responses are announced, and the day is that of submission, not that of the last change', async () => {
  const folder = await scratchFolder();
  await matura(['init', '--example', '--lang', 'de', 'kammer'], { cwd: folder });
  const cwd = path.join(folder, 'kammer');
  const answers = await readFile(path.join(cwd, 'export.csv'), 'utf8');
  const [headings = [], ...rows] = parse(answers, { delimiter: ';', bom: true }) as string[][];
  const kept = headings.flatMap((heading, at) => (heading === 'Abgeschickt am' ? [] : [at]));
  const pick = (cells: readonly string[]): string[] => kept.map((at) => cells[at] ?? '');
  // The last response was abandoned on page 2, although its facts and most answers are there.
  const lines = [
    [...OWN_COLUMNS, ...pick(headings)],
    ...rows.map((cells, i) => {
      const isLast = i === rows.length - 1;
      const day = `2026-11-1${i} 09:12:44`;
      return [String(i + 1), isLast ? '' : day, isLast ? '2' : '4', 'de', `2026-11-2${i} 10:00:00`, ...pick(cells)];
    }),
  ];
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  await writeFile(path.join(cwd, 'umfrage.csv'), lines.map((cells) => `${cells.map(quote).join(',')}\r\n`).join(''));
  const { code, stderr } = await matura(['batch', 'quick-scan', 'umfrage.csv', '--files', 'files'], { cwd });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('--date "Datum Abgeschickt"');
  expect(stderr).toMatch(/Datum Abgeschickt.*--where/);

  // The same rows, now with their own days: the answers are on file twice, which is said.
  const dated = ['--date', 'Datum Abgeschickt', '--where', 'Datum Abgeschickt!='];
  const again = await matura(['batch', 'quick-scan', 'umfrage.csv', '--files', 'files', ...dated, '--force'], { cwd });
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain(
    '7 hinzugefügte Bewertungen haben dieselben Antworten wie eine von einem anderen Tag.',
  );
  const third = await matura(['batch', 'quick-scan', 'umfrage.csv', '--files', 'files', ...dated, '--force'], { cwd });
  expect(third.stderr).not.toContain('dieselben Antworten wie eine von einem anderen Tag');
});

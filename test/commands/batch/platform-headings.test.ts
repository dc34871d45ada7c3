// Exports of platforms whose headings or cells are laid out in ways of their own, each with the results of the same answers by ids.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { matura, ROOT, type Run, scratchFolder } from '../matura.ts';

const PACK = 'miit-sme-2024';
const FOLDER = path.join(ROOT, 'examples/exports', PACK);

interface Choice {
  readonly id: string;
  readonly text: string;
}

/** A fact or question as a platform shows it, in English. */
interface Asked {
  readonly id: string;
  readonly text: string;
  readonly isMultiple: boolean;
  readonly isScale: boolean;
  readonly options: readonly Choice[];
}

type Words = Readonly<Record<string, string>>;
const PACK_TEXT = parseYaml(await readFile(path.join(ROOT, 'questionnaires', PACK, 'questionnaire.yaml'), 'utf8'));
const ASKED = new Map<string, Asked>(
  [...PACK_TEXT.facts, ...PACK_TEXT.sections.flatMap(({ questions }: { questions: object[] }) => questions)].map(
    (one) => {
      const labels = Object.entries((one.labels ?? {}) as Record<string, Words>).map(([id, words]) => ({
        id,
        text: words.en,
      }));
      const options = (Array.isArray(one.options) ? one.options : (PACK_TEXT.optionSets?.[one.options] ?? [])).map(
        ({ id, text }: { id: string; text: Words }) => ({ id, text: text.en }),
      );
      const asked = {
        id: one.id,
        text: one.text.en,
        isMultiple: one.type === 'multiple',
        isScale: one.type === 'scale',
        options: [...options, ...labels],
      };
      return [one.id, asked as Asked];
    },
  ),
);

const [NAMES = [], ...ROWS] = parse(await readFile(path.join(FOLDER, 'ids.csv'), 'utf8'), { bom: true }) as string[][];
const EXPECTED = await readFile(path.join(FOLDER, 'results.csv'), 'utf8');

/** A column: its heading, and its cell for what is chosen or typed. */
interface Column {
  readonly heading: string;
  cell(chosen: readonly Choice[], typed: string): string;
}

const textOf: Column['cell'] = ([choice], typed) => choice?.text ?? typed;

/** The rows of the sample as a platform writes them; `columnsOf` says how it writes a fact or question. */
function tableOf(columnsOf: (asked: Asked) => readonly Column[]): string[][] {
  const columns = NAMES.flatMap((name, at) =>
    columnsOf(ASKED.get(name) ?? { id: name, text: name, isMultiple: false, isScale: false, options: [] }).map(
      (column) => ({ ...column, name, at }),
    ),
  );
  const rows = ROWS.map((row) =>
    columns.map(({ cell, name, at }) => {
      const typed = row[at] ?? '';
      const ids = typed.split(';');
      return cell(ASKED.get(name)?.options.filter(({ id }) => ids.includes(id)) ?? [], typed);
    }),
  );
  return [columns.map(({ heading }) => heading), ...rows];
}

const csvOf = (table: readonly (readonly string[])[]): string =>
  table.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');

async function batch(
  table: readonly (readonly string[])[],
  ...args: string[]
): Promise<Run & { readonly cwd: string }> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf(table));
  const files = ['-o', 'results.csv', '--rejects', 'rejects.csv'];
  return { cwd, ...(await matura(['batch', PACK, 'e.csv', ...files, ...args], { cwd })) };
}

async function expectResults({ code, cwd, stderr }: Run & { readonly cwd: string }): Promise<void> {
  expect(code, stderr).toBe(0);
  expect(await readFile(path.join(cwd, 'results.csv'), 'utf8')).toBe(EXPECTED);
}

const each = (
  options: readonly Choice[],
  heading: (option: Choice) => string,
  yes: (option: Choice) => string,
  no = '',
): Column[] =>
  options.map((option) => ({
    heading: heading(option),
    cell: (chosen) => (chosen.length === 0 ? '' : chosen.includes(option) ? yes(option) : no),
  }));

describe('exports are read as their platforms write them', () => {
  test('Alchemer exports are read: the option comes before its question', async () => {
    const table = tableOf(({ text, isMultiple, options }) =>
      isMultiple
        ? each(
            options,
            (option) => `${option.text}:${text}`,
            ({ text: own }) => own,
          )
        : [{ heading: text, cell: textOf }],
    );
    await expectResults(await batch(table));
  });

  test('EUSurvey exports are read: short names after questions and options', async () => {
    const table = tableOf(({ id, text, isMultiple }) => [
      {
        heading: `${text} (${id})`,
        cell: (chosen, typed) =>
          chosen.length === 0
            ? typed
            : chosen.map((choice) => `${choice.text} (${choice.id})`).join(isMultiple ? ';' : ''),
      },
    ]);
    await expectResults(await batch(table));
  });

  test('EUSurvey exports are read: one column per option after a blank column for the question', async () => {
    const table = tableOf(({ text, isMultiple, options }) => [
      { heading: `${text} (Q7)`, cell: isMultiple ? () => '' : textOf },
      ...(isMultiple
        ? each(
            options,
            (option) => `${option.text} (A${option.id})`,
            () => 'Yes',
            'No',
          )
        : []),
    ]);
    const [headings, ...rows] = table as [string[], ...string[][]];
    // The same name stands in several questions: positions tell them apart.
    expect(new Set(headings).size).toBeLessThan(headings.length);
    await expectResults(await batch([headings.map((heading) => heading), ...rows]));
  });

  test('Airtable exports are read: options that contain a comma are quoted', async () => {
    const quoted = (text: string): string => (text.includes(',') ? `"${text}"` : text);
    const table = tableOf(({ text, isMultiple }) => [
      { heading: text, cell: isMultiple ? (chosen) => chosen.map((choice) => quoted(choice.text)).join(',') : textOf },
    ]);
    expect(table.flat()).toContainEqual(expect.stringMatching(/^".*,.*",|,".*,.*"$/));
    await expectResults(await batch(table));
  });

  test('Google Forms exports are read: questions of one scale are rows of a grid', async () => {
    const separated = tableOf(({ text, isScale, isMultiple }) => [
      {
        heading: isScale ? `Rate your enterprise [${text}]` : text,
        cell: isMultiple ? (chosen) => chosen.map((choice) => choice.text).join(';') : textOf,
      },
    ]);
    expect((separated[0] ?? []).filter((heading) => heading.startsWith('Rate')).length).toBeGreaterThan(10);
    await expectResults(await batch(separated));
  });

  test.each([
    ['HTML', (text: string) => `<p><b>${text.replaceAll('&', '&amp;')}</b>&nbsp;</p>`],
    ['Markdown', (text: string) => `**${text}**`],
    ['numbers', (text: string, at: number) => `${at + 1}. ${text}`],
    ['numbers with a letter', (text: string, at: number) => `Q${at + 40} ${text}`],
    ['Chinese numbers', (text: string, at: number) => `第${at + 1}题 ${text}`],
    ['words for the number', (text: string, at: number) => `Nr. ${at + 1}: ${text}`],
  ])('headings that platforms write with %s are read', async (_, write) => {
    const table = tableOf(({ text, isMultiple }) => [
      { heading: text, cell: isMultiple ? (chosen) => chosen.map((choice) => choice.text).join(';') : textOf },
    ]);
    await expectResults(await batch([(table[0] ?? []).map(write), ...table.slice(1)]));
  });
});

test('headings of options alone, as Typeform wrote them, are asked about and read by position', async () => {
  const table = tableOf(({ text, isMultiple, options }) =>
    isMultiple
      ? each(
          options,
          (option) => option.text,
          ({ text: own }) => own,
        )
      : [{ heading: text, cell: textOf }],
  );
  const asked = await batch(table);
  expect(asked.code).toBe(3);
  expect(asked.stderr).toMatch(/^Product design +Q4: B +question and option +the heading names only an option/m);
  await matura(['map', PACK, 'e.csv', '-o', 'map.yaml'], { cwd: asked.cwd });
  const mapping = parseYaml(await readFile(path.join(asked.cwd, 'map.yaml'), 'utf8'));
  const nones = mapping.columns.filter(({ heading }: { heading: string }) => heading === 'None of these');
  expect(nones.map(({ to, option }: { to: string; option: string }) => `${to} ${option}`)).toEqual(
    NAMES.filter((name) => ASKED.get(name)?.isMultiple && ASKED.get(name)?.options[0]?.text === 'None of these').map(
      (name) => `${name} A`,
    ),
  );
  for (const { column, heading } of nones) expect(table[0]?.[column - 1]).toBe(heading);
  // Looked through, and written without marks.
  const reviewed = {
    kind: 'mapping',
    pack: PACK,
    columns: mapping.columns.map(({ check: _, ...column }: { check?: unknown }) => column),
  };
  await writeFile(path.join(asked.cwd, 'map.yaml'), JSON.stringify(reviewed));
  const files = ['-o', 'results.csv', '--rejects', 'rejects.csv', '--map', 'map.yaml'];
  await expectResults({ cwd: asked.cwd, ...(await matura(['batch', PACK, 'e.csv', ...files], { cwd: asked.cwd })) });

  // A column that is not where the mapping says it is.
  const [headings = [], ...rows] = table;
  await writeFile(path.join(asked.cwd, 'e.csv'), csvOf([['Note', ...headings], ...rows.map((row) => ['', ...row])]));
  const shifted = await matura(['batch', PACK, 'e.csv', ...files], { cwd: asked.cwd });
  expect(shifted.code).toBe(3);
  expect(shifted.stderr).toContain('M203');
});

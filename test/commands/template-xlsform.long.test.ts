import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Input, Plan } from '../../src/scoring/plan.ts';
import { usePyxform } from '../use-pyxform.ts';
import { fillXform } from './filled-xform.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { expectLimits, expectRoundTrip, quoteCell, SURVEYED } from './survey-forms.ts';

const convert = usePyxform();

const XFORMS = new Map<string, Promise<string>>();

/** The XForm of a pack, made once. */
function xformOf(pack: string): Promise<string> {
  const known = XFORMS.get(pack) ?? makeXform(pack);
  XFORMS.set(pack, known);
  return known;
}

async function makeXform(pack: string): Promise<string> {
  const cwd = await scratchFolder();
  const written = await matura(['template', pack, '--format', 'xlsform', '--lang', 'en', '-o', 'form.xlsx'], { cwd });
  expect(written).toMatchObject({ code: 0, stderr: 'Written: form.xlsx\n' });
  const target = path.join(cwd, 'form.xml');
  expect(await convert(path.join(cwd, 'form.xlsx'), target)).toEqual({
    code: 100,
    message: 'Ok!',
    warnings: [],
    said: '',
  });
  return readFile(target, 'utf8');
}

/**
 * What survey platforms make of a choice of several: words in one cell, or 1 and 0 in a column for each; and of groups:
 * nothing, or names in front with this sign between.
 */
const LAYOUTS = [
  ['joined', null],
  ['split', null],
  ['both', null],
  ['both', '/'],
  ['joined', '-'],
] as const;

/** The paths of all that is asked, by name. */
function pathsIn(xform: string): ReadonlyMap<string, string> {
  const paths = [...xform.matchAll(/<bind nodeset="\/data\/([^"]+)"/g)].map(([, found = '']) => found);
  return new Map(paths.map((found) => [found.slice(found.lastIndexOf('/') + 1), found]));
}

function writeExport(
  plan: Plan,
  rows: readonly Readonly<Record<string, string>>[],
  [layout, sign]: (typeof LAYOUTS)[number],
  paths: ReadonlyMap<string, string>,
): string {
  const headed = (name: string): string => (sign === null ? name : (paths.get(name) ?? name).replaceAll('/', sign));
  const several = new Map<string, Input>(
    plan.inputs.flatMap((input) => (input.type === 'multiple' ? [[`${input.name}_value`, input] as const] : [])),
  );
  const columns = Object.keys(rows[0] ?? {}).flatMap(
    (name): { heading: string; cell: (row: Readonly<Record<string, string>>) => string }[] => {
      const joined = { heading: headed(name), cell: (row: Readonly<Record<string, string>>) => row[name] ?? '' };
      const input = several.get(name);
      if (!input || layout === 'joined') return [joined];
      const split = input.options.map(({ id }) => ({
        heading: `${headed(name)}${sign ?? '/'}${id}`,
        cell: (row: Readonly<Record<string, string>>) => {
          const chosen = row[name] ?? '';
          return chosen === '' ? '' : chosen.split(' ').includes(id) ? '1' : '0';
        },
      }));
      return layout === 'both' ? [joined, ...split] : split;
    },
  );
  const lines = [
    ['start', 'end', ...columns.map(({ heading }) => heading), '_uuid'],
    ...rows.map((row, i) => [
      '2026-11-20T08:00:00',
      '2026-11-20T08:20:00',
      ...columns.map(({ cell }) => cell(row)),
      `uuid:${i}`,
    ]),
  ];
  return lines.map((cells) => `${cells.map(quoteCell).join(',')}\r\n`).join('');
}

describe.each(SURVEYED)('the XLSForm of %s', (pack, count) => {
  test('pyxform and ODK Validate accept the XLSForm without a warning, and its answers are read back', async () => {
    const text = await xformOf(pack);
    await expectRoundTrip(
      pack,
      count,
      () => fillXform(text),
      (plan, rows) => LAYOUTS.map((layout) => writeExport(plan, rows, layout, pathsIn(text))),
    );
  });

  test('the XLSForm’s constraints refuse what the pack refuses', async () => {
    await expectLimits(pack, fillXform(await xformOf(pack)));
  });
});

/** What a form reads as a reference. */
const REFERENCE = ['$', '{name}'].join('');

test('pack texts cannot act as expressions or markup in an XLSForm, and features it lacks are listed', async () => {
  const cwd = await scratchFolder();
  const pack = path.join(ROOT, 'test/fixtures/hostile-survey');
  const { code, stderr } = await matura(['template', pack, '--format', 'xlsform', '-o', 'form.xlsx'], { cwd });
  expect(code).toBe(0);
  expect(stderr.split('\n').slice(0, -2)).toEqual([
    'What XLSForm cannot express:',
    '  meta is called _meta, so its answers can only be read back with a mapping (matura map)',
    '  2.1 is called _2.1, so its answers can only be read back with a mapping (matura map)',
    '  never is asked of everyone, although in the pack this depends on early',
  ]);
  const target = path.join(cwd, 'form.xml');
  expect(await convert(path.join(cwd, 'form.xlsx'), target)).toMatchObject({ code: 100, warnings: [], said: '' });
  const text = await readFile(target, 'utf8');
  // A reference in a label becomes an output.
  expect(text).not.toContain('<output');
  const labels = [...text.matchAll(/<value>([^<]*)<\/value>/g)].map(([, label = '']) => label.replaceAll('&amp;', '&'));
  for (const label of labels) expect(label).not.toMatch(/\$\{|<[a-z/]|&lt;[a-z/]|\*.*\*|_.*_|^#|\]\(/);
  expect(labels.map((label) => label.normalize('NFKC').replaceAll('&gt;', '>'))).toContain(
    `${REFERENCE} <b>bold</b> **strong** _one_ \\*two\\* [link](http://x.cn) "quoted" it's =1+1 & more`,
  );
  const form = fillXform(text);
  form.enter('name', 'someone');
  expect(form.isRelevant('quoted')).toBe(false);
  for (const name of [
    "it's",
    REFERENCE,
    'both " and \'',
    `${REFERENCE.replace('name', 'a')}'${REFERENCE.replace('name', 'b')}`,
  ]) {
    form.enter('name', name);
    expect(form.isRelevant('quoted'), name).toBe(true);
  }
});

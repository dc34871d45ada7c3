import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLE, matura } from './matura.ts';
import { KEY } from './recommended-example.ts';

const AS_OF = ['--as-of', '2026-12-01'];
const PAINS = `  pains: { value: [scrap, demand], note: 两次因交期被扣款 }
  scrapCost: 86
  demandedWhat: energy
  demandedBy: Example Motors
  demandedOn: DAY
`;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** Scores the example with what hurts it in a folder of its own; `day` is the day of the demand. */
async function scored(day: string): Promise<string> {
  const cwd = await mkdtemp(path.join(tmpdir(), 'matura-pains-'));
  folders.push(cwd);
  const answers = await readFile(EXAMPLE, 'utf8');
  await writeFile(
    path.join(cwd, 'answers.yaml'),
    answers.replace('\nanswers:', `${PAINS.replace('DAY', day)}\nanswers:`),
  );
  const run = await matura(['score', 'miit-sme-2024', 'answers.yaml', '--files', 'files', ...AS_OF], { cwd });
  expect(run.stderr).not.toContain('error');
  return cwd;
}

const headings = (text: string): string[] => text.split('\n').filter((line) => /^#{2,3} /.test(line));

describe('the pain points that an enterprise states', () => {
  let cwd = '';
  const planned = async (...args: string[]) => matura(['recommend', KEY, ...AS_OF, ...args], { cwd });
  beforeAll(async () => {
    cwd = await scored('2028-12-31');
  }, 60_000);

  test('a stated pain point is stored and quoted first, with its figure, note and customer demand', async () => {
    const { facts } = JSON.parse(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8'));
    expect(facts.pains).toMatchObject({ value: ['scrap', 'demand'], note: '两次因交期被扣款' });
    const { stdout, stderr } = await planned('--format', 'md', '--short');
    expect(headings(stdout).slice(0, 3)).toEqual(['### What is due', '### Your problem', '### What to do, and when']);
    expect(stdout).toMatch(
      /Energy or carbon data: due by 31 December 2028, demanded by Example Motors\. Done by .* with “/,
    );
    expect(stdout).toMatch(
      /- Too much scrap and rework: by your own figure, this problem costs 860,000 CNY a year; the plan removes most of this problem with “.*”; the work begins in month 2, once the quotations are there\. Note from the assessment: “两次因交期被扣款”\.\n/,
    );
    expect(stderr).not.toContain('due by');
    const shown = (await planned()).stdout.replaceAll(/\s+/g, ' ');
    expect(shown).toContain(
      'Your problem • Too much scrap and rework: by your own figure, this problem costs 860,000 CNY a year;',
    );
    expect(shown).toContain('How the plan was chosen • Measures with a deadline come first');
  });

  test('with a stated pain point, the page shows three steps, and the evidence comes last', async () => {
    const { stdout } = await planned('--format', 'md');
    const [page = '', ...rest] = stdout.split('\n## ');
    expect(page.match(/^\| \d+ \|/gm)).toHaveLength(3);
    expect(page).not.toMatch(/tolerance|Checked against|[Pp]roven/);
    expect(rest.at(-1)).toMatch(
      /^How the plan was chosen\n\nMeasures with a deadline .*\n\nThe larger the sum .*\n\nWe compared /,
    );
  });

  test('the page for the owner covers the first 90 days; --full adds the whole plan', async () => {
    const [{ stdout: plan }, { stdout: full }] = [
      await planned('--format', 'md'),
      await planned('--format', 'md', '--full'),
    ];
    expect(plan).toContain('\n## The first 90 days\n');
    for (const day of ['Day 30: 31 December 2026', 'Day 90: 1 March 2027']) expect(plan).toContain(`| ${day} |`);
    expect(plan).not.toContain('\n## Notes\n');
    for (const part of [
      '## Details',
      '## Where the enterprise stands',
      '## Roadmap',
      '### What to find out, and the money that depends on it',
      '## Notes',
    ])
      expect(full).toContain(`\n${part}`);
    expect(full).toContain('\n   - **In practice**: ');
    expect(full.length).toBeGreaterThan(2 * plan.length);
  });

  test('a stated pain point has the same sections in the policy stored beside the enterprise file', async () => {
    const beside = await readFile(path.join(cwd, `files/${KEY}.policy.md`), 'utf8');
    const { stdout } = await planned('--format', 'md');
    const known = headings(stdout);
    expect(headings(beside).filter((heading) => !known.includes(heading))).toEqual([]);
    expect(headings(beside)).toEqual(expect.arrayContaining(['### Your problem', '## Measures', '## Calendar']));
  });

  test('a pain point’s deadline that cannot be met is reported on the page, with exit code 1', async () => {
    const late = await scored('2026-12-15');
    const run = await matura(['recommend', KEY, ...AS_OF, '-o', 'page.md'], { cwd: late });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(
      /Energy or carbon data: due by 15 December 2026, demanded by Example Motors\. (This plan is too late|Not in this plan)/,
    );
    const page = await readFile(path.join(late, 'page.md'), 'utf8');
    expect(page).toContain('due by 15 December 2026, demanded by Example Motors.');
    expect(page).toContain('Speak to Example Motors now about a later date or an interim solution.');
  });
});

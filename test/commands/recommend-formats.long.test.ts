import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const KEY = '91350100M000100Y43';
const scored = useScored('--programme', 'deyang-2024', '--as-of', '2026-11-24');

test.each([['b.xlsx'], ['b.csv'], ['b.ics'], ['b.json']])(
  'a plan in Markdown is the same with and without %s beside it, in either order',
  async (other) => {
    const cwd = await scored();
    const write = async (...outputs: string[]): Promise<string> => {
      const args = ['recommend', KEY, '--as-of', '2026-11-24', '--force', ...outputs.flatMap((name) => ['-o', name])];
      const { code, stderr } = await matura(args, { cwd });
      expect(code, stderr).toBe(0);
      return readFile(path.join(cwd, 'a.md'), 'utf8');
    };
    const alone = await write('a.md');
    expect(await write('a.md', other)).toBe(alone);
    expect(await write(other, 'a.md')).toBe(alone);
    expect(alone).toContain('the full version of this plan names the sources');
    const { stdout } = await matura(['recommend', KEY, '--as-of', '2026-11-24', '--full', '--format', 'md'], { cwd });
    expect(stdout.length).toBeGreaterThan(alone.length);
    expect(stdout).toContain('the notes at the end name the sources');
    expect(stdout).not.toContain('the full version of this plan');
  },
);

test('the error for --by without a day names the command that lists the ids of measures and gaps, which it does', async () => {
  const cwd = await scored();
  const { code, stderr } = await matura(['recommend', KEY, '--by', 'machine-data'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('matura recommend ENTERPRISE --json');
  expect(stderr).not.toContain('no-backup');
  const { measures, priorities } = JSON.parse((await matura(['recommend', KEY, '--json'], { cwd })).stdout);
  expect(measures[0].id).toMatch(/^[a-z-]+$/);
  expect(priorities[0].id).toMatch(/^[a-z-]+$/);
});

import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const ANSWERS = path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml');

async function planUnder(programme: string, answers: readonly string[]): Promise<string> {
  const cwd = await scratchFolder();
  const options = ['--files', 'files', '--programme', programme, '--as-of', '2026-11-24'];
  const scored = await matura(['score', ...answers, ...options], { cwd });
  expect(scored.code, scored.stderr).toBe(0);
  const [, key = ''] = /files\/(\w+)\.json/.exec(scored.stdout) ?? [];
  return (
    await matura(['recommend', key, '--programme', programme, '--as-of', '2026-11-24', '--full', '--format', 'md'], {
      cwd,
    })
  ).stdout;
}

test('recommend prints amounts that the plan limits, then the rule of an amount that it does not limit', async () => {
  const text = await planUnder('chengdu', ['quick-scan-china', ANSWERS]);
  const rule = 'pays 1% of the figure given for “Rise in purchases from nearby suppliers”, at most 1,000,000 CNY';
  expect(text).toMatch(new RegExp(`\\| Award for local sourcing [^|]*\\| not known yet \\| possible: [^|]*; ${rule}`));
  expect(text).not.toContain('up to 1,000,000 CNY');
  // The table states the rule, so the details do not.
  expect(text.split(rule)).toHaveLength(3);
  const page = text.slice(text.indexOf('All funding ('));
  expect(page.indexOf('Subsidy for the digital transformation of SMEs')).toBeLessThan(
    page.indexOf('Award for local sourcing'),
  );
});

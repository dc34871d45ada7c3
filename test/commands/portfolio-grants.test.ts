import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

test('a budget pays the grants of plans on file, and counts enterprises without a stated grant', async () => {
  const cwd = path.join(await scratchFolder(), 'chamber');
  await matura(['init', '--example', '--lang', 'en', 'chamber'], { cwd: path.dirname(cwd) });
  const scored = await matura(['batch', 'quick-scan', 'export.csv'], { cwd });
  expect(scored.code, scored.stderr).toBe(0);
  // Eight firms are only rows of results; the toolmaker has a file, whose grant of the Land is possible, not likely.
  const spend = ['portfolio', 'files', 'export.results.csv', '--budget', '50000 EUR'];
  const possible = await matura([...spend, '--pays', 'possible', '--json', '--min-cell', '1'], { cwd });
  expect(possible.code, possible.stderr).toBe(0);
  const { grants, money } = JSON.parse(possible.stdout).outlook;
  expect(money).toBeNull();
  expect(grants).toMatchObject({ budget: 50_000, unknown: 8, outside: 0 });
  const { next } = grants;
  expect(next).toMatchObject({ plans: 1, claiming: 1, paid: 30_000, left: 20_000, next: null });
  expect(next.chosen).toMatchObject([{ key: 'HRB 4711 Musterstadt', pays: 30_000, granted: 0 }]);
  expect(next.chosen[0].own).toBe(next.cost - 30_000);

  const likely = await matura([...spend, '--pays', 'likely', '--lang', 'de'], { cwd });
  const text = likely.stdout.replaceAll(/\s+/g, ' ');
  expect(text).toContain('Keiner dieser Pläne hat eine bewilligte oder wahrscheinliche Förderung.');
  expect(text).toContain('Möglich sind 30.000 EUR; mit --pays possible zählen sie mit.');
  expect(text).toContain('8 bewertete Unternehmen zählen nicht mit');
  // The rules of the EU pay nothing.
  expect(text).toContain('nur, was aus Digitalisierungsförderung in Deutschland (germany) kommt.');
});

test.each([
  [['--pays', 'likely'], '--pays needs --budget'],
  [['--budget', '5000', '--pays', 'likely', '--plans', '3'], '--plans cannot be combined with --pays likely'],
])('what a budget pays is refused with %j', async (options, problem) => {
  const { code, stderr } = await matura(['portfolio', 'files', ...options], { cwd: await scratchFolder() });
  expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
});

test('the enterprises examined for a budget are those compared, and those without a roadmap that gains a level', async () => {
  const cwd = path.join(await scratchFolder(), 'chamber');
  await matura(['init', '--example', '--lang', 'en', 'chamber'], { cwd: path.dirname(cwd) });
  await matura(['batch', 'quick-scan', 'export.csv', '--date', 'Submitted on', '--files', 'files'], { cwd });
  const { code, stdout, stderr } = await matura(['portfolio', 'files', '--budget', '200000 EUR'], { cwd });
  expect(code, stderr).toBe(0);
  const text = stdout.replaceAll(/\s+/g, ' ');
  // The plan of the fashion shop reaches no further level.
  expect(text).toMatch(/Roadmaps compared: \d+ of 8 enterprises/);
  expect(text).toContain('Enterprises whose roadmaps were examined: 9 of the 9 below the highest level.');
  expect(text).toContain('with no roadmap that certainly gains a level, or only in another currency: 1.');
});

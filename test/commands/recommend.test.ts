import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';
import { KEY, recommended, shareFolders } from './recommended-example.ts';

const folders = shareFolders();

describe('matura recommend', () => {
  test('recommend prints the plan and what the cheapest plan costs, says that this is proved, and writes no file', async () => {
    const cwd = folders.full;
    const before = await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8');
    const { code, stdout, stderr } = await matura(['recommend', KEY], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'The cheapest way to level 3 (Integrated) costs 1,774,000 CNY (Tool, fixture and',
    );
    expect(stdout).toContain('We compared all plans:');
    const least = await matura(['recommend', KEY, '--tolerance', '0'], { cwd });
    const proof = 'No cheaper plan closes as many of the priority gaps.';
    expect(least.stdout.replaceAll(/\s+/g, ' ')).toContain(proof);
    expect(stdout).toMatch(/^Phase 1: months 2 to \d+, /m);
    expect(stdout).toMatch(/█/);
    expect(stdout).toMatch(
      /Reasons: “Equipment management ★” is at 1 of 4: “[^”]*”;\s+note from the\s+assessment:\s+“点检表为纸质，台账用电子表格”/,
    );
    expect(stdout).toMatch(/^Lowest cost per level \(other gaps may remain\)\n.*\n +3 \(Integrated\) +1,774,000 CNY/m);
    expect(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8')).toBe(before);
    expect((await readdir(cwd)).sort()).toEqual(['files']);
  });

  test('a reporting date before the assessment is pointed out by recommend, what-if and report', async () => {
    const cwd = folders.full;
    const early = ['--as-of', '2025-01-01'];
    const notice = /^Instruments are judged as of 1 January 2025, before the assessment of \d+ \w+ \d{4}: /m;
    for (const args of [
      ['recommend', KEY],
      ['what-if', KEY, '--set', 'lead=3'],
      ['report', KEY],
    ])
      expect((await matura([...args, ...early], { cwd })).stderr, args[0]).toMatch(notice);
    const german = await matura(['recommend', KEY, ...early, '--lang', 'de'], { cwd });
    expect(german.stderr).toContain('zum Stichtag 1. Januar 2025 beurteilt, der vor der Bewertung vom');
  });

  test('recommend compares the recommended plan with the cheapest one', async () => {
    const { stdout } = await matura(['recommend', KEY, '--format', 'md'], { cwd: folders.full });
    expect(stdout).toContain('### Two plans for level 3 (Integrated)');
    const { found } = await recommended(folders.full);
    const high = (id: string): number => found.measures.find((one: { id: string }) => one.id === id).cost.high;
    expect(stdout).toMatch(/\| Cost \| 1,774,000 CNY \| 2,[\d,]+ CNY \|/);
    expect(stdout).toMatch(/\| Gaps left open \| Data without protection or backup \| none \|/);
    expect(stdout).toContain(
      `“Security basics with protection, backup and encryption” (50,000–${high('security-baseline').toLocaleString('en')} CNY, closes “Data without protection or backup”)`,
    );
    // Both sums follow from the measures named: the cheapest plan, and what the recommended one has more and less.
    const extra = found.measures.filter(({ id }: { id: string }) => !found.cheapest.measures.includes(id));
    expect(extra.length).toBeGreaterThan(0);
    expect(found.cheapest.leaves).toEqual(['no-backup']);
    // The lowest cost of the level is that of the same measures, in the same months.
    const stair = found.roadmap.stairs.find(({ level }: { level: number }) => level === 3);
    expect(stair.months).toBe(found.cheapest.months);
    expect(stdout).toMatch(new RegExp(`\\| Months \\| ${stair.months} \\| ${found.roadmap.months} \\|`));
  });

  test('recommend names who carries out each measure, and gains that add up to the score reached', async () => {
    const cwd = folders.full;
    const { found } = await recommended(cwd);
    expect(found.measures[0]).toMatchObject({
      id: 'security-baseline',
      roles: ['it'],
      gain: { score: 'total', by: 1.25 },
    });
    const { assessments } = JSON.parse(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8'));
    const gained = found.measures.reduce(
      (sum: number, { gain }: { gain?: { by: number } }) => sum + (gain?.by ?? 0),
      0,
    );
    const { value: today } = assessments[0].result.scores.total;
    expect(today + gained).toBeCloseTo(found.target.scores.total.lowest, 9);
    expect((await matura(['recommend', KEY, '--lang', 'de'], { cwd })).stdout).toContain(
      'Wer: IT-Leitung oder -Dienstleister (10 Tage), Geschäftsführung (2 Tage)',
    );
  });

  test('recommend uses and names the questionnaire’s own policy, not that of the recommendation on file', async () => {
    const cwd = folders.full;
    const { stdout } = await matura(['recommend', KEY], { cwd });
    expect(stdout).toMatch(/^ {2}Funding programme: .*\(chengdu\s+\d/ms);
    const other = await matura(['recommend', KEY, '--programme', 'deyang-2024', '--lang', 'zh'], { cwd });
    expect(other.stdout).toContain('\n  适用政策：德阳市');
  });

  test('recommend writes the decision page on its own or in front of the whole policy', async () => {
    const cwd = folders.full;
    const page = await matura(['recommend', KEY, '--format', 'md', '--short', '--programme', 'deyang-2024'], { cwd });
    expect({ code: page.code, stderr: page.stderr }).toEqual({ code: 0, stderr: '' });
    expect(page.stdout).toMatch(
      /^\| Certain money \| none; 2,044,000 CNY left to pay \|\n\| Likely money \| .* 2028\); ([\d,]+) CNY left to pay \|\n\| Possible money \| .*\n\| Own share \| \1 CNY \(upper estimate\); [\d,]+ CNY by the lower estimate \|$/m,
    );
    expect(page.stdout).not.toContain('## Details');
    const wrong = await matura(['recommend', KEY, '--short'], { cwd });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--short works with md, html, docx, pdf, not with ');
  });

  test('recommend writes the whole policy as a page without any script', async () => {
    const cwd = folders.full;
    const html = await matura(['recommend', KEY, '--format', 'html', '--full', '--lang', 'zh'], { cwd });
    expect(html.code).toBe(0);
    expect(html.stdout).toMatch(/^<!doctype html>\n<html lang="zh-Hans">/);
    expect(html.stdout).toContain('<section class="one-page">');
    expect(html.stdout).toContain('<h2 id="details">');
    expect(html.stdout).not.toContain('<script');
  });

  test('the recommendation stored by score selects the same measures as recommend', async () => {
    const cwd = folders.full;
    const { assessments } = JSON.parse(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8'));
    const ids = (measures: readonly { id: string }[]) => measures.map(({ id }) => id);
    const { found } = await recommended(cwd);
    expect(ids(assessments[0].recommendation.measures)).toEqual(ids(found.measures));
    expect(assessments[0].recommendation).not.toHaveProperty('roadmap');
  });

  test('recommend with only a budget aims at the level that the budget reaches, otherwise at the next one', async () => {
    const cwd = folders.full;
    const reached = await recommended(cwd, '--budget', '2000000');
    expect(reached).toMatchObject({ code: 0, found: { target: { level: 3, reached: true } } });
    expect(reached.found.cost.high).toBeLessThanOrEqual(2_000_000);
    const none = await recommended(cwd, '--budget', '60000');
    expect(none).toMatchObject({ code: 1, found: { target: { level: 3, reached: false } } });
    // What is missing is told of that level, not of a higher one.
    expect(none.found.target.unmet[0]).toMatchObject({ name: 'total', needs: 60 });
  });

  test('recommend with a budget gives the highest level within it; exit code 1 if the target is missed', async () => {
    const cwd = folders.full;
    const enough = await recommended(cwd, '--budget', '1774000', '--target', '3');
    expect(enough).toMatchObject({ code: 0, found: { target: { reached: true } } });
    // One less, and it rests on what is only hoped for.
    const less = await recommended(cwd, '--budget', '1773999', '--target', '3');
    expect(less.found.target).toMatchObject({ reached: true, levelSure: 2 });
    const short = await recommended(cwd, '--budget', '100000', '--target', '3');
    expect(short).toMatchObject({ code: 1, found: { target: { level: 3, reached: false } } });
    const { stdout } = await matura(['recommend', KEY, '--budget', '100000', '--target', '3'], { cwd });
    expect(stdout).toMatch(/Within a budget of 100,000 CNY, level 3\s\(Integrated\) is not reached/);
  });

  test('recommend works if most answers are open', async () => {
    const { found, code } = await recommended(folders.open);
    expect(code).toBeLessThan(2);
    expect(found.roadmap.stairs.length).toBeGreaterThan(0);
  });

  test.each([
    [['--target', '9'], 'the pack has no level "9"\nLevels: 1, 2, 3, 4'],
    [['--budget', 'much'], '--budget: "much" is not an amount'],
    [['--horizon', '-3'], '--horizon: "-3" is not a number of months such as 24'],
    [['--at-once', '0'], '--at-once: "0" is not a whole number from 1 to 9999'],
    [['--cost', 'best'], 'Choices: low, mid, high'],
  ])('recommend with %j is a usage error', async (options, message) => {
    const { code, stdout, stderr } = await matura(['recommend', KEY, ...options], { cwd: folders.full });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('recommend without the enterprise’s file fails', async () => {
    expect(await matura(['recommend', KEY], { cwd: await scratchFolder() })).toMatchObject({ code: 3, stdout: '' });
  });

  test('recommend stores requirements and exclusions in the file, and follows them from then on', async () => {
    const cwd = await mkdtemp(path.join(tmpdir(), 'matura-recommend-'));
    try {
      await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd });
      const reason = 'The owner has seen it work';
      const decided = ['--require', 'peer-exchange', '--exclude', 'cloud-crm', '--reason', reason];
      const { found } = await recommended(cwd, ...decided);
      const ids = found.measures.map(({ id }: { id: string }) => id);
      expect(ids).toContain('peer-exchange');
      expect(ids).not.toContain('cloud-crm');
      const file = path.join(cwd, 'files', `${KEY}.json`);
      const kept = await readFile(file, 'utf8');
      expect(JSON.parse(kept).records).toMatchObject([
        { measure: 'peer-exchange', state: 'required', note: reason },
        { measure: 'cloud-crm', state: 'excluded', note: reason },
      ]);
      // Without options, and the same once more: nothing else is recorded.
      for (const args of [[], decided]) {
        expect((await recommended(cwd, ...args)).found.measures).toEqual(found.measures);
        expect(await readFile(file, 'utf8')).toBe(kept);
      }
      const page = await matura(['report', KEY, '--format', 'md', '-o', '-'], { cwd });
      expect(page.stdout).toContain(reason);
      const { found: after } = await recommended(cwd, '--require', 'cloud-crm');
      expect(after.onRecord.measures).toMatchObject([{ id: 'peer-exchange' }, { id: 'cloud-crm', state: 'required' }]);
      const listed = await matura(['record', KEY], { cwd });
      expect(listed.stdout).toMatch(/2 .*excluded +withdrawn by no. 3/);
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  });

  test('a decision that cannot be followed is refused with the conflict, and nothing is recorded', async () => {
    const cwd = folders.full;
    const before = await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8');
    const refusals = [
      [['--require', 'mess'], 2, /there is no measure "mess"; did you mean "mes"\?\nKnown measures: mes \(.*, …\n/],
      [['--require', 'mes', '--exclude', 'mes'], 2, /mes cannot be both required and excluded/],
      [['--reason', 'x'], 2, /--reason needs --exclude \/ --require/],
      [['--require', 'smart-factory', '--exclude', 'mes'], 3, /smart-factory cannot be required: .*\(mes\)/],
      [['--require', 'smart-factory', '--budget', '1000'], 3, /smart-factory cannot be required: .*limits/],
    ] as const;
    for (const [args, code, words] of refusals) {
      const run = await matura(['recommend', KEY, ...args], { cwd });
      expect({ code: run.code, stdout: run.stdout }, args.join(' ')).toEqual({ code, stdout: '' });
      expect(run.stderr).toMatch(words);
    }
    expect(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8')).toBe(before);
  });
});

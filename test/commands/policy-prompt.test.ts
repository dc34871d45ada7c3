import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startMatura, type Terminal } from './diagnose/pseudo-terminal.ts';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';

/** Scores the example at a place that no bundled policy states, at a terminal. */
async function scoreElsewhere(lang: string): Promise<{ readonly cwd: string; readonly terminal: Terminal }> {
  const cwd = await scratchFolder();
  const example = await readFile(EXAMPLE, 'utf8');
  await writeFile(path.join(cwd, 'answers.yaml'), example.replace('郫都区', '洪山区'));
  const args = ['score', 'miit-sme-2024', 'answers.yaml', '--files', 'files', '--lang', lang];
  return { cwd, terminal: startMatura(args, { cwd, columns: 120 }) };
}

async function policyOnFile(cwd: string): Promise<string> {
  const file = JSON.parse(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8'));
  return file.assessments[0].recommendation.policy.id;
}

describe('a place that no policy states', () => {
  test('a place that no policy names gets the national policy without a prompt, or another on request', async () => {
    const { cwd, terminal } = await scoreElsewhere('en');
    await terminal.waitForText('No funding programme covers 洪山区: central is used.');
    expect((await terminal.exited).code).toBe(0);
    expect(await policyOnFile(cwd)).toBe('central');
    const { stdout } = await matura(['recommend', KEY, '--files', 'files', '--json'], { cwd });
    const policies = JSON.parse(stdout).instruments.map(({ policy }: { policy: string }) => policy);
    expect(new Set(policies)).toEqual(new Set(['central']));
    const other = await matura(['recommend', KEY, '--files', 'files', '--programme', 'deyang-2024', '--json'], { cwd });
    expect(JSON.parse(other.stdout).policy.id).toBe('deyang-2024');
  });

  test.each([
    ['成都市郫都区', 'chengdu'],
    ['四川省德阳市旌阳区', 'deyang-2024'],
    ['杭州市西湖区', 'elsewhere'],
    ['Nürnberg', 'central'],
    [undefined, 'chengdu'],
  ])('the place %s belongs to the policy %s', async (place, policy) => {
    const cwd = await scratchFolder();
    const example = await readFile(EXAMPLE, 'utf8');
    const answers = example.replace(/^ *district: .*\n/m, place === undefined ? '' : `  district: ${place}\n`);
    await writeFile(path.join(cwd, 'answers.yaml'), answers);
    await matura(['score', 'miit-sme-2024', 'answers.yaml', '--files', 'files'], { cwd });
    expect(await policyOnFile(cwd)).toBe(policy);
  });

  test('instruments of other places are not listed, and the place is not asked for a second time', async () => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'answers.yaml'),
      (await readFile(EXAMPLE, 'utf8')).replace('郫都区', '杭州市西湖区'),
    );
    await matura(['score', 'miit-sme-2024', 'answers.yaml', '--files', 'files'], { cwd });
    const { stdout } = await matura(['recommend', KEY, '--files', 'files', '--format', 'md'], { cwd });
    expect(stdout).toContain('Hangzhou: ');
    expect(stdout).not.toMatch(/Yangzhou Zone|Suzhou|Foshan|Dongguan|In which of these places/);
  });

  test('a programme of the place that asks for facts the pack lacks is not used, and the plan is made without it', async () => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'answers.yaml'),
      `facts: { registration: ${KEY}, name: Beispiel, country: China, employees: 40 }\nanswers: {}\n`,
    );
    const { code, stderr } = await matura(['score', 'digital-intensity', 'answers.yaml', '--files', 'files'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain(
      'The funding programme central covers this place, but asks for facts that digital-intensity',
    );
    expect(await policyOnFile(cwd)).toBe('unfunded');
  });
});

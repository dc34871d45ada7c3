import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { renderSummary, type SummaryReport } from '../../src/report/assessment-summary.ts';
import { raisedInWords } from '../../src/report/policy/measures-section.ts';
import { vocabularyOf } from '../../src/report/text/assessment-report.ts';
import { bundled, speak, workshop } from './report-samples.ts';

const GOLDEN = path.join(import.meta.dirname, 'golden');
const FILES = { enterprise: 'files/W-17.json', policy: 'files/W-17.policy.md' };

function draw(report: SummaryReport, language: (typeof LANGUAGES)[number], width = 80, color = false): string {
  return renderSummary(report, { ...speak(language), width, color });
}

function widthsOf(text: string): number[] {
  return text.split('\n').map((line) => stringWidth(line));
}

describe.each(LANGUAGES)('the summary in %s', (language) => {
  test.each(['workshop', 'workshop-open'])('the summary of %s reads as in its golden file', async (name) => {
    const report = { ...(await workshop(`${name}.yaml`)), files: FILES };
    await expect(draw(report, language)).toMatchFileSnapshot(path.join(GOLDEN, `${name}.summary.${language}.txt`));
  });

  test.each([80, 100, 200])('the summary keeps to %d columns', async (width) => {
    const reports = [
      await workshop(),
      await workshop('workshop-open.yaml'),
      await bundled('miit-sme-2024.yaml'),
      await bundled('miit-sme-2024-interrupted.yaml', 'deyang-2024'),
    ];
    for (const report of reports) {
      expect(Math.max(...widthsOf(draw({ ...report, files: FILES }, language, width)))).toBeLessThanOrEqual(width);
    }
  });

  test('the summary aligns its score columns even if titles mix wide and narrow characters', async () => {
    const bars = draw(await bundled('miit-sme-2024.yaml'), language, 100)
      .split('\n')
      .filter((line) => /[█░]/.test(line))
      .map((line) => stringWidth(line.slice(0, line.search(/[█▒░]/))));
    expect(bars).toHaveLength(4);
    expect(new Set(bars).size).toBe(1);
  });

  test('the summary names an enterprise whose key is its name only once', async () => {
    const report = await workshop();
    const { name } = report.result.facts;
    const facts = { ...report.result.facts, code: name as string };
    const drawn = draw({ ...report, result: { ...report.result, facts } }, language);
    expect(drawn.split('\n').filter((line) => line.includes(String(name)))).toEqual([name]);
  });

  test('the summary explains why a plan aims above the next level, whose requirements it lists', async () => {
    const report = await workshop();
    const target = { ...report.recommendation.target, raisedFrom: 1 };
    const reason = raisedInWords(target, vocabularyOf(report, speak(language))).join('');
    expect(reason).not.toBe('');
    const textOf = (drawn: string): string => drawn.replace(/\s+/g, '');
    const recommendation = { ...report.recommendation, target };
    expect(textOf(draw({ ...report, recommendation }, language))).toContain(textOf(reason));
    expect(textOf(draw(report, language))).not.toContain(textOf(reason));
  });

  test('the summary is the same with colour and without', async () => {
    const report = { ...(await workshop()), files: FILES };
    const coloured = draw(report, language, 100, true);
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(draw(report, language, 100));
  });

  test('the summary keeps a readable width on a tiny terminal', async () => {
    const report = await workshop();
    for (const width of [0, 1, 20]) expect(draw(report, language, width)).toBe(draw(report, language, 60));
  });
});

describe('the content of the summary', () => {
  test('the summary shows an open score with its bounds and no value', async () => {
    const text = draw(await workshop('workshop-open.yaml'), 'en', 100);
    expect(text).toContain('38–87.5 of 90  57% answered');
    expect(text).toContain(
      'Workshop level: level 1 (Started) for certain, level 2 (Linked) if the open answers go well',
    );
    expect(text).toContain('4 of 7 questions settled (57%)');
  });

  test('the summary has no policy without a recommendation, and no list of files without files', async () => {
    const { recommendation, ...report } = await workshop();
    expect(recommendation).toBeDefined();
    const text = draw(report, 'en', 100);
    expect(text).not.toContain('Funding');
    expect(text).not.toContain('Files');
    expect(text).toMatch(/^Berg & Söhne {2}W-17\n/);
  });

  test('at the highest level, the summary lists nothing missing', async () => {
    const best = (answers: string): string =>
      answers
        .replace('network: some', 'network: all')
        .replace('security: [rules]', 'security: { value: [rules, backup], evidence: [log.pdf] }')
        .replace('delivery: low', 'delivery: high')
        .replaceAll(/(planning|quality|energy|upkeep): (\d|\{[^}]*\})/g, '$1: 4');
    const text = draw(await workshop('workshop.yaml', best), 'en', 100);
    expect(text).toContain('Workshop level: 3 (Leading)');
    expect(text).toContain('The highest level is reached.');
    expect(text).toContain('No measure is recommended.');
    expect(text).not.toContain('Please note');
  });

  test('the summary says that no level is reached, and what the first one lacks', async () => {
    const none = (answers: string): string =>
      answers
        .replace('network: some', 'network: none')
        .replaceAll(/(planning|quality|energy|upkeep): (\d|\{[^}]*\})/g, '$1: 0');
    const text = draw(await workshop('workshop.yaml', none), 'de', 100);
    expect(text).toContain('Werkstattstufe: keine Stufe erreicht');
    expect(text).toContain('Was zu Stufe 1 (Begonnen) noch fehlt');
  });

  test('the summary says that a level based on expected effects is reached only if they are confirmed', async () => {
    const report = await workshop();
    const target = { ...report.recommendation.target, confirm: ['delivery', 'energy'], levelSure: 1 };
    const text = draw({ ...report, recommendation: { ...report.recommendation, target } }, 'en', 120);
    expect(text).toMatch(
      /Afterwards +would be level 2 \(Linked\) if the expected effects are confirmed \(Delivery, Energy\)/,
    );
  });

  test('the summary does not break a long path, so that it can be copied', async () => {
    const enterprise = `${'files/very-long-folder/'.repeat(8)}W-17.json`;
    const text = draw({ ...(await workshop()), files: { enterprise } }, 'zh');
    expect(text.split('\n')).toContain(`  ${enterprise}`);
  });

  test('the summary removes control characters from names', async () => {
    const report = await workshop();
    const name = 'Berg\u001b[2J\u0007\u202e\nSöhne\u009b31m';
    const text = draw({ ...report, result: { ...report.result, facts: { ...report.result.facts, name } } }, 'en', 100);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).toMatch(/^Berg \[2J Söhne 31m {2}W-17\n/);
  });

  test('in the summary, the title of a list replaces its id', async () => {
    const titles = { keyScenes: { en: 'Key scenes of the shop', zh: '关键场景' } };
    expect(draw({ ...(await workshop()), titles }, 'zh', 100)).toContain('关键场景达到三级及以上的有1项，需要3项');
  });
});

describe('the same input gives the same bytes', () => {
  test('the code of reports and messages reads neither the clock nor the environment', async () => {
    const root = path.join(import.meta.dirname, '../../src');
    for (const part of ['report', 'i18n']) {
      const files = (await readdir(path.join(root, part), { recursive: true })).filter((file) => file.endsWith('.ts'));
      expect(files.length).toBeGreaterThan(10);
      for (const file of files) {
        const source = await readFile(path.join(root, part, file), 'utf8');
        expect(source, file).not.toMatch(
          /\b(Intl|toLocale\w+|localeCompare|new Date|Date\.now|Math\.random|process\.)/,
        );
      }
    }
  });
});

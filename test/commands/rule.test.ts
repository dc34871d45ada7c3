import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, loadRuleTexts } from '../../src/i18n/index.ts';
import { PROBLEMS, type ProblemCode } from '../../src/model/problem.ts';
import { matura, ROOT } from './matura.ts';

describe('matura rule', () => {
  test('rule lists every rule with its severity', async () => {
    const { code, stdout } = await matura(['rule']);
    expect(code).toBe(0);
    for (const [id, { name, severity }] of Object.entries(PROBLEMS)) {
      expect(stdout).toMatch(new RegExp(`^ {2}${id} {2}${name} +${severity} +\\S`, 'm'));
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test.each(['M204', 'm204', 'unknown-question-type', 'Unknown_Question_Type'])('rule explains %s', async (id) => {
    const { code, stdout } = await matura(['rule', id]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^M204 unknown-question-type {2}error\n/);
    for (const heading of ['Why', 'How to fix it', 'Example with the finding', 'Example without the finding'])
      expect(stdout).toContain(`\n${heading}\n`);
    expect(stdout).toContain('type: singel, options: [none, partial, full] }  # <- M204: singel\n');
    expect(stdout).not.toContain('#!');
  });

  test.each([
    ['M24', 'did you mean "M204"?'],
    ['unknown-nme', 'did you mean "unknown-name"?'],
    ['zzzzzzzz', 'there is no rule "zzzzzzzz"\n'],
  ])('rule refuses the unknown code %s', async (id, said) => {
    const run = await matura(['rule', id]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(said);
  });

  test('rule gives the rules as JSON', async () => {
    const all = JSON.parse((await matura(['rule', '--json'])).stdout);
    expect(all.schemaVersion).toBe(1);
    expect(all.rules.map(({ code }: { code: string }) => code).sort()).toEqual(Object.keys(PROBLEMS).sort());
    const [one, ...more] = JSON.parse((await matura(['rule', 'M204', '--json'])).stdout).rules;
    expect(more).toEqual([]);
    expect(one).toMatchObject({ code: 'M204', severity: 'error', bad: { 'questionnaire.yaml': expect.any(String) } });
  });

  test('rule refuses --json together with --format', async () => {
    const run = await matura(['rule', 'M204', '--format', 'md', '--json']);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('--json cannot be combined with --format');
  });

  test('rule prints the page of a rule', async () => {
    const { stdout } = await matura(['rule', 'M105', '--format', 'md']);
    expect(stdout).toMatch(/^# M105 not-utf8\n\n\*\*.*\*\* \(error\)\n\n## Why\n\n/);
    expect(stdout).toContain('`questionnaire.yaml`, saved as latin1\n\n```yaml\nkind: questionnaire\n');
  });

  test('every code in findings has a page that explains it', async () => {
    const { stdout } = await matura(['validate', 'test/fixtures/broken/M109-unknown-key']);
    expect(stdout.match(/^ {2}More: matura rule M109$/gm)).toHaveLength(3);
  });
});

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the rules in %s', async (language) => {
  const [texts, englishTexts] = [await loadRuleTexts(language), await loadRuleTexts('en')];

  test('rule pages name the same keys and commands as in English, and no other rule’s title', () => {
    const named = (text: string): string[] =>
      (text.match(/`[^`]+`/g) ?? []).map((code) => code.replace(/ \p{L}+`$/u, '`'));
    for (const [code, { why, fix }] of Object.entries(texts)) {
      const english = englishTexts[code as ProblemCode];
      const lost = named(`${english.why} ${english.fix}`).filter((one) => !named(`${why} ${fix}`).includes(one));
      expect(lost, code).toEqual([]);
    }
    const titles = Object.values(texts).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('rule pages follow the system’s language; output for programs does so only on request', async () => {
    const env = { LC_ALL: language };
    const { title, why } = texts.M204;
    const shown = await matura(['rule', 'M204'], { env });
    expect(shown.stdout).toContain(title);
    expect(shown.stdout).not.toMatch(/^(Why|How to fix it|Example with(out)? the finding)$|error/m);
    expect((await matura(['rule', 'M204', '--json'], { env })).stdout).toContain(englishTexts.M204.title);
    expect((await matura(['rule', 'M204', '--json', '--lang', language])).stdout).toContain(why);
  });
});

describe('the texts of rules', () => {
  /** Everything that a built command loads at once. */
  function loadedBy(command: string): string {
    const dist = path.join(ROOT, 'dist');
    const entry = readdirSync(dist).find((name) => new RegExp(`^${command}-\\w{8}\\.js$`).test(name));
    const files = new Set([entry ?? `${command} is not built`]);
    const texts: string[] = [];
    for (const file of files) {
      const text = readFileSync(path.join(dist, file), 'utf8');
      texts.push(text);
      for (const [, inner] of text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) files.add(inner as string);
    }
    return texts.join('');
  }

  test('the texts of rules are loaded only to explain rules, not to check packs or to score', async () => {
    const titles = Object.values(await loadRuleTexts('en')).map(({ title }) => title.replaceAll('"', '\\"'));
    for (const command of ['validate', 'score']) {
      const loaded = loadedBy(command);
      expect(titles.filter((title) => loaded.includes(title))).toEqual([]);
      // The title of the pack in all examples.
      expect(loaded).not.toContain('A small pack');
    }
  });
});

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, loadProblemTexts } from '../../src/i18n/index.ts';
import { PROBLEMS, type ProblemCode, type ProblemDetails } from '../../src/model/problem.ts';
import { matura } from '../commands/matura.ts';
import { BROKEN } from '../pack/broken-packs.ts';

/** Every sentence that a problem can be said in, with names for what differs. */
function sentencesOf(code: ProblemCode): string[] {
  const message: (details: ProblemDetails) => string = PROBLEMS[code].message;
  const given = (['found', 'name'] as const).flatMap((part) => [{}, { [part]: `{${part}}` }]);
  // The loss of some things is said in a sentence of its own.
  const wanted = [{}, { wanted: '{wanted}' }, ...(code === 'M601' ? [{ wanted: 'pack' }, { wanted: 'policy' }] : [])];
  const all = given.flatMap((one) => given.flatMap((other) => wanted.map((last) => ({ ...one, ...other, ...last }))));
  return [...new Set(all.map(message))].filter((text) => !/undefined|""/.test(text));
}

const SENTENCES = [...new Set((Object.keys(PROBLEMS) as ProblemCode[]).flatMap(sentencesOf))];

describe.each(LANGUAGES.filter((language) => language !== 'en'))('what is wrong, in %s', async (language) => {
  const { problems, phrases } = await loadProblemTexts(language);

  test('has a translation of every sentence, and none of one that is gone', () => {
    const listed = (texts: readonly string[]): string =>
      texts.map((text) => `  ${JSON.stringify(text)}: '',`).join('\n');
    const missing = SENTENCES.filter((text) => !Object.hasOwn(problems, text));
    const gone = Object.keys(problems).filter((text) => !SENTENCES.includes(text));
    expect(missing, `add to problems in src/i18n/${language}/problems.ts:\n${listed(missing)}\n`).toEqual([]);
    expect(gone, `remove from problems in src/i18n/${language}/problems.ts:\n${listed(gone)}\n`).toEqual([]);
  });

  test('says every part', () => {
    for (const [english, text] of Object.entries({ ...problems, ...phrases })) {
      const partsOf = (said: string): string[] => (said.match(/\{\w+\}/g) ?? []).sort();
      expect(partsOf(text), english).toEqual(partsOf(english));
    }
  });

  test('is what people read; what programs read stays English unless a language is asked for', async () => {
    const args = ['validate', path.join(BROKEN, 'M107-wrong-type')];
    const env = { LC_ALL: language };
    const shown = await matura(args, { env });
    expect(shown.stdout).not.toMatch(/must be|is not|checked|error /);
    expect((await matura([...args, '--format', 'json'], { env })).stdout).toContain('must be a number');
    const asked = await matura([...args, '--format', 'json', '--lang', language]);
    expect(asked.stdout).not.toContain('must be a number');
    expect(JSON.parse(asked.stdout).findings[0]).toMatchObject({ code: 'M107', severity: 'error' });
  });
});

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  englishProblems,
  LANGUAGES,
  loadProblemTexts,
  type ProblemTexts,
  phraseInWords,
  problemInWords,
} from '../../src/i18n/index.ts';
import { matura } from '../commands/matura.ts';
import { EXPECTED_IN } from '../messages.ts';
import { BROKEN } from '../pack/broken-packs.ts';

/** What phrases name in lists; all else is one value. */
const LISTS = ['names', 'keys', 'of', 'units'];

/** Words with marks for all that they name. */
function renderPhrases({ phrases }: ProblemTexts): [string, string][] {
  const named = new Proxy(
    {},
    { get: (_, key) => (LISTS.includes(String(key)) ? ['<one>', '<two>'] : `<${String(key)}>`) },
  );
  return Object.entries(phrases).map(([name, words]) => [
    name,
    typeof words === 'string' ? words : words(named as never),
  ]);
}

const FORMS = (['pack', 'policy', 'question', undefined] as const).flatMap((kind) =>
  [{}, { found: '<found>' }].flatMap((found) =>
    [{}, { wanted: '<wanted>' }].map((wanted) => ({ ...found, ...wanted, name: '<name>', kind })),
  ),
);

/** Every sentence in each form in which English has it: with what was found and wanted, and without. */
function renderSentences({ problems }: ProblemTexts): [string, string][] {
  return (Object.keys(problems) as (keyof typeof problems)[]).flatMap((code) =>
    FORMS.flatMap((details): [string, string][] => {
      const say = (sentence: (typeof problems)[typeof code]): string =>
        typeof sentence === 'function' ? sentence(details) : (sentence ?? '');
      const isForm = !/undefined|""/.test(say(englishProblems.problems[code]));
      return isForm ? [[code, say(problems[code])]] : [];
    }),
  );
}

/** Everything that a language says by itself; `own` limits it to what another one says, too. */
const render = (texts: ProblemTexts, own: ProblemTexts = texts) => [
  ...renderPhrases(texts),
  ...renderSentences(texts).filter(([code]) => Object.hasOwn(own.problems, code)),
];

/** Words that neither German nor Chinese has, outside of what is quoted. */
const ENGLISH =
  /\b(the|is|are|not|no|to|and|or|has|have|with|without|by|for|at|least|most|its|it|from|must|needs|answers)\b/;

const marksIn = (text: string): string[] => [...new Set(text.match(/<\w+>/g))].sort();

describe.each(LANGUAGES.filter((language) => language !== 'en'))('problems in %s', async (language) => {
  const texts = await loadProblemTexts(language);

  test('translated problems name everything that the English ones name', () => {
    const marks = (one: ProblemTexts) => render(one, texts).map(([name, text]) => [name, marksIn(text)]);
    expect(marks(texts)).toEqual(marks(englishProblems));
  });

  test('a translated problem has no English words, and no details beyond its arguments', () => {
    for (const [name, text] of render(texts)) {
      expect(text.replaceAll(/<\w+>|["“„][^"“”„]*["”“]|`[^`]*`/g, ''), name).not.toMatch(ENGLISH);
      expect(text, name).not.toMatch(/undefined|\[object/);
    }
  });

  test('problems are translated for people; output for programs stays English unless a language is asked for', async () => {
    const args = ['validate', path.join(BROKEN, 'M107-wrong-type')];
    const env = { LC_ALL: language };
    const shown = await matura(args, { env });
    expect(shown.stdout).not.toMatch(/must be|is not|checked|error /);
    expect((await matura([...args, '--format', 'json'], { env })).stdout).toContain('must be a number');
    const asked = await matura([...args, '--format', 'json', '--lang', language]);
    expect(asked.stdout).not.toContain('must be a number');
    const details = { wanted: 'a list' };
    expect(JSON.parse(asked.stdout).findings[0]).toMatchObject({ code: 'M107', severity: 'error', details });
  });
});

test('a problem without a translation is reported in English, with all its details', async () => {
  const german = await loadProblemTexts('de');
  const { M107: _, ...others } = german.problems;
  const problem = { code: 'M107', details: { wanted: { phrase: 'number' } } } as const;
  const texts = { ...german, problems: others, otherwise: englishProblems };
  expect(problemInWords(problem, texts)).toBe('must be a number');
  expect(problemInWords(problem, german)).toBe('verlangt ist eine Zahl');
});

test('changes to a pack are described in the chosen language', async () => {
  const changes = [
    { phrase: 'added', thing: { phrase: 'thing', thing: 'question' }, name: 'Q5' },
    { phrase: 'aspectOf', aspect: { phrase: 'aspect', aspect: 'unit' }, name: 'revenue' },
  ] as const;
  const named = await Promise.all(
    EXPECTED_IN.map(async (language) => {
      const texts = await loadProblemTexts(language);
      return changes.map((change) => phraseInWords(change, texts));
    }),
  );
  expect(named).toEqual([
    ['question Q5 added', 'unit of revenue'],
    ['新增题目 Q5', 'revenue：单位'],
    ['Frage Q5 neu', 'revenue: Einheit'],
  ]);
});

test('the word "none" in a file is quoted as a value, not read as “no value”', () => {
  const details = { found: 'none', wanted: { phrase: 'trueOrFalse' } } as const;
  expect(problemInWords({ code: 'M107', details }, englishProblems)).toBe('"none" is not true or false');
});

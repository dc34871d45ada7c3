import { describe, expect, test } from 'vitest';
import { loadRuleExamples } from '../../../src/check/rule-examples.ts';
import { CHECKED_CODES } from '../../../src/check/rule-registry.ts';
import { LANGUAGES, loadProblemTexts, loadRuleTexts, phraseInWords, problemInWords } from '../../../src/i18n/index.ts';
import { PROBLEMS, type ProblemCode } from '../../../src/model/problem.ts';
import { describeFound } from '../../pack/broken-packs.ts';
import { announcedIn, problemsOf, runExample } from './run-example.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const ENGLISH = /\b(the|is|are|not|no|to|and|or|has|have|with|without|by|for|at|least|most|its|it|a|an)\b/;
const CODES = Object.keys(PROBLEMS) as ProblemCode[];

const examples = await loadRuleExamples();

describe.each(CODES)('%s', (code) => {
  const { bad, good, encoding } = examples[code];

  // Found once: in each language the same problems are put into words.
  let checked: ReturnType<typeof problemsOf> | undefined;
  const problemsOfBad = (): ReturnType<typeof problemsOf> => {
    checked ??= problemsOf(bad, encoding);
    return checked;
  };

  test('the rule finds the marked mistake in its bad example, and nothing else', async () => {
    const announced = announcedIn(bad);
    expect(announced.map(({ place }) => place.slice(-4))).toContain(code);
    const found = (await problemsOfBad()).map(describeFound);
    const places = (all: typeof found): string[] => all.map(({ place }) => place).sort();
    expect(places(found)).toEqual(places(announced));
    // What is marked in a file of another encoding cannot be read; where a whole file is meant, nothing is marked.
    const readable = found.filter(({ marked }) => encoding === undefined && marked !== '');
    expect(announced).toEqual(expect.arrayContaining(readable));
  });

  test.each(OTHERS)('the finding of the rule is worded in %s without English words', async (language) => {
    const words = await loadProblemTexts(language);
    // A sentence that is not translated yet is English: `npm run check` lists it.
    if (words.problems[code] === undefined) return;
    for (const problem of await problemsOfBad()) {
      const text = [problemInWords(problem, words), phraseInWords(problem.details.advice ?? '', words)].join(' ');
      expect(text.replaceAll(/["“„][^"“”„]*["”“]|`[^`]*`/g, ''), text).not.toMatch(ENGLISH);
    }
  });

  test('neither the rule nor any other rule finds anything in its good example', async () => {
    expect(announcedIn(good)).toEqual([]);
    expect(await runExample(good)).toEqual([]);
  });
});

describe('the rules', () => {
  test('the rules are in the order of their table, and each belongs to a family', () => {
    const order = (code: string): string => (code.startsWith('M') ? `0${code}` : code);
    const sorted = (codes: readonly string[]): string[] => [...codes].sort((a, b) => (order(a) < order(b) ? -1 : 1));
    expect(CODES).toEqual(sorted(CODES));
    expect(CHECKED_CODES).toEqual(sorted(CHECKED_CODES));
  });

  test('no two rules share a name, a title or a reason', async () => {
    const rules = Object.entries(await loadRuleTexts('en'));
    for (const text of ['title', 'why', 'fix'] as const) {
      expect(new Set(rules.map(([, rule]) => rule[text])).size, text).toBe(rules.length);
      for (const [code, rule] of rules) expect(rule[text], code).not.toMatch(/^\s|\s$|\n/);
    }
    expect(new Set(CODES.map((code) => PROBLEMS[code].name)).size).toBe(CODES.length);
  });
});

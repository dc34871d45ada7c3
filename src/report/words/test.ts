import { remember } from '../../model/remember.ts';
import type { BrowserVocabulary, PlainValue } from '../vocabulary.ts';

/** A test as documents and results hold it: keywords of JSON Schema. */
export type PlainTest = Readonly<Record<string, unknown>>;

/** What a value must be, to be said after its name: "at least 60", "Medium, Small or Micro". */
export function phraseOf(name: string, test: PlainTest, vocabulary: BrowserVocabulary): string {
  return remember(writePhrase, vocabulary, { name, test });
}

function writePhrase(
  { name, test }: { readonly name: string; readonly test: PlainTest },
  vocabulary: BrowserVocabulary,
): string {
  const phrases = Object.entries(test)
    .filter(([keyword]) => keyword !== 'minContains' && keyword !== 'maxContains')
    .flatMap(([keyword, needs]) => keywordPhrase(name, keyword, needs, test, vocabulary));
  return vocabulary.messages.numbers.and(phrases);
}

function keywordPhrase(
  name: string,
  keyword: string,
  needs: unknown,
  test: PlainTest,
  vocabulary: BrowserVocabulary,
): string | string[] {
  const { phrase } = vocabulary.messages.words;
  switch (keyword) {
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return boundPhrase(name, keyword, needs as number, vocabulary);
    case 'const':
      return vocabulary.say(name, needs as PlainValue);
    case 'enum':
      return vocabulary.messages.numbers.or((needs as PlainValue[]).map((value) => vocabulary.say(name, value)));
    case 'minItems':
      return phrase.chosenAtLeast(String(needs));
    case 'maxItems':
      return phrase.chosenAtMost(String(needs));
    case 'items':
      return phrase.every(phraseOf(vocabulary.memberOf(name), needs as PlainTest, vocabulary));
    case 'contains':
      return countPhrases(name, needs as PlainTest, test, vocabulary);
    case 'not':
      return notPhrase(name, needs as PlainTest, vocabulary);
    case 'allOf':
      return (needs as PlainTest[]).map((part) => phraseOf(name, part, vocabulary));
    case 'anyOf':
      return vocabulary.messages.numbers.or((needs as PlainTest[]).map((part) => phraseOf(name, part, vocabulary)));
    default:
      return `${keyword} ${String(needs)}`;
  }
}

function boundPhrase(
  name: string,
  keyword: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum',
  bound: number,
  vocabulary: BrowserVocabulary,
): string {
  const { numbers, words } = vocabulary.messages;
  const number = vocabulary.numberOf(name, bound, [bound]);
  const ladder = vocabulary.isLadder(name);
  const { phrase } = words;
  const measured = ladder ? number : vocabulary.measured(name, number);
  switch (keyword) {
    case 'minimum':
      return ladder ? phrase.levelAtLeast(number) : numbers.atLeast(measured);
    case 'maximum':
      return ladder ? phrase.levelAtMost(number) : numbers.atMost(measured);
    case 'exclusiveMinimum':
      return ladder ? phrase.levelAbove(number) : phrase.above(measured);
    case 'exclusiveMaximum':
      return ladder ? phrase.levelBelow(number) : phrase.below(measured);
  }
}

function countPhrases(name: string, member: PlainTest, test: PlainTest, vocabulary: BrowserVocabulary): string[] {
  const { phrase } = vocabulary.messages.words;
  const inner = phraseOf(vocabulary.memberOf(name), member, vocabulary);
  const single = vocabulary.memberOf(name) === name;
  const least = (test.minContains as number | undefined) ?? 1;
  const most = test.maxContains as number | undefined;
  const atLeast = single && least === 1 ? phrase.includes(inner) : phrase.countAtLeast(String(least), inner);
  return [...(least === 0 ? [] : [atLeast]), ...(most === undefined ? [] : [phrase.countAtMost(String(most), inner)])];
}

function notPhrase(name: string, test: PlainTest, vocabulary: BrowserVocabulary): string {
  const { phrase } = vocabulary.messages.words;
  const { contains, ...others } = test;
  const single = contains !== undefined && Object.keys(others).length === 0;
  return single
    ? phrase.without(phraseOf(vocabulary.memberOf(name), contains as PlainTest, vocabulary))
    : phrase.not(phraseOf(name, test, vocabulary));
}

/** A name and what its value must be: "Total: at least 60". */
export function requirementOf(name: string, phrase: string, vocabulary: BrowserVocabulary): string {
  const { named, namedQuestion } = vocabulary.messages.words.phrase;
  return (vocabulary.isAsked(name) ? namedQuestion : named)(vocabulary.titleOf(name), phrase);
}

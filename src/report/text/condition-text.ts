// Writes conditions, tests and unmet requirements in words.
import {
  type Condition,
  compare,
  fromNumber,
  itemAt,
  subtract,
  type Test,
  toNumber,
  type Unmet,
  type UnmetMember,
} from '../../model/index.ts';
import { formatRange } from './number-format.ts';
import type { BrowserVocabulary, PlainValue, Vocabulary } from './vocabulary.ts';

/** A line of text, with the lines indented below it. */
export interface TextLine {
  readonly text: string;
  readonly parts?: readonly TextLine[];
  /** The number that the line explains; or both ends of its possible range, null if an end is open. */
  readonly value?: number | readonly [low: number | null, high: number | null];
}

/** How many members of a list are named: at least, and at most. */
const MIN_MEMBERS = 3;
const NAMED_MEMBERS = 6;

/**
 * Writes unmet requirements; alternatives, of which one suffices, are grouped under one line. At most `most` members of
 * a list are named; a member that an earlier line names is only counted.
 */
export function unmetInWords(unmet: readonly Unmet[], vocabulary: BrowserVocabulary, most = NAMED_MEMBERS): TextLine[] {
  const { alternatives, together } = vocabulary.messages.words.unmet;
  const listing: MemberListing = { limit: most, named: new Set() };
  return groupAlternatives(unmet).map((group) => {
    const [first] = group;
    if (group.length === 1 && first?.length === 1) return { text: unmetText(itemAt(first, 0), vocabulary, listing) };
    const parts = group.map((alternative) => ({
      text: together({ texts: alternative.map((requirement) => unmetText(requirement, vocabulary, listing)) }),
    }));
    return parts.length === 1 ? itemAt(parts, 0) : { text: alternatives, parts };
  });
}

/** Separates the requirements that surely fail from those that are open; alternatives of one group stay together. */
export function separateFailed(unmet: readonly Unmet[]): { readonly failed: Unmet[]; readonly open: Unmet[] } {
  const groups = groupAlternatives(unmet);
  const isOpen = (group: readonly Unmet[][]): boolean =>
    group.some((alternative) => alternative.every(({ truth }) => truth === 'undecided'));
  return { failed: groups.filter((group) => !isOpen(group)).flat(2), open: groups.filter(isOpen).flat(2) };
}

/** Writes a line together with the lines below it, for places that have no room for a list. */
export function onOneLine({ text, parts = [] }: TextLine, numbers: BrowserVocabulary['messages']['numbers']): string {
  if (parts.length === 0) return text;
  const partsText = numbers.list(parts.map((part) => onOneLine(part, numbers)));
  return numbers.labelled(text.replace(/[:：]$/, ''), partsText);
}

/** How members of lists are named in the lines of one listing. */
interface MemberListing {
  /** At most so many members are named in a line. */
  readonly limit: number;
  /** The members that a line names already. */
  readonly named: Set<string>;
}

/**
 * Groups requirements: each group has alternatives of which one suffices; a plain requirement is a group with a single
 * alternative.
 */
function groupAlternatives(unmet: readonly Unmet[]): Unmet[][][] {
  const groups: Unmet[][][] = [];
  let last: number | undefined;
  for (const requirement of unmet) {
    const group = groups[groups.length - 1];
    if (requirement.alternative === undefined || last === undefined || requirement.alternative < last || !group)
      groups.push([[requirement]]);
    else if (requirement.alternative === last) group[group.length - 1]?.push(requirement);
    else group.push([requirement]);
    last = requirement.alternative;
  }
  return groups;
}

function unmetText(unmet: Unmet, vocabulary: BrowserVocabulary, listing: MemberListing): string {
  switch (unmet.keyword) {
    case 'minContains':
    case 'maxContains':
      return countText(unmet, vocabulary, listing);
    case 'items': {
      const { words } = vocabulary.messages;
      const memberPhrase = phraseOf(vocabulary.memberOf(unmet.name), unmet.test as PlainTest, vocabulary);
      const text = words.unmet.every({ name: vocabulary.titleOf(unmet.name), phrase: memberPhrase });
      const members = writeMembers(unmet.members ?? [], MIN_MEMBERS, listing, vocabulary);
      return addClarification(unmet, members ? words.unmet.notYet({ text, members }) : text, vocabulary);
    }
    default:
      return valueText(unmet, vocabulary);
  }
}

function addClarification(unmet: Unmet, text: string, vocabulary: BrowserVocabulary): string {
  return unmet.truth === 'undecided'
    ? vocabulary.messages.words.unmet.toClarify({ isLabelled: vocabulary.isClarifying ?? false, text })
    : text;
}

function valueText(unmet: Unmet, vocabulary: BrowserVocabulary): string {
  const { words } = vocabulary.messages;
  const title = vocabulary.titleOf(unmet.name);
  const phrase = writeRequirement(unmet, vocabulary);
  const range = writeOpenRange(unmet, vocabulary);
  if (unmet.truth === 'undecided') {
    const isLabelled = vocabulary.isClarifying ?? false;
    return range === undefined
      ? words.unmet.clarify({ isLabelled, name: title, phrase })
      : words.unmet.clarifyRange({ isLabelled, name: title, range, phrase });
  }
  const shortWording = shortText(unmet, vocabulary);
  if (shortWording !== undefined) return shortWording;
  const differsText = vocabulary.isQuestionTitle(unmet.name) ? words.unmet.answerDiffers : words.unmet.differs;
  const statedText =
    unmet.has === undefined ? (range ?? words.open) : vocabulary.valueText(unmet.name, unmet.has as PlainValue);
  const statedValueText = unmet.notAsked ? words.notAsked : statedText;
  return differsText({ name: title, has: statedValueText, phrase });
}

/**
 * Writes by how much a score is below its minimum, so that the printed score and the printed difference add up to the
 * printed minimum.
 */
function shortText({ name, keyword, has, needs }: Unmet, vocabulary: BrowserVocabulary): string | undefined {
  if (keyword !== 'minimum' || typeof has !== 'number' || typeof needs !== 'number') return undefined;
  if (!vocabulary.isScore(name) || vocabulary.isLevelScale(name)) return undefined;
  const { short, justShort } = vocabulary.messages.words.unmet;
  const title = vocabulary.titleOf(name);
  const bound = vocabulary.numberOf(name, needs, [needs]);
  if (compare(fromNumber(has), fromNumber(needs)) >= 0) return justShort({ name: title, needs: bound });
  const printedValue = vocabulary.roundOf(name, has, [needs]);
  const missingAmount = toNumber(subtract(fromNumber(needs), printedValue));
  const number = vocabulary.numberOf(name, has, [needs]);
  return short({
    name: title,
    has: number,
    needs: bound,
    missing: vocabulary.numberOf(name, missingAmount, [missingAmount]),
  });
}

function writeOpenRange({ name, lowest, highest }: Unmet, vocabulary: BrowserVocabulary): string | undefined {
  if (lowest === undefined || highest === undefined) return undefined;
  // A range of 0 or more without an upper limit tells the reader nothing.
  if (lowest === 0 && highest === null) return undefined;
  const { numbers } = vocabulary.messages;
  return formatRange(lowest, highest, {
    numbers,
    write: (value) => vocabulary.numberOf(name, value),
    measure: (number) => vocabulary.withUnit(name, number),
  });
}

function countText(unmet: Unmet, vocabulary: BrowserVocabulary, listing: MemberListing): string {
  const { words, numbers } = vocabulary.messages;
  const member = vocabulary.memberOf(unmet.name);
  const title = vocabulary.titleOf(unmet.name);
  const memberPhrase = phraseOf(member, unmet.test as PlainTest, vocabulary);
  const { lowest, highest } = unmet;
  const isOpen = lowest !== undefined && highest !== undefined && lowest !== highest;
  const hasText = isOpen ? numbers.range(String(lowest), String(highest), false) : String(unmet.has ?? 0);
  const neededCount = Number(unmet.needs);
  const count = (isOpen ? words.unmet.countOpen : words.unmet.count)({ has: hasText, needs: String(neededCount) });
  if (unmet.keyword === 'maxContains') {
    return addClarification(
      unmet,
      words.unmet.tooMany({ name: title, phrase: memberPhrase, has: hasText, most: String(neededCount) }),
      vocabulary,
    );
  }
  if (member === unmet.name && neededCount === 1)
    return addClarification(unmet, words.unmet.lacks({ name: title, phrase: memberPhrase }), vocabulary);
  const text = vocabulary.isLevelScale(member)
    ? words.unmet.levelMembers({ name: title, level: memberPhrase, count })
    : words.unmet.members({ name: title, level: memberPhrase, count });
  const members = writeMembers(unmet.members ?? [], neededCount - Number(unmet.has ?? 0), listing, vocabulary);
  return addClarification(unmet, members ? words.unmet.closest({ text, members }) : text, vocabulary);
}

/**
 * Lists the members that are closest to passing, as many as are missing, but within the limits. Those named in an
 * earlier line are only counted.
 */
function writeMembers(
  members: readonly UnmetMember[],
  missing: number,
  { limit, named }: MemberListing,
  vocabulary: BrowserVocabulary,
): string {
  const { words, numbers } = vocabulary.messages;
  const shownMembers = members.slice(0, Math.min(limit, Math.max(MIN_MEMBERS, missing)));
  const newMembers = shownMembers.filter(({ name }) => !named.has(name));
  const namedCount = shownMembers.length - newMembers.length;
  for (const { name } of newMembers) named.add(name);
  const texts = [
    ...(namedCount > 0 ? [words.unmet.above({ count: namedCount })] : []),
    ...newMembers.map(({ name, has }) =>
      numbers.remark(
        vocabulary.titleOf(name),
        has === undefined ? words.open : vocabulary.valueText(name, has as PlainValue),
      ),
    ),
  ];
  const listText = numbers.and(texts);
  return listText && shownMembers.length < members.length
    ? words.unmet.more({ members: numbers.items(texts), count: String(members.length - shownMembers.length) })
    : listText;
}

/** Writes what a value must be. */
function writeRequirement({ name, keyword, needs, test }: Unmet, vocabulary: BrowserVocabulary): string {
  const { phrase } = vocabulary.messages.words;
  switch (keyword) {
    case 'minContains':
    case 'maxContains':
      return phraseOf(
        name,
        { contains: test, [keyword]: needs, ...(keyword === 'maxContains' ? { minContains: 0 } : {}) },
        vocabulary,
      );
    case 'items':
      return phrase.every({ phrase: phraseOf(vocabulary.memberOf(name), test as PlainTest, vocabulary) });
    case 'not': {
      const isNegation = test !== undefined && Object.keys(test).join() === 'not';
      return phraseOf(name, isNegation ? test : { not: test }, vocabulary);
    }
    default:
      return phraseOf(name, (test as PlainTest | undefined) ?? { [keyword]: needs }, vocabulary);
  }
}

/** A test as it is written in documents and results, with keywords of JSON Schema. */
export type PlainTest = Readonly<Record<string, unknown>>;

/** Writes what a value must be, as text after its name: "at least 60", "Medium, Small or Micro". */
export function phraseOf(name: string, test: PlainTest, vocabulary: BrowserVocabulary): string {
  const phrases = Object.entries(test)
    .filter(([keyword]) => keyword !== 'minContains' && keyword !== 'maxContains')
    .flatMap(([keyword, needs]) => writeKeyword(name, keyword, needs, test, vocabulary));
  return vocabulary.messages.numbers.and(phrases);
}

function writeKeyword(
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
      return vocabulary.valueText(name, needs as PlainValue);
    case 'enum':
      return vocabulary.messages.numbers.or((needs as PlainValue[]).map((value) => vocabulary.valueText(name, value)));
    case 'minItems':
      return phrase.chosenAtLeast({ count: String(needs) });
    case 'maxItems':
      return phrase.chosenAtMost({ count: String(needs) });
    case 'items':
      return phrase.every({ phrase: phraseOf(vocabulary.memberOf(name), needs as PlainTest, vocabulary) });
    case 'contains':
      return countPhrases(name, needs as PlainTest, test, vocabulary);
    case 'not':
      return writeNotPhrase(name, needs as PlainTest, vocabulary);
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
  const ladder = vocabulary.isLevelScale(name);
  const { phrase } = words;
  const measuredNumber = ladder ? number : vocabulary.withUnit(name, number);
  switch (keyword) {
    case 'minimum':
      return ladder ? phrase.levelAtLeast({ number }) : numbers.atLeast(measuredNumber);
    case 'maximum':
      return ladder ? phrase.levelAtMost({ number }) : numbers.atMost(measuredNumber);
    case 'exclusiveMinimum':
      return ladder ? phrase.levelAbove({ number }) : phrase.above({ number: measuredNumber });
    case 'exclusiveMaximum':
      return ladder ? phrase.levelBelow({ number }) : phrase.below({ number: measuredNumber });
  }
}

function countPhrases(name: string, member: PlainTest, test: PlainTest, vocabulary: BrowserVocabulary): string[] {
  const { phrase } = vocabulary.messages.words;
  const memberPhrase = phraseOf(vocabulary.memberOf(name), member, vocabulary);
  const isSingleMember = vocabulary.memberOf(name) === name;
  const minCount = (test.minContains as number | undefined) ?? 1;
  const maxCount = test.maxContains as number | undefined;
  const atLeast =
    isSingleMember && minCount === 1
      ? phrase.includes({ phrase: memberPhrase })
      : phrase.countAtLeast({ count: String(minCount), phrase: memberPhrase });
  return [
    ...(minCount === 0 ? [] : [atLeast]),
    ...(maxCount === undefined ? [] : [phrase.countAtMost({ count: String(maxCount), phrase: memberPhrase })]),
  ];
}

function writeNotPhrase(name: string, test: PlainTest, vocabulary: BrowserVocabulary): string {
  const { phrase } = vocabulary.messages.words;
  const { contains, ...others } = test;
  const isOnlyContains = contains !== undefined && Object.keys(others).length === 0;
  return isOnlyContains
    ? phrase.without({ phrase: phraseOf(vocabulary.memberOf(name), contains as PlainTest, vocabulary) })
    : phrase.not({ phrase: phraseOf(name, test, vocabulary) });
}

/** Writes a name and what its value must be: "Total: at least 60". */
export function requirementOf(name: string, phrase: string, vocabulary: BrowserVocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const title = vocabulary.titleOf(name);
  return vocabulary.isQuestionTitle(name)
    ? words.phrase.namedQuestion({ question: title, phrase })
    : numbers.labelled(title, phrase);
}

/** Writes a condition from a document: "Size class: Medium or Small; Total: at least 60". */
export function conditionInWords(condition: Condition, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const { allOf = [], anyOf = [], not, ...entries } = condition;
  return numbers.list([
    ...Object.entries(entries).map(([name, test]) =>
      requirementOf(name, phraseOf(name, { ...(test as Test) }, vocabulary), vocabulary),
    ),
    ...allOf.map((part) => conditionInWords(part, vocabulary)),
    ...(anyOf.length === 0 ? [] : [numbers.or(anyOf.map((part) => conditionInWords(part, vocabulary)))]),
    ...(not === undefined ? [] : [words.phrase.unless({ condition: conditionInWords(not, vocabulary) })]),
  ]);
}

/** Whether all requirements that are not met are merely undecided, so that open answers can still meet them. */
export function dependsOnAnswers(unmet: readonly Unmet[]): boolean {
  return unmet.length > 0 && unmet.every(({ truth }) => truth === 'undecided');
}

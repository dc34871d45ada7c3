import type { Condition, Questionnaire } from '../../model/index.ts';
import type { Plan } from '../../scoring/index.ts';
import {
  type BoundedValue,
  type Change,
  type ChangedThing,
  diffValues,
  type LevelMove,
  type Plain,
  type PointsValue,
  type VersionEffect,
  type VersionStep,
} from '../../versions/index.ts';
import { type Block, groupBlocks, heading, leadParagraph, listOf, paragraph } from '../document/document-model.ts';
import { renderMarkdown } from '../document/markdown-renderer.ts';
import { renderTerminal } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { lostInWords } from '../text/answer-text.ts';
import { conditionInWords, type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatNumber, formatRange } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

/** Two versions of a pack and the differences between them. */
export interface DiffReport {
  readonly old: Pick<Questionnaire, 'id' | 'version' | 'title'>;
  readonly now: Pick<Questionnaire, 'id' | 'version' | 'title'>;
  readonly changes: readonly Change[];
  readonly measureTitles: MeasureTitles;
  readonly enterprises?: EnterprisesReport | undefined;
  readonly headline: string | null;
  /** Whether changed texts are listed; otherwise they are only counted. */
  readonly texts: boolean;
  /**
   * The version number that the changes require; undefined if nothing changed, or if these are two packs rather than
   * two versions of one.
   */
  readonly due: DueVersion | undefined;
}

/** The version number that changes require. */
export interface DueVersion {
  readonly step: VersionStep;
  /** The lowest version number that meets the requirement. */
  readonly version: string;
  readonly isReached: boolean;
}

/** Renders the differences between two versions as a changelog entry in Markdown; ends with a newline. */
export function renderDiffMarkdown(report: DiffReport, vocabularies: VersionVocabularies): string {
  const { old, now, changes, due } = report;
  const vocabulary = vocabularies.now;
  const { versions } = vocabulary.messages;
  return renderMarkdown({
    ...NO_NOTES,
    tag: vocabulary.language,
    title: `${vocabulary.pick(now.title) ?? now.id} ${now.version}`,
    cover: [versions.step({ before: nameOf(old), after: nameOf(now) })],
    blocks: [
      ...(changes.length === 0 ? [paragraph(versions.same)] : []),
      ...(due ? [paragraph(versions.due[due.step]({ version: due.version }))] : []),
      ...(due && !due.isReached ? [paragraph(versions.notReached({ version: now.version }))] : []),
      ...changeBlocks(report, vocabularies, (count) => [
        heading(2, 'texts', versions.groups.texts),
        paragraph(versions.texts(count)),
      ]),
      ...enterpriseBlocks(report, vocabularies, 3),
    ],
  });
}

const NO_NOTES = { notes: [], notesTitle: '' };

function nameOf({ id, version }: DiffReport['old']): string {
  return `${id} ${version}`;
}

/** Renders the differences between two versions for a terminal; ends with a newline. */
export function renderDiff(
  report: DiffReport,
  { vocabularies, ...options }: TerminalOptions & { readonly vocabularies: VersionVocabularies },
): string {
  const { old, now, changes } = report;
  const vocabulary = vocabularies.now;
  const { versions, numbers } = vocabulary.messages;
  const document = {
    ...NO_NOTES,
    tag: vocabulary.language,
    title: vocabulary.pick(now.title) ?? now.id,
    cover: [
      versions.step({ before: nameOf(old), after: nameOf(now) }),
      ...(changes.length === 0 ? [versions.same] : []),
    ],
    blocks: [
      ...changeBlocks(report, vocabularies, (count) => [
        leadParagraph(numbers.remark(versions.texts(count), versions.howToList({ option: '--texts' }))),
      ]),
      ...enterpriseBlocks(report, vocabularies, 2),
    ],
  };
  return renderTerminal(document, options);
}

/** Documents the changes by group. If changed texts are not listed, `countTexts` writes how many there are. */
function changeBlocks(
  { changes, measureTitles, texts }: DiffReport,
  vocabularies: VersionVocabularies,
  countTexts: (count: { readonly count: string; readonly n: number }) => readonly Block[],
): Block[] {
  const { versions } = vocabularies.now.messages;
  return groupsOf(changes).flatMap(({ group, own }) =>
    group === 'texts' && !texts
      ? countTexts({ count: String(own.length), n: own.length })
      : [heading(2, group, versions.groups[group]), ...listOf(changeLines(own, vocabularies, measureTitles))],
  );
}

/**
 * Documents the effects on the enterprises of a folder; headings of the lists are at `level`. Empty without a folder.
 */
function enterpriseBlocks(
  { enterprises, old, headline }: DiffReport,
  vocabularies: VersionVocabularies,
  level: 2 | 3,
): Block[] {
  if (!enterprises) return [];
  const [first = '', ...others] = summaryLines(enterprises, nameOf(old), vocabularies.now);
  return [
    ...groupBlocks([heading(2, 'enterprises', first), ...others.map((line) => leadParagraph(line))]),
    ...listsOf(enterprises, headline, vocabularies).flatMap(({ heading: title, lines }, i) => [
      heading(level, `list-${i + 1}`, title),
      ...listOf(lines),
    ]),
  ];
}

/** The groups of changes, in the order in which they are printed. */
const CHANGE_GROUPS = ['asked', 'points', 'scores', 'levels', 'measures', 'texts'] as const;

type Group = (typeof CHANGE_GROUPS)[number];

function groupsOf(changes: readonly Change[]): { readonly group: Group; readonly own: readonly Change[] }[] {
  return CHANGE_GROUPS.map((group) => ({ group, own: changes.filter((change) => groupOf(change) === group) })).filter(
    ({ own }) => own.length > 0,
  );
}

function groupOf(change: Change): Group {
  switch (change.kind) {
    case 'points':
      return 'points';
    case 'gate':
      return 'levels';
    case 'text':
      return 'texts';
    case 'added':
    case 'removed':
    case 'renamed':
    case 'changed':
      switch (change.thing) {
        case 'level':
          return 'levels';
        case 'score':
        case 'list':
          return 'scores';
        case 'measure':
        case 'driver':
          return 'measures';
        case 'option':
        case 'question':
        case 'row':
        case 'fact':
        case 'section':
        case 'pack':
          return change.kind === 'changed' && change.aspect === 'missing' ? 'scores' : 'asked';
      }
  }
}

/** Lists the changes of a group, with all changes of one object together: its id and title, then what changed. */
function changeLines(changes: readonly Change[], vocabularies: VersionVocabularies, titles: MeasureTitles): TextLine[] {
  const byThing = new Map<string, Change[]>();
  for (const change of changes) {
    const head = headOf(change, vocabularies, titles);
    byThing.set(head, [...(byThing.get(head) ?? []), change]);
  }
  return [...byThing].map(([head, own]): TextLine => {
    const parts = own.flatMap((change) => changeInWords(change, vocabularies));
    const { labelled } = vocabularies.now.messages.numbers;
    const [only] = parts;
    return parts.length === 1 && only !== undefined
      ? { text: labelled(head, only) }
      : { text: head, parts: parts.map((text) => ({ text })) };
  });
}

/** Titles of measures, by id; a vocabulary does not contain them. */
type MeasureTitles = ReadonlyMap<string, string>;

function headOf(change: Change, { old, now, both }: VersionVocabularies, titles: MeasureTitles): string {
  const { versions } = now.messages;
  if (change.kind === 'gate') return writeLevelHeading(change.score, change.level, both);
  if (change.kind === 'text' || change.kind === 'points') return idWithTitle(change.name, both.titleOf(change.name));
  if (change.thing === 'level') return writeLevelHeading(change.of ?? '', Number(change.name), both);
  const isGone = change.kind === 'removed' && change.thing !== 'option';
  const vocabulary = isGone ? old : both;
  if (change.thing === 'option') return idWithTitle(change.of ?? '', both.titleOf(change.of ?? ''));
  const title = change.thing === 'measure' ? titles.get(change.name) : vocabulary.titleOf(change.name);
  const text = idWithTitle(change.name, change.thing === 'pack' ? undefined : title);
  return change.thing === 'question' || change.thing === 'row' ? text : `${versions.things[change.thing]} ${text}`;
}

function writeLevelHeading(score: string, level: number, vocabulary: VersionVocabularies['both']): string {
  if (score === 'level') return vocabulary.levelOf(level);
  return idWithTitle(`${score} ${level}`, vocabulary.titleOf(score));
}

/** Writes an id with its title, if the title adds anything. */
function idWithTitle(id: string, title: string | undefined): string {
  return title === undefined || title === id ? id : `${id} ${title}`;
}

function changeInWords(change: Change, vocabularies: VersionVocabularies): string[] {
  const { both, old, now } = vocabularies;
  const { versions, numbers } = now.messages;
  switch (change.kind) {
    case 'added':
    case 'removed': {
      const text = versions[change.kind];
      if (change.thing !== 'option') return [text];
      const words = (change.kind === 'added' ? now : old).optionOf(change.of ?? '', change.name);
      return [
        versions.option({ option: words === change.name ? words : numbers.remark(change.name, words), change: text }),
      ];
    }
    case 'renamed': {
      const text = versions.renamed({ from: change.from });
      return [change.thing === 'option' ? versions.option({ option: change.name, change: text }) : text];
    }
    case 'changed': {
      const lines = changedInWords(change, both);
      return change.thing === 'option'
        ? lines.map((line) => versions.option({ option: change.name, change: line }))
        : lines;
    }
    case 'points': {
      const step = versions.step({ before: pointsText(change.before, both), after: pointsText(change.after, both) });
      const text = numbers.labelled(change.option, step);
      return [change.score === null ? text : versions.inScore({ score: change.score, text })];
    }
    case 'gate': {
      const { before, after } = change;
      const writeValue = (condition: NonNullable<typeof before>): string => conditionInWords(condition, both);
      if (before && after) return [versions.step({ before: writeValue(before), after: writeValue(after) })];
      if (after) return [numbers.labelled(versions.added, writeValue(after))];
      return before ? [numbers.labelled(versions.removed, writeValue(before))] : [];
    }
    case 'text': {
      const partName = [change.part, ...(change.language === null ? [] : [change.language])].join(' ');
      const quoteText = (text: string | undefined): string =>
        text === undefined ? versions.nothing : numbers.quote(text);
      return [
        numbers.labelled(partName, versions.step({ before: quoteText(change.before), after: quoteText(change.after) })),
      ];
    }
  }
}

/** Enough decimals to print every figure of a pack as it is stated. */
const STATED_DECIMALS = 15;
const PATH_SEPARATOR = ' › ';

/** Describes the changes of an object, one line for each place: "only when: none → Size class: small". */
function changedInWords(changed: ChangedThing, vocabulary: Vocabulary): string[] {
  const { versions, numbers } = vocabulary.messages;
  const { aspect, path = [], before, after } = changed;
  const label = versions.aspects[aspect];
  if (aspect === 'members') return [numbers.labelled(label, membersInWords(before, after))];
  if (aspect === 'when' || aspect === 'scope' || path.at(-1) === 'when') {
    const writeValue = (value: Plain | undefined): string =>
      value === undefined ? versions.nothing : conditionInWords(value as Condition, vocabulary);
    return [
      numbers.labelled(
        path.length > 0 ? path.join(PATH_SEPARATOR) : label,
        versions.step({ before: writeValue(before), after: writeValue(after) }),
      ),
    ];
  }
  return diffValues(before, after).map((part) => {
    const aspectPath = [...(aspect === 'rule' ? [] : [label]), ...path, ...part.path].join(PATH_SEPARATOR);
    const step = versions.step({
      before: documentValueText(part.before, vocabulary),
      after: documentValueText(part.after, vocabulary),
    });
    return numbers.labelled(aspectPath, step);
  });
}

function membersInWords(before: Plain | undefined, after: Plain | undefined): string {
  const [one, other] = [before, after].map((list) => (Array.isArray(list) ? list.map(String) : [])) as [
    string[],
    string[],
  ];
  const addedMembers = other.filter((member) => !one.includes(member)).map((member) => `+ ${member}`);
  const goneMembers = one.filter((member) => !other.includes(member)).map((member) => `− ${member}`);
  return [...addedMembers, ...goneMembers].join(', ');
}

/** Writes a value of a document in the words of an expert. */
function documentValueText(value: Plain | undefined, vocabulary: Vocabulary): string {
  const { messages } = vocabulary;
  if (value === undefined || value === null) return messages.versions.nothing;
  if (typeof value === 'boolean') return value ? messages.words.yes : messages.words.no;
  if (typeof value === 'number') return formatNumber(value, { numbers: messages.numbers, decimals: STATED_DECIMALS });
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => documentValueText(item, vocabulary)).join(', ');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries.map(([key, item]) => messages.numbers.labelled(key, documentValueText(item, vocabulary))).join(', ');
}

function pointsText(value: PointsValue | null, vocabulary: Vocabulary): string {
  if (value === null) return vocabulary.messages.versions.nothing;
  const points = documentValueText(value.points, vocabulary);
  return value.without === undefined
    ? points
    : vocabulary.messages.versions.unproven({ points, without: documentValueText(value.without, vocabulary) });
}

/** The effects of a newer version on the enterprises in a folder. */
export interface EnterprisesReport {
  /**
   * The number of enterprises that move up, down or not at all; `none` counts those without a level in either version.
   */
  readonly counts: Readonly<Record<LevelMove | 'none', number>>;
  /** The enterprises whose level changes, that lose an answer, or that get no result. */
  readonly changed: readonly ChangedEnterprise[];
  /** The number of enterprises without an assessment with this pack. */
  readonly others: number;
  /** The number of enterprises last assessed with the same pack, but not with the content of the older version. */
  readonly otherVersion: number;
  readonly unreadable: readonly string[];
}

export interface ChangedEnterprise extends VersionEffect {
  readonly key: string;
  readonly name: string | null;
}

/** How many members of a list are named at most. */
const MAX_MEMBERS_NAMED = 3;
const LEVEL_MOVES = ['rises', 'falls', 'open', 'none', 'same'] as const;

/** Writes the number of enterprises by how their level moves, in one line, followed by notes. */
function summaryLines(report: EnterprisesReport, version: string, { messages }: Vocabulary): string[] {
  const { enterprises } = messages.versions;
  const { counts, changed, others, otherVersion, unreadable } = report;
  const total = LEVEL_MOVES.reduce((sum, move) => sum + counts[move], 0);
  const shownMoves = LEVEL_MOVES.filter(
    (move) => counts[move] > 0 || move === 'rises' || move === 'falls' || move === 'same',
  );
  const parts = messages.numbers.clauses(
    shownMoves.map((move) => enterprises.counts[move]({ count: String(counts[move]) })),
  );
  const losingCount = changed.filter(({ lost }) => lost.length > 0).length;
  const refusedCount = changed.filter((enterprise) => enterprise.refused.length > 0).length;
  const count = (n: number, writeValue: (given: { count: string; n: number }) => string): string[] =>
    n === 0 ? [] : [writeValue({ count: String(n), n })];
  return [
    enterprises.summary({ count: String(total), parts, n: total }),
    ...count(losingCount, enterprises.losing),
    ...count(refusedCount, enterprises.refused),
    ...count(otherVersion, (counted) => enterprises.otherVersion({ ...counted, version })),
    ...count(others, enterprises.others),
    ...count(unreadable.length, enterprises.unreadable),
  ];
}

/** The lists of enterprises: first enterprises whose level changes, then enterprises that only lose or lack answers. */
const ENTERPRISE_LISTS = ['falls', 'rises', 'open', 'answers'] as const;

/** Writes the non-empty lists: a heading with the number of enterprises, then each enterprise. */
function listsOf(
  { changed }: EnterprisesReport,
  headline: string | null,
  words: VersionVocabularies,
): { readonly heading: string; readonly lines: readonly TextLine[] }[] {
  const { lists } = words.now.messages.versions.enterprises;
  return ENTERPRISE_LISTS.flatMap((list) => {
    const members = changed.filter((enterprise) => groupOfEnterprise(enterprise) === list);
    if (members.length === 0) return [];
    return [
      {
        heading: lists[list]({ count: String(members.length) }),
        lines: members.map((enterprise) => writeEnterprise(enterprise, headline, words)),
      },
    ];
  });
}

function groupOfEnterprise({ move }: ChangedEnterprise): (typeof ENTERPRISE_LISTS)[number] {
  return move === undefined || move === 'same' ? 'answers' : move;
}

/** Describes an enterprise: its key and name, its level before and after, and why. */
function writeEnterprise(enterprise: ChangedEnterprise, headline: string | null, words: VersionVocabularies): TextLine {
  const { key, name, move, level, score, unmet, lost, refused } = enterprise;
  const { messages, titleOf } = words.now;
  const { step, enterprises } = messages.versions;
  const levels =
    level.before && level.after
      ? step({ before: possibleLevelText(level.before, words.old), after: possibleLevelText(level.after, words.now) })
      : undefined;
  const scores =
    headline !== null && score.before && score.after
      ? messages.numbers.labelled(
          titleOf(headline),
          step({
            before: possibleScoreText(headline, score.before, words.old),
            after: possibleScoreText(headline, score.after, words.now),
          }),
        )
      : undefined;
  const figures = messages.numbers.clauses([levels, scores].filter((text) => text !== undefined));
  const writeValue = move === 'rises' ? enterprises.lacked : enterprises.lacks;
  const reasons = unmetInWords(unmet, move === 'rises' ? words.old : words.now, MAX_MEMBERS_NAMED);
  return {
    text: messages.numbers.labelled(idWithTitle(key, name ?? undefined), figures),
    parts: [
      ...reasons.map(({ text, parts }): TextLine => ({ text: writeValue({ text }), ...(parts ? { parts } : {}) })),
      ...lost.map((lostAnswer) => {
        const [answer, reason] = lostInWords(lostAnswer, messages);
        return { text: enterprises.lost({ answer, reason }) };
      }),
      ...(refused.length === 0 ? [] : [{ text: enterprises.refuses({ names: messages.numbers.items(refused) }) }]),
    ],
  };
}

function possibleLevelText({ value, lowest, highest }: BoundedValue, vocabulary: Vocabulary): string {
  const { words, numbers } = vocabulary.messages;
  if (typeof value === 'number') return vocabulary.levelOf(value);
  const writeValue = (level: number): string => vocabulary.levelOf(level);
  if (value === null || highest === null) return words.noLevel;
  if (lowest === null) return numbers.or([words.noLevel, numbers.atMost(writeValue(highest))]);
  return numbers.or([writeValue(lowest), writeValue(highest)]);
}

function possibleScoreText(name: string, { value, lowest, highest }: BoundedValue, vocabulary: Vocabulary): string {
  const { words, numbers } = vocabulary.messages;
  const writeValue = (score: number): string => vocabulary.numberOf(name, score);
  if (typeof value === 'number') return writeValue(value);
  return (value === null ? undefined : formatRange(lowest, highest, { numbers, write: writeValue })) ?? words.noValue;
}

/** The vocabularies of two versions: `now` for current names, `old` for removed ones. */
interface VersionVocabularies {
  readonly old: Vocabulary;
  readonly now: Vocabulary;
  /** For texts that use both current names and names of removed objects. */
  readonly both: Vocabulary;
}

/** Joins the vocabularies of two versions. */
export function joinVocabularies(old: Vocabulary, now: Vocabulary, { names, scores }: Plan): VersionVocabularies {
  const currentNames = new Set([...names.keys(), ...scores.map(({ name }) => name)]);
  const vocabularyFor = (name: string): Vocabulary => (currentNames.has(name) ? now : old);
  // If the newer vocabulary returns a value unchanged, the option was removed, and only the older one has its text.
  const phraseUnlessRaw = (text: string, value: unknown, say: () => string): string => (text === value ? say() : text);
  const joinedVocabulary: Vocabulary = {
    ...now,
    titleOf: (name) => vocabularyFor(name).titleOf(name),
    promptOf: (name) => vocabularyFor(name).promptOf(name),
    isQuestionTitle: (name) => vocabularyFor(name).isQuestionTitle(name),
    isLevelScale: (name) => vocabularyFor(name).isLevelScale(name),
    isScore: (name) => vocabularyFor(name).isScore(name),
    memberOf: (name) => vocabularyFor(name).memberOf(name),
    numberOf: (name, value, gates) => vocabularyFor(name).numberOf(name, value, gates),
    roundOf: (name, value, gates) => vocabularyFor(name).roundOf(name, value, gates),
    withUnit: (name, number) => vocabularyFor(name).withUnit(name, number),
    valueText: (name, value) =>
      phraseUnlessRaw(vocabularyFor(name).valueText(name, value), value, () => old.valueText(name, value)),
    optionOf: (name, option) =>
      phraseUnlessRaw(vocabularyFor(name).optionOf(name, option), option, () => old.optionOf(name, option)),
  };
  return { old, now, both: joinedVocabulary };
}

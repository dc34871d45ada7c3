// Writes the results of the test cases of packs: failures, coverage and rewritten expectations.

import {
  type CaseRun,
  type Coverage,
  type CoverageItem,
  type CoverageKind,
  computePercent,
  countDecimals,
  type Mismatch,
  type MismatchReason,
  type UnchangedReason,
} from '../../check/index.ts';
import type { Messages } from '../../i18n/index.ts';
import {
  type ExpectedUnmet,
  type ExplainedNode,
  findNearestNames,
  type Measures,
  type Policy,
  type ProblemCode,
} from '../../model/index.ts';
import type { Plan } from '../../scoring/index.ts';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  groupBlocks,
  heading,
  type Inline,
  type Item,
  interpolate,
  itemOf,
  leadParagraph,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import { describeNode, levelLines, numberContextOf, printValue } from '../explain/explanation.ts';
import { reasonsInWords } from '../policy/instruments-section.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { type ReportLanguage, titleOfMeasure } from '../text/assessment-report.ts';
import { phraseOf, requirementOf, type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatNumber, formatShare } from '../text/number-format.ts';
import { makeVocabulary, type Vocabulary, type VocabularySource } from '../text/vocabulary.ts';
import { annotate, findingText, type JunitTest, renderSuites } from './finding-formats.ts';
import type { ProblemWords } from './problem-list.ts';

/** The results of the cases of one pack. */
export interface PackCaseRuns extends Pick<VocabularySource, 'languages' | 'titles'> {
  readonly pack: { readonly id: string; readonly version: string };
  readonly runs: readonly CaseRun[];
  readonly failures: readonly FailedCase[];
  readonly coverage?: CoverageReport;
}

/** The texts for results, and for problems of answers. */
type CaseLanguage = ReportLanguage & ProblemWords;

const CASE_ORIGINS = ['published', 'third-party', 'derived'] as const;

/**
 * Renders the results of cases: each failure with the differences and their reasons, the counts, and what no case
 * covers.
 */
export function renderCaseRuns(packs: readonly PackCaseRuns[], speech: CaseLanguage, options: TerminalOptions): string {
  const blocks: Block[] = [];
  // The counts of packs that follow each other without failures and coverage are printed together, without blank lines
  // between them.
  let counts: Block[] = [];
  for (const pack of packs) {
    const failures = pack.failures.flatMap((failure) => failureBlocks(failure, pack, speech));
    if (failures.length > 0) {
      blocks.push(...groupBlocks(counts), ...failures);
      counts = [];
    }
    counts.push(leadParagraph(summaryText(pack, speech)));
    if (pack.coverage) {
      const [total, ...untouched] = coverageBlocks(pack.coverage, pack, speech);
      blocks.push(...groupBlocks([...counts, ...(total ?? [])]), ...untouched.flat());
      counts = [];
    }
  }
  return renderTerminalBlocks([...blocks, ...groupBlocks(counts)], options);
}

/** The results of cases for programs, and the packs that could not be used: their folders, each with the reason. */
export interface CaseResults {
  readonly packs: readonly PackCaseRuns[];
  readonly refused: readonly { readonly folder: string; readonly reason: string }[];
  readonly speech: CaseLanguage;
}

/**
 * Renders unmet expectations as workflow commands of GitHub Actions. `pathOf` returns the path of a file from the root
 * of the repository.
 */
export function renderCasesGithub({ packs, refused, speech }: CaseResults, pathOf: (file: string) => string): string {
  const annotations = packs.flatMap((pack) => [
    ...pack.failures.flatMap(({ run, ...failure }) =>
      failure.mismatches.map((mismatch) =>
        annotate(
          'error',
          indentLines([writeMismatch(mismatch, createVocabularyOfFailure(failure, pack, speech))]).join('\n'),
          {
            file: pathOf(run.file),
            line: mismatch.line,
            title: run.id,
          },
        ),
      ),
    ),
    ...shortenTexts(pack, speech).map((text) => annotate('error', text, { title: nameOf(pack) })),
  ]);
  return [...annotations, ...refused.map(({ folder, reason }) => annotate('error', reason, { title: folder }))].join(
    '',
  );
}

/**
 * Renders cases as JUnit XML: a suite for each pack with a test for each case, and a test for coverage if it is below
 * what was required.
 */
export function renderCasesJunit({ packs, refused, speech }: CaseResults): string {
  const suites = packs.map((pack) => {
    const failures = new Map(pack.failures.map((failure) => [failure.run, failure]));
    const cases = pack.runs.map((run): JunitTest => {
      const test = { name: run.id, place: run.file };
      const failure = failures.get(run);
      if (!failure) return test;
      const vocabulary = createVocabularyOfFailure(failure, pack, speech);
      const message = failure.mismatches.map(({ mismatch }) => mismatchText(mismatch, vocabulary)).join('\n');
      const lines = [...whyText(run, speech), ...writeFailurePlaces(failure, pack, speech)];
      return { ...test, failure: { type: 'mismatch', message, text: indentLines(lines, '  ').join('\n') } };
    });
    const shortTextCases = shortenTexts(pack, speech).map(
      (text): JunitTest => ({
        name: 'coverage',
        place: pack.pack.id,
        failure: { type: 'coverage', message: text, text },
      }),
    );
    return { name: nameOf(pack), tests: [...cases, ...shortTextCases] };
  });
  const unusablePacks = refused.map(({ folder, reason }) => ({
    name: folder,
    tests: [{ name: 'can be used', place: folder, failure: { type: 'refused', message: reason, text: reason } }],
  }));
  return renderSuites('matura test', [...suites, ...unusablePacks]);
}

function nameOf({ pack }: PackCaseRuns): string {
  return `${pack.id} ${pack.version}`;
}

/** Writes how many cases pass, and their sources. */
function summaryText(tested: PackCaseRuns, { messages: { numbers, cases } }: ReportLanguage): Inline {
  const { runs, failures } = tested;
  const count = cases.pass({ passed: String(runs.length - failures.length), of: String(runs.length) });
  const origins = CASE_ORIGINS.flatMap((origin) => {
    const countOfOrigin = runs.filter((run) => run.origin === origin).length;
    const name = cases.origins[origin];
    return countOfOrigin === 0
      ? []
      : [
          countOfOrigin === runs.length
            ? cases.all({ origin: name })
            : cases.counted({ count: String(countOfOrigin), origin: name }),
        ];
  });
  return interpolate((head = '') => numbers.labelled(nameOf(tested), numbers.remark(head, numbers.items(origins))), {
    toned: count,
    tone: failures.length === 0 ? 'good' : 'bad',
  });
}

/** A case that failed. */
export interface FailedCase {
  readonly run: CaseRun;
  readonly mismatches: readonly {
    readonly mismatch: Mismatch;
    readonly line: number;
    readonly reason: MismatchReason | undefined;
  }[];
  /** The plan with which the case was run. */
  readonly plan: Plan;
}

/** The vocabulary of a case with its plan, and the texts for problems of its answers. */
type FailureVocabulary = Vocabulary & Pick<FailedCase, 'plan'> & { readonly words: ProblemWords };

/**
 * Documents a failed case: the reason for its expectations, and each unmet expectation with the reasons for the result.
 */
function failureBlocks(failure: FailedCase, pack: PackCaseRuns, speech: CaseLanguage): Block[] {
  const { run } = failure;
  const { numbers, cases } = speech.messages;
  const origin: Inline =
    run.origin === 'derived' ? [] : [' ', { toned: `(${cases.origins[run.origin]})`, tone: 'quiet' }];
  const reasonItems: Item[] =
    run.why === undefined ? [] : [{ text: [run.why], sign: numbers.labelled(cases.why, '').trim(), tone: 'quiet' }];
  const placeItems = writeFailurePlaces(failure, pack, speech).map(
    ({ text, parts = [] }): Item => ({ text: [{ path: text }], tone: 'quiet', items: parts.map(itemOf) }),
  );
  return groupBlocks([
    leadParagraph([{ toned: '✗', tone: 'bad' }, ' ', { strong: run.id }, ...origin]),
    { kind: 'list', isUnmarked: true, items: [...reasonItems, ...placeItems] },
  ]);
}

/** Writes the reason that a case states for its expectations, if it states one. */
function whyText({ why }: CaseRun, { messages: { numbers, cases } }: ReportLanguage): TextLine[] {
  return why === undefined ? [] : [{ text: numbers.labelled(cases.why, sanitizeLine(why)) }];
}

/** Lists the places of the unmet expectations of a case, each with the expected value. */
function writeFailurePlaces(
  { run, mismatches, plan }: FailedCase,
  pack: PackCaseRuns,
  speech: CaseLanguage,
): TextLine[] {
  const vocabulary = createVocabularyOfFailure({ plan }, pack, speech);
  const placeLines: { readonly line: number; readonly text: string; readonly parts: TextLine[] }[] = [];
  for (const mismatch of mismatches) {
    const { line } = mismatch;
    const part = writeMismatch(mismatch, vocabulary);
    const lastPlace = placeLines.at(-1);
    if (lastPlace?.line === line) lastPlace.parts.push(part);
    else placeLines.push({ line, text: `${run.file}:${line}`, parts: [part] });
  }
  return placeLines;
}

function createVocabularyOfFailure(
  { plan }: Pick<FailedCase, 'plan'>,
  { languages, titles }: PackCaseRuns,
  speech: CaseLanguage,
): FailureVocabulary {
  return { ...makeVocabulary({ plan, ...speech, languages, titles }), plan, words: speech };
}

/** Describes an unmet expectation, with the reasons for the actual result below it. */
function writeMismatch(
  { mismatch, reason }: FailedCase['mismatches'][number],
  vocabulary: FailureVocabulary,
): TextLine {
  const text = mismatchText(mismatch, vocabulary);
  return reason ? { text, parts: reasonLines(reason, mismatch, vocabulary) } : { text };
}

/** Writes lines for programs, each with its parts indented below it. */
function indentLines(lines: readonly TextLine[], indent = ''): string[] {
  return lines.flatMap(({ text, parts = [] }) => [
    `${indent}${sanitizeLine(text)}`,
    ...indentLines(parts, `${indent}  `),
  ]);
}

/** Writes the expected value and the result: "scores.total: expected 48.4, got 48.5 (0.1 more)". */
function mismatchText(mismatch: Mismatch, { plan, messages, words: problemWords }: FailureVocabulary): string {
  const { numbers, cases } = messages;
  const words = cases.mismatch;
  const { what, expected, got: actual, difference, tolerance = 0 } = mismatch;
  const valueInWords = (value: unknown): string => expectedValueText(value, messages);
  switch (what) {
    case 'base':
      return words.base({ id: String(expected) });
    case 'answers':
      return words.refused({ problem: refusalText(actual, problemWords) });
    case 'policy':
      return words.noPolicy;
    case 'measures':
      return words.among({ expected: valueInWords(expected), got: valueInWords(actual) });
  }
  if (actual === undefined) {
    const text = words.unknown({ what, expected: valueInWords(expected) });
    const names = [...plan.names.keys(), ...plan.scores.map(({ name }) => name)];
    const [near] = mismatch.at[1] === 'instruments' ? [] : findNearestNames(String(mismatch.at.at(-1)), names);
    return near === undefined ? text : messages.findings.meant({ text, name: near });
  }
  if (difference === undefined || mismatch.at.at(-1) === 'level')
    return words.differs({ what, expected: valueInWords(expected), got: valueInWords(actual) });
  const decimals = Math.max(plan.decimals, countDecimals(expected as number));
  const writeNumber = (value: number, gate: number): string =>
    formatNumber(value, { numbers, decimals, gates: [gate] });
  const distance = (difference > 0 ? words.more : words.less)({ amount: writeNumber(Math.abs(difference), tolerance) });
  const allowedTexts = tolerance > 0 ? [words.allowed({ amount: writeWhole(tolerance, messages) })] : [];
  const text = words.differs({
    what,
    expected: valueInWords(expected),
    got: writeNumber(actual as number, expected as number),
  });
  return numbers.remark(text, numbers.items([distance, ...allowedTexts]));
}

/** Enough decimals for every number that a document can state. */
const ALL_DECIMALS = 15;

function writeWhole(value: number, { numbers }: Messages): string {
  return formatNumber(value, { numbers, decimals: ALL_DECIMALS });
}

function refusalText(actual: unknown, words: ProblemWords): string {
  const { refused, at = [], ...details } = actual as { refused: ProblemCode; at: readonly (string | number)[] };
  return `${refused} ${at.join('.')}: ${findingText({ code: refused, details }, words)}`;
}

function expectedValueText(value: unknown, messages: Messages): string {
  const { numbers, cases } = messages;
  const words = cases.mismatch;
  const partInWords = (value: unknown): string => expectedValueText(value, messages);
  if (value === null) return words.none;
  if (typeof value === 'number') return writeWhole(value, messages);
  if (Array.isArray(value)) return value.length === 0 ? words.none : numbers.items(value.map(partInWords));
  if (typeof value !== 'object') return value === 'open' || value === 'accepted' ? words[value] : String(value);
  if ('lowest' in value && 'highest' in value)
    return numbers.range(partInWords(value.lowest), partInWords(value.highest), true);
  const { name, needs, has } = value as ExpectedUnmet;
  const statedParts = [
    ...(needs === undefined ? [] : [`${words.needs} ${partInWords(needs)}`]),
    ...(has === undefined ? [] : [`${words.has} ${partInWords(has)}`]),
  ];
  return statedParts.length === 0 ? name : numbers.remark(name, numbers.items(statedParts));
}

/** How many members are named at most: those that contribute most. */
const MAX_MEMBERS = 3;

/** Lists the reasons for the actual result of a case. */
function reasonLines(
  { node, members = [], lacking, reached, instrument }: MismatchReason,
  { at }: Mismatch,
  vocabulary: Vocabulary,
): TextLine[] {
  const words = vocabulary.messages.cases.mismatch;
  const namedMembers = members.slice(0, MAX_MEMBERS).map((member) => memberText(member.node, vocabulary));
  const unnamedCount = members.length - namedMembers.length;
  return [
    ...(node ? [{ text: describeNode(node, { vocabulary }).text, parts: namedMembers.map((text) => ({ text })) }] : []),
    ...(unnamedCount > 0 ? [{ text: words.others({ count: String(unnamedCount), n: unnamedCount }) }] : []),
    ...(lacking
      ? [
          {
            text: words.lacks({ level: vocabulary.levelOf(lacking.level) }),
            parts: unmetInWords(lacking.unmet, vocabulary),
          },
        ]
      : []),
    ...(reached ? levelLines([reached], vocabulary) : []),
    ...(instrument ? reasonsInWords(instrument, vocabulary) : []),
    ...(at[1] === 'unmet' && !lacking ? [{ text: words.noNextLevel }] : []),
  ];
}

/** Describes a member and its contribution; if many options contribute, it does not name them. */
function memberText(node: ExplainedNode, vocabulary: Vocabulary): string {
  const { numbers, cases } = vocabulary.messages;
  const { options = [], name = '' } = node;
  if (options.length <= MAX_MEMBERS) return describeNode(node, { vocabulary }).text;
  const value = printValue(node, numberContextOf(node, vocabulary)).text;
  return numbers.labelled(
    vocabulary.titleOf(name),
    cases.mismatch.options({ count: String(options.length), points: value }),
  );
}

/** The coverage of a pack by its cases, with the data to describe it. */
export interface CoverageReport extends Coverage {
  readonly plan: Plan;
  readonly measures: Measures | undefined;
  readonly policies: readonly Policy[];
  /** The place of each uncovered item, as `file:line`, in their order; undefined if it is not known. */
  readonly places: readonly (string | undefined)[];
  /** Whether the items are listed and not only counted. */
  readonly listed: boolean;
  /**
   * Set if less is covered than was required: the required percentage, and how many more items would have to be
   * covered.
   */
  readonly short?: { readonly asked: number; readonly items: number };
}

const PERCENT_DECIMALS = 1;

/** Documents the coverage by kind, then lists what is not covered if that was requested. */
function coverageBlocks(
  coverage: CoverageReport,
  { languages, titles }: Pick<VocabularySource, 'languages' | 'titles'>,
  speech: ReportLanguage,
): Block[][] {
  const { kinds, total, listed, short, plan } = coverage;
  const { cases, numbers } = speech.messages;
  const words = cases.coverage;
  const title = heading(2, 'coverage', words.heading);
  if (total.of === 0) return [[title, paragraph(words.nothing)]];
  const vocabulary = makeVocabulary({ plan, ...speech, languages, titles });
  const tallies = [
    ...kinds.map(({ kind, ...tally }) => ({ label: words.kinds[kind], tally })),
    { label: words.total, tally: total },
  ];
  const rows = tallies.map(({ label, tally: { touched, of } }) => [
    label,
    words.count({ touched: String(touched), of: String(of) }),
    formatShare(touched / of, numbers, PERCENT_DECIMALS),
  ]);
  return [
    [
      title,
      ...tableOf([...createLeftTitles(''), ...createRightTitles('', '')], rows),
      ...shortenTexts({ coverage }, speech).map((text) => leadParagraph(text, 'bad')),
      ...(short && !listed ? [leadParagraph(words.howToList({ option: '--coverage' }))] : []),
    ],
    ...(listed ? kinds.map(({ kind }) => untouchedBlocks(kind, coverage, vocabulary)) : []),
  ];
}

/** Writes by how much the coverage is below what was required; empty if it is not. */
function shortenTexts(
  { coverage }: Pick<PackCaseRuns, 'coverage'>,
  { messages: { numbers, cases } }: ReportLanguage,
): string[] {
  if (!coverage?.short) return [];
  const { asked, items } = coverage.short;
  const gap = formatNumber(asked - computePercent(coverage.total), { numbers, decimals: PERCENT_DECIMALS, gates: [0] });
  const leastText = numbers.percent(formatNumber(asked, { numbers, decimals: 15 }));
  return [cases.coverage.short({ gap, asked: leastText, items: String(items) })];
}

/** Lists each question, score, measure or instrument that is not fully covered, one line each. */
function untouchedBlocks(kind: CoverageKind, coverage: CoverageReport, vocabulary: Vocabulary): Block[] {
  const groups = new Map<string, { items: CoverageItem[]; place: string | undefined }>();
  coverage.untouched.forEach((item, i) => {
    if (item.kind !== kind) return;
    const key = item.kind === 'requirement' ? JSON.stringify([item.name, item.level, item.number]) : item.name;
    const group = groups.get(key) ?? { items: [], place: coverage.places[i] };
    group.items.push(item);
    groups.set(key, group);
  });
  if (groups.size === 0) return [];
  const items = [...groups.values()].map(
    ({ items, place }): Item => ({
      text: [describeItems(items, coverage, vocabulary)],
      items: place === undefined ? [] : [{ text: [{ path: place }], tone: 'quiet' }],
    }),
  );
  return [
    heading(2, `untouched-${kind}`, vocabulary.messages.cases.coverage.untouched[kind]),
    { kind: 'list', isUnmarked: true, items },
  ];
}

/**
 * Describes items of one kind and name. For a requirement, the text says whether the cases never meet it, never miss
 * it, or never do either.
 */
function describeItems(items: readonly CoverageItem[], coverage: CoverageReport, vocabulary: Vocabulary): string {
  const [first] = items as [CoverageItem];
  const { numbers } = vocabulary.messages;
  const words = vocabulary.messages.cases.coverage;
  const head = titleWithId(titleOf(first, coverage, vocabulary), first.name, vocabulary);
  if (first.kind === 'measure') return head;
  if (first.kind === 'requirement') {
    const requirement = requirementOf(first.of, phraseOf(first.of, first.test, vocabulary), vocabulary);
    const neverText = items.length > 1 ? words.never.either : words.never[first.side === 'met' ? 'met' : 'missed'];
    return numbers.labelled(
      head,
      numbers.remark(numbers.items([vocabulary.levelOf(first.level), requirement]), neverText),
    );
  }
  return numbers.labelled(head, numbers.list(items.map((item) => describeItem(item, vocabulary))));
}

/** Adds to a title the id that is used in files. */
function titleWithId(title: string, id: string, vocabulary: Vocabulary): string {
  return title === id ? id : vocabulary.messages.numbers.remark(title, id);
}

function titleOf(item: CoverageItem, { measures, policies }: CoverageReport, vocabulary: Vocabulary): string {
  switch (item.kind) {
    case 'measure':
      return titleOfMeasure({ measures }, item.name, vocabulary);
    case 'instrument': {
      const instruments = policies.flatMap(({ instruments = [] }) => instruments);
      return vocabulary.pick(instruments.find(({ id }) => id === item.name)?.title) ?? item.name;
    }
    case 'option':
    case 'step':
    case 'case':
    case 'level':
    case 'requirement':
      return vocabulary.titleOf(item.name);
  }
}

function describeItem(item: CoverageItem, vocabulary: Vocabulary): string {
  const { numbers } = vocabulary.messages;
  const words = vocabulary.messages.cases.coverage;
  const answerInWords = (name: string, value: string | number | boolean): string => vocabulary.valueText(name, value);
  switch (item.kind) {
    case 'option': {
      const text = answerInWords(item.name, item.option);
      return text === item.option ? text : `${item.option} ${numbers.quote(text)}`;
    }
    case 'step':
      return words.from({
        value: answerInWords(item.name, item.value),
        bound: formatNumber(item.bound, { numbers, decimals: 15 }),
      });
    case 'case':
      return item.value === undefined
        ? words.case({ number: String(item.number) })
        : numbers.remark(words.case({ number: String(item.number) }), answerInWords(item.name, item.value));
    case 'level':
      return vocabulary.levelOf(item.level);
    case 'instrument':
      return words.never[item.verdict];
    case 'measure':
    case 'requirement':
      return item.name;
  }
}

/** The expectations of a pack's cases that were rewritten, and those that were not. */
export interface Rewriting {
  readonly done: readonly {
    readonly id: string;
    readonly place: string;
    readonly what: string;
    readonly was: string;
    readonly is: string;
  }[];
  readonly kept: readonly { readonly id: string; readonly what: string; readonly because: UnchangedReason }[];
}

/**
 * Renders each rewritten expectation with its old and new value, and those that were not rewritten, with the reason.
 */
export function renderRewriting(
  { done, kept }: Rewriting,
  { messages }: ReportLanguage,
  options: TerminalOptions,
): string {
  const words = messages.cases.rewriting;
  const count = words.count({ count: String(done.length), n: done.length });
  const blocks = [
    ...done.flatMap(({ id, place, what, was, is }) => [
      leadParagraph(words.done({ id, what, was, is })),
      paragraph([{ path: place }], 'quiet'),
    ]),
    ...kept.map(({ id, what, because }) =>
      leadParagraph(words.kept({ id, what, reason: words.reasons[because] }), 'warn'),
    ),
    leadParagraph(kept.length > 0 ? words.countAndKept({ text: count, kept: String(kept.length) }) : count),
    ...(done.length > 0 ? [leadParagraph(words.seeWhy({ key: '`why`' }))] : []),
  ];
  return renderTerminalBlocks(groupBlocks(blocks), options);
}

// Results of the test cases of packs: failures, coverage, rewritten expectations.

import {
  type CaseRun,
  type Coverage,
  type CoverageItem,
  type CoverageKind,
  decimalsOf,
  type Mismatch,
  type MismatchReason,
  percentOf,
  type UnchangedReason,
} from '../../check/index.ts';
import type { Messages } from '../../i18n/index.ts';
import {
  type ExpectedUnmet,
  type ExplainedNode,
  type Measures,
  nearestNames,
  type Policy,
  type ProblemCode,
} from '../../model/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { describeNode, levelLines, numberContextOf, printValue } from '../explain/explanation.ts';
import { reasonsInWords } from '../policy/instruments-section.ts';
import { makeTerminalPage, type TerminalOptions, type TerminalPage } from '../terminal/terminal-page.ts';
import { drawTerminalTable } from '../terminal/terminal-table.ts';
import { sanitizeLine, wrapHanging, wrapText } from '../terminal/terminal-text.ts';
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
  readonly failures: readonly Failure[];
  readonly coverage?: CoverageReport;
}

/** The texts for results, and for problems of answers. */
type CaseLanguage = ReportLanguage & ProblemWords;

const ORIGINS = ['published', 'third-party', 'derived'] as const;

/** Renders the results of cases: failures with what differs and why, the counts, and what no case covers. */
export function renderCaseRuns(packs: readonly PackCaseRuns[], speech: CaseLanguage, options: TerminalOptions): string {
  const page = makeTerminalPage(options);
  const lines = packs.flatMap((pack) => [
    ...pack.failures.flatMap((failure) => [...failureLines(failure, pack, speech, page), '']),
    summaryLine(pack, speech, page),
    ...(pack.coverage ? coverageLines(pack.coverage, pack, speech, page) : []),
  ]);
  return `${lines.join('\n')}\n`;
}

/** The results of cases for programs, with the packs that could not be used: their folder, and why. */
export interface CaseResults {
  readonly packs: readonly PackCaseRuns[];
  readonly refused: readonly { readonly folder: string; readonly reason: string }[];
  readonly speech: CaseLanguage;
}

/** A page that does not wrap lines, for programs. */
const UNWRAPPED: TerminalPage = {
  ...makeTerminalPage({ width: 0, color: false }),
  width: Number.POSITIVE_INFINITY,
};

/**
 * Renders unmet expectations as workflow commands of GitHub Actions. `pathOf` returns the path of a file from the root
 * of the repository.
 */
export function renderCasesGithub({ packs, refused, speech }: CaseResults, pathOf: (file: string) => string): string {
  const annotations = packs.flatMap((pack) => [
    ...pack.failures.flatMap(({ run, ...failure }) =>
      failure.mismatches.map((mismatch) =>
        annotate('error', mismatchLines(mismatch, vocabularyOfFailure(failure, pack, speech)).join('\n'), {
          file: pathOf(run.file),
          line: mismatch.line,
          title: run.id,
        }),
      ),
    ),
    ...shortTexts(pack, speech).map((text) => annotate('error', text, { title: nameOf(pack) })),
  ]);
  return [...annotations, ...refused.map(({ folder, reason }) => annotate('error', reason, { title: folder }))].join(
    '',
  );
}

/**
 * Renders cases as JUnit XML: a suite for each pack with a test for each case, and one for coverage that was required
 * and is missed.
 */
export function renderCasesJunit({ packs, refused, speech }: CaseResults): string {
  const suites = packs.map((pack) => {
    const failures = new Map(pack.failures.map((failure) => [failure.run, failure]));
    const cases = pack.runs.map((run): JunitTest => {
      const test = { name: run.id, place: run.file };
      const failure = failures.get(run);
      if (!failure) return test;
      const vocabulary = vocabularyOfFailure(failure, pack, speech);
      const message = failure.mismatches.map(({ mismatch }) => mismatchText(mismatch, vocabulary)).join('\n');
      const [, ...lines] = failureLines(failure, pack, speech, UNWRAPPED);
      return { ...test, failure: { type: 'mismatch', message, text: lines.join('\n') } };
    });
    const short = shortTexts(pack, speech).map(
      (text): JunitTest => ({
        name: 'coverage',
        place: pack.pack.id,
        failure: { type: 'coverage', message: text, text },
      }),
    );
    return { name: nameOf(pack), tests: [...cases, ...short] };
  });
  const unusable = refused.map(({ folder, reason }) => ({
    name: folder,
    tests: [{ name: 'can be used', place: folder, failure: { type: 'refused', message: reason, text: reason } }],
  }));
  return renderSuites('matura test', [...suites, ...unusable]);
}

function nameOf({ pack }: PackCaseRuns): string {
  return `${pack.id} ${pack.version}`;
}

function summaryLine(
  tested: PackCaseRuns,
  { messages: { numbers, cases } }: ReportLanguage,
  { paint }: TerminalPage,
): string {
  const { runs, failures } = tested;
  const count = cases.pass({ passed: String(runs.length - failures.length), of: String(runs.length) });
  const origins = ORIGINS.flatMap((origin) => {
    const ofOrigin = runs.filter((run) => run.origin === origin).length;
    const name = cases.origins[origin];
    return ofOrigin === 0
      ? []
      : [
          ofOrigin === runs.length
            ? cases.all({ origin: name })
            : cases.counted({ count: String(ofOrigin), origin: name }),
        ];
  });
  const head = failures.length === 0 ? paint.green(count) : paint.red(count);
  return numbers.labelled(nameOf(tested), numbers.remark(head, numbers.items(origins)));
}

/** A case that failed. */
export interface Failure {
  readonly run: CaseRun;
  readonly mismatches: readonly {
    readonly mismatch: Mismatch;
    readonly line: number;
    readonly reason: MismatchReason | undefined;
  }[];
  /** The plan that the case was run against. */
  readonly plan: Plan;
}

/** The vocabulary of a case with its plan, and the texts for problems of its answers. */
type FailureVocabulary = Vocabulary & Pick<Failure, 'plan'> & { readonly words: ProblemWords };

/**
 * Lists a failed case: why it expects what it does, and each unmet expectation with the reasons for the actual result.
 */
function failureLines(
  { run, mismatches, plan }: Failure,
  pack: PackCaseRuns,
  speech: CaseLanguage,
  page: TerminalPage,
): string[] {
  const { paint, width } = page;
  const { numbers, cases } = speech.messages;
  const vocabulary = vocabularyOfFailure({ plan }, pack, speech);
  const origin = run.origin === 'derived' ? '' : ` ${paint.dim(`(${cases.origins[run.origin]})`)}`;
  return [
    `${paint.red('✗')} ${paint.bold(run.id)}${origin}`,
    ...(run.why === undefined
      ? []
      : wrapHanging(`  ${numbers.labelled(cases.why, '')}`, sanitizeLine(run.why), width).map((line) =>
          paint.dim(line),
        )),
    ...mismatches.flatMap((one, i) => [
      ...(mismatches[i - 1]?.line === one.line ? [] : [`  ${paint.dim(`${run.file}:${one.line}`)}`]),
      ...mismatchLines(one, vocabulary, '    ', page),
    ]),
  ];
}

function vocabularyOfFailure(
  { plan }: Pick<Failure, 'plan'>,
  { languages, titles }: PackCaseRuns,
  speech: CaseLanguage,
): FailureVocabulary {
  return { ...makeVocabulary({ plan, ...speech, languages, titles }), plan, words: speech };
}

/** Lists an unmet expectation with the reasons for the actual result. */
function mismatchLines(
  { mismatch, reason }: Failure['mismatches'][number],
  vocabulary: FailureVocabulary,
  indent = '',
  { width }: Pick<TerminalPage, 'width'> = UNWRAPPED,
): string[] {
  return [
    ...wrapHanging(indent, sanitizeLine(mismatchText(mismatch, vocabulary)), width),
    ...(reason ? drawLines(reasonLines(reason, mismatch, vocabulary), `${indent}  `, width) : []),
  ];
}

function drawLines(lines: readonly TextLine[], indent: string, width: number): string[] {
  return lines.flatMap(({ text, parts = [] }) => [
    ...wrapHanging(indent, sanitizeLine(text), width),
    ...drawLines(parts, `${indent}  `, width),
  ]);
}

/** Says what was expected and what the result is: "scores.total: expected 48.4, got 48.5 (0.1 more)". */
function mismatchText(mismatch: Mismatch, { plan, messages, words: problemWords }: FailureVocabulary): string {
  const { numbers, cases } = messages;
  const words = cases.mismatch;
  const { what, expected, got, difference, tolerance = 0 } = mismatch;
  const say = (value: unknown): string => expectedValueText(value, messages);
  switch (what) {
    case 'base':
      return words.base({ id: String(expected) });
    case 'answers':
      return words.refused({ problem: refusalText(got, problemWords) });
    case 'policy':
      return words.noPolicy;
    case 'measures':
      return words.among({ expected: say(expected), got: say(got) });
  }
  if (got === undefined) {
    const text = words.unknown({ what, expected: say(expected) });
    const names = [...plan.names.keys(), ...plan.scores.map(({ name }) => name)];
    const [near] = mismatch.at[1] === 'instruments' ? [] : nearestNames(String(mismatch.at.at(-1)), names);
    return near === undefined ? text : messages.findings.meant({ text, name: near });
  }
  if (difference === undefined || mismatch.at.at(-1) === 'level')
    return words.differs({ what, expected: say(expected), got: say(got) });
  const decimals = Math.max(plan.decimals, decimalsOf(expected as number));
  const write = (value: number, gate: number): string => formatNumber(value, { numbers, decimals, gates: [gate] });
  const distance = (difference > 0 ? words.more : words.less)({ amount: write(Math.abs(difference), tolerance) });
  const allowed = tolerance > 0 ? [words.allowed({ amount: writeWhole(tolerance, messages) })] : [];
  const text = words.differs({ what, expected: say(expected), got: write(got as number, expected as number) });
  return numbers.remark(text, numbers.items([distance, ...allowed]));
}

/** The most digits that a number in a document can hold. */
const ALL_DECIMALS = 15;

function writeWhole(value: number, { numbers }: Messages): string {
  return formatNumber(value, { numbers, decimals: ALL_DECIMALS });
}

function refusalText(got: unknown, words: ProblemWords): string {
  const { refused, at = [], ...details } = got as { refused: ProblemCode; at: readonly (string | number)[] };
  return `${refused} ${at.join('.')}: ${findingText({ code: refused, details }, words)}`;
}

function expectedValueText(value: unknown, messages: Messages): string {
  const { numbers, cases } = messages;
  const words = cases.mismatch;
  const say = (one: unknown): string => expectedValueText(one, messages);
  if (value === null) return words.none;
  if (typeof value === 'number') return writeWhole(value, messages);
  if (Array.isArray(value)) return value.length === 0 ? words.none : numbers.items(value.map(say));
  if (typeof value !== 'object') return value === 'open' || value === 'accepted' ? words[value] : String(value);
  if ('lowest' in value && 'highest' in value) return numbers.range(say(value.lowest), say(value.highest), true);
  const { name, needs, has } = value as ExpectedUnmet;
  const stated = [
    ...(needs === undefined ? [] : [`${words.needs} ${say(needs)}`]),
    ...(has === undefined ? [] : [`${words.has} ${say(has)}`]),
  ];
  return stated.length === 0 ? name : numbers.remark(name, numbers.items(stated));
}

/** The most members that are named: those that contribute most. */
const MAX_MEMBERS = 3;

/** Lists the reasons for the actual result of a case. */
function reasonLines(
  { node, members = [], lacking, reached, instrument }: MismatchReason,
  { at }: Mismatch,
  vocabulary: Vocabulary,
): TextLine[] {
  const words = vocabulary.messages.cases.mismatch;
  const named = members.slice(0, MAX_MEMBERS).map((member) => memberText(member.node, vocabulary));
  const others = members.length - named.length;
  return [
    ...(node ? [{ text: describeNode(node, { vocabulary }).text, parts: named.map((text) => ({ text })) }] : []),
    ...(others > 0 ? [{ text: words.others({ count: String(others), n: others }) }] : []),
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

/** Describes a member and what it contributes; if many options contribute, it does not name them. */
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

/** What the cases of a pack cover, with the data to describe it. */
export interface CoverageReport extends Coverage {
  readonly plan: Plan;
  readonly measures: Measures | undefined;
  readonly policies: readonly Policy[];
  /** The place of each uncovered item, as `file:line`, in their order; undefined if it is not known. */
  readonly places: readonly (string | undefined)[];
  /** Whether the items are listed and not only counted. */
  readonly listed: boolean;
  /** Set if less is covered than was required: the required percentage, and the number of items missing. */
  readonly short?: { readonly asked: number; readonly items: number };
}

const DECIMALS = 1;

/** Lists how much is covered, by kind, and what is not. */
function coverageLines(
  coverage: CoverageReport,
  { languages, titles }: Pick<VocabularySource, 'languages' | 'titles'>,
  speech: ReportLanguage,
  page: TerminalPage,
): string[] {
  const { kinds, total, listed, short, plan } = coverage;
  const { cases, numbers } = speech.messages;
  const words = cases.coverage;
  if (total.of === 0) return [page.paint.bold(words.heading), `  ${words.nothing}`];
  const vocabulary = makeVocabulary({ plan, ...speech, languages, titles });
  const rows = [
    ...kinds.map(({ kind, ...tally }) => ({ label: words.kinds[kind], tally })),
    { label: words.total, tally: total },
  ];
  const columns = [{ title: '' }, { title: '', align: 'right' }, { title: '', align: 'right' }] as const;
  const cells = rows.map(({ label, tally: { touched, of } }) => ({
    cells: [
      label,
      words.count({ touched: String(touched), of: String(of) }),
      formatShare(touched / of, numbers, DECIMALS),
    ],
  }));
  return [
    page.paint.bold(words.heading),
    ...drawTerminalTable(page, columns, cells),
    ...shortTexts({ coverage }, speech).flatMap((text) =>
      wrapText(text, page.width).map((line) => page.paint.red(line)),
    ),
    ...(short && !listed ? [words.howToList({ option: '--coverage' })] : []),
    ...(listed ? kinds.flatMap(({ kind }) => untouchedLines(kind, coverage, vocabulary, page)) : []),
  ];
}

/** Says by how much less is covered than was required, if so. */
function shortTexts(
  { coverage }: Pick<PackCaseRuns, 'coverage'>,
  { messages: { numbers, cases } }: ReportLanguage,
): string[] {
  if (!coverage?.short) return [];
  const { asked, items } = coverage.short;
  const gap = formatNumber(asked - percentOf(coverage.total), { numbers, decimals: DECIMALS, gates: [0] });
  const least = numbers.percent(formatNumber(asked, { numbers, decimals: 15 }));
  return [cases.coverage.short({ gap, asked: least, items: String(items) })];
}

/** Lists each question, score, measure or instrument with something uncovered, in one line. */
function untouchedLines(
  kind: CoverageKind,
  coverage: CoverageReport,
  vocabulary: Vocabulary,
  page: TerminalPage,
): string[] {
  const groups = new Map<string, { items: CoverageItem[]; place: string | undefined }>();
  coverage.untouched.forEach((item, i) => {
    if (item.kind !== kind) return;
    const key = item.kind === 'requirement' ? JSON.stringify([item.name, item.level, item.number]) : item.name;
    const group = groups.get(key) ?? { items: [], place: coverage.places[i] };
    group.items.push(item);
    groups.set(key, group);
  });
  if (groups.size === 0) return [];
  return [
    '',
    page.paint.bold(vocabulary.messages.cases.coverage.untouched[kind]),
    ...[...groups.values()].flatMap(({ items, place }) => [
      ...wrapHanging('  ', sanitizeLine(describeItems(items, coverage, vocabulary)), page.width),
      ...(place === undefined ? [] : [`    ${page.paint.dim(place)}`]),
    ]),
  ];
}

/**
 * Describes items of one kind and name; for a requirement, it says whether cases never meet it, never miss it, or do
 * neither.
 */
function describeItems(items: readonly CoverageItem[], coverage: CoverageReport, vocabulary: Vocabulary): string {
  const [first] = items as [CoverageItem];
  const { numbers } = vocabulary.messages;
  const words = vocabulary.messages.cases.coverage;
  const head = titleWithId(titleOf(first, coverage, vocabulary), first.name, vocabulary);
  if (first.kind === 'measure') return head;
  if (first.kind === 'requirement') {
    const needs = requirementOf(first.of, phraseOf(first.of, first.test, vocabulary), vocabulary);
    const never = items.length > 1 ? words.never.either : words.never[first.side === 'met' ? 'met' : 'missed'];
    return numbers.labelled(head, numbers.remark(numbers.items([vocabulary.levelOf(first.level), needs]), never));
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
  const say = (name: string, value: string | number | boolean): string => vocabulary.valueText(name, value);
  switch (item.kind) {
    case 'option': {
      const text = say(item.name, item.option);
      return text === item.option ? text : `${item.option} ${numbers.quote(text)}`;
    }
    case 'step':
      return words.from({
        value: say(item.name, item.value),
        bound: formatNumber(item.bound, { numbers, decimals: 15 }),
      });
    case 'case':
      return item.value === undefined
        ? words.case({ number: String(item.number) })
        : numbers.remark(words.case({ number: String(item.number) }), say(item.name, item.value));
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
  const { paint, width } = makeTerminalPage(options);
  const words = messages.cases.rewriting;
  const count = words.count({ count: String(done.length), n: done.length });
  const lines = [
    ...done.flatMap(({ id, place, what, was, is }) => [
      ...wrapHanging('', sanitizeLine(words.done({ id, what, was, is })), width),
      `  ${paint.dim(place)}`,
    ]),
    ...kept.flatMap(({ id, what, because }) =>
      wrapHanging('', sanitizeLine(words.kept({ id, what, reason: words.reasons[because] })), width).map((line) =>
        paint.yellow(line),
      ),
    ),
    kept.length > 0 ? words.countAndKept({ text: count, kept: String(kept.length) }) : count,
    ...(done.length > 0 ? wrapHanging('', words.seeWhy({ key: '`why`' }), width) : []),
  ];
  return `${lines.join('\n')}\n`;
}

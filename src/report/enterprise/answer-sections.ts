// Writes the answers of an enterprise: all answers, strengths and gaps, and the heat map.

import { drawHeatMap, type HeatCell, type HeatGroup, RAMP } from '../../charts/index.ts';
import {
  findItem,
  findPackAnswer,
  type InterviewItem,
  isAsked,
  readDerivedAnswer,
  splitQuestionNumber,
} from '../../interview/index.ts';
import { type Question, toNumber } from '../../model/index.ts';
import {
  type AnswerValue,
  createMemberNames,
  entryOf,
  findUnmet,
  type Input,
  isChoices,
  type Plan,
  type Possible,
  type RatedAnswer,
  rateAnswers,
  targetKey,
  toPlainAtom,
  valueAt,
} from '../../scoring/index.ts';
import {
  type Block,
  type Cell,
  createFoldedHeading,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  heading,
  type Inline,
  listOf,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { questionsBehindGaps } from '../policy/priorities-section.ts';
import { onOneLine, unmetInWords } from '../text/condition-text.ts';
import { formatShare } from '../text/number-format.ts';
import { roleInWords } from '../text/role-text.ts';
import type { PlainValue } from '../text/vocabulary.ts';
import type { EnterpriseContext } from './score-profile.ts';

/** Documents every fact and answer with its notes and evidence, part by part. */
export function writeAnswers(writing: EnterpriseContext): Block[] {
  const { report, vocabulary } = writing;
  const { answers: words } = vocabulary.messages.report;
  const { interview, answeredCount: settled } = report;
  const { parts, items } = interview.outline;
  return [
    createFoldedHeading('answers', words.title),
    ...(settled
      ? [paragraph(words.introduction({ settled: String(settled.count), of: String(settled.of), n: settled.count }))]
      : []),
    ...parts.flatMap((part, position): Block[] => {
      const askedItems = items.filter((item) => item.part === position && isAsked(interview, item));
      if (askedItems.length === 0) return [];
      const openItems = askedItems.filter(({ name }) => isUnanswered(name, writing));
      const rows = askedItems.filter((item) => !openItems.includes(item)).map((item) => rowOf(item, writing));
      const names = vocabulary.messages.numbers.items(openItems.map(({ name }) => vocabulary.titleOf(name)));
      const title =
        part.kind === 'section' ? (vocabulary.pick(part.section.title) ?? part.section.id) : words[part.kind];
      return [
        {
          kind: 'details',
          summary: vocabulary.messages.numbers.remark(title, String(askedItems.length)),
          blocks: [
            ...tableOf(createLeftTitles(words.question, words.answer, words.remarks), rows),
            ...(openItems.length > 0
              ? [paragraph((part.kind === 'section' ? words.notAnswered : words.notStated)({ names }), 'quiet')]
              : []),
          ],
        },
      ];
    }),
    ...writeUnasked(
      // A fact that another one answers is stated there.
      items.filter((item) => !isAsked(interview, item) && !findPackAnswer(item.input, interview.sheet, interview.plan)),
      writing,
    ),
  ];
}

/** Whether a question has no answer (not even "unknown"), no note and no flag. */
function isUnanswered(name: string, writing: EnterpriseContext): boolean {
  const { state, note, flagged } = entryOf(writing.report.interview.sheet, name);
  return state === 'unanswered' && note === undefined && !flagged && effectiveAnswer(name, writing) === undefined;
}

/** Lists the questions that do not apply to the enterprise because of its other answers, with the reason. */
function writeUnasked(unasked: readonly InterviewItem[], { report, vocabulary }: EnterpriseContext): Block[] {
  if (unasked.length === 0) return [];
  const { numbers, report: reportMessages } = vocabulary.messages;
  const { plan, evaluation } = report.interview;
  const readNode = (node: number): Possible => valueAt(evaluation, node);
  const lines = unasked.map(({ name, input }) => {
    const title = vocabulary.titleOf(name);
    const unmetLines = input.when
      ? unmetInWords(findUnmet(input.when, readNode, createMemberNames(plan)), vocabulary)
      : [];
    return {
      text:
        unmetLines.length === 0
          ? title
          : numbers.remark(title, numbers.list(unmetLines.map((line) => onOneLine(line, numbers)))),
    };
  });
  return [
    {
      kind: 'details',
      summary: reportMessages.answers.notAsked({ count: String(unasked.length) }),
      blocks: listOf(lines),
    },
  ];
}

function rowOf(item: InterviewItem, writing: EnterpriseContext): (Inline | Cell)[] {
  const { report, vocabulary } = writing;
  const { interview } = report;
  const { messages } = vocabulary;
  const { numbers, report: reportMessages } = messages;
  const { name } = item;
  const entry = entryOf(interview.sheet, name);
  const { note, evidence = [], by, flagged } = entry;
  const isProofMissing = report.result.warnings.some(
    (warning) => warning.code === 'evidence-missing' && warning.name === name,
  );
  const targetAnswer = interview.sheet.get(targetKey(name));
  const remarks = [
    ...(targetAnswer?.state === 'answered' && targetAnswer !== entry
      ? [messages.summary.target({ aim: valueInWords(name, targetAnswer.value, writing) })]
      : []),
    ...(note === undefined ? [] : [note]),
    ...(evidence.length === 0 ? [] : [numbers.labelled(reportMessages.answers.evidence, numbers.items(evidence))]),
    ...(isProofMissing ? [reportMessages.answers.noEvidence] : []),
    ...(by === undefined
      ? []
      : [numbers.labelled(reportMessages.answers.by, roleInWords(by, report.measures, vocabulary))]),
    ...(flagged ? [reportMessages.answers.flagged] : []),
  ];
  return [
    { text: [...splitQuestionNumber(item).map((number) => `${number} `), vocabulary.titleOf(name)], isHeading: true },
    answerOf(item, writing),
    { text: [numbers.list(remarks)], ...(isProofMissing ? { tone: 'warn' as const } : {}) },
  ];
}

function answerOf({ name }: InterviewItem, writing: EnterpriseContext): Cell {
  const { explain, numbers, words } = writing.vocabulary.messages;
  const answerText = answerInWords(name, writing);
  if (answerText !== undefined) {
    return {
      text: [effectiveAnswer(name, writing)?.isDerived ? numbers.remark(answerText, explain.follows) : answerText],
    };
  }
  const { state } = entryOf(writing.report.interview.sheet, name);
  return { text: [words.states[state]], tone: state === 'notApplicable' ? 'quiet' : 'warn' };
}

/** Returns the stated answer; without one, the answer derived from figures; without either, undefined. */
function effectiveAnswer(
  name: string,
  { report }: EnterpriseContext,
): { readonly value: AnswerValue; readonly isDerived: boolean } | undefined {
  const { interview } = report;
  const entry = entryOf(interview.sheet, name);
  if (entry.state === 'answered') return { value: entry.value, isDerived: false };
  if (entry.state !== 'unanswered') return undefined;
  const item = findItem(interview, name);
  const value = item && (readDerivedAnswer(interview, item)?.value ?? item.input.default ?? undefined);
  return value === undefined ? undefined : { value, isDerived: true };
}

function answerInWords(name: string, writing: EnterpriseContext): string | undefined {
  const answer = effectiveAnswer(name, writing);
  return answer && valueInWords(name, answer.value, writing);
}

function valueInWords(name: string, value: AnswerValue, writing: EnterpriseContext): string {
  const { vocabulary } = writing;
  const plainValue = isChoices(value) ? value : toPlainAtom(value);
  const valueText = vocabulary.valueText(name, plainValue);
  const label = scaleLabel(name, plainValue, writing);
  return label === undefined ? valueText : vocabulary.messages.numbers.labelled(valueText, label);
}

function scaleLabel(name: string, value: PlainValue, { report, vocabulary }: EnterpriseContext): string | undefined {
  const input = report.plan.inputs.find((candidate) => candidate.name === name);
  if (!input?.form.isScale) return undefined;
  const { labels = {} } = input.definition as Question;
  const key = String(value);
  return Object.hasOwn(labels, key) ? vocabulary.pick(labels[key]) : undefined;
}

/**
 * An answer is a strength if its share of the best answer is at least `STRONG_SHARE`, and a gap if it is at most
 * `WEAK_SHARE`. The lists of strengths and of gaps have at most `LIST_LIMIT` entries each.
 */
const STRONG_SHARE = 0.75;
const WEAK_SHARE = 0.34;
const LIST_LIMIT = 8;

/** Documents the answers closest to the best possible one, and those furthest from it. */
export function writeStrengthsAndGaps(writing: EnterpriseContext): Block[] {
  const { report, vocabulary } = writing;
  const { plan, interview } = report;
  const { extremes: words } = vocabulary.messages.report;
  const ratedAnswers = rateAnswers(plan, interview.sheet, interview.evaluation);
  if (ratedAnswers.length === 0) return [];
  const strong = ratedAnswers.filter(({ share }) => share >= STRONG_SHARE).sort((a, b) => b.share - a.share);
  const { recommendation } = report;
  // Among equally weak answers, those that a priority gap depends on come first.
  const gapQuestions = recommendation ? questionsBehindGaps({ ...report, recommendation }) : [];
  const positionInGaps = ({ input: { name } }: RatedAnswer): number =>
    gapQuestions.includes(name) ? gapQuestions.indexOf(name) : gapQuestions.length;
  const weakAnswers = ratedAnswers
    .filter(({ share }) => share <= WEAK_SHARE)
    .sort((a, b) => a.share - b.share || positionInGaps(a) - positionInGaps(b));
  const isImprovable = ({ input }: RatedAnswer): boolean => report.improvable?.has(input.name) ?? true;
  return [
    createFoldedHeading('extremes', words.title),
    heading(3, 'strengths', words.strengths),
    ...listRated(strong, words.noStrength, writing),
    heading(3, 'gaps', words.gaps),
    ...listRated(weakAnswers.filter(isImprovable), words.noGap, writing),
    ...writeOtherGaps(
      weakAnswers.filter((gap) => !isImprovable(gap)),
      writing,
    ),
  ];
}

/** Lists gaps that no measure closes, for which the plan has no advice. */
function writeOtherGaps(gaps: readonly RatedAnswer[], writing: EnterpriseContext): Block[] {
  const { numbers, report: reportMessages } = writing.vocabulary.messages;
  if (gaps.length === 0) return [];
  const lines = gaps.map(({ input: { name, definition } }) => {
    const answer = answerInWords(name, writing) ?? '';
    // Options that several questions share, such as “10% or less”, say nothing without the whole question.
    const isShared = 'options' in definition && typeof definition.options === 'string';
    const question = isShared ? writing.vocabulary.pick(definition.text) : undefined;
    return question === undefined
      ? numbers.labelled(writing.vocabulary.titleOf(name), answer)
      : numbers.sentences([question, answer]);
  });
  return [paragraph(reportMessages.extremes.noMeasure({ answers: numbers.list(lines) }), 'quiet')];
}

function listRated(rated: readonly RatedAnswer[], none: string, writing: EnterpriseContext): Block[] {
  const { vocabulary } = writing;
  const { numbers, report: reportMessages, summary } = vocabulary.messages;
  if (rated.length === 0) return [paragraph(none, 'quiet')];
  const rows = rated
    .slice(0, LIST_LIMIT)
    .map(({ input, share }) => [
      createRowHeading(vocabulary.titleOf(input.name)),
      answerInWords(input.name, writing) ?? '',
      formatShare(share, numbers),
    ]);
  return [
    ...tableOf(
      [
        ...createLeftTitles(reportMessages.answers.question, reportMessages.answers.answer),
        ...createRightTitles(reportMessages.extremes.share),
      ],
      rows,
    ),
    ...(rated.length > LIST_LIMIT
      ? [paragraph(summary.more({ count: String(rated.length - LIST_LIMIT) }), 'quiet')]
      : []),
  ];
}

/** The minimum number of questions of a map, and the maximum number of steps of a scale on it. */
const MIN_QUESTIONS = 3;
const STEP_LIMIT = 8;
/** The tag that states the level a question is about. */
const LEVEL_TAG = 'level';

interface HeatMap {
  readonly columns: readonly string[];
  readonly groups: readonly HeatGroup[];
  readonly introduction: string;
}

/**
 * Documents the heat map. If every question of each section is about one level, the map has a row per section and a
 * column per level; otherwise, it shows the questions that are answered on a scale, by step. Empty if neither is
 * possible.
 */
export function writeHeatMap(writing: EnterpriseContext): Block[] {
  const map = mapLevels(writing) ?? mapScales(writing);
  if (!map) return [];
  const { numbers, report } = writing.vocabulary.messages;
  const { scenes: words } = report;
  const { columns, groups, introduction } = map;
  const rows = groups.flatMap(({ rows }) => rows);
  const describedRows = rows.map(({ title, cells }) =>
    numbers.labelled(title, numbers.items(cells.flatMap(({ text }) => (text === undefined ? [] : [text])))),
  );
  const hasCell = (test: (cell: HeatCell) => boolean): boolean => rows.some(({ cells }) => cells.some(test));
  return [
    heading(2, 'scenes', words.title),
    {
      kind: 'chart',
      title: introduction,
      description: numbers.list(describedRows),
      drawing: drawHeatMap(columns, groups, introduction),
      legend: [
        { name: 'step-0', text: words.least },
        { name: `step-${RAMP.length - 1}`, text: words.most },
        ...(hasCell(({ isTarget }) => isTarget === true)
          ? [{ name: 'target', text: report.scores.afterMeasures }]
          : []),
        ...(hasCell(({ share }) => share === 'open')
          ? [{ name: 'open', text: writing.vocabulary.messages.words.open }]
          : []),
      ],
    },
  ];
}

function questionsOf({ inputs }: Plan, section: string): Input[] {
  return inputs.filter((input) => input.role === 'question' && input.section === section);
}

/** Maps the sections by level; undefined unless each of their questions is about one level. */
function mapLevels(writing: EnterpriseContext): HeatMap | undefined {
  const { report, vocabulary } = writing;
  const { plan, interview } = report;
  const { numbers, report: reportMessages } = vocabulary.messages;
  const taggedInputs = plan.inputs.filter(({ role, tags }) => role === 'question' && Object.hasOwn(tags, LEVEL_TAG));
  const levels = [...new Set(taggedInputs.map(({ tags }) => tags[LEVEL_TAG] as string))].sort(
    (a, b) => Number(a) - Number(b),
  );
  if (levels.length < 2 || levels.length > STEP_LIMIT) return undefined;
  const shares = new Map(
    rateAnswers(plan, interview.sheet, interview.evaluation).map(({ input, share }) => [input.name, share]),
  );
  const rows = plan.sections.flatMap(({ id, title }) => {
    const questions = questionsOf(plan, id).filter((question) => taggedInputs.includes(question));
    if (questions.length < 2) return [];
    const cells = levels.map((level): HeatCell => {
      const levelQuestions = questions.filter((question) => question.tags[LEVEL_TAG] === level);
      const knownShares = levelQuestions.flatMap(({ name }) => shares.get(name) ?? []);
      if (knownShares.length > 0) {
        const share = knownShares.reduce((sum, knownShare) => sum + knownShare, 0) / knownShares.length;
        return { share, text: formatShare(share, numbers) };
      }
      return levelQuestions.some((question) => isOpen(question, writing))
        ? { share: 'open', text: '?' }
        : { share: null };
    });
    return [{ title: vocabulary.pick(title) ?? id, cells }];
  });
  if (rows.length < MIN_QUESTIONS) return undefined;
  return {
    columns: levels.map((level) => vocabulary.messages.portfolio.level({ level })),
    groups: [{ rows }],
    introduction: reportMessages.scenes.byLevel,
  };
}

/** Maps the questions answered on a scale of a few steps; the cells of each are shaded up to its answer. */
function mapScales(writing: EnterpriseContext): HeatMap | undefined {
  const { report, vocabulary } = writing;
  const { plan } = report;
  const { report: reportMessages } = vocabulary.messages;
  const scales = plan.inputs.filter((input) => input.role === 'question' && stepsOf(input).length > 1);
  const [longest] = [...scales].sort((input, other) => stepsOf(other).length - stepsOf(input).length);
  if (!longest) return undefined;
  const steps = stepsOf(longest);
  const groups = plan.sections.flatMap(({ id, title }): HeatGroup[] => {
    const rows = questionsOf(plan, id)
      .filter((question) => scales.includes(question))
      .flatMap((question) => {
        const cells = cellsOf(question, steps, writing);
        return cells ? [{ title: vocabulary.titleOf(question.name), cells }] : [];
      });
    return rows.length === 0 ? [] : [{ title: vocabulary.pick(title) ?? id, rows }];
  });
  if (groups.flatMap(({ rows }) => rows).length < MIN_QUESTIONS) return undefined;
  return { columns: steps.map(String), groups, introduction: reportMessages.scenes.byStep };
}

function stepsOf({ form, range: { low, high } }: Input): number[] {
  if (!form.isScale || !low || !high) return [];
  const [from, to] = [toNumber(low), toNumber(high)];
  return to - from + 1 > STEP_LIMIT ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Shades the cells of a question up to its answer; undefined for a question that is not asked. */
function cellsOf(question: Input, steps: readonly number[], writing: EnterpriseContext): HeatCell[] | undefined {
  const { report, vocabulary } = writing;
  const answer = effectiveAnswer(question.name, writing);
  const ownSteps = stepsOf(question);
  const value = typeof answer?.value === 'object' && 'n' in answer.value ? toNumber(answer.value) : undefined;
  const targetShare = aimOf(question.name, report.recommendation);
  if (value === undefined) {
    if (!isOpen(question, writing)) {
      const { notApplicable } = vocabulary.messages.report.scenes;
      return report.interview.sheet.get(question.name)?.state === 'notApplicable'
        ? steps.map((_, i) => ({ share: null, ...(i === 0 ? { text: notApplicable } : {}) }))
        : undefined;
    }
    return steps.map((step) => (ownSteps.includes(step) ? { share: 'open', text: '?' } : { share: null }));
  }
  const lastStep = Math.max(1, ownSteps.length - 1);
  return steps.map((step): HeatCell => {
    const isTarget = targetShare !== undefined && step === targetShare && targetShare > value;
    if (step > value || !ownSteps.includes(step)) return { share: null, isTarget };
    return {
      share: (step - (ownSteps[0] ?? 0)) / lastStep,
      ...(step === value ? { text: String(value) } : {}),
      isTarget,
    };
  });
}

/** Returns the answer to which the recommended measures raise a question that is answered by a number. */
function aimOf(name: string, recommendation: EnterpriseContext['report']['recommendation']): number | undefined {
  const aimedEnds = (recommendation?.measures ?? []).flatMap(({ reasons }) =>
    reasons.flatMap((change) => (change.name === name && typeof change.to === 'number' ? [change.to] : [])),
  );
  return aimedEnds.length === 0 ? undefined : Math.max(...aimedEnds);
}

function isOpen({ name }: Input, { report }: EnterpriseContext): boolean {
  const { plan, interview } = report;
  const position = plan.names.get(name)?.node ?? -1;
  const { evaluation } = interview;
  const state = evaluation.states[position];
  return evaluation.asked[position] !== 'fails' && (state === 'unanswered' || state === 'unknown');
}

import type { Recommendation, RecommendedMeasure } from '../../model/generated/types.ts';
import { findMeasure, findTrack } from '../assessment.ts';
import { escapeMarkdown, escapeStart } from '../markdown/escape.ts';
import { drawLines } from '../markdown/list.ts';
import { drawTable } from '../markdown/table.ts';
import { formatMoneyRange, formatNumber, formatRange } from '../number.ts';
import { levelOrNone } from '../summary/level.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { changeInWords } from '../words/change.ts';
import { unmetInWords } from '../words/unmet.ts';
import { NO_SOURCE, type Notes } from './notes.ts';
import type { PolicyReport } from './report.ts';
import { stepsInWords } from './steps.ts';

/** The track, or what would settle it. */
export function drawTrack(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): string[] {
  const { numbers, policy } = vocabulary.messages;
  const { track } = report.recommendation;
  const titleOf = (id: string): string => vocabulary.pick(findTrack(report, id)?.title) ?? id;
  if (track.id !== undefined) {
    const known = findTrack(report, track.id);
    const text = vocabulary.pick(known?.text);
    const mark = notes.refer(known?.source);
    return [
      `## ${escapeMarkdown(policy.track.titled(titleOf(track.id)))}${text === undefined ? mark : ''}`,
      '',
      ...(text === undefined ? [] : [`${escapeStart(text)}${mark}`, '']),
    ];
  }
  if (track.truth === 'fails') return [`## ${policy.track.title}`, '', policy.track.none, ''];
  return [
    `## ${policy.track.title}`,
    '',
    escapeStart(policy.track.open(numbers.or((track.possible ?? []).map(titleOf)))),
    '',
    ...drawQuestions(policy.track.clarify, track.clarify ?? [], vocabulary),
  ];
}

/** What is to be found out. */
function drawQuestions(heading: string, names: readonly string[], vocabulary: Vocabulary): string[] {
  if (names.length === 0) return [];
  return [heading, '', ...drawLines(names.map((name) => ({ text: vocabulary.askedAs(name) }))), ''];
}

/** The measures in order with their costs, what each means, and where they lead. */
export function drawMeasures(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): string[] {
  const { policy } = vocabulary.messages;
  const { measures, clarify = [] } = report.recommendation;
  const heading = `## ${policy.measures.title}${report.measures ? notes.refer(report.measures.source ?? NO_SOURCE) : ''}`;
  const questions = drawQuestions(policy.measures.clarify, clarify, vocabulary);
  if (measures.length === 0)
    return [heading, '', policy.measures.none, '', ...questions, ...drawOutcome(report, vocabulary)];
  return [
    heading,
    '',
    ...drawSteps(report, notes, vocabulary),
    '',
    ...drawTotal(report, notes, vocabulary),
    ...drawPractice(report, vocabulary),
    ...questions,
    ...drawOutcome(report, vocabulary),
  ];
}

function drawSteps(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): string[] {
  const { policy, numbers } = vocabulary.messages;
  const { measures } = report.recommendation;
  const costs = measures.flatMap(({ cost }) => (cost ? [cost] : []));
  const all = costs.length > 0 && costs.every(({ illustrative }) => illustrative);
  const head = [
    policy.measures.step,
    policy.measures.measure,
    policy.measures.changes,
    all
      ? `${numbers.remark(policy.measures.cost, policy.measures.illustrative)}${notes.illustrative}`
      : policy.measures.cost,
    policy.measures.duration,
    policy.measures.needs,
  ];
  const rows = measures.map((measure, i) => [
    String(i + 1),
    escapeMarkdown(titleOf(report, measure.id, vocabulary)) + notes.refer(findMeasure(report, measure.id)?.source),
    escapeMarkdown(changesOf(measure, report, vocabulary)),
    costOf(measure, all ? '' : notes.illustrative, vocabulary),
    monthsOf(measure, vocabulary),
    escapeMarkdown(needsOf(measure, report, vocabulary)),
  ]);
  return drawTable(head, rows, ['right', 'left', 'left', 'right', 'right', 'left']);
}

function titleOf(report: PolicyReport, id: string, vocabulary: Vocabulary): string {
  return vocabulary.pick(findMeasure(report, id)?.title) ?? id;
}

function changesOf(
  { reasons, neededBy = [] }: RecommendedMeasure,
  { recommendation }: PolicyReport,
  vocabulary: Vocabulary,
): string {
  const { numbers, policy } = vocabulary.messages;
  const steps = stepsInWords(neededBy, recommendation, vocabulary);
  return numbers.list([
    ...reasons.map((change) => changeInWords(change, vocabulary)),
    ...(steps === undefined ? [] : [policy.measures.neededBy(steps)]),
  ]);
}

/** The steps that come before, and what is taken to be there without a step. */
function needsOf({ needs = [], there = [] }: RecommendedMeasure, report: PolicyReport, vocabulary: Vocabulary): string {
  const { numbers, policy } = vocabulary.messages;
  const steps = stepsInWords(needs, report.recommendation, vocabulary);
  const known = there.map((id) => numbers.quote(titleOf(report, id, vocabulary)));
  const parts = [
    ...(steps === undefined ? [] : [steps]),
    ...(known.length === 0 ? [] : [policy.measures.there(numbers.items(known))]),
  ];
  return parts.length === 0 ? '–' : numbers.list(parts);
}

function costOf({ cost }: RecommendedMeasure, mark: string, { messages }: Vocabulary): string {
  if (!cost) return messages.policy.measures.costNotStated;
  return formatMoneyRange(cost.low, cost.high, cost.currency, messages.numbers) + (cost.illustrative ? mark : '');
}

function monthsOf({ months }: RecommendedMeasure, { messages }: Vocabulary): string {
  const { numbers } = messages;
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 1 });
  return (months && formatRange(months.low, months.high, { numbers, write })) ?? '–';
}

function drawTotal(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): string[] {
  const { numbers, policy } = vocabulary.messages;
  const { cost } = report.recommendation;
  if (!cost) return [];
  const { low, high, currency, illustrative, without = [] } = cost;
  const sum = policy.measures.total(formatMoneyRange(low, high, currency, numbers));
  const missing = without.map((id) => titleOf(report, id, vocabulary));
  return [
    `**${sum}**${illustrative ? notes.illustrative : ''}`,
    '',
    ...(missing.length > 0 ? [escapeStart(policy.measures.without(numbers.items(missing))), ''] : []),
  ];
}

function drawPractice(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const steps = report.recommendation.measures.map(({ id }) => {
    const measure = findMeasure(report, id);
    return { id, text: vocabulary.pick(measure?.text) };
  });
  if (steps.every(({ text }) => text === undefined)) return [];
  const lines = steps.map(({ id, text }, i) => {
    const mark = `${i + 1}. `;
    const title = `${mark}**${escapeMarkdown(titleOf(report, id, vocabulary))}**`;
    return text === undefined ? [title, ''] : [title, '', ' '.repeat(mark.length) + escapeStart(text), ''];
  });
  return [`### ${vocabulary.messages.policy.measures.practice}`, '', ...lines.flat()];
}

function drawOutcome(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { policy } = vocabulary.messages;
  const { target, measures } = report.recommendation;
  if (target.level === null) return [];
  if (target.reached && measures.length === 0) return [];
  const missing = target.reached ? [] : drawLines(unmetInWords(target.unmet ?? [], vocabulary));
  return [
    `## ${policy.measures.after}`,
    '',
    escapeStart(outcomeInWords(report.recommendation, target.level, vocabulary)),
    '',
    ...(missing.length > 0 ? [...missing, ''] : []),
    ...(target.reached ? [] : drawBlocked(report, vocabulary)),
  ];
}

/** Where the measures lead, and what that rests on. */
export function outcomeInWords({ target, roadmap }: Recommendation, aim: number, vocabulary: Vocabulary): string {
  const { messages } = vocabulary;
  const { numbers, policy } = messages;
  const { reached, levelAfter = null, levelSure = null, confirm = [] } = target;
  const after = levelOrNone(levelAfter, vocabulary);
  const answers = numbers.items(confirm.map(vocabulary.titleOf));
  if (!reached) {
    const hoped = confirm.length > 0 ? policy.measures.ifConfirmed(after, answers) : after;
    const isLimited = roadmap?.budget !== undefined || roadmap?.horizon !== undefined;
    if (isLimited) return messages.roadmap.missingThen(hoped);
    return policy.measures.notReached(vocabulary.levelOf(aim), hoped);
  }
  if (confirm.length === 0) return policy.measures.reached(after);
  return policy.measures.reachedIf(after, answers, levelOrNone(levelSure, vocabulary));
}

/** The measures that are left out because others do not fit, where the target is out of reach. */
function drawBlocked(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, policy } = vocabulary.messages;
  const { blocked = [] } = report.recommendation;
  if (blocked.length === 0) return [];
  const lines = blocked.map(({ id, by }) => {
    const others = by.map((one) => numbers.quote(titleOf(report, one, vocabulary)));
    return { text: policy.measures.blockedBy(numbers.quote(titleOf(report, id, vocabulary)), numbers.and(others)) };
  });
  return [policy.measures.blocked, '', ...drawLines(lines), ''];
}

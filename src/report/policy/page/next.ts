import type { JudgedInstrument } from '../../../model/generated/types.ts';
import { findInstrument, findMeasure } from '../../assessment.ts';
import { formatDate, formatNumber } from '../../number.ts';
import { isQuestion, nameOf } from '../../title.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import type { PolicyReport } from '../report.ts';
import { rankPayers, titleOf } from './payers.ts';
import type { Timing } from './timing.ts';

/** Questions that are asked on a page; the others stand with their instruments. */
const MOST_QUESTIONS = 3;

/** What to do tomorrow: find out, mind the first closing day, begin; a sentence each. */
export function nextSteps(report: PolicyReport, timing: Timing, vocabulary: Vocabulary): string[] {
  const { numbers, page } = vocabulary.messages;
  const { measures, clarify = [] } = report.recommendation;
  const payers = rankPayers(report);
  const open = new Set([...payers.flatMap((judged) => judged.clarify ?? []), ...clarify]);
  const questions = [...open].slice(0, MOST_QUESTIONS).map((name) => nameOf(vocabulary.askedAs(name)));
  const join = questions.every(isQuestion) ? numbers.sentences : numbers.list;
  const first = measures.filter(({ id }) => timing.spans.get(id)?.start === 0);
  const titles = first.map(({ id }) => numbers.quote(vocabulary.pick(findMeasure(report, id)?.title) ?? id));
  return [
    ...(questions.length > 0 ? [page.find(join(questions))] : []),
    ...deadline(payers, report, vocabulary),
    ...(titles.length > 0 ? [page.begin(numbers.and(titles))] : []),
    ...(measures.length > 0 ? [page.reassess(formatNumber(timing.months, { numbers, decimals: 1 }))] : []),
  ];
}

/** The first day on which something can no longer be applied for, or is no longer in force. */
function deadline(payers: readonly JudgedInstrument[], report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, page } = vocabulary.messages;
  if (payers.length === 0) return [];
  const days = payers.flatMap((judged) => {
    const { apply, valid } = findInstrument(report, judged)?.instrument ?? {};
    const day = apply?.to ?? valid?.to;
    return day === undefined ? [] : [{ judged, day }];
  });
  const first = days.map(({ day }) => day).sort()[0];
  if (first === undefined) return [page.noDeadline];
  const titles = days.filter(({ day }) => day === first).map(({ judged }) => titleOf(judged, report, vocabulary));
  return [page.deadline(formatDate(first, numbers), numbers.items(titles))];
}

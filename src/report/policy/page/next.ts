import type { JudgedInstrument } from '../../../model/generated/types.ts';
import { findInstrument, findMeasure } from '../../assessment.ts';
import { heading } from '../../document/blocks.ts';
import type { Block } from '../../document/document.ts';
import { formatDate, formatNumber } from '../../number.ts';
import { answerFirst } from '../../summary/level.ts';
import { isQuestion, nameOf } from '../../title.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import type { PolicyReport } from '../report.ts';
import type { Ground } from '../write-once.ts';
import { titleOf } from './payers.ts';
import type { Timing } from './timing.ts';

/** Questions that are asked on a page; the others stand with their instruments. */
const MOST_QUESTIONS = 3;

/** What is to be known to say what comes next. */
interface About {
  readonly payers: readonly JudgedInstrument[];
  /** What is to be found out, no more than a page asks. */
  readonly open: readonly string[];
  /** The measures to begin with, by their ids. */
  readonly first: readonly string[];
  /** How long the measures take; undefined where there are none. */
  readonly months: number | undefined;
  /** What is said first where open answers can still change the level. */
  readonly answerFirst: readonly string[];
}

/** What of a policy says what comes next. */
export function comingNext(
  report: PolicyReport,
  payers: readonly JudgedInstrument[],
  { spans, months }: Timing,
  vocabulary: Vocabulary,
): About {
  const { measures, clarify = [] } = report.recommendation;
  const open = new Set([...payers.flatMap((judged) => judged.clarify ?? []), ...clarify]);
  return {
    payers,
    open: [...open].slice(0, MOST_QUESTIONS),
    first: measures.flatMap(({ id }) => (spans.get(id)?.start === 0 ? [id] : [])),
    months: measures.length > 0 ? months : undefined,
    answerFirst: answerFirst(report, vocabulary),
  };
}

/** What to do tomorrow: answer what is open, find out, mind the first closing day, begin; a sentence each. */
export function nextSteps({ payers, open, first, months, answerFirst }: About, ground: Ground): Block[] {
  const { vocabulary } = ground;
  const { numbers, page } = vocabulary.messages;
  const questions = open.map((name) => nameOf(vocabulary.askedAs(name)));
  const join = questions.every(isQuestion) ? numbers.sentences : numbers.list;
  const titles = first.map((id) => numbers.quote(vocabulary.pick(findMeasure(ground, id)?.title) ?? id));
  const steps = [
    ...answerFirst,
    ...(questions.length > 0 ? [page.find(join(questions))] : []),
    ...deadline(payers, ground),
    ...(titles.length > 0 ? [page.begin(numbers.and(titles))] : []),
    ...(months === undefined ? [] : [page.reassess(formatNumber(months, { numbers, decimals: 1 }))]),
  ];
  if (steps.length === 0) return [];
  const items = steps.map((text) => ({ text: [text] }));
  return [heading(3, 'next', page.next), { kind: 'list', ordered: true, items }];
}

/** The first day on which something can no longer be applied for, or is no longer in force. */
function deadline(payers: readonly JudgedInstrument[], ground: Ground): string[] {
  const { numbers, page } = ground.vocabulary.messages;
  if (payers.length === 0) return [];
  const days = payers.flatMap((judged) => {
    const { apply, valid } = findInstrument(ground, judged)?.instrument ?? {};
    const day = apply?.to ?? valid?.to;
    return day === undefined ? [] : [{ judged, day }];
  });
  const first = days.map(({ day }) => day).sort()[0];
  if (first === undefined) return [page.noDeadline];
  const titles = days.filter(({ day }) => day === first).map(({ judged }) => titleOf(judged, ground));
  return [page.deadline(formatDate(first, numbers), numbers.items(titles))];
}

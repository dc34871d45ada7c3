// What a plan closes first, what it costs more for that, and what is different from an earlier plan: a sentence each.
import type { JudgedPriority, PlanChange, Recommendation } from '../../model/index.ts';
import { type AssessmentReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** What comes first, and whether the plan closes it. */
export function prioritiesInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { numbers, priorities: words } = vocabulary.messages;
  return (report.recommendation.priorities ?? []).map((judged) => {
    const { title, text } = statedIn(report, judged);
    const titles = (judged.by ?? []).map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
    if (judged.state === 'undecided') {
      const names = numbers.items((judged.clarify ?? []).map(vocabulary.titleOf));
      return words.undecided(vocabulary.pick(title) ?? judged.id, names);
    }
    const told = vocabulary.pick(text) ?? judged.id;
    if (judged.state === 'open') return words.open(told, words.why[judged.why ?? 'none'](numbers.or(titles)));
    return titles.length > 0 ? words.closed(told, numbers.and(titles)) : words.closedAnyway(told);
  });
}

function statedIn({ measures }: Planned, { id }: Pick<JudgedPriority, 'id'>) {
  return measures?.priorities?.find((one) => one.id === id) ?? { title: undefined, text: undefined };
}

/** What the cheapest plan would cost instead, and what this one closes beyond it; none where it is the cheapest. */
export function dearerInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { numbers, priorities: words } = vocabulary.messages;
  const { roadmap, priorities = [], cost } = report.recommendation;
  const { cheapest } = roadmap ?? {};
  if (!roadmap || !cheapest || roadmap.least || !cost || roadmap.cost === undefined) return [];
  const missed = priorities.filter(
    ({ state, by = [] }) => state === 'closed' && !by.some((id) => cheapest.measures.includes(id)),
  );
  const titles = missed.map((one) => numbers.quote(vocabulary.pick(statedIn(report, one).title) ?? one.id));
  const money = (amount: number): string => formatMoney(amount, cost.currency, numbers);
  const [least, own] = [money(Number(cheapest.cost ?? 0)), money(roadmap.cost)];
  return [titles.length > 0 ? words.dearer(least, own, numbers.and(titles)) : words.dearerKeeps(least, own)];
}

/** What stays of the earlier plan, and what is new or gone, each with its reason. */
export function changesInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { changes = [], measures } = report.recommendation;
  if (changes.length === 0) return [];
  const { priorities: words } = vocabulary.messages;
  const count = (change: PlanChange['change']): number => changes.filter((one) => one.change === change).length;
  const kept = measures.length - count('added');
  return [
    words.kept(String(kept), String(kept + count('dropped'))),
    ...changes.map(({ id, change, why }) =>
      words[change](vocabulary.messages.numbers.quote(titleOfMeasure(report, id, vocabulary)), words.whyChanged[why]),
    ),
  ];
}

// What a plan closes first, what it costs more because of that, and how it differs from an earlier plan: a sentence
// each.
import type { JudgedPriority, PlanChange, Recommendation } from '../../model/index.ts';
import { type AssessmentReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** The number of closed gaps described in full. */
const MOST_CLOSED = 5;
/** The number of gaps named in a sentence. */
const MOST_NAMED = 3;

/**
 * Says what comes first and whether the plan closes it; if it closes many gaps, the least serious ones are only named.
 */
export function prioritiesInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { numbers, priorities: words } = vocabulary.messages;
  const { priorities = [] } = report.recommendation;
  const isClosed = (judged: JudgedPriority): boolean => isRaised(judged, report);
  const closed = priorities.filter(({ state }) => state === 'closed');
  const rest = closed.slice(MOST_CLOSED);
  const told = priorities.filter((judged) => !rest.includes(judged)).map(tell);
  const titled = (some: readonly JudgedPriority[]): string =>
    numbers.and(some.map((judged) => numbers.quote(titleOf(judged))));
  const [sure, hoped] = [rest.filter(isClosed), rest.filter((judged) => !isClosed(judged))];
  return [
    ...told,
    ...(sure.length > 0 ? [words.alsoCloses(titled(sure))] : []),
    ...(hoped.length > 0 ? [words.alsoAddresses(titled(hoped))] : []),
  ];

  function titleOf(judged: JudgedPriority): string {
    return vocabulary.pick(statedIn(report, judged).title) ?? judged.id;
  }

  function tell(judged: JudgedPriority): string {
    if (judged.state === 'undecided')
      return words.undecided(titleOf(judged), numbers.items((judged.clarify ?? []).map(vocabulary.titleOf)));
    const text = vocabulary.pick(statedIn(report, judged).text) ?? judged.id;
    const measures = (judged.by ?? []).map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
    if (judged.state === 'open') return words.open(text, words.why[judged.why ?? 'none'](numbers.or(measures)));
    if (measures.length === 0) return words.closedAnyway(text);
    return (isClosed(judged) ? words.closed : words.addressed)(text, numbers.and(measures));
  }
}

/**
 * Whether measures change an answer that causes the gap; other measures only address it, and the next assessment
 * decides.
 */
function isRaised({ id }: JudgedPriority, report: Planned): boolean {
  const behind = questionsBehindGaps(report, (priority) => priority.id === id);
  return report.recommendation.measures.some(({ reasons }) => reasons.some(({ name }) => behind.includes(name)));
}

/** Writes a gap by its short name, with the measures that close it, or that it stays open. */
export function gapInShort(judged: JudgedPriority, report: Planned, vocabulary: Vocabulary): string {
  const { numbers, priorities: words } = vocabulary.messages;
  const title = vocabulary.pick(statedIn(report, judged).title) ?? judged.id;
  if (judged.state === 'undecided')
    return words.undecided(title, numbers.items((judged.clarify ?? []).map(vocabulary.titleOf)));
  if (judged.state === 'open') return numbers.labelled(title, words.staysOpen);
  const measures = (judged.by ?? []).map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
  if (measures.length === 0) return title;
  return (isRaised(judged, report) ? words.closedBy : words.addressedBy)(title, numbers.and(measures));
}

/** Returns the questions whose answers cause the gaps, those of the first gap first; `isMeant` selects the gaps. */
export function questionsBehindGaps(
  {
    plan,
    measures,
    recommendation,
  }: AssessmentReport & { readonly recommendation: Pick<Recommendation, 'priorities'> },
  isMeant: (gap: JudgedPriority) => boolean = () => true,
): string[] {
  const questions = new Set(plan.inputs.flatMap(({ name, role }) => (role === 'question' ? [name] : [])));
  const meant = new Set((recommendation.priorities ?? []).filter(isMeant).map(({ id }) => id));
  const gaps = (measures?.priorities ?? []).filter(({ id }) => meant.has(id));
  return [...new Set(gaps.flatMap(({ when }) => namesIn(when)).filter((name) => questions.has(name)))];
}

/** Returns the names that a condition tests, in order. */
function namesIn(when: object): string[] {
  return Object.entries(when).flatMap(([key, part]) =>
    key === 'allOf' || key === 'anyOf' ? (part as object[]).flatMap(namesIn) : key === 'not' ? namesIn(part) : [key],
  );
}

function statedIn({ measures }: Planned, { id }: Pick<JudgedPriority, 'id'>) {
  return measures?.priorities?.find((one) => one.id === id) ?? { title: undefined, text: undefined };
}

/**
 * Says what the cheapest plan would cost instead, and what this plan closes beyond it; nothing if this plan is the
 * cheapest.
 */
export function dearerInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { numbers, priorities: words, roadmap } = vocabulary.messages;
  const { cheapest, priorities = [], cost, funding, target } = report.recommendation;
  // The level planned for: if the target is out of reach, the level that the plan reaches.
  const planned = target.reached ? target.level : target.levelAfter;
  if (!cheapest || !cost || typeof planned !== 'number') return [];
  // If the own share decides, the cheapest plan may leave more of it to pay, so this one is not dearer.
  if (cheapest.own !== undefined && Number(cheapest.own) >= Number(funding?.cautious.own ?? 0)) return [];
  const [lowest, here] = [Number(cheapest.cost ?? 0), Number(cheapest.instead ?? 0)];
  if (here <= lowest) return [];
  const missed = priorities.filter(
    ({ state, by = [] }) => state === 'closed' && !by.some((id) => cheapest.measures.includes(id)),
  );
  const titles = missed.map((one) => numbers.quote(vocabulary.pick(statedIn(report, one).title) ?? one.id));
  const level = vocabulary.levelOf(planned);
  const money = (amount: number): string => formatMoney(amount, cost.currency, numbers);
  // Which end of the cost estimate the figure is.
  const end = cost.low === cost.high ? undefined : here === cost.high ? 'high' : here === cost.low ? 'low' : 'mid';
  const own = end ? numbers.remark(money(here), roadmap.bases[end]) : money(here);
  if (titles.length === 0) return [words.dearerKeeps(level, money(lowest), own)];
  const gaps = titles.length > MOST_NAMED ? words.gaps(String(titles.length)) : numbers.and(titles);
  const isClosed = missed.every((judged) => isRaised(judged, report));
  return [words.dearer(level, money(lowest), own, gaps, isClosed)];
}

/** Says what stays of the earlier plan, and what was added or dropped and why. */
export function changesInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { changes = [], measures, roadmap } = report.recommendation;
  if (changes.length === 0) return [];
  const { priorities: words } = vocabulary.messages;
  const count = (change: PlanChange['change']): number => changes.filter((one) => one.change === change).length;
  const isLimited = roadmap?.budget !== undefined || roadmap?.horizon !== undefined;
  const reason = (why: PlanChange['why']) => words.whyChanged[why === 'needless' && isLimited ? 'limits' : why];
  const kept = measures.length - count('added');
  return [
    words.kept(String(kept), String(kept + count('dropped'))),
    ...changes.map(({ id, change, why }) =>
      words[change](vocabulary.messages.numbers.quote(titleOfMeasure(report, id, vocabulary)), reason(why)),
    ),
  ];
}

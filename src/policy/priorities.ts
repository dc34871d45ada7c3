// The gaps that a plan closes first: which are open, what closes them, and how much of all gaps measures close.
import {
  add,
  compare,
  divide,
  fraction,
  greatest,
  multiply,
  ONE,
  type Rational,
  round,
  subtract,
  wholeNumber,
  ZERO,
} from '../model/index.ts';
import {
  conditionDependencies,
  conditionEntries,
  type Evaluation,
  evaluate,
  evaluateCondition,
  evaluateEntry,
  type Input,
  inputDependencies,
  isChoices,
  knownAnswer,
  type Plan,
  type Possible,
  rankOf,
  reevaluate,
  type Test,
  type Truth,
} from '../scoring/index.ts';
import { applyMeasures, lowestRank, withoutExpectedEffects } from './apply-measures.ts';
import type { CompiledMeasure, CompiledPriority } from './measures.ts';
import type { Gain } from './optimise/selection-task.ts';
import type { RecommendInput } from './recommend-input.ts';

/** What priorities are judged on. */
type GapContext = Pick<RecommendInput, 'plan' | 'sheet' | 'assessed' | 'priorities'>;

/** The priorities that are gaps today. */
export function openPriorities({ priorities = [], assessed }: GapContext): CompiledPriority[] {
  return priorities.filter(({ when }) => judgeGap(when, assessed.evaluation) === 'holds');
}

/** Whether a priority is a gap by an evaluation. */
export function judgeGap(when: CompiledPriority['when'], { values }: Evaluation): Truth {
  return evaluateCondition(when, (node) => values[node] as Possible);
}

/**
 * Looks for the measures that close a priority: those that name it, and those after which, with all that they need, it surely is
 * no gap any more, where nothing that they need closes it. `all` are those that can be taken, `some` of them are looked at.
 */
export function createCloserSearch(
  { plan, sheet, assessed: { evaluation } }: GapContext,
  all: readonly CompiledMeasure[],
): (priority: CompiledPriority, some?: readonly CompiledMeasure[]) => CompiledMeasure[] {
  const behind = inputDependencies(plan);
  const byId = new Map(all.map((measure) => [measure.id, measure]));
  const together = new Map<CompiledMeasure, ReadonlySet<CompiledMeasure>>();
  const evaluations = new Map<CompiledMeasure, Evaluation>();

  function withNeeds(measure: CompiledMeasure): ReadonlySet<CompiledMeasure> {
    const known = together.get(measure);
    if (known) return known;
    const found = new Set([measure]);
    for (const id of measure.needs) for (const one of withNeeds(byId.get(id) ?? measure)) found.add(one);
    together.set(measure, found);
    return found;
  }

  function evaluateAfter(measure: CompiledMeasure): Evaluation {
    const known = evaluations.get(measure);
    if (known) return known;
    const after = applyMeasures(plan, sheet, withoutExpectedEffects([...withNeeds(measure)]), evaluation);
    const found = reevaluate(plan, after, evaluation, sheet);
    evaluations.set(measure, found);
    return found;
  }

  return ({ id, when }, some = all) => {
    const read = new Set(conditionDependencies(when).flatMap((node) => behind[node] ?? []));
    const touches = ({ effects }: CompiledMeasure): boolean =>
      effects.some(({ node, expected }) => !expected && read.has(node));
    const closers = some.filter(
      (measure) =>
        measure.closes.includes(id) ||
        ([...withNeeds(measure)].some(touches) && judgeGap(when, evaluateAfter(measure)) === 'fails'),
    );
    const isNeeded = (measure: CompiledMeasure): boolean =>
      [...withNeeds(measure)].some((one) => one !== measure && closers.includes(one));
    return closers.filter((measure) => measure.closes.includes(id) || !isNeeded(measure));
  };
}

/** Candidates, each after what it needs, with the gaps that they close and how urgent that makes them. */
export function rankCandidates(basis: GapContext, candidates: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  const open = openPriorities(basis);
  if (open.length === 0) return candidates;
  const findClosers = createCloserSearch(basis, candidates);
  const closers = open.map((priority) => [priority, new Set(findClosers(priority))] as const);
  const places = new Map(open.map((priority, place) => [priority, place]));
  const heaviest = new Map<string, CompiledPriority>();
  const raise = (id: string, gap: CompiledPriority): void => {
    const known = heaviest.get(id);
    const more = known ? compare(gap.weight, known.weight) || placeOf(known) - placeOf(gap) : 1;
    if (more > 0) heaviest.set(id, gap);
  };
  const placeOf = (gap: CompiledPriority): number => places.get(gap) ?? 0;
  const ranked = [...candidates].reverse().map((measure): CompiledMeasure => {
    const gaps = closers.flatMap(([priority, some]) => (some.has(measure) ? [priority] : []));
    for (const gap of gaps) raise(measure.id, gap);
    const own = heaviest.get(measure.id);
    if (own) for (const need of measure.needs) raise(need, own);
    return { ...measure, gaps, ...(own ? { urgency: own.weight, urgentGap: placeOf(own) } : {}) };
  });
  return ranked.reverse();
}

/** Of each priority that is a gap, what closing it weighs and the ranked candidates that do. */
export function priorityGains(candidates: readonly CompiledMeasure[]): Gain<string>[] {
  const members = new Map<CompiledPriority, string[]>();
  for (const { id, gaps = [] } of candidates) {
    for (const gap of gaps) members.set(gap, [...(members.get(gap) ?? []), id]);
  }
  return [...members].map(([{ weight }, ids]) => ({ members: ids, amount: weight }));
}

/**
 * How much of the gap of each answer that priorities read every step towards the best answer closes, and the candidates that
 * take it: in hundredths of the question's scale, times the weights of those priorities, gaps today or not, but not of those that
 * are no gap of this enterprise whatever it answers. A step of a multiple choice is an option.
 */
export function answerGains(basis: GapContext, candidates: readonly CompiledMeasure[]): Gain<string>[] {
  const { plan, assessed } = basis;
  const weightOf = weightsByInput(plan, concerningPriorities(basis));
  const targets = new Map<number, { readonly id: string; readonly to: CompiledMeasure['effects'][number]['to'] }[]>();
  for (const { id, effects } of candidates) {
    for (const { node, to } of effects) targets.set(node, [...(targets.get(node) ?? []), { id, to }]);
  }
  return [...targets].flatMap(([node, reached]) => {
    const input = plan.nodes[node] as Input;
    const ofAll = weightOf(node);
    if (input.role === 'fact' || ofAll.n === 0n) return [];
    const standing = assessed.evaluation.values[node] as Possible;
    const gain = (members: readonly string[], share: Rational, weight = ofAll): Gain<string> => ({
      members,
      amount: multiply(weight, greatest(ONE, round(multiply(share, wholeNumber(100)), 0, 'half-up'))),
    });
    if (input.type === 'multiple') {
      const options = input.options.filter(({ exclusive }) => !exclusive);
      const chosen = standing.kind === 'choices' ? standing.sure : [];
      return options.flatMap(({ id: option }) => {
        const members = reached.flatMap(({ id, to }) => (isChoices(to) && to.includes(option) ? [id] : []));
        const weight = weightOf(node, option);
        if (members.length === 0 || chosen.includes(option) || weight.n === 0n) return [];
        return [gain(members, fraction(1n, BigInt(options.length)), weight)];
      });
    }
    const lowest = lowestRank(input, standing);
    if (!lowest) return [];
    const ranked = reached
      .flatMap(({ id, to }) => (isChoices(to) ? [] : [{ id, rank: rankOf(input, to) }]))
      .filter(({ rank }) => compare(rank, lowest) > 0)
      .sort((a, b) => compare(a.rank, b.rank));
    const ranks = ranked.map(({ rank }) => rank);
    const steps = ranks.filter((rank, i) => i === 0 || compare(rank, ranks[i - 1] as Rational) > 0);
    const scale = scaleOf(input) ?? subtract(steps.at(-1) ?? lowest, lowest);
    return steps.map((step, i) =>
      gain(
        ranked.flatMap(({ id, rank }) => (compare(rank, step) >= 0 ? [id] : [])),
        divide(subtract(step, steps[i - 1] ?? lowest), scale),
      ),
    );
  });
}

/** From the least to the best answer; undefined for numbers without an end. */
function scaleOf({ form, options, range }: Input): Rational | undefined {
  if (form === 'option') return options.length > 1 ? wholeNumber(options.length - 1) : undefined;
  if (form === 'yesNo') return ONE;
  const { low, high } = range;
  return low && high && compare(low, high) < 0 ? subtract(high, low) : undefined;
}

/** The priorities that are a gap of this enterprise with some answers to the questions. */
function concerningPriorities({ plan, sheet, priorities = [] }: GapContext): readonly CompiledPriority[] {
  if (priorities.length === 0) return priorities;
  const facts = plan.inputs.flatMap(({ name, role }) => {
    const entry = role === 'fact' ? sheet.get(name) : undefined;
    return entry ? [[name, entry] as const] : [];
  });
  const withoutAnswers = evaluate(plan, new Map(facts));
  return priorities.filter(({ when }) => judgeGap(when, withoutAnswers) !== 'fails');
}

/**
 * What the gap of an answer weighs: the weights of the priorities that read it. Of a choice of several, an option weighs for
 * those whose test of the choice it decides.
 */
function weightsByInput(
  plan: Plan,
  priorities: readonly CompiledPriority[],
): (node: number, option?: string) => Rational {
  const behind = inputDependencies(plan);
  const readers = priorities.map(({ when, weight }) => {
    const entries = conditionEntries(when);
    const reads = (node: number, option: string | undefined): boolean =>
      entries.some((entry) =>
        entry.node === node && option !== undefined
          ? isDecidedBy(entry.test, plan.nodes[node] as Input, option)
          : (behind[entry.node] ?? []).includes(node),
      );
    return { weight, reads };
  });
  return (node, option) =>
    readers.reduce((sum, { weight, reads }) => (reads(node, option) ? add(sum, weight) : sum), ZERO);
}

/** Whether an option, alone or beside all others, makes a difference to a test. */
function isDecidedBy(test: Test, { options }: Input, option: string): boolean {
  const others = options.flatMap(({ id, exclusive }) => (id === option || exclusive ? [] : [id]));
  const differs = (beside: readonly string[]): boolean =>
    evaluateEntry(test, knownAnswer(beside)) !== evaluateEntry(test, knownAnswer([...beside, option]));
  return differs([]) || differs(others);
}

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
  type Evaluation,
  evaluate,
  evaluateCondition,
  type Input,
  inputDependencies,
  isChoices,
  type Plan,
  type Possible,
  rankOf,
  reevaluate,
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

/** Of each priority that is a gap, what closing it weighs and the candidates that do. */
export function priorityGains(basis: GapContext, candidates: readonly CompiledMeasure[]): Gain<string>[] {
  const findClosers = createCloserSearch(basis, candidates);
  return openPriorities(basis).flatMap((priority) => {
    const members = findClosers(priority).map(({ id }) => id);
    return members.length > 0 ? [{ members, amount: priority.weight }] : [];
  });
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
    const weight = weightOf(node);
    if (input.role === 'fact' || weight.n === 0n) return [];
    const standing = assessed.evaluation.values[node] as Possible;
    const gain = (members: readonly string[], share: Rational): Gain<string> => ({
      members,
      amount: multiply(weight, greatest(ONE, round(multiply(share, wholeNumber(100)), 0, 'half-up'))),
    });
    if (input.type === 'multiple') {
      const options = input.options.filter(({ exclusive }) => !exclusive);
      const chosen = standing.kind === 'choices' ? standing.sure : [];
      return options.flatMap(({ id: option }) => {
        const members = reached.flatMap(({ id, to }) => (isChoices(to) && to.includes(option) ? [id] : []));
        if (members.length === 0 || chosen.includes(option)) return [];
        return [gain(members, fraction(1n, BigInt(options.length)))];
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

/** What the gap of an answer weighs: the weights of the priorities that read it. */
function weightsByInput(plan: Plan, priorities: readonly CompiledPriority[]): (node: number) => Rational {
  const behind = inputDependencies(plan);
  const readers = priorities.map(({ when, weight }) => ({
    weight,
    read: new Set(conditionDependencies(when).flatMap((node) => behind[node] ?? [])),
  }));
  return (node) => readers.reduce((sum, { weight, read }) => (read.has(node) ? add(sum, weight) : sum), ZERO);
}

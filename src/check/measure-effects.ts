// Finds which answers measures change, and how far all measures together can lead an enterprise.

import { compare, type Rational } from '../model/index.ts';
import { applyMeasures, type CompiledMeasure, type Effect } from '../policy/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerValue,
  type Atom,
  allowedAnswers,
  type Condition,
  dependenciesOf,
  type Evaluation,
  evaluate,
  evaluateWithin,
  type Input,
  inputAt,
  isChoices,
  isNumber,
  listConditionDependencies,
  nodeAt,
  type Plan,
  type PointsNode,
  type Possible,
  type PossibleAnswers,
  rangeOf,
  rankOf,
  type Test,
  takesSeveral,
  toPointsKey,
  toSettledAnswer,
} from '../scoring/index.ts';
import type { Subject } from './rule-definition.ts';
import { addDependencies } from './search-space.ts';

/** Creates the condition that an answer is lower than the one to which a measure raises it. */
export function negateEffect({ name, node, to }: Effect, plan: Plan): Condition {
  return { op: 'entry', name, node, test: createTestBelow(inputAt(plan, node), to) };
}

function createTestBelow(input: Input, to: AnswerValue): Test {
  if (isChoices(to)) {
    const hasOption = (option: string): Test => ({
      keyword: 'contains',
      of: { keyword: 'const', atoms: [option] },
      least: 1,
      most: null,
    });
    return { keyword: 'not', of: { keyword: 'allOf', of: to.map(hasOption) } };
  }
  if (isNumber(to)) return { keyword: 'exclusiveMaximum', bound: to };
  return { keyword: 'enum', atoms: typeof to === 'boolean' ? (to ? [false] : []) : listLowerOptions(input, to) };
}

function listLowerOptions(input: Input, to: string): string[] {
  return input.options.map(({ id }) => id).slice(0, Number(rankOf(input, to).n));
}

/**
 * Whether a measure raises an answer that one of these nodes reads. Does not count an answer that has the same points
 * as before.
 */
export function affectsAnyAnswer({ effects }: CompiledMeasure, plan: Plan, reached: ReadonlySet<number>): boolean {
  return effects.some(({ node, to }) => {
    const input = inputAt(plan, node);
    const readers = [...reached]
      .map((position) => nodeAt(plan, position))
      .filter((reader) => dependenciesOf(reader).includes(node));
    return readers.some((reader) => reader.op !== 'points' || changesPoints(reader, input, to));
  });
}

function changesPoints({ table, unproven }: PointsNode, input: Input, to: AnswerValue): boolean {
  if (!table) return true;
  return [table, unproven].some((points) => points !== null && doPointsDiffer(points, input, to));
}

function doPointsDiffer(points: ReadonlyMap<string, Rational>, input: Input, to: AnswerValue): boolean {
  if (isChoices(to)) return to.some((option) => points.get(option)?.n !== 0n);
  const pointsAfter = points.get(toPointsKey(to));
  const lowerKeys = isNumber(to)
    ? [...points].flatMap(([key, value]) => (Number(key) < Number(to.n) / Number(to.d) ? [value] : []))
    : typeof to === 'boolean'
      ? [points.get(toPointsKey(false))]
      : listLowerOptions(input, to).map((option) => points.get(option));
  return lowerKeys.some((value) => !value || !pointsAfter || compare(value, pointsAfter) !== 0);
}

/**
 * Returns the parts of a condition that no measure can change. The condition can hold after the measures only if these
 * parts hold before them.
 */
export function findUnaffectedParts(condition: Condition, { plan, catalogue }: Subject): Condition[] {
  const parts = condition.op === 'all' ? condition.of : [condition];
  const changedNodes = new Set(catalogue.flatMap(({ effects }) => effects.map(({ node }) => node)));
  return parts.filter(
    (part) =>
      ![...addDependencies(plan, listConditionDependencies(part))].some((position) => changedNodes.has(position)),
  );
}

/** How far measures lead an enterprise that begins with the lowest answer to every question. */
interface LowestStart {
  /** The evaluation after all measures are carried out together. */
  readonly after: Evaluation;
  /** For each node, bounds that contain its value after any selection of measures. */
  readonly possible: readonly Possible[];
}

/**
 * Applies all measures to the lowest answers. Facts stay open, because there may be an enterprise with the most
 * favourable facts.
 */
export function evaluateFromLowest(plan: Plan, measures: readonly CompiledMeasure[]): LowestStart {
  const lowest = new Map(
    plan.inputs.flatMap((input): [Input, AnswerValue][] => {
      const answer = input.role === 'question' ? findLowestAnswer(input) : undefined;
      return answer === undefined ? [] : [[input, answer]];
    }),
  );
  // The state is "unknown" because an unanswered fact would take its default value.
  const sheet: AnswerSet = new Map<string, AnswerEntry>([
    ...plan.inputs.filter(({ role }) => role === 'fact').map(({ name }) => [name, { state: 'unknown' }] as const),
    ...[...lowest].map(([{ name }, value]) => [name, { state: 'answered', value }] as const),
  ]);
  const appliedMeasures = applyMeasures(plan, sheet, measures, evaluate(plan, sheet));
  const positions = [...plan.nodes.keys()];
  return {
    after: evaluate(plan, appliedMeasures),
    possible: evaluateWithin(plan, collectReachableAnswers(plan, lowest, measures), positions).values,
  };
}

/** Returns possible answers: each is the lowest one, or one to which a measure raises it. */
function collectReachableAnswers(
  plan: Plan,
  lowest: ReadonlyMap<Input, AnswerValue>,
  measures: readonly CompiledMeasure[],
): PossibleAnswers {
  const effects = measures.flatMap((measure) => measure.effects);
  return new Map(
    plan.inputs.flatMap((input): [string, Possible][] => {
      const low = lowest.get(input);
      if (low === undefined)
        return input.type === 'derived' || input.derived !== null ? [] : [[input.name, allowedAnswers(input)]];
      const targets = effects.filter(({ name }) => name === input.name).map(({ to }) => to);
      return [[input.name, addRaisedAnswers(low, targets)]];
    }),
  );
}

function addRaisedAnswers(low: AnswerValue, targets: readonly AnswerValue[]): Possible {
  const choices = [low, ...targets].filter(isChoices);
  if (isChoices(low) && choices.length > 1) {
    return { kind: 'choices', sure: [], open: [...new Set(choices.flat())], nothing: false };
  }
  if (isChoices(low)) return toSettledAnswer(low);
  const atoms = [low, ...targets].filter((value): value is Atom => !isChoices(value));
  return { kind: 'atoms', atoms, nothing: false };
}

/** Returns the answer of lowest maturity; undefined for a text, or for a number without a lower limit. */
function findLowestAnswer(input: Input): AnswerValue | undefined {
  if (takesSeveral(input)) {
    const exclusiveOption = input.options.find(({ exclusive }) => exclusive);
    return exclusiveOption ? [exclusiveOption.id] : input.options.slice(0, input.choose.least).map(({ id }) => id);
  }
  const domain = allowedAnswers(input);
  if (domain.kind === 'range') return domain.low ?? undefined;
  if (domain.kind !== 'atoms') return undefined;
  return [...domain.atoms].sort((a, b) => compare(rankOf(input, a), rankOf(input, b)))[0];
}

/** Returns the highest number a value can be; null if it cannot be a number or has no upper bound. */
export function findHighestNumber(possible: Possible | undefined): Rational | null {
  return (possible && rangeOf(possible)?.high) ?? null;
}

import { type Atom, type Possible, rangeOf } from '../condition/value.ts';
import { compare, type Rational } from '../model/rational.ts';
import { applyMeasures } from '../policy/application.ts';
import type { CompiledMeasure } from '../policy/measures.ts';
import { domainOf, knownAnswer, rankOf } from '../scoring/domain.ts';
import { evaluate, evaluateWithin } from '../scoring/evaluate.ts';
import type { Evaluation, Within } from '../scoring/pass.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { type AnswerValue, isChoices, type Sheet, type SheetEntry } from '../scoring/sheet.ts';

/** What an enterprise can come to by measures that starts with the lowest answer to every question. */
export interface Climb {
  /** After all measures together. */
  readonly after: Evaluation;
  /** What each node may be, whichever measures are taken: encloses the truth. */
  readonly possible: readonly Possible[];
}

/** Applies all measures to the lowest answers. Facts stay open: some enterprise has those that suit best. */
export function climbFromBottom(plan: Plan, measures: readonly CompiledMeasure[]): Climb {
  const lowest = new Map(
    plan.inputs.flatMap((input): [Input, AnswerValue][] => {
      const answer = input.role === 'question' ? lowestAnswer(input) : undefined;
      return answer === undefined ? [] : [[input, answer]];
    }),
  );
  // Unknown, not unanswered: a default would settle a fact.
  const sheet: Sheet = new Map<string, SheetEntry>([
    ...plan.inputs.filter(({ role }) => role === 'fact').map(({ name }) => [name, { state: 'unknown' }] as const),
    ...[...lowest].map(([{ name }, value]) => [name, { state: 'answered', value }] as const),
  ]);
  const applied = applyMeasures(plan, sheet, measures, evaluate(plan, sheet));
  const positions = [...plan.nodes.keys()];
  return {
    after: evaluate(plan, applied),
    possible: evaluateWithin(plan, withinReach(plan, lowest, measures), positions).values,
  };
}

/** Each answer between the lowest and what one of the measures leads to. */
function withinReach(
  plan: Plan,
  lowest: ReadonlyMap<Input, AnswerValue>,
  measures: readonly CompiledMeasure[],
): Within {
  const effects = measures.flatMap((measure) => measure.effects);
  return new Map(
    plan.inputs.flatMap((input): [string, Possible][] => {
      const low = lowest.get(input);
      if (low === undefined)
        return input.type === 'derived' || input.derived !== null ? [] : [[input.name, domainOf(input)]];
      const targets = effects.filter(({ name }) => name === input.name).map(({ to }) => to);
      return [[input.name, raisedBy(low, targets)]];
    }),
  );
}

function raisedBy(low: AnswerValue, targets: readonly AnswerValue[]): Possible {
  const choices = [low, ...targets].filter(isChoices);
  if (isChoices(low) && choices.length > 1) {
    return { kind: 'choices', sure: [], open: [...new Set(choices.flat())], nothing: false };
  }
  if (isChoices(low)) return knownAnswer(low);
  const atoms = [low, ...targets].filter((value): value is Atom => !isChoices(value));
  return { kind: 'atoms', atoms, nothing: false };
}

/** The least mature answer; undefined where there is no such answer. */
function lowestAnswer(input: Input): AnswerValue | undefined {
  if (input.type === 'multiple') {
    const alone = input.options.find(({ exclusive }) => exclusive);
    return alone ? [alone.id] : input.options.slice(0, input.choose.least).map(({ id }) => id);
  }
  const domain = domainOf(input);
  if (domain.kind === 'range') return domain.low ?? undefined;
  if (domain.kind !== 'atoms') return undefined;
  return [...domain.atoms].sort((a, b) => compare(rankOf(input, a), rankOf(input, b)))[0];
}

/** The highest number a value can come to; null is none at all. */
export function highestOf(possible: Possible | undefined): Rational | null {
  return (possible && rangeOf(possible)?.high) ?? null;
}

// How far an enterprise's answers can get by measures: what no measure leads to is never advised.
import {
  type AnswerSet,
  type Evaluation,
  evaluate,
  evaluateCondition,
  type Plan,
  type Possible,
} from '../scoring/index.ts';
import { applyMeasures } from './apply-measures.ts';
import type { CompiledMeasure } from './measures.ts';

/** What the measures that make sense for an enterprise, by what it is, lead to and are meant for. */
interface Reach {
  /** The answers once all of these measures are done. */
  readonly answers: AnswerSet;
  /** The names of what they raise or address. */
  readonly names: ReadonlySet<string>;
}

/**
 * How far the measures of a catalogue lead, those left out that the facts rule out; what is answered today rules none
 * out, since one measure prepares another. Undefined where there is no catalogue.
 */
export function findReach(
  plan: Plan,
  sheet: AnswerSet,
  measures: readonly CompiledMeasure[],
  today: Evaluation,
): Reach | undefined {
  if (measures.length === 0) return undefined;
  const facts = plan.inputs.flatMap(({ role, name }) => {
    const entry = role === 'fact' ? sheet.get(name) : undefined;
    return entry ? [[name, entry] as const] : [];
  });
  const { values } = evaluate(plan, new Map(facts));
  const sensible = measures.filter(
    ({ when }) => !when || evaluateCondition(when, (at) => values[at] as Possible) !== 'fails',
  );
  const answers = applyMeasures(plan, sheet, sensible, today);
  const raised = [...answers].flatMap(([name, entry]) => (entry === sheet.get(name) ? [] : [name]));
  return { answers, names: new Set([...raised, ...sensible.flatMap(({ definition }) => definition.addresses ?? [])]) };
}

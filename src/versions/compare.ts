import type { Measures, Questionnaire, Rubric } from '../model/generated/types.ts';
import type { Plan } from '../scoring/plan.ts';
import type { Change } from './change.ts';
import { compareGates } from './gates.ts';
import { compareInputs } from './inputs.ts';
import { compareMeasures } from './measures.ts';
import { comparePoints } from './points.ts';
import { renamesOf } from './renames.ts';
import { compareLists, compareScores, compareSections, compareWhole } from './scores.ts';
import { compareTexts } from './texts.ts';

/** One version of a pack. */
export interface Version {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  readonly measures: Measures | null;
  readonly plan: Plan;
}

/** Everything that is different in a newer version, once what it renames is applied to the older one. */
export function compareVersions(old: Version, now: Version): Change[] {
  const renames = renamesOf(now);
  return [
    ...compareWhole(old, now, renames),
    ...compareSections(old.questionnaire, now.questionnaire, renames),
    ...compareInputs(old.plan, now.plan, renames),
    ...comparePoints(old.plan, now.plan, renames),
    ...compareLists(old.rubric, now.rubric, { old: old.plan, now: now.plan }, renames),
    ...compareScores(old.rubric, now.rubric, renames),
    ...compareGates(old.rubric, now.rubric, renames),
    ...compareMeasures(old.measures, now.measures, renames),
    ...compareTexts(old, now, renames),
  ];
}

/** Whether a change is more than one of words: it can change what is asked, a result or a policy. */
export function isOfSubstance({ kind }: Change): boolean {
  return kind !== 'text';
}

import { remember, type Work } from '../../model/remember.ts';
import type { AssessmentReport } from '../assessment.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** What the policies of all enterprises are written from: the pack and its policies, in the words of one language. */
export interface Ground
  extends Pick<AssessmentReport, 'plan' | 'questionnaire' | 'rubric' | 'measures' | 'policies' | 'titles'> {
  readonly vocabulary: Vocabulary;
}

/**
 * Writes a part of a policy, or gives what was written about the same before: a part knows nothing of an enterprise but
 * what it is about. What is given is frozen, for many policies share it.
 */
export function writeOnce<About, Written>(
  part: Work<Ground, About, Written>,
  report: AssessmentReport,
  vocabulary: Vocabulary,
  about: About,
): Written {
  return remember(part, groundOf(report, vocabulary), about);
}

/** The latest, for many reports in a row have it in common. */
const GROUNDS = new WeakMap<Vocabulary, Ground>();

function groundOf(report: AssessmentReport, vocabulary: Vocabulary): Ground {
  const found = GROUNDS.get(vocabulary);
  if (found && isSamePack(found, report)) return found;
  const { plan, questionnaire, rubric, measures, policies, titles } = report;
  const ground = { plan, questionnaire, rubric, measures, policies, titles, vocabulary };
  GROUNDS.set(vocabulary, ground);
  return ground;
}

function isSamePack(a: Ground, b: AssessmentReport): boolean {
  const [before, now] = [a.policies ?? [], b.policies ?? []];
  return (
    a.plan === b.plan &&
    a.questionnaire === b.questionnaire &&
    a.rubric === b.rubric &&
    a.measures === b.measures &&
    a.titles === b.titles &&
    before.length === now.length &&
    before.every((policy, i) => policy === now[i])
  );
}

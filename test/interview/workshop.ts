import path from 'node:path';
import { openPack } from '../../src/app/open-pack.ts';
import {
  findNextStep,
  type GivenAnswer,
  type Interview,
  setAnswer,
  startInterview,
} from '../../src/interview/interview.ts';
import { fromNumber } from '../../src/model/rational.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import type { AnswerValue } from '../../src/scoring/possible-values.ts';
import { HOME, worldIn } from '../pack/sample-world.ts';

/** The plan of the made-up questionnaire with every kind of question. */
export async function openWorkshop(): Promise<Plan> {
  const { plan } = await openPack(worldIn(HOME), { pack: path.join(HOME, 'test/fixtures/workshop') });
  return plan;
}

/** What an interview asks now: the name of a fact or question, the end of a section, or the review. */
export function nowAt(state: Interview): string {
  const step = findNextStep(state);
  if (step.kind === 'review') return 'review';
  return step.kind === 'sectionEnd' ? `end of ${step.section.id}` : step.item.name;
}

/** An answer; numbers as plain ones. */
export function value(plain: string | number | boolean | readonly string[]): GivenAnswer {
  return { state: 'answered', value: (typeof plain === 'number' ? fromNumber(plain) : plain) as AnswerValue };
}

/** An interview in which these things were said, each where it is asked or not. */
export function interviewWith(plan: Plan, said: Readonly<Record<string, Parameters<typeof value>[0]>>): Interview {
  return Object.entries(said).reduce(
    (state, [name, plain]) => setAnswer(state, name, value(plain)),
    startInterview(plan),
  );
}

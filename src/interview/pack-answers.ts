// Copies facts of the questionnaire to facts that a policy asks for, so that nobody has to state a number twice.
import { type AnswerEntry, type AnswerSet, entryOf, type Input, moneyUnitOf, type Plan } from '../scoring/index.ts';

/**
 * Answers each fact that is marked as `sameAs` another fact with the value of that fact, unless the first fact has an
 * answer of its own. An amount of money is not copied if its currency or unit differs. Returns the same sheet if
 * nothing is added.
 */
export function addPackAnswers(sheet: AnswerSet, plan: Plan): AnswerSet {
  const addedAnswers = plan.inputs.flatMap((input): [string, AnswerEntry][] => {
    const answer = findPackAnswer(input, sheet, plan);
    return answer ? [[input.name, answer]] : [];
  });
  return addedAnswers.length === 0 ? sheet : new Map([...sheet, ...addedAnswers]);
}

/** Returns the answer that a fact takes from another fact; undefined if it has an answer of its own or takes none. */
export function findPackAnswer(input: Input, sheet: AnswerSet, plan: Plan): AnswerEntry | undefined {
  const names = 'sameAs' in input.definition ? (input.definition.sameAs ?? []) : [];
  if (names.length === 0 || entryOf(sheet, input.name).state !== 'unanswered') return undefined;
  for (const name of names) {
    const otherInput = plan.inputs.find((candidate) => candidate.name === name);
    const { state, value } = entryOf(sheet, name);
    if (otherInput?.value.kind !== 'number' || state !== 'answered' || value === undefined) continue;
    const [money, otherMoney] = [input, otherInput].map(moneyUnitOf);
    if (money?.currency === otherMoney?.currency && money?.size === otherMoney?.size)
      return { state: 'answered', value };
  }
  return undefined;
}

// Copies facts of the questionnaire to facts that a policy asks for, so that nobody has to state a number twice.
import { type AnswerEntry, type AnswerSet, entryOf, moneyUnitOf, type Plan } from '../scoring/index.ts';

/**
 * Answers each fact that is marked as `sameAs` another fact with the value of that fact, unless the first fact has an
 * answer of its own. An amount of money is not copied if its currency or unit differs. Returns the same sheet if
 * nothing is added.
 */
export function addPackAnswers(sheet: AnswerSet, plan: Plan): AnswerSet {
  const addedAnswers = plan.inputs.flatMap((input): [string, AnswerEntry][] => {
    const names = 'sameAs' in input.definition ? (input.definition.sameAs ?? []) : [];
    if (names.length === 0 || entryOf(sheet, input.name).state !== 'unanswered') return [];
    const answered = names.flatMap((name) => {
      const otherInput = plan.inputs.find((candidate) => candidate.name === name);
      const { state, value } = entryOf(sheet, name);
      if (otherInput?.value.kind !== 'number' || state !== 'answered' || value === undefined) return [];
      const [money, otherMoney] = [input, otherInput].map(moneyUnitOf);
      return money?.currency === otherMoney?.currency && money?.size === otherMoney?.size ? [value] : [];
    });
    const [value] = answered;
    return value === undefined ? [] : [[input.name, { state: 'answered', value }]];
  });
  return addedAnswers.length === 0 ? sheet : new Map([...sheet, ...addedAnswers]);
}

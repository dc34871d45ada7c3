import { readRecorded } from '../interview/recorded.ts';
import { answerOf, optionsOf } from '../model/answer-mark.ts';
import type { RecordedAnswer, RecordedAnswers } from '../model/generated/types.ts';
import type { Plan } from '../scoring/plan.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { countingKind } from './level-known.ts';
import type { Roster } from './roster.ts';

/**
 * What a member said, as far as its sources have it and the plan takes it: its facts, and the answers of the assessment
 * whose level counts. Undefined where no source has its answers.
 */
export function sheetOfMember(plan: Plan, roster: Roster, index: number): Sheet | undefined {
  const kind = countingKind(roster, index);
  if (!kind) return undefined;
  const listed = new Set(plan.inputs.flatMap(({ name, type }) => (type === 'multiple' ? [name] : [])));
  const answers: RecordedAnswers = Object.fromEntries(
    [...roster.newest[kind].answers].flatMap(([id, { codes, values }]) => {
      const said = answerOf(values[codes[index] as number] ?? '');
      return said.state === 'unanswered' ? [] : [[id, listed.has(id) ? asList(said) : said] as const];
    }),
  );
  if (Object.keys(answers).length === 0) return undefined;
  const facts: RecordedAnswers = Object.fromEntries(
    plan.inputs.flatMap(({ name, role }) => {
      const column = role === 'fact' ? roster.facts.get(name) : undefined;
      const value = column?.values[column.codes[index] as number] ?? '';
      return value === '' ? [] : [[name, { state: 'answered', value } satisfies RecordedAnswer] as const];
    }),
  );
  // What this plan has no place for, such as the registry's own sectors, is no fact of the questionnaire.
  return readRecorded(plan, { facts, answers }).sheet;
}

function asList({ state, value }: RecordedAnswer): RecordedAnswer {
  if (typeof value !== 'string') return { state, ...(value === undefined ? {} : { value }) };
  return { state, value: [...optionsOf(value)] };
}

import { freezeDeep } from '../model/frozen.ts';
import type { RecordedAnswer, RecordedAnswers } from '../model/generated/types.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { onceForPlan } from '../scoring/reads.ts';
import { saidOf } from '../scoring/said.ts';
import { isProven, type Sheet, type SheetEntry } from '../scoring/sheet.ts';
import { finishEntry, readStatement, recordEntry } from './statement.ts';

/** A sheet as an enterprise file keeps it: facts and answers apart, in the order of the plan. What many say is shared, and frozen. */
export function recordSheet(plan: Plan, sheet: Sheet): { facts: RecordedAnswers; answers: RecordedAnswers } {
  const [said, known] = [saidOf(plan, sheet), knownFor(plan)];
  const facts: [string, RecordedAnswer][] = [];
  const answers: [string, RecordedAnswer][] = [];
  for (const [position, { name, role }] of listedOf(plan)) {
    const entry = sheet.get(name);
    const finished = entry && finishEntry(entry);
    if (!finished) continue;
    // A note or evidence is nothing that many say.
    const number = finished.note === undefined && !isProven(finished) ? said(position) : -1;
    const recorded = known[position]?.[number] ?? recordEntry(finished);
    if (number >= 0) (known[position] as RecordedAnswer[])[number] = freezeDeep(recorded);
    (role === 'fact' ? facts : answers).push([name, recorded]);
  }
  return { facts: Object.fromEntries(facts), answers: Object.fromEntries(answers) };
}

/** By input, what was recorded of it, by the number of what was said. */
const knownFor = onceForPlan(({ nodes }) => nodes.map((): RecordedAnswer[] => []));

/** The inputs of a plan in the order they are listed, with their positions. */
const listedOf = onceForPlan(({ inputs, nodes }) =>
  inputs.map((input): [position: number, input: Input] => [nodes.indexOf(input), input]),
);

/** The answers aimed at as an enterprise file keeps them: those that differ from what was answered. */
export function recordTargets(plan: Plan, sheet: Sheet, targets: Sheet): RecordedAnswers {
  const differing = new Map([...targets].filter(([name, entry]) => sheet.get(name) !== entry));
  return recordSheet(plan, differing).answers;
}

/**
 * Reads recorded facts and answers back into a sheet. `lost` names what this plan has no place for: ids it does not
 * know, values it does not allow.
 */
export function readRecorded(
  plan: Plan,
  recorded: { readonly facts: RecordedAnswers; readonly answers: RecordedAnswers },
): { readonly sheet: Sheet; readonly lost: readonly string[] } {
  const sheet = new Map<string, SheetEntry>();
  const lost: string[] = [];
  for (const role of ['fact', 'question'] as const) {
    const inputs = new Map(plan.inputs.filter((input) => input.role === role).map((input) => [input.name, input]));
    for (const [name, answer] of Object.entries(role === 'fact' ? recorded.facts : recorded.answers)) {
      const input = inputs.get(name);
      const read = input && readStatement(input, answer);
      if (read && 'entry' in read) sheet.set(name, read.entry);
      else lost.push(name);
    }
  }
  return { sheet, lost };
}

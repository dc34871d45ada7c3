import type { RecordedAnswers } from '../model/generated/types.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { Sheet, SheetEntry } from '../scoring/sheet.ts';
import { finishSheet, readStatement, recordEntry } from './statement.ts';

/** A sheet as an enterprise file keeps it: facts and answers apart, in the order of the plan. */
export function recordSheet(plan: Plan, sheet: Sheet): { facts: RecordedAnswers; answers: RecordedAnswers } {
  const said = finishSheet(sheet);
  const record = (role: Input['role']): RecordedAnswers =>
    Object.fromEntries(
      plan.inputs.flatMap((input) => {
        const entry = input.role === role ? said.get(input.name) : undefined;
        return entry ? [[input.name, recordEntry(entry)]] : [];
      }),
    );
  return { facts: record('fact'), answers: record('question') };
}

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

import { evaluate } from '../scoring/evaluate.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import type { Sheet, SheetEntry } from '../scoring/sheet.ts';

/** The evaluation of a sheet in which one answer is that of another sheet, where it may be missing. */
export function evaluateReplaced(plan: Plan, sheet: Sheet, name: string, entry: SheetEntry | undefined): Evaluation {
  const changed = new Map(sheet);
  if (entry === undefined) changed.delete(name);
  else changed.set(name, entry);
  return evaluate(plan, changed);
}

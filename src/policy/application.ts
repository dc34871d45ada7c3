import type { Atom, Possible } from '../condition/value.ts';
import { isNothing } from '../condition/value.ts';
import { compare, type Rational } from '../model/rational.ts';
import { domainOf, knownAnswer, rankOf } from '../scoring/domain.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { type AnswerValue, entryOf, isChoices, type Sheet, type SheetEntry } from '../scoring/sheet.ts';
import type { CompiledMeasure } from './measures.ts';

/** What is done, as far as it changes answers. */
export type Effects = Pick<CompiledMeasure, 'effects'>;

/**
 * The answers once measures are done. A known answer is raised to what a measure leads to and never lowered; an open
 * or derived one is at least that much then, and stays open above it; what does not apply stays so. `today` is the
 * evaluation of the sheet.
 */
export function applyMeasures(plan: Plan, sheet: Sheet, measures: readonly Effects[], today: Evaluation): Sheet {
  const raised = raisedBy(plan, sheet, measures, today);
  const after = new Map(sheet);
  for (const [name, entry] of raised) after.set(name, entry);
  return after;
}

/** Of the answers that measures lead further, each by its name: what it is then. */
export function raisedBy(
  plan: Plan,
  sheet: Sheet,
  measures: readonly Effects[],
  today: Evaluation,
): ReadonlyMap<string, SheetEntry> {
  const raised = new Map<string, SheetEntry>();
  for (const [node, targets] of targetsByNode(measures)) {
    const entry = raiseEntry(plan, sheet, node, targets, today);
    if (entry) raised.set((plan.nodes[node] as Input).name, entry);
  }
  return raised;
}

/** The entry of one answer once it is led to targets; undefined where it stays as it is. */
export function raiseEntry(
  plan: Plan,
  sheet: Sheet,
  node: number,
  targets: readonly AnswerValue[],
  today: Evaluation,
): SheetEntry | undefined {
  const input = plan.nodes[node] as Input;
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'notApplicable') return undefined;
  const raised = raiseAnswer(input, standingOf(input, entry, today.values[node] as Possible), targets);
  if (raised === undefined) return undefined;
  return entry.state === 'answered' ? { ...entry, value: raised } : { ...entry, least: raised };
}

function targetsByNode(measures: readonly Effects[]): Map<number, AnswerValue[]> {
  const targets = new Map<number, AnswerValue[]>();
  for (const { effects } of measures) {
    for (const { node, to } of effects) {
      const known = targets.get(node);
      if (known) known.push(to);
      else targets.set(node, [to]);
    }
  }
  return targets;
}

/** What an answer is or may be. A question that is not asked may get asked by another measure: it is open. */
function standingOf(input: Input, entry: SheetEntry, value: Possible): Possible {
  if (entry.state === 'answered') return knownAnswer(entry.value);
  return isNothing(value) ? domainOf(input) : value;
}

/** The answer that is at least every target; undefined where it surely is that much already. */
function raiseAnswer(input: Input, standing: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  if (input.type === 'multiple') return addOptions(input, standing, targets);
  let best: Atom | undefined;
  let rank = lowestRank(input, standing);
  for (const target of targets) {
    if (isChoices(target)) continue;
    const reached = rankOf(input, target);
    if (rank === null || compare(reached, rank) > 0) [best, rank] = [target, reached];
  }
  return best;
}

/** The options chosen and those added, as many as may be chosen; an option that stands alone gives way. */
function addOptions(input: Input, standing: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  const chosen = new Set(standing.kind === 'choices' ? standing.sure : []);
  for (const { id, exclusive } of input.options) if (exclusive) chosen.delete(id);
  const had = chosen.size;
  const most = input.choose.most ?? input.options.length;
  for (const target of targets) {
    if (isChoices(target)) for (const option of target) if (chosen.size < most) chosen.add(option);
  }
  return chosen.size === had ? undefined : input.options.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
}

/** The least rank still possible; null where there is no least. */
function lowestRank(input: Input, standing: Possible): Rational | null {
  if (standing.kind === 'range') return standing.low;
  if (standing.kind !== 'atoms') return null;
  return standing.atoms.map((atom) => rankOf(input, atom)).sort(compare)[0] ?? null;
}

import { type Atom, isNothing, isNumber, type Possible } from '../condition/value.ts';
import { compare, type Rational } from '../model/rational.ts';
import { domainOf, knownAnswer } from '../scoring/domain.ts';
import { type Evaluation, evaluate } from '../scoring/evaluate.ts';
import type { Input, Node, Plan } from '../scoring/plan.ts';
import { readsOf } from '../scoring/reads.ts';
import { type AnswerValue, entryOf, isChoices, type Sheet, type SheetEntry } from '../scoring/sheet.ts';
import type { CompiledMeasure } from './measures.ts';

/**
 * The answers once measures are done, in the order given. An answer is raised to at least what a measure achieves and
 * never lowered; an open one becomes exactly that much; what does not apply stays so. `today` is the evaluation of the
 * sheet.
 */
export function applyMeasures(
  plan: Plan,
  sheet: Sheet,
  measures: readonly CompiledMeasure[],
  today: Evaluation,
): Sheet {
  const after = new Map(sheet);
  /** Since the last evaluation. */
  const changed = new Set<number>();
  let evaluation = today;
  // By position: what decides whether a question is asked, or what its answer is derived from, is raised before it.
  for (const [node, targets] of [...targetsByNode(measures)].sort(([a], [b]) => a - b)) {
    const input = plan.nodes[node] as Input;
    const entry = entryOf(after, input.name);
    if (entry.state === 'notApplicable') continue;
    if (entry.state !== 'answered' && dependsOn(plan, node, changed)) {
      evaluation = evaluate(plan, after);
      changed.clear();
    }
    const raised = raiseAnswer(input, standingOf(input, entry, evaluation.values[node] as Possible), targets);
    if (raised === undefined) continue;
    after.set(input.name, { ...entry, state: 'answered', value: raised });
    changed.add(node);
  }
  return after;
}

function targetsByNode(measures: readonly CompiledMeasure[]): Map<number, AnswerValue[]> {
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

function dependsOn(plan: Plan, node: number, changed: ReadonlySet<number>): boolean {
  if (changed.size === 0) return false;
  // The set grows while it is gone through.
  const behind = new Set(readsOf(plan.nodes[node] as Node));
  for (const read of behind) {
    if (changed.has(read)) return true;
    for (const further of readsOf(plan.nodes[read] as Node)) behind.add(further);
  }
  return false;
}

/** What an answer is or may be. A question that is not asked may get asked by a later measure: it is open. */
function standingOf(input: Input, entry: SheetEntry, value: Possible): Possible {
  if (entry.state === 'answered') return knownAnswer(entry.value);
  return isNothing(value) ? domainOf(input) : value;
}

/** The answer that is at least every target; undefined where it surely is that much already. */
function raiseAnswer(input: Input, standing: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  if (input.type === 'multiple') return addOptions(input, standing, targets);
  let best: Atom | undefined;
  let rank = floorOf(input, standing);
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

/** Where a value stands among those its question allows; an option by its place in the listed order. */
function rankOf(input: Input, atom: Atom): Rational {
  if (isNumber(atom)) return atom;
  const rank = typeof atom === 'boolean' ? Number(atom) : input.options.findIndex(({ id }) => id === atom);
  return { n: BigInt(rank), d: 1n };
}

/** The least rank still possible; null where there is no least. */
function floorOf(input: Input, standing: Possible): Rational | null {
  if (standing.kind === 'range') return standing.low;
  if (standing.kind !== 'atoms') return null;
  return standing.atoms.map((atom) => rankOf(input, atom)).sort(compare)[0] ?? null;
}

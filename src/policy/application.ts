import { exactly, isNumber, type Atom, type Possible } from '../condition/value.ts';
import { compare, type Rational } from '../model/rational.ts';
import { domainOf, knownAnswer } from '../scoring/domain.ts';
import { type Evaluation, evaluate } from '../scoring/evaluate.ts';
import type { Input, Plan } from '../scoring/plan.ts';
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
  const changed = new Set<number>();
  let evaluation = today;
  // By position: whatever an answer is derived from is raised before the answer itself.
  for (const [node, targets] of [...targetsByNode(measures)].sort(([a], [b]) => a - b)) {
    const input = plan.nodes[node] as Input;
    const entry = entryOf(after, input.name);
    if (entry.state === 'notApplicable') continue;
    if (entry.state !== 'answered' && input.derived !== null && dependsOn(plan, input.derived, changed)) {
      evaluation = evaluate(plan, after);
    }
    const raised = raiseAnswer(input, standingOf(input, entry, evaluation), targets);
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
  const found = plan.nodes[node];
  return changed.has(node) || (found !== undefined && readsOf(found).some((read) => dependsOn(plan, read, changed)));
}

/** What an answer is or may be, asked or not: a measure may be what makes it asked. */
function standingOf(input: Input, entry: SheetEntry, { values }: Evaluation): Possible {
  if (entry.state === 'answered') return knownAnswer(entry.value);
  const derived = input.derived === null ? undefined : values[input.derived];
  if (derived && !derived.nothing) return derived;
  if (input.default !== null && entry.state === 'unanswered') return exactly(input.default);
  return domainOf(input);
}

/** The answer that is at least every target; undefined where it surely is that much already. */
function raiseAnswer(input: Input, standing: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  if (input.type === 'multiple') return addOptions(input, standing, targets.filter(isChoices).flat());
  const atoms = targets.filter((target): target is Atom => !isChoices(target));
  const [best] = atoms.sort((a, b) => compare(rankOf(input, b), rankOf(input, a)));
  if (best === undefined) return undefined;
  const floor = floorOf(input, standing);
  return floor === null || compare(rankOf(input, best), floor) > 0 ? best : undefined;
}

/** The options chosen and those added, as many as may be chosen; an option that stands alone gives way. */
function addOptions(input: Input, standing: Possible, added: readonly string[]): AnswerValue | undefined {
  const alone = new Set(input.options.filter(({ exclusive }) => exclusive).map(({ id }) => id));
  const had = standing.kind === 'choices' ? standing.sure.filter((option) => !alone.has(option)) : [];
  const fresh = [...new Set(added)].filter((option) => !had.includes(option));
  const room = (input.choose.most ?? Number.POSITIVE_INFINITY) - had.length;
  const taken = new Set([...had, ...fresh.slice(0, Math.max(0, room))]);
  if (taken.size === had.length) return undefined;
  return input.options.flatMap(({ id }) => (taken.has(id) ? [id] : []));
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

import type { Possible } from '../../condition/value.ts';
import type { Plan } from '../../scoring/plan.ts';
import { inputsBehind, onceForPlan } from '../../scoring/reads.ts';
import { type AnswerValue, entryOf, isChoices, type Sheet, type SheetEntry } from '../../scoring/sheet.ts';

/** Values of nodes that were seen before, with the same answers. */
export interface SeenValues {
  /** What a node comes to where its answers stand as they do and some of them are led to more; it is worked out once. */
  at(node: number, led: ReadonlyMap<number, string>, work: () => Possible): Possible;
  /** All that scores read of the answer at a position. */
  signatureAt(input: number): string;
}

/** Up to so many answers behind a node are looked at: more are hardly ever the same again. */
const MOST_BEHIND = 8;

/** So many values of a node are kept before they are forgotten. */
const MOST_KEPT = 4096;

/**
 * Values of nodes of a plan by the answers they read, for one sheet: many enterprises give the same few answers. `led`
 * says by the position of an answer what it is led to.
 */
export function seenValuesOf(plan: Plan, sheet: Sheet): SeenValues {
  const seen = seenFor(plan);
  const behind = inputsBehind(plan);
  const signatures: string[] = [];

  function signatureAt(node: number): string {
    const input = plan.nodes[node];
    signatures[node] ??= input?.op === 'input' ? signatureOf(entryOf(sheet, input.name)) : String(node);
    return signatures[node];
  }

  function at(node: number, led: ReadonlyMap<number, string>, work: () => Possible): Possible {
    const inputs = behind[node] as readonly number[];
    if (inputs.length > MOST_BEHIND) return work();
    const key = inputs.map((input) => `${signatureAt(input)}>${led.get(input) ?? ''}`).join('|');
    const values = seen[node] as Map<string, Possible>;
    const known = values.get(key);
    if (known) return known;
    const found = work();
    if (values.size >= MOST_KEPT) values.clear();
    values.set(key, found);
    return found;
  }

  return { at, signatureAt };
}

const seenFor = onceForPlan(({ nodes }) => nodes.map(() => new Map<string, Possible>()));

/** All that scores read of an entry, as text that no other has. */
function signatureOf({ state, evidence, value, ...entry }: SheetEntry): string {
  const least = 'least' in entry ? entry.least : undefined;
  const isProven = evidence !== undefined && evidence.length > 0;
  return `${state}${isProven ? '!' : ''} ${textOf(value)} ${textOf(least)}`;
}

/** An answer's value as text that no other value has. */
export function textOf(value: AnswerValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'object' && !isChoices(value)) return `${value.n}/${value.d}`;
  return JSON.stringify(value);
}

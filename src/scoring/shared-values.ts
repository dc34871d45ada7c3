import type { Possible } from '../condition/value.ts';
import type { Input, Node, Plan } from './plan.ts';
import { inputsBehind } from './reads.ts';
import { type AnswerValue, entryOf, isChoices, type Sheet, type SheetEntry } from './sheet.ts';

/**
 * What a node comes to where it reads few answers, those it asks questions by and derives facts from included: worked out
 * once for every way they can be, however many sheets there are.
 */
export type SharedValues = (position: number, work: (position: number) => Possible) => Possible;

/** So many answers at most, each one of so many, make a key that a number holds exactly. */
const MOST_ANSWERS = 8;
const MOST_EACH = 64;

/** So many values of a node are kept before they are forgotten. */
const MOST_KEPT = 1 << 12;

/** What is known of a plan's nodes, as the sheet stands and as every question could still be answered. */
interface Known {
  /** By node, the answers it reads, near or far; null where these are too many, or not all it does is to come to a value. */
  readonly answers: readonly (readonly number[] | null)[];
  readonly values: readonly Map<number, Possible>[];
  readonly spans: readonly Map<number, Possible>[];
  /** By input, the number of each answer it was seen with. */
  readonly numbers: readonly Map<unknown, number>[];
}

/** The values of a plan's nodes on a sheet, those of `evaluateSpan` where `isSpan`. */
export function sharedValuesOf(plan: Plan, sheet: Sheet, isSpan: boolean): SharedValues {
  const known = knownFor(plan);
  const found: number[] = [];
  const maps = isSpan ? known.spans : known.values;

  function numberAt(input: number): number {
    found[input] ??= numberOf(
      entryOf(sheet, (plan.nodes[input] as Input).name),
      known.numbers[input] as Map<unknown, number>,
    );
    return found[input];
  }

  return (position, work) => {
    const answers = known.answers[position];
    if (!answers) return work(position);
    let key = 0;
    for (const input of answers) {
      const number = numberAt(input);
      if (number < 0) return work(position);
      key = key * MOST_EACH + number;
    }
    const values = maps[position] as Map<number, Possible>;
    const found = values.get(key);
    if (found) return found;
    const value = work(position);
    if (values.size >= MOST_KEPT) values.clear();
    values.set(key, value);
    return value;
  };
}

const KNOWN = new WeakMap<Plan, Known>();

function knownFor(plan: Plan): Known {
  const found = KNOWN.get(plan);
  if (found) return found;
  const known = prepare(plan);
  KNOWN.set(plan, known);
  return known;
}

function prepare(plan: Plan): Known {
  const behind = inputsBehind(plan);
  const maps = <K, V>(): Map<K, V>[] => plan.nodes.map(() => new Map<K, V>());
  return {
    answers: plan.nodes.map((node, position) => {
      const inputs = behind[position] as readonly number[];
      const isShared =
        node.op !== 'input' &&
        // What reads nothing is always the same.
        inputs.length <= MOST_ANSWERS &&
        !refuses(plan, position);
      return isShared ? inputs : null;
    }),
    values: maps(),
    spans: maps(),
    numbers: maps(),
  };
}

/** Whether an answer is what was said, whatever else was. */
export function isPlain(node: Node | undefined): boolean {
  return node?.op === 'input' && node.derived === null && node.when === null;
}

/** Whether a score notes answers that are refused for being missing, itself or one it reads. */
function refuses({ nodes }: Plan, position: number): boolean {
  const node = nodes[position] as Node;
  return 'missing' in node && Object.values(node.missing).includes('refuse');
}

/** The number of what was said; negative where it is nothing that many say. */
export function numberOf(entry: SheetEntry, numbers: Map<unknown, number>): number {
  const key = keyOf(entry);
  if (key === undefined) return -1;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  if (numbers.size >= MOST_EACH) return -1;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function keyOf(entry: SheetEntry): unknown {
  const { state, evidence } = entry;
  if (evidence !== undefined && evidence.length > 0) return undefined;
  if (state === 'answered') return keyOfValue(entry.value);
  if (entry.least === undefined) return ` ${state}`;
  const least = keyOfValue(entry.least);
  return least === undefined ? undefined : ` ${state}, ${typeof least} ${least}`;
}

function keyOfValue(value: AnswerValue): unknown {
  if (typeof value !== 'object') return value;
  if (isChoices(value)) return ` of ${value.join(' ')}`;
  return value.d === 1n ? value.n : undefined;
}

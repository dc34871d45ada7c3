import { isUnsettled } from '../condition/condition.ts';
import { closestTo, didYouMean } from '../model/closest.ts';
import type { AddOptions, Measure } from '../model/generated/types.ts';
import type { Path, ProblemCode } from '../model/problem.ts';
import { readAnswerValue } from '../scoring/answer-value.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { AnswerValue } from '../scoring/sheet.ts';

/** One answer that a measure leads to. */
export interface Effect {
  readonly name: string;
  /** The position of the question or fact in the plan. */
  readonly node: number;
  /** At least this; for a multiple choice the options that are added. */
  readonly to: AnswerValue;
  /** Whether it is only hoped for, so that a re-assessment must confirm it. */
  readonly expected: boolean;
}

/** What can get better by itself: it has an order from least to most. */
const RAISABLE = new Set(['single', 'multiple', 'boolean', 'scale', 'integer', 'decimal', 'percent']);

/** What reading an answer finds, as it is called in a document of a pack. */
const CODES: Partial<Record<ProblemCode, ProblemCode>> = { A102: 'M205', A103: 'M107', A104: 'M113' };

/** Settles what a measure achieves, then what it is expected to lead to; what cannot work is left out. */
export function compileEffects(
  { achieves, expects = {} }: Measure,
  at: Path,
  plan: Plan,
  complain: Complain,
): Effect[] {
  return [
    ...compileTargets(achieves, [...at, 'achieves'], plan, complain).map((effect) => ({ ...effect, expected: false })),
    ...compileTargets(expects, [...at, 'expects'], plan, complain).map((effect) => ({ ...effect, expected: true })),
  ];
}

/** The answers that are led to, each by the type of its question. */
function compileTargets(
  targets: Measure['achieves'],
  at: Path,
  plan: Plan,
  complain: Complain,
): Omit<Effect, 'expected'>[] {
  return Object.entries(targets).flatMap(([name, stated]) => {
    const place = [...at, name];
    const node = plan.names.get(name)?.node;
    const input = node === undefined ? undefined : plan.nodes[node];
    if (node === undefined || input?.op !== 'input') {
      complain('M203', place, { found: name, wanted: 'fact or question', allowed: suggestInput(plan, name) }, 'key');
      return [];
    }
    if (!RAISABLE.has(input.type)) {
      complain(
        'M107',
        place,
        { found: name, wanted: 'a choice, a number or true and false: no measure can raise it' },
        'key',
      );
      return [];
    }
    const to = readTarget(input, stated, place, complain);
    return to === undefined ? [] : [{ name, node, to }];
  });
}

function suggestInput(plan: Plan, name: string): string[] {
  const inputs = plan.inputs.map((input) => input.name);
  const nearest = didYouMean(name, inputs);
  return nearest === undefined ? [] : [nearest];
}

function readTarget(input: Input, stated: string | AddOptions, at: Path, complain: Complain): AnswerValue | undefined {
  if (isUnsettled(input.value)) return undefined;
  if (typeof stated === 'object') {
    if (input.type === 'multiple') return readAdded(input, stated.add, [...at, 'add'], complain);
    complain('M212', [...at, 'add'], { found: input.type, name: 'add' }, 'key');
    return undefined;
  }
  // A document read without its schema holds numbers where its text is meant.
  const text = String(stated);
  if (input.type === 'multiple') {
    complain('M107', at, { found: text, wanted: `what a multiple question takes: { add: [${text}] }` });
    return undefined;
  }
  const read = readAnswerValue(input, text);
  if ('value' in read) return read.value;
  complain(CODES[read.code] ?? 'M111', at, { name: input.name, ...read.details });
  return undefined;
}

/** The options to add, in the order stated; an option that stands alone can only be lost, never added. */
function readAdded(input: Input, add: readonly string[], at: Path, complain: Complain): string[] | undefined {
  const free = input.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const added = add.map(String).filter((option, i, all) => {
    const place = [...at, i];
    if (!input.options.some(({ id }) => id === option)) {
      complain('M205', place, { found: option, name: input.name, allowed: closestTo(option, free) });
    } else if (!free.includes(option)) {
      complain('M111', place, { found: option, allowed: free });
    } else if (all.indexOf(option) < i) {
      complain('M201', place, { found: option });
    } else return true;
    return false;
  });
  const { most } = input.choose;
  if (most !== null && added.length > most) complain('M113', at, { wanted: `at most ${most} options` });
  return added.length === 0 ? undefined : added;
}

import { closestTo } from '../../model/closest.ts';
import type { MappedColumn } from '../../model/generated/types.ts';
import { createFinder } from '../../model/plain.ts';
import { YES_NO } from '../../model/yes-no.ts';
import type { Complain } from '../../scoring/inputs.ts';
import type { Input } from '../../scoring/plan.ts';
import { ANSWERED, type ColumnUse, NOT_APPLICABLE, type States, UNANSWERED, UNKNOWN } from '../use.ts';
import { usualSeparators } from './separators.ts';
import { createSpellings } from './spellings.ts';
import { factorOf, unitsOf } from './units.ts';
import { choicesOf, spellingsOf } from './values.ts';
import { statesOf } from './words.ts';

const STATES = { unanswered: UNANSWERED, unknown: UNKNOWN, notApplicable: NOT_APPLICABLE } as const;

/** A column and what it is for. */
export interface Meant {
  readonly mapped: MappedColumn;
  readonly input: Input;
  /** Its index in `plan.inputs`. */
  readonly index: number;
  readonly decimal: '.' | ',' | null;
}

/** How a mapped column is used; keys that make no sense for the question, and values it does not have, are reported. */
export function useColumn({ mapped, input, index, decimal }: Meant, complain: Complain): ColumnUse {
  const states = new Map(Object.entries(mapped.states ?? {}).map(([word, state]) => [word, STATES[state]] as const));
  // What the mapping says wins over the usual words.
  for (const [word, state] of statesOf(input)) if (!states.has(word)) states.set(word, state);
  checkKeys(mapped, input, complain);
  if (input.type === 'multiple') {
    const values = withOwn(mapped, input, complain);
    if (mapped.option !== undefined) return useTick(mapped, input, { index, values, states }, complain);
    const separators = mapped.separators ?? usualSeparators(input);
    return { kind: 'choices', input: index, separators, values, states: without(states, values) };
  }
  if (choicesOf(input).length > 0) {
    const values = withOwn(mapped, input, complain);
    const codes = [...values].map(([spelling, value]) => [spelling, ANSWERED + value] as const);
    return { kind: 'code', input: index, values: new Map([...without(states, values), ...codes]) };
  }
  if (input.type === 'date') return { kind: 'text', input: index, states, days: { order: mapped.date ?? null } };
  if (input.value.kind !== 'number') return { kind: 'text', input: index, states };
  const factor = mapped.unit === undefined ? 1 : factorOf(input, mapped.unit);
  if (factor === undefined) {
    const allowed = [...unitsOf(input).keys()];
    complain('M111', ['unit'], { found: mapped.unit ?? '', allowed });
  }
  return {
    kind: 'number',
    input: index,
    decimal,
    factor: (factor ?? 1) * (mapped.times ?? 1),
    units: unitsOf(input),
    states,
  };
}

/** The spellings that are understood anyway, and those of the mapping, which win. */
function withOwn(mapped: MappedColumn, input: Input, complain: Complain): ReadonlyMap<string, number> {
  const ids = choicesOf(input).map(({ id }) => id);
  const { add, values } = createSpellings<number>();
  add(
    Object.entries(mapped.values ?? {}).flatMap(([spelling, id]) => {
      const value = ids.indexOf(id);
      if (value < 0) {
        complain('M205', ['values', spelling], { found: id, name: input.name, allowed: closestTo(id, ids) });
      }
      return value < 0 ? [] : [[spelling, value] as const];
    }),
  );
  add(spellingsOf(input));
  return values;
}

/** States whose words are no values: "unknown" may be an option. */
function without(states: States, values: ReadonlyMap<string, unknown>): States {
  const find = createFinder(values);
  return new Map([...states].filter(([word]) => find(word) === undefined));
}

interface TickContext {
  readonly index: number;
  readonly values: ReadonlyMap<string, number>;
  readonly states: States;
}

function useTick(
  { option: id = '' }: MappedColumn,
  input: Input,
  { index, values, states }: TickContext,
  complain: Complain,
): ColumnUse {
  const ids = input.options.map((one) => one.id);
  const option = ids.indexOf(id);
  if (option < 0) {
    complain('M205', ['option'], { found: id, name: input.name, allowed: closestTo(id, ids) });
    return { kind: 'ignore' };
  }
  const { add, values: ticks } = createSpellings<boolean>();
  add([...YES_NO, ['x', true]]);
  // Some platforms repeat the option where it is chosen.
  add([...values].filter(([, value]) => value === option).map(([spelling]) => [spelling, true] as const));
  return { kind: 'tick', input: index, option, values: ticks, states: without(states, ticks) };
}

function checkKeys(mapped: MappedColumn, input: Input, complain: Complain): void {
  const fits = {
    option: input.type === 'multiple',
    separators: input.type === 'multiple' && mapped.option === undefined,
    unit: input.value.kind === 'number',
    times: input.value.kind === 'number',
    values: choicesOf(input).length > 0,
    date: input.type === 'date',
  };
  for (const [key, isFitting] of Object.entries(fits)) {
    if (mapped[key as keyof typeof fits] === undefined || isFitting) continue;
    complain('M206', [key], { found: key, name: input.name, wanted: `of type ${input.type}` }, 'key');
  }
}

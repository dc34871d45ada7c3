import {
  exactly,
  isNothing,
  NOTHING,
  orNothing,
  type Possible,
  type Range,
  rangeOf,
  settledValue,
} from '../condition/value.ts';
import { compare } from '../model/rational.ts';
import { domainOf, isAllowed, knownAnswer, raisePossible } from './domain.ts';
import { evidenceKey, type Pass } from './pass.ts';
import type { Input } from './plan.ts';
import { type AnswerState, entryOf, isProven, type SheetEntry } from './sheet.ts';

interface Standing {
  readonly state: AnswerState;
  readonly value: Possible;
}

/** The state of an answer, and what it is or may be; a stated answer wins over a derived one, that over a default. */
export function statedOrDerived(
  input: Input,
  { sheet, within }: Pick<Pass, 'sheet' | 'within'>,
  values: readonly Possible[],
): Standing {
  const possible = within?.get(input.name);
  if (possible) {
    return isNothing(possible)
      ? { state: 'notApplicable', value: NOTHING }
      : { state: 'answered', value: { ...possible, nothing: false } };
  }
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'answered') return { state: 'answered', value: knownAnswer(entry.value) };
  if (entry.state === 'notApplicable') return { state: 'notApplicable', value: NOTHING };
  const { state, value } = derivedOrOpen(input, entry, values);
  return { state, value: entry.least === undefined ? value : raisePossible(input, value, entry.least) };
}

function derivedOrOpen(input: Input, entry: SheetEntry, values: readonly Possible[]): Standing {
  const worked = input.derived === null ? undefined : (values[input.derived] as Possible);
  const derived = worked && isOutOfRange(worked, input.range) ? undefined : worked;
  if (derived && (input.role === 'fact' || !derived.nothing)) {
    if (isNothing(derived)) return { state: 'notApplicable', value: NOTHING };
    if (isAllowed(input, derived)) return { state: isSettled(derived) ? 'answered' : entry.state, value: derived };
    return { state: entry.state, value: derived.nothing ? orNothing(domainOf(input)) : domainOf(input) };
  }
  if (input.default !== null && entry.state === 'unanswered')
    return { state: 'answered', value: exactly(input.default) };
  return { state: entry.state, value: domainOf(input) };
}

function isSettled(value: Possible): boolean {
  return !value.nothing && value.kind === 'atoms' && value.atoms.length === 1;
}

/** Whether a number surely lies outside of what is allowed, as when more machines are networked than there are. */
export function isOutOfRange(value: Possible, { low, high }: Range): boolean {
  const range = rangeOf(value);
  if (!range || value.nothing) return false;
  return Boolean(
    (low && range.high && compare(range.high, low) < 0) || (high && range.low && compare(range.low, high) > 0),
  );
}

/** Whether an answer that is not settled may turn out not to apply. */
export function mayNotApply(input: Input, state: AnswerState, { within }: Pass): boolean {
  const possible = within?.get(input.name);
  if (possible) return possible.nothing && state === 'answered';
  return state !== 'answered' && state !== 'notApplicable' && input.notApplicable;
}

/** Whether an answer carries evidence; undefined while it is open and may still get some. */
export function evidenceOf(
  input: Input,
  { sheet, span, within }: Pass,
  state: AnswerState | undefined,
): boolean | undefined {
  if (within) {
    const carried = settledValue(within.get(evidenceKey(input.name)) ?? NOTHING);
    return typeof carried === 'boolean' ? carried : undefined;
  }
  if (isProven(entryOf(sheet, input.name))) return true;
  return state === 'answered' && !span ? false : undefined;
}

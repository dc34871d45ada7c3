import { answerOf, optionsOf } from '../model/answer-mark.ts';
import { parseDecimal } from '../model/rational.ts';
import { readAnswerValue } from '../scoring/answer-value.ts';
import type { Input } from '../scoring/plan.ts';
import { endsOfRange, endsTest } from './limit-tests.ts';
import type { Ends } from './limits.ts';

/** Why a cell of results is no answer to its question, and what would be one. */
export type AnswerFault =
  | { readonly rule: 'not-answer'; readonly value: string; readonly options: readonly string[] }
  | {
      readonly rule: 'option-twice' | 'exclusive-option' | 'not-number' | 'not-integer' | 'not-applicable';
      readonly value: string;
    }
  | ({ readonly rule: 'how-many-options' | 'out-of-range'; readonly value: number } & Ends);

/** What is wrong with an answer as results mark it; texts and days are taken as they are. */
export function findAnswerFault(input: Input, mark: string): AnswerFault | undefined {
  const { state } = answerOf(mark);
  if (state === 'notApplicable' && !input.notApplicable) return { rule: 'not-applicable', value: mark };
  if (state !== 'answered') return undefined;
  switch (input.value.kind) {
    case 'choice':
    case 'boolean':
    case 'list':
      return findChoiceFault(input, mark);
    case 'number':
      return findNumberFault(input, mark);
    default:
      return undefined;
  }
}

function findChoiceFault(input: Input, mark: string): AnswerFault | undefined {
  const read = readAnswerValue(input, input.type === 'multiple' ? optionsOf(mark) : mark);
  if ('value' in read) return undefined;
  const { code, details } = read;
  const value = details.found ?? mark;
  if (code === 'A105') return { rule: 'exclusive-option', value };
  if (code === 'A106') return { rule: 'option-twice', value: mark };
  if (code === 'A107') {
    const { least, most } = input.choose;
    return { rule: 'how-many-options', value: Number(value), low: least, high: most };
  }
  return { rule: 'not-answer', value, options: allowedBy(input) };
}

function allowedBy({ value, options }: Input): readonly string[] {
  if (value.kind === 'boolean') return ['true', 'false'];
  return value.kind === 'choice' ? value.options : options.map(({ id }) => id);
}

/** What follows from other answers has as many digits as a double. */
function findNumberFault({ type, range }: Input, mark: string): AnswerFault | undefined {
  const value = parseDecimal(mark) ? Number(mark) : Number.NaN;
  if (!Number.isFinite(value)) return { rule: 'not-number', value: mark };
  if ((type === 'scale' || type === 'integer') && !Number.isInteger(value)) return { rule: 'not-integer', value: mark };
  const ends = endsOfRange(range);
  return endsTest(ends)(value) ? undefined : { rule: 'out-of-range', value, ...ends };
}

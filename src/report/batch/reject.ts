import type { Messages } from '../../i18n/index.ts';
import { formatNumber, formatRange } from '../number.ts';

/** Why a row of an export is rejected. */
export const REJECT_RULES = [
  'row-length',
  'nul',
  'too-long',
  'open-quote',
  'stray-quote',
  'unknown-value',
  'not-number',
  'unclear-number',
  'mangled-number',
  'number-too-long',
  'option-twice',
  'contradiction',
  'merged-cells',
  'not-applicable',
  'not-whole',
  'out-of-range',
  'exclusive-option',
  'how-many-options',
  'not-date',
  'unclear-date',
  'not-email',
  'not-phone',
  'check-character',
  'mangled-id',
  'required-fact',
  'refused-missing',
  'duplicate-key',
  'other-enterprise',
  'derived-contradicted',
  'derived-out-of-range',
  'out-of-scope',
  'not-asked',
  'evidence-missing',
] as const;

export type RejectRule = (typeof REJECT_RULES)[number];

/** What the words about a rejected row need besides its column and value. */
export interface RejectDetails {
  /** The lowest and the highest number or count allowed. */
  readonly low?: number;
  readonly high?: number;
  /** How many options are chosen. */
  readonly count?: number;
  /** The check character that would be right, or the option that stands alone. */
  readonly expected?: string;
  /** The line where the same key stands, too. */
  readonly line?: number;
  /** The option that says what a cell does not. */
  readonly option?: string;
}

/** Why a row is rejected, in one line without a full stop. */
export function rejectInWords(
  rule: RejectRule,
  said: RejectDetails & { readonly name: string; readonly value: string },
  { batch, numbers }: Messages,
): string {
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 15 });
  const { name, value, low = null, high = null, count = 0, expected, line = 0 } = said;
  const range = formatRange(low, high, { numbers, write }) ?? '';
  const { reasons } = batch;
  switch (rule) {
    case 'row-length':
    case 'merged-cells':
    case 'mangled-id':
      return reasons[rule](value);
    case 'out-of-scope':
      return reasons[rule]();
    case 'unknown-value':
    case 'not-number':
    case 'unclear-number':
    case 'mangled-number':
    case 'number-too-long':
    case 'option-twice':
    case 'not-whole':
    case 'not-date':
    case 'not-email':
    case 'not-phone':
      return reasons[rule](name, value);
    case 'unclear-date':
      return reasons[rule](name, value, said.option);
    case 'out-of-range':
      return reasons[rule](name, value, range);
    case 'how-many-options':
      return reasons[rule](name, range, write(count));
    case 'exclusive-option':
      return reasons[rule](name, expected ?? '');
    case 'check-character':
      return reasons[rule](value, expected);
    case 'duplicate-key':
      return reasons[rule](value, String(line));
    case 'other-enterprise':
      return reasons[rule](value, expected ?? '', said.option ?? '');
    default:
      return reasons[rule](name);
  }
}

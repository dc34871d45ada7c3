import type { Messages } from '../../i18n/index.ts';
import type { Ends } from '../../portfolio/limits.ts';
import { ASSESSMENT_KINDS } from '../../portfolio/member.ts';
import type { RowFlaw } from '../../portfolio/row-flaw.ts';
import { formatNumber, formatRange } from '../number.ts';

/** What stands where a cell is blank. */
const NOTHING = '–';

/** Why a row of a batch result cannot be so, in one line without a full stop. */
export function rowFlawInWords(flaw: RowFlaw, { batch, portfolio, numbers }: Messages): string {
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 15 });
  const rangeOf = ({ low, high }: Ends): string => formatRange(low, high, { numbers, write }) ?? '';
  switch (flaw.rule) {
    case 'not-day':
      return batch.reasons['not-date'](flaw.column, flaw.value);
    case 'unclear-day':
      return portfolio.rows.unclearDay(flaw.column, flaw.value);
    case 'not-kind':
      return portfolio.rows.notKind(flaw.column, flaw.value, numbers.or([...ASSESSMENT_KINDS]));
    case 'not-pack':
      return portfolio.rows.notPack(flaw.column, flaw.value, 'quick-scan@1.1.0');
    case 'not-between': {
      const [value, low, high] = [flaw.value, flaw.low, flaw.high].map((one) =>
        one === null || Number.isNaN(one) ? NOTHING : String(one),
      ) as [string, string, string];
      return portfolio.rows.notBetween(value, low, high);
    }
    case 'not-level': {
      const levels = numbers.or(flaw.levels.map(write));
      return portfolio.rows.notLevel(flaw.column, String(flaw.value), flaw.pack, levels);
    }
    case 'not-whole':
      return portfolio.rows.notWhole(flaw.column, String(flaw.value));
    case 'not-answer':
      return portfolio.rows.notAnswer(flaw.column, flaw.value, numbers.or([...flaw.options]));
    case 'option-twice':
    case 'not-number':
      return batch.reasons[flaw.rule](flaw.column, flaw.value);
    case 'not-integer':
      return batch.reasons['not-whole'](flaw.column, flaw.value);
    case 'exclusive-option':
      return batch.reasons['exclusive-option'](flaw.column, flaw.value);
    case 'not-applicable':
      return batch.reasons['not-applicable'](flaw.column);
    case 'how-many-options':
      return batch.reasons['how-many-options'](flaw.column, rangeOf(flaw), String(flaw.value));
    case 'out-of-range':
      return batch.reasons['out-of-range'](flaw.column, String(flaw.value), rangeOf(flaw));
  }
}

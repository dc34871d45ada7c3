import type { Messages } from '../../i18n/index.ts';
import type { LinkFault } from '../../portfolio/chains/link.ts';
import { formatShare } from '../number.ts';

/** What is odd about a link, in words. */
export function faultInWords(fault: LinkFault, { faults }: Messages['outlook'], { batch, numbers }: Messages): string {
  switch (fault.code) {
    case 'self':
      return faults.self(fault.key);
    case 'twice':
      return faults.twice(fault.buyer, fault.supplier, String(fault.earlier));
    case 'mangled':
      return batch.reasons['mangled-id'](fault.key);
    case 'bad-share':
      return faults.badShare(fault.text);
    case 'bad-value':
      return faults.badValue(fault.text);
    case 'bad-single':
      return faults.badSingle(fault.text);
    case 'no-key':
      return fault.column === 'buyer' ? faults.noBuyer : faults.noSupplier;
    case 'no-weight':
      return faults.noWeight(fault.key);
    case 'too-much':
      return faults.tooMuch(fault.key, formatShare(fault.share, numbers, 1));
  }
}

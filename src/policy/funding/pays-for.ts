import type { CompiledInstrument } from '../policy.ts';

const GRANTS: readonly CompiledInstrument['definition']['type'][] = ['voucher', 'subsidy', 'award'];

/**
 * Whether an instrument's money lowers what measures leave to pay: neither what lends, nor what pays the interest of a loan,
 * nor what pays for other costs does.
 */
export function paysForMeasures({ definition: { type, otherCosts } }: CompiledInstrument): boolean {
  return GRANTS.includes(type) && otherCosts !== true;
}

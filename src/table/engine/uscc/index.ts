// Checks the check characters of Unified Social Credit Codes; the rules are in model/credit-code.ts.
import { allocate } from '../memory.ts';

export { allocate };

const LENGTH: usize = 18;
const CHECKED_LENGTH: usize = 17;
/**
 * What a character that is not allowed adds to the sum: more than all allowed characters can add together, so that it
 * can be recognised.
 */
const DISALLOWED: u32 = 1 << 27;

/**
 * The address of a table that says for each position and byte how much it adds to both sums. Then the addresses of the
 * tables with both check characters, by the remainder of the sums.
 */
let shares: usize = 0;
let checks: usize = 0;
let organisationChecks: usize = 0;
let unsound: usize = 0;

/**
 * Sets the addresses of the tables and the maximum number of rows; returns the address at which unsound rows are
 * listed.
 */
export function begin(sharesAt: usize, checksAt: usize, organisationChecksAt: usize, rows: usize): usize {
  shares = sharesAt;
  checks = checksAt;
  organisationChecks = organisationChecksAt;
  unsound = allocate(rows << 2);
  return unsound;
}

/** Lists the answered rows whose text is not a valid code in upper case; returns their number. */
export function findUnsound(rows: usize, states: usize, answered: u32, starts: usize, ends: usize, pool: usize): usize {
  let count: usize = 0;
  for (let row: usize = 0; row < rows; row++) {
    if (load<u8>(states + row) !== (answered as u8)) continue;
    const start: usize = load<u32>(starts + (row << 2));
    const end: usize = load<u32>(ends + (row << 2));
    if (end - start === LENGTH && isSound(pool + start)) continue;
    store<u32>(unsound + (count << 2), row as u32);
    count++;
  }
  return count;
}

function isSound(code: usize): bool {
  let sum: u32 = 0;
  for (let i: usize = 0; i < CHECKED_LENGTH; i++) {
    sum += load<u32>(shares + (((i << 8) + (load<u8>(code + i) as usize)) << 2));
  }
  return (
    sum < DISALLOWED &&
    load<u8>(code, 16) === load<u8>(organisationChecks + (((sum >> 16) % 11) as usize)) &&
    load<u8>(code, 17) === load<u8>(checks + (((sum & 0xffff) % 31) as usize))
  );
}

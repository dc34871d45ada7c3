import { ORGANISATION_CHECKS, ORGANISATION_WEIGHTS, USCC_ALPHABET } from '../model/index.ts';
import { allocateBytes, bytesAt, createRoom, type EngineMemory, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/uscc.ts';
import { ANSWERED, type TextColumn } from './row-block.ts';

interface Engine extends EngineMemory {
  begin(shares: number, checks: number, organisationChecks: number, rows: number): number;
  findUnsound(rows: number, states: number, answered: number, starts: number, ends: number, pool: number): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);

/**
 * The number of characters in a code that its last check character covers, and the position at which the organisation
 * code begins.
 */
const CHECKED_CHARS = 17;
const ORGANISATION_START = 8;

/**
 * Returns how much a byte at each position adds to the sum of the whole code (lowest 16 bits) and to the sum of the
 * organisation code (the bits above). A byte that is not allowed adds more than all allowed ones together.
 */
function createContributions(): Int32Array {
  const contributions = new Int32Array(CHECKED_CHARS * 256).fill(2 ** 27);
  for (const [value, character] of [...USCC_ALPHABET].entries()) {
    for (let position = 0; position < CHECKED_CHARS; position++) {
      const weight = ORGANISATION_WEIGHTS[position - ORGANISATION_START] ?? 0;
      const organisation = Number.parseInt(character, 36) * weight;
      contributions[position * 256 + character.charCodeAt(0)] = value * (3 ** position % 31) + organisation * 2 ** 16;
    }
  }
  return contributions;
}

/**
 * Finds the answered rows whose text is not a valid code in upper case, as indexes from 0. It gives the same result as
 * `findUsccFault` without creating strings. The next call overwrites the result.
 */
export type UsccCheck = (column: TextColumn, states: Uint8Array, rows: number) => Uint32Array;

/** Creates a check for blocks of up to `maxRows` rows. */
export function createUsccCheck(maxRows: number): UsccCheck {
  const engine = createEngine({});
  const unsoundAt = engine.begin(
    allocateBytes(engine, new Uint8Array(createContributions().buffer)),
    allocateBytes(
      engine,
      Uint8Array.from({ length: 31 }, (_, rest) => USCC_ALPHABET.charCodeAt((31 - rest) % 31)),
    ),
    allocateBytes(
      engine,
      Uint8Array.from(ORGANISATION_CHECKS, (check) => check.charCodeAt(0)),
    ),
    maxRows,
  );
  const [statesAt, startsAt, endsAt] = [
    engine.allocate(maxRows),
    engine.allocate(maxRows * 4),
    engine.allocate(maxRows * 4),
  ];
  const pool = createRoom(engine);
  return ({ bytes, starts, ends }, states, rows) => {
    const poolAt = pool.put(bytes);
    const { buffer } = engine.memory;
    bytesAt(engine, statesAt, rows).set(states.subarray(0, rows));
    new Uint32Array(buffer, startsAt, rows).set(starts.subarray(0, rows));
    new Uint32Array(buffer, endsAt, rows).set(ends.subarray(0, rows));
    const unsoundCount = engine.findUnsound(rows, statesAt, ANSWERED, startsAt, endsAt, poolAt);
    return new Uint32Array(buffer, unsoundAt, unsoundCount);
  };
}

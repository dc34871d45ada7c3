import { CODECS, type Encoding } from './codec.ts';

/** Checks a stream piece by piece, whatever piece a character begins and ends in. */
export interface Validator {
  /** How many bytes of the piece stand before the first wrong character; all of them where none is wrong. */
  check(piece: Uint8Array): number;
  /** The beginning of a character that is not finished yet: no stream ends like this. */
  readonly pending: Uint8Array;
}

/** A validator for bytes in the encoding. */
export function createValidator(encoding: Encoding): Validator {
  const codec = CODECS[encoding];
  let pending: Uint8Array = new Uint8Array(0);

  /** Ends the character the last piece began: how many bytes that takes, or null where it is wrong. */
  function finish(piece: Uint8Array): number | null {
    for (let taken = 0; pending.length > 0; ) {
      if (taken === piece.length) return taken;
      taken++;
      const joined = Uint8Array.of(...pending, piece[taken - 1] as number);
      if (codec.measure(joined) === joined.length) {
        pending = new Uint8Array(0);
        return taken;
      }
      if (!codec.isUnfinished(joined)) return null;
      pending = joined;
    }
    return 0;
  }

  return {
    check(piece) {
      const begun = finish(piece);
      if (begun === null) return 0;
      const rest = piece.subarray(begun);
      const valid = codec.measure(rest);
      if (valid === rest.length) return piece.length;
      const tail = rest.subarray(valid);
      if (!codec.isUnfinished(tail)) return begun + valid;
      pending = tail.slice();
      return piece.length;
    },
    get pending() {
      return pending;
    },
  };
}

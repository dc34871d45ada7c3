/** The result of examining bytes that are not UTF-8. */
export interface BadEncoding {
  /** The text in its most likely encoding, so that the place of the error can be shown. */
  readonly text: string;
  /** The offset in `text` of the first character that is not encoded in UTF-8. */
  readonly start: number;
  /** The likely encoding of the bytes, by its common name. */
  readonly guess?: string;
}

/**
 * The largest share of odd runs in GB18030 text. A run of bytes from 0x80 can have an odd length there, because the
 * second byte of a pair can be below 0x80.
 */
const MAX_ODD_RUNS_SHARE = 0.2;

/**
 * Decodes bytes without byte-order mark; undefined if they are not UTF-8. If the text was `redirected` by a shell,
 * UTF-16 with a byte-order mark is accepted, because `>` in Windows PowerShell writes that.
 */
export function decodeText(bytes: Uint8Array, redirected = false): string | undefined {
  const wideEncoding = findUtf16(bytes);
  if (!wideEncoding) return decodeStrictly('utf-8', bytes);
  const text = redirected ? decodeStrictly(wideEncoding, bytes, false, true) : undefined;
  return text?.startsWith('\ufeff') ? text.slice(1) : undefined;
}

/** Guesses the encoding of bytes that are not UTF-8, and finds the first character that is not. */
export function guessEncoding(bytes: Uint8Array): BadEncoding {
  const wideEncoding = findUtf16(bytes);
  if (wideEncoding) return { text: new TextDecoder(wideEncoding).decode(bytes), start: 0, guess: 'UTF-16' };
  const validText = decodeValidPart(bytes);
  // Valid Chinese text before the first error suggests a UTF-8 file with a single wrong place.
  const mayBeChinese = !/[\u0800-\uffff]/.test(validText) && hasBytesInPairs(bytes);
  const chinese = mayBeChinese ? decodeStrictly('gb18030', bytes) : undefined;
  if (chinese === undefined) return { text: new TextDecoder().decode(bytes), start: validText.length };
  return { text: chinese, start: chinese.search(/[^\0-\x7f]/), guess: 'GB18030 (or GBK)' };
}

/**
 * Detects UTF-16: by its byte-order mark, or by a zero byte next to the first character, which is ASCII in every
 * document.
 */
function findUtf16([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === undefined || second === undefined) return undefined;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

/**
 * Whether bytes from 0x80 mostly come in pairs, as in GB18030. Decoding as GB18030 is no test, because it accepts
 * almost any bytes.
 */
function hasBytesInPairs(bytes: Uint8Array): boolean {
  let [runs, odd, length] = [0, 0, 0];
  for (let i = 0; i <= bytes.length; i += 1) {
    if ((bytes[i] ?? 0) >= 0x80) length += 1;
    else if (length > 0) {
      runs += 1;
      odd += length % 2;
      length = 0;
    }
  }
  return odd / runs <= MAX_ODD_RUNS_SHARE;
}

/** Decodes the longest valid UTF-8 text at the start of the bytes. */
function decodeValidPart(bytes: Uint8Array): string {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decodeStrictly('utf-8', bytes.subarray(0, middle), true) === undefined) high = middle - 1;
    else low = middle;
  }
  return decodeStrictly('utf-8', bytes.subarray(0, low), true) ?? '';
}

/**
 * Decodes bytes; undefined if they are not valid in the encoding. With `isBeginning`, the last character may be
 * incomplete.
 */
function decodeStrictly(
  encoding: string,
  bytes: Uint8Array,
  isBeginning = false,
  ignoreBOM = false,
): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM }).decode(bytes, { stream: isBeginning });
  } catch {
    return undefined;
  }
}

/** Where a browser (Skia) writes when it printed: right behind its own name, and nowhere else. */
const DATES = /(\/Producer \([^)]*\)\s*\/CreationDate \(D:)\d{14}([^)]*\)\s*\/ModDate \(D:)\d{14}/;
/** The beginning of time in archives, too. */
const BEGINNING = '19800101000000';

/**
 * A printed PDF without the time of its printing, so that the same page gives the same bytes; of the same length, since a
 * PDF says at which byte each of its parts begins. One of another make stays as it is.
 */
export function withoutClock(pdf: Buffer): Buffer {
  return Buffer.from(pdf.toString('latin1').replace(DATES, `$1${BEGINNING}$2${BEGINNING}`), 'latin1');
}

/** Very many texts, kept outside of the heap: millions of them would keep its collector busy and let it grow. */
export interface TextStore {
  add(text: string): void;
  /** A text by its place; undefined where there is none. */
  at(place: number): string | undefined;
}

const CHUNK = 1 << 20;
/** Texts of Latin signs alone take a byte for each, all others two. */
const WIDE = /[\u0100-\uffff]/;

/** A store without texts. */
export function createTextStore(): TextStore {
  const chunks: Buffer[] = [];
  let [chunk, end, count] = [-1, CHUNK, 0];
  /** By text: its chunk, where it begins there, and twice its bytes, one more where it is wide. */
  let places = new Uint32Array(3 << 10);

  function makeRoom(size: number): void {
    if (size <= CHUNK - end) return;
    // A text longer than any chunk has one of its own.
    chunks.push(Buffer.allocUnsafeSlow(Math.max(size, CHUNK)));
    [chunk, end] = [chunk + 1, 0];
  }

  return {
    add(text) {
      const isWide = WIDE.test(text);
      const size = text.length * (isWide ? 2 : 1);
      makeRoom(size);
      if (places.length < (count + 1) * 3) {
        const more = new Uint32Array(places.length * 2);
        more.set(places);
        places = more;
      }
      places.set([chunk, end, size * 2 + Number(isWide)], count++ * 3);
      (chunks[chunk] as Buffer | undefined)?.write(text, end, isWide ? 'utf16le' : 'latin1');
      end += size;
    },
    at(place) {
      if (!Number.isInteger(place) || place < 0 || place >= count) return undefined;
      const [at, begin, kind] = places.subarray(place * 3, place * 3 + 3) as unknown as [number, number, number];
      const size = kind >>> 1;
      return size === 0 ? '' : chunks[at]?.toString(kind & 1 ? 'utf16le' : 'latin1', begin, begin + size);
    },
  };
}

import { findDifference } from '../table/compare-with-csv-parse.ts';

/** What files are made of; signs that mean something are frequent. */
const TOKENS = [
  'a',
  'bc',
  '1',
  ' ',
  '\t',
  ';',
  ',',
  ',',
  ',',
  '"',
  '"',
  '""',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '工',
  '𠀀',
  'é',
  '\0',
];

/** Files to begin with. */
const SEEDS = [
  'a,b,c\n1,2,3\n',
  'a,"b,c",d\r\n"e""f","g\r\nh",\r\n',
  '"a","b","c"\n"","",""\n,,\n\n1,2\n1,2,3,4\n',
  '企业,"名称\n二",1\n"工,厂",,"x"',
];
/** Rows that are read many at once, between which the others may stand. */
const PLAIN_ROWS = ['a,bc,1\n', '"a","b,c","工厂"\r\n', 'some longer text,"",3\n'];
const DELIMITERS = [',', ';', '\t'];

/** A sequence of numbers from 0 to 1, the same for the same seed. */
export function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A file with some places changed, and what the scanner and csv-parse read differently in it. */
export function tryFile(chance: () => number): { readonly text: string; readonly difference: string | null } {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  let text = chance() < 0.3 ? '' : pick(SEEDS);
  for (let left = 1 + Math.floor(chance() * 12); left > 0; left--) {
    const at = Math.floor(chance() * (text.length + 1));
    const gone = chance() < 0.4 ? Math.floor(chance() * 3) : 0;
    text = text.slice(0, at) + pick(TOKENS) + text.slice(at + gone);
  }
  const plain = (): string => pick(PLAIN_ROWS).repeat(Math.floor(chance() * 20));
  if (chance() < 0.5) text = plain() + text + plain();
  const bytes = new TextEncoder().encode(text);
  const piece = chance() < 0.5 ? 1 + Math.floor(chance() * 6) : bytes.length;
  return { text, difference: findDifference(bytes, pick(DELIMITERS), piece) };
}

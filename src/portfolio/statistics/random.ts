/** Gives numbers from 0 up to but not including 1, the same for the same seed on every machine. */
export type Random = () => number;

/** The generator sfc32 of the PractRand suite, seeded by a whole number; 32 bits a number. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x100000000;
  };
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 15; i++) next();
  return next;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drawFrom } from './draw-enterprises.ts';
import { FAMILIES } from './families/index.ts';
import { type Judged, judgeRun } from './judge-run.ts';
import type { Case, Family } from './mutated-export.ts';
import { runBatch } from './run-batch.ts';

export interface Wanted {
  readonly seed: number;
  /** How many cases in all; the families take turns. */
  readonly count: number;
  /** Only these families. */
  readonly families?: readonly string[];
  /** Only this case of each family. */
  readonly only?: number;
  /** Where the files of cases stay; otherwise they are removed. */
  readonly keep?: string;
}

export interface Tried {
  readonly family: Family;
  readonly place: number;
  readonly what: string;
  readonly command: string;
  readonly folder: string;
  readonly judged: Judged;
}

export async function runMutations(wanted: Wanted, seen: (tried: Tried) => void = () => {}): Promise<Tried[]> {
  const families = chooseFamilies(wanted.families);
  const home = wanted.keep ?? (await mkdtemp(path.join(tmpdir(), 'matura-mutations-')));
  const tried: Tried[] = [];
  try {
    for (let n = 0; n < (wanted.only === undefined ? wanted.count : families.length); n++) {
      const family = families[n % families.length] as Family;
      const place = wanted.only ?? Math.floor(n / families.length);
      const made = family.make(drawFrom(seedOf(wanted.seed, family.id, place)), place);
      const folder = path.join(home, `${family.id}-${place}`);
      const judged = await tryCase(folder, made);
      const command = ['matura batch', made.pack, ...made.args].join(' ');
      const one: Tried = { family, place, what: made.what, command, folder, judged };
      tried.push(one);
      seen(one);
    }
  } finally {
    if (!wanted.keep) await rm(home, { recursive: true, force: true });
  }
  return tried;
}

async function tryCase(folder: string, made: Case): Promise<Judged> {
  await rm(folder, { recursive: true, force: true });
  const run = await runBatch(folder, made);
  return judgeRun(made, run, async () => {
    const control = path.join(folder, 'undamaged');
    const { said } = await runBatch(control, { ...made, ...made.control() });
    await rm(control, { recursive: true, force: true });
    return said;
  });
}

function chooseFamilies(ids: readonly string[] | undefined): readonly Family[] {
  if (!ids) return FAMILIES;
  return ids.map((id) => {
    const found = FAMILIES.find((family) => family.id === id);
    if (!found) throw new Error(`there is no family ${id}: ${FAMILIES.map((one) => one.id).join(', ')}`);
    return found;
  });
}

/** The same case for the same seed, whichever other families are tried. */
function seedOf(seed: number, family: string, place: number): number {
  let hash = seed >>> 0;
  for (const sign of `${family} ${place}`) hash = Math.imul(hash ^ (sign.codePointAt(0) as number), 0x01000193) >>> 0;
  return hash;
}

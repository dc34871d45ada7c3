import { beforeAll } from 'vitest';
import type { Stage } from '../../../src/model/generated/types.ts';
import { buildPortfolio, type Portfolio, type PortfolioRequest } from '../../../src/portfolio/portfolio-figures.ts';
import { createRosterBuilder } from '../../../src/portfolio/roster-builder.ts';
import { encodeTextCells } from '../../../src/portfolio/roster-storage.ts';
import { compileStages } from '../../../src/portfolio/stages.ts';
import { toDayNumberOrUndated } from '../../../src/portfolio/stated-day.ts';
import { type Known, loadRanges, type Ranges, type Terms } from './attack-solver.ts';

/** What all attacks have in common: enterprises that are published, and what follows from what is. */

/** The least count that is shown. */
export const LEAST = 5;

/** Whether so few are somebody of whom nothing may be told. */
export function isFew(count: number): boolean {
  return count > 0 && count < LEAST;
}

let solver: Ranges | undefined;

/** Loads the solver before the tests of a file. */
export function attackWithLinearPrograms(): void {
  beforeAll(async () => {
    solver = await loadRanges();
  });
}

/** The least and the most that sums of unknowns can be, for an attacker who knows these rows. */
export const ranges: Ranges = (known, asked) => (solver as Ranges)(known, asked);

/** A sum that an attacker asks for; what it may be has to lie `apart`, else by the least count. */
export interface Asked {
  readonly name: string;
  readonly terms: Terms;
  readonly apart?: number;
}

/** Which of these are told, and how closely; solvers are off by up to `tolerance`. */
export function findTold(known: Known, asked: readonly Asked[], tolerance = 1e-4): string[] {
  const terms = asked.map((one) => one.terms);
  return ranges(known, terms).flatMap(([low, high], i) => {
    const { name, apart = LEAST } = asked[i] as Asked;
    return high - low > apart - tolerance ? [] : [`${name} in ${low.toFixed(2)} to ${high.toFixed(2)}`];
  });
}

/** An enterprise as its registry has it, and what was found of it; all of the same ones state the same facts. */
export interface Member {
  readonly facts?: Readonly<Record<string, string>>;
  readonly results?: readonly Result[];
}

/** An assessment; no level is NaN. */
export interface Result {
  readonly level: number;
  /** The highest it may be; the level where nothing else is said. */
  readonly highest?: number;
  readonly isOnSite?: boolean;
  readonly pack?: string;
  readonly scores?: Readonly<Record<string, number>>;
  readonly answers?: Readonly<Record<string, string>>;
}

/** How a portfolio is made of them, by `minCell` or with everything shown. */
export interface Publishing extends Partial<Omit<PortfolioRequest, 'stages' | 'minCell'>> {
  readonly minCell: number | null;
  readonly stages?: readonly Stage[];
  /** YYYY-MM-DD, of all assessments. */
  readonly assessedOn?: string;
}

/** The figures of all of these in scope. */
export function publish(members: readonly Member[], publishing: Publishing): Portfolio {
  const { stages = [], assessedOn = '2024-05-10', ...request } = publishing;
  const builder = createRosterBuilder();
  const registry = builder.addSource({ name: 'registry', form: 'registry' });
  const results = builder.addSource({ name: 'results', form: 'results' });
  const keys = members.map((_, i) => `K${i}`);
  const facts = textsOf(members.map((one) => one.facts ?? {}));
  builder.addRegistry(
    { rows: keys.length, isInScope: true, withoutKey: 0, key: encodeTextCells(keys), facts },
    registry,
  );
  const rows = members.flatMap((one, i) =>
    (one.results ?? []).map((result) => ({ ...result, key: keys[i] as string })),
  );
  const level = Float64Array.from(rows, (row) => row.level);
  const scores = new Set(rows.flatMap((row) => Object.keys(row.scores ?? {})));
  builder.addResults(
    {
      rows: rows.length,
      counts: null,
      key: encodeTextCells(rows.map(({ key }) => key)),
      facts: new Map(),
      scores: new Map(
        [...scores].map((id) => [id, Float64Array.from(rows, (row) => row.scores?.[id] ?? Number.NaN)] as const),
      ),
      level,
      lowest: level,
      highest: Float64Array.from(rows, (row) => row.highest ?? row.level),
      coverage: level,
      kind: Uint8Array.from(rows, ({ isOnSite = false }) => Number(isOnSite)),
      day: new Int32Array(rows.length).fill(toDayNumberOrUndated(assessedOn)),
      pack: Uint16Array.from(rows, ({ pack }) =>
        pack === undefined ? 0 : builder.packIndex({ id: pack, version: '1' }),
      ),
      answers: textsOf(rows.map((row) => row.answers ?? {})),
    },
    results,
  );
  const roster = builder.finish();
  return buildPortfolio(roster, {
    asOf: '2024-12-31',
    levelOf: 'either',
    by: [],
    pack: undefined,
    findPack: () => undefined,
    questions: false,
    unreadable: 0,
    pairedWithin: 92,
    ...request,
    stages: stages.length === 0 ? [] : compileStages({ kind: 'stages', stages: [...stages] }, '', roster).stages,
  });
}

function textsOf(rows: readonly Readonly<Record<string, string>>[]): Map<string, ReturnType<typeof encodeTextCells>> {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return new Map([...names].map((name) => [name, encodeTextCells(rows.map((row) => row[name] ?? ''))] as const));
}

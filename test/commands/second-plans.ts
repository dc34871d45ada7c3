import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { matura } from './matura.ts';

/** An enterprise that is assessed, given a plan, and assessed again half a year later. */
export interface Enterprise {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, number>>;
}

export const FIRST_DAY = '2026-01-15';
export const SECOND_DAY = '2026-07-15';

/** A fictitious bakery with nine shops, which names two problems. */
export const BAKERY: Enterprise = {
  facts: {
    ...{
      country: 'AT',
      registration: 'M-3001',
      name: 'Beispiel Bäckerei (fictitious)',
      sector: 'industry',
      food: true,
    },
    ...{ sites: 10, employees: 120, revenue: 9_000_000, users: 25, machines: 18 },
    ...{ pains: ['returns', 'people'], returnsCost: 720_000 },
  },
  answers: {
    ...{ plan: 1, lead: 1, skills: 1, finance: 2, orders: 1, material: 1, collaboration: 1, planning: 1, shopFloor: 1 },
    ...{ quality: 1, equipment: 0, market: 1, service: 1, partners: 1, records: 1, analysis: 1, ai: 0, network: 1 },
    ...{ protection: 1, emergency: 1 },
  },
};

/** A fictitious toolmaker, whose customer demands tracing. */
export const TOOLMAKER: Enterprise = {
  facts: {
    ...{ country: 'DE', province: 'DE-BW', registration: 'M-3002', name: 'Beispiel Werkzeugbau (fictitious)' },
    ...{ sector: 'industry', food: false, sites: 1, employees: 60, revenue: 9_000_000, users: 25, machines: 22 },
    ...{ pains: ['late', 'demand'], lateCost: 80_000, demandedWhat: 'tracing', demandedBy: 'Kunde (fictitious)' },
    ...{ demandedOn: '2027-09-30' },
  },
  answers: {
    ...{ plan: 1, lead: 1, skills: 1, finance: 2, orders: 1, material: 1, collaboration: 1, planning: 1, shopFloor: 1 },
    ...{ quality: 1, equipment: 1, market: 1, service: 1, partners: 1, records: 1, analysis: 1, ai: 1, network: 1 },
    ...{ protection: 2, emergency: 1 },
  },
};

/** Puts an enterprise into a folder of its own. The results of commands are theirs; `plan` reads one as JSON. */
export async function openEnterprise({ facts, answers }: Enterprise) {
  const cwd = await mkdtemp(path.join(tmpdir(), 'matura-second-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const key = String(facts.registration);
  const run = async (...args: string[]) => {
    const done = await matura(args, { cwd });
    expect(done.code, `${args.join(' ')}\n${done.stderr}`).toBeLessThan(2);
    return done;
  };
  return {
    key,
    run,
    /** Scores the answers of a day, some of them changed, into the folder of files. */
    async assess(date: string, changed: Readonly<Record<string, unknown>> = {}, ...args: string[]) {
      const changedFacts = Object.fromEntries(Object.entries(changed).filter(([name]) => !(name in answers)));
      const changedAnswers = Object.fromEntries(Object.entries(changed).filter(([name]) => name in answers));
      const assessment = { kind: 'self', date };
      const document = {
        assessment,
        facts: { ...facts, ...changedFacts },
        answers: { ...answers, ...changedAnswers },
      };
      await writeFile(path.join(cwd, 'answers.yaml'), stringify(document));
      return run('score', 'quick-scan', 'answers.yaml', '--files', 'files', '--as-of', date, ...args);
    },
    recommend: (...args: string[]) => run('recommend', key, ...args),
    plan: async (...args: string[]) => JSON.parse((await run('recommend', key, '--json', ...args)).stdout),
    record: (measure: string, ...args: string[]) => run('record', key, '--measure', measure, ...args),
  };
}

export const idsOf = ({ measures }: { readonly measures: readonly { readonly id: string }[] }): string[] =>
  measures.map(({ id }) => id);

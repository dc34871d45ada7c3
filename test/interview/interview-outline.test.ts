import { beforeAll, describe, expect, test } from 'vitest';
import { startInterview } from '../../src/interview/interview.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { openBundled } from '../commands/diagnose/open-bundled-pack.ts';
import { openWorkshop } from './workshop.ts';

function namesOf(plan: Plan, policyFacts: readonly string[] = []): string[] {
  return startInterview(plan, { policyFacts }).outline.items.map(({ name }) => name);
}

describe('the order of facts, figures and questions', () => {
  let workshop: Plan;
  beforeAll(async () => {
    workshop = await openWorkshop();
  });

  test('facts come first, beginning with the key and the name; questions follow section by section', () => {
    expect(namesOf(workshop)).toEqual([
      ...['uscc', 'name', 'employees', 'founded', 'mail', 'phone', 'exporter', 'exportShare'],
      ...['Q1', 'machines', 'networked', 'Q2', 'Q3', 'control', 'Q5'],
      ...['E1', 'E2', 'E3'],
    ]);
  });

  test('derived answers are not asked', () => {
    expect(namesOf(workshop)).not.toContain('size');
    expect(namesOf(workshop)).not.toContain('networkedRate');
  });

  test('a fact that other rules also read is asked with the facts', async () => {
    const { plan } = await openBundled('miit-sme-2024');
    const names = namesOf(plan);
    for (const fact of ['employees', 'revenue']) expect(names.indexOf(fact)).toBeLessThan(names.indexOf('Q1'));
  });

  test('a figure comes just before the first question derived from it', async () => {
    const { plan } = await openBundled('miit-sme-2024');
    const names = namesOf(plan);
    const preceding = (question: string, count: number): string[] =>
      names.slice(names.indexOf(question) - count, names.indexOf(question));
    expect(preceding('Q2', 1)).toEqual(['digitalMachines']);
    // The number of machines decides which measures make sense, too.
    expect(names.indexOf('machines')).toBeLessThan(names.indexOf('Q1'));
    expect(preceding('Q3', 1)).toEqual(['networkedMachines']);
    expect(preceding('Q12', 2)).toEqual(['energyUse', 'energyUseBefore']);
    expect(preceding('Q14', 1)).toEqual(['employeesBefore']);
    // The revenue of earlier years serves the shares of investment first, and later the changes.
    expect(preceding('Q11', 5)).toContain('revenueBefore');
    expect(names.filter((name) => name === 'revenueBefore')).toHaveLength(1);
  });

  test('facts that only funding needs come after the questionnaire, and none is required', async () => {
    const { plan, policies } = await openBundled('miit-sme-2024');
    const ofPolicy = policies.flatMap(({ document }) => (document.facts ?? []).map(({ id }) => id));
    const { parts, items, stops } = startInterview(plan, { policyFacts: ofPolicy }).outline;
    expect(ofPolicy.length).toBeGreaterThan(0);
    expect(items.slice(-ofPolicy.length).map(({ name }) => name)).toEqual(ofPolicy);
    const last = items.filter(({ part }) => parts[part]?.kind === 'funding');
    expect(last.map(({ name }) => name)).toEqual(ofPolicy);
    expect(last.some(({ required }) => required)).toBe(false);
    expect(stops.at(-ofPolicy.length - 1)?.kind).toBe('sectionEnd');
  });
});

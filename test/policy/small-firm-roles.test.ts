import { describe, expect, test } from 'vitest';
import { chooseRole } from '../../src/policy/enterprise-days.ts';
import { evaluate } from '../../src/scoring/index.ts';
import { prepareWith } from './bundled-packs.ts';
import { readSheet } from './joinery-pack.ts';

/** The roles that a pack's measures have in an enterprise with these facts. */
function rolesIn(id: string, facts: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const { plan, measures } = prepareWith('unfunded.yaml', id);
  const known = Object.fromEntries(Object.entries(facts).filter(([name]) => plan.names.has(name)));
  const evaluation = evaluate(plan, readSheet({ plan }, {}, known));
  return new Set(
    measures.flatMap((measure) => {
      const { roles = [], effort } = measure.definition;
      const all = [...roles, ...(typeof effort === 'object' ? Object.keys(effort) : [])];
      return all.map((role) => chooseRole(role, measure, evaluation));
    }),
  );
}

/** Posts that hardly a firm below this size has: experience. */
const POSTS_FROM_20 = ['production', 'sales', 'purchasing', 'logistics'];
const POSTS_FROM_50 = ['it', 'quality', 'maintenance', 'engineering', 'safety', 'ehs', 'finance', 'hr', 'development'];

describe.each(['quick-scan', 'digital-intensity', 'miit-sme-2024', 'smart-manufacturing'])('the roles of %s', (id) => {
  test('a plan for a firm of 15 people names no specialised role', () => {
    const roles = rolesIn(id, { employees: 15, sector: 'industry', food: false });
    expect([...roles].filter((role) => [...POSTS_FROM_20, ...POSTS_FROM_50].includes(role))).toEqual([]);
  });

  test('a plan for a firm of 40 people names managers, but none for IT, quality, maintenance or personnel', () => {
    const roles = rolesIn(id, { employees: 40, sector: 'industry', food: false });
    expect([...roles].filter((role) => POSTS_FROM_50.includes(role))).toEqual([]);
    expect(roles).toContain('sales');
  });

  test('a plan for a firm of 400 people names specialised managers', () => {
    const roles = rolesIn(id, { employees: 400, sector: 'industry', food: false });
    expect(roles).toContain('it');
    expect([...roles].filter((role) => ['foreman', 'office'].includes(role))).toEqual([]);
  });
});

test('a plan for a bakery of 70 people with nine shops names the head of its shops, and posts that it has', () => {
  const bakery = rolesIn('quick-scan', { employees: 70, sector: 'industry', food: true, sites: 9 });
  expect(bakery).toContain('branches');
  const absent = ['sales', 'purchasing', 'finance', 'quality', 'maintenance', 'hr'];
  expect([...bakery].filter((role) => absent.includes(role))).toEqual([]);
  // With one site, a maker of food sells through people of its own.
  expect(rolesIn('quick-scan', { employees: 70, sector: 'industry', food: true, sites: 1 })).toContain('sales');
  expect(rolesIn('quick-scan', { employees: 70, sector: 'retail', sites: 4 })).toContain('branches');
  expect(rolesIn('quick-scan', { employees: 70, sector: 'industry', food: false, sites: 1 })).toContain('finance');
});

test('a plan for a bakery of 120 people names neither a quality manager nor a personnel manager', () => {
  const roles = rolesIn('quick-scan', { employees: 120, sector: 'industry', food: true });
  expect([...roles].filter((role) => ['quality', 'hr'].includes(role))).toEqual([]);
  expect(roles).toContain('production');
});

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyRules, sparesInherited } from '../../src/check/rule-registry.ts';
import type { ProblemCode } from '../../src/model/problem.ts';
import { ROOT } from '../commands/matura.ts';
import { openSubject } from './rules/find-problems.ts';

/** The Chinese policies read facts of the Chinese packs; the European ones are in euros, as the measures of one pack are. */
const WITH = { 'digital-intensity': ['eu-sme', 'germany', 'austria'] };
const OTHERS = ['central', 'deyang-2024', 'zhongshan-2024', 'elsewhere'];

describe.each(
  ['miit-sme-2024', 'smart-manufacturing', 'quick-scan-china', 'digital-intensity'].flatMap((id) =>
    ((WITH as Record<string, string[]>)[id] ?? OTHERS).map((policy) => ({ id, policy })),
  ),
)('the policy $policy with $id', ({ id, policy }) => {
  test('a bundled policy triggers no rule, not even a warning', async () => {
    const { subject } = await openSubject(path.join(ROOT, 'questionnaires', id), undefined, policy);
    expect(subject.policies.map(({ document }) => document.id)).toContain(policy);
    // What a variant inherits for other trades need not apply in it, as in `matura validate`.
    const isWanted = id === 'quick-scan-china' ? (code: ProblemCode) => !sparesInherited(code) : undefined;
    expect(applyRules({ ...subject, asOf: null }, isWanted)).toEqual([]);
  });
});

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyRules } from '../../src/check/rules.ts';
import { ROOT } from '../commands/matura.ts';
import { openSubject } from './find-in.ts';

describe.each(['miit-sme-2024', 'smart-manufacturing', 'digital-intensity', 'quick-scan'])('the pack %s', (id) => {
  test('breaks no rule, not even with a warning', async () => {
    const { subject } = await openSubject(path.join(ROOT, 'questionnaires', id));
    expect(applyRules({ ...subject, asOf: null })).toEqual([]);
  });
});

describe.each(['miit-sme-2024', 'smart-manufacturing', 'quick-scan'])('Deyang’s policy with %s', (id) => {
  test('breaks no rule either', async () => {
    const { subject } = await openSubject(path.join(ROOT, 'questionnaires', id), undefined, 'deyang-2024');
    expect(subject.policies.map(({ document }) => document.id)).toContain('deyang-2024');
    expect(applyRules({ ...subject, asOf: null })).toEqual([]);
  });
});

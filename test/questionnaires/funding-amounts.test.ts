import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { advise, type Project } from './advise-project.ts';

interface MoneyCase extends Project {
  readonly id: string;
  readonly expect: Readonly<Record<string, number | string>>;
  /** What the spending is short of the least one, of instruments refused for that. */
  readonly missing?: Readonly<Record<string, number>>;
}

const POLICIES: { policy: string; cases: MoneyCase[] }[] = parse(
  readFileSync(path.join(import.meta.dirname, 'funding-amounts.yaml'), 'utf8'),
);

/** What is said of an instrument in a word or a number. */
function saidOf({ instruments }: ReturnType<typeof advise>, id: string): string | undefined {
  const found = instruments.find((one) => one.id === id);
  if (found?.verdict !== 'eligible') return found?.verdict;
  return found.amount?.state === 'settled' ? found.amount.value : found.amount?.state;
}

describe.each(POLICIES)('$policy', ({ policy, cases }) => {
  test('the policy has at least four cases of amounts', () => {
    expect(cases.length).toBeGreaterThanOrEqual(4);
  });

  test.each(cases)('the amounts of the case are as worked out: $id', (one) => {
    const advice = advise(policy, one);
    expect(advice.target).toMatchObject({ reached: true, levelAfter: one.level[1] });
    const wanted = Object.entries(one.expect);
    expect(Object.fromEntries(wanted.map(([id]) => [id, saidOf(advice, id)]))).toEqual(
      Object.fromEntries(wanted.map(([id, value]) => [id, String(value)])),
    );
    for (const [id, missing] of Object.entries(one.missing ?? {})) {
      const { reasons = [] } = advice.instruments.find((judged) => judged.id === id) ?? {};
      expect(reasons.map(({ kind, missing: short }) => [kind, short])).toContainEqual([
        'below-minimum',
        String(missing),
      ]);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { matura } from '../commands/matura.ts';
import { drawEnterprises, drawFrom, inputsOf, packOf, type Scope } from './draw-enterprises.ts';
import { NOT_APPLICABLE, scoreExactly, UNANSWERED, UNKNOWN, type Value, type Values } from './score-exactly.ts';

const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices', 'shares'];

interface Found {
  readonly value?: number | null;
  readonly lowest?: number | null;
  readonly highest?: number | null;
}

/** What an answers file says of a value. */
function written(value: Value, isNumber: boolean): unknown {
  if (value === UNKNOWN) return { state: 'unknown' };
  if (value === NOT_APPLICABLE) return { state: 'notApplicable' };
  return isNumber && typeof value === 'string' ? Number(value) : value;
}

async function scoredByMatura(scope: Scope, values: Values) {
  const part = (isFact: boolean): Record<string, unknown> =>
    Object.fromEntries(
      inputsOf(scope)
        .filter((input) => input.isFact === isFact && values[input.id] !== UNANSWERED)
        .map(({ id, type, choices }) => {
          const isNumber = type === 'scale' || (choices.length === 0 && /integer|decimal|percent/.test(type));
          return [id, written(values[id] as Value, isNumber)];
        }),
    );
  const input = JSON.stringify({ facts: part(true), answers: part(false) });
  const { code, stdout } = await matura(['score', packOf(scope).id, '-', '--json'], { input });
  expect(code).toBe(0);
  return JSON.parse(stdout) as {
    readonly facts: Readonly<Record<string, unknown>>;
    readonly scores: Readonly<Record<string, Found>>;
    readonly level: Found;
  };
}

describe.each(SCOPES)('enterprises of the scope %s', (scope) => {
  test.each([
    ['complete', false],
    ['with open answers', true],
  ])('the independent scorer gives %s the results of matura score', async (_, gaps) => {
    const enterprises = drawEnterprises(drawFrom(gaps ? 41 : 40), { scope, count: 6, gaps, sectors: gaps });
    for (const values of enterprises) {
      const [worked, found] = [scoreExactly(packOf(scope), values), await scoredByMatura(scope, values)];
      expect(found.facts.size ?? null).toBe(worked.size);
      for (const [name, value] of Object.entries(worked.scores)) {
        const seen = found.scores[name]?.value ?? null;
        if (value === null) expect(seen, name).toBeNull();
        else expect(seen, name).toBeCloseTo(value, 9);
      }
      const { value, lowest = value, highest = value } = found.level;
      expect([lowest ?? 0, highest ?? 0]).toEqual([worked.lowest, worked.highest]);
    }
  });
});

test('every level of both packs is reached by some generated enterprise', () => {
  for (const scope of ['quick', 'choices'] as const) {
    const enterprises = drawEnterprises(drawFrom(7), { scope, count: 400 });
    const levels = new Set(enterprises.map((values) => scoreExactly(packOf(scope), values).lowest));
    expect([...levels].sort()).toEqual(expect.arrayContaining([1, 2, 3]));
  }
});

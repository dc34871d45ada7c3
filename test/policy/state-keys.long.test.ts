import { describe, expect, test } from 'vitest';
import { createAdviceKeys } from '../../src/policy/state-keys.ts';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { FACTS, lowestAnswers, prepareWith } from './bundled-packs.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

/** Ways to answer an input; not every one is allowed beside other answers. */
function answersTo({ type, options }: Input): unknown[] {
  const ids = options.map(({ id }) => id);
  switch (type) {
    case 'single':
      return [ids[1], ids.at(-1)];
    case 'multiple':
      return [[ids[1]], ids.slice(1, 3)];
    case 'boolean':
      return [true, false];
    case 'text':
      return ['Example'];
    case 'uscc':
      return ['91510100000000131A'];
    case 'date':
      return ['2026-02-01'];
    default:
      return [0, 1];
  }
}

describe('the basis of a recommendation', () => {
  test.each(['chengdu.yaml', 'zhongshan-2024.yaml'])(
    'two enterprises with the same state key get the same recommendation, under %s',
    (file) => {
      const pack = prepareWith(file);
      const keyOf = createAdviceKeys(pack);
      const textOf = (sheet: AnswerSet): string =>
        JSON.stringify(recommendFor(pack, sheet, undefined, '2026-06-30', { solver, roadmap: false }));
      const given: Record<string, unknown> = { ...lowestAnswers(pack), ...FACTS.small };
      const isFact = (name: string): boolean =>
        pack.plan.inputs.some((one) => one.name === name && one.role === 'fact');
      const read = (all: Record<string, unknown>): AnswerSet => {
        const of = (facts: boolean) =>
          Object.fromEntries(Object.entries(all).filter(([name]) => isFact(name) === facts));
        return readSheet(pack, of(false), of(true));
      };
      const base = read(given);
      const [key, text] = [keyOf(base), textOf(base)];
      const unread: string[] = [];
      let changed = 0;
      for (const input of pack.plan.inputs) {
        for (const value of [...answersTo(input), { state: 'unknown' }]) {
          const other = read({ ...given, [input.name]: value });
          const isSame = keyOf(other) === key;
          if (textOf(other) !== text) {
            changed++;
            expect(isSame, `${input.name}: ${JSON.stringify(value)}`).toBe(false);
          }
          if (isSame && !unread.includes(input.name)) unread.push(input.name);
        }
      }
      expect(changed).toBeGreaterThan(20);
      // Who an enterprise is makes no difference.
      expect(unread).toEqual(expect.arrayContaining(['uscc', 'name']));
    },
  );
});

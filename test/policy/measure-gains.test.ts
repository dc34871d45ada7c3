import { describe, expect, it } from 'vitest';
import { toNumber } from '../../src/model/rational.ts';
import { findGains } from '../../src/policy/measure-outcome.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { preparePack, readJoinery, readSheet } from './joinery-pack.ts';

const pack = preparePack(readJoinery());

/** The gain of each measure in the foundation, worked out one after the other. */
function gainsOf(answers: object, reasons: Readonly<Record<string, readonly object[]>>): Record<string, number> {
  const sheet = readSheet(pack, { ...answers }, {});
  const measures = Object.entries(reasons).map(([id, own]) => ({ id, reasons: own as never }));
  const gains = findGains(pack.plan, sheet, evaluate(pack.plan, sheet), measures);
  return Object.fromEntries([...gains].map(([id, { score, by }]) => [`${id} ${score}`, toNumber(by)]));
}

describe('a measure’s gain in score', () => {
  it('the gain of a measure is counted after the measures before it, without options already chosen', () => {
    const gains = gainsOf(
      { network: ['office'], erp: 'none', rate: 'low' },
      {
        first: [{ name: 'network', to: ['office', 'shopfloor'] }],
        second: [
          { name: 'network', to: ['shopfloor', 'wireless'] },
          { name: 'erp', to: 'full' },
        ],
      },
    );
    expect(gains).toEqual({ 'first foundation': 1, 'second foundation': 5 });
  });

  it('a measure’s gain counts only certain effects, and 0 is not a gain', () => {
    const gains = gainsOf(
      { network: ['office'], rate: 'low' },
      {
        hoped: [{ name: 'rate', to: 'high', expected: true }],
        scene: [{ name: 'planning', to: 3 }],
        open: [{ name: 'erp', to: 'partial', atLeast: true }],
      },
    );
    expect(gains).toEqual({ 'open foundation': 2 });
  });
});

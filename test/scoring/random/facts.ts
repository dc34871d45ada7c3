import type { ValueType } from '../../../src/scoring/condition.ts';
import { drawCondition, type Names } from './conditions.ts';
import { drawArithmetic, drawCases, drawPercent } from './derivations.ts';
import type { Draw } from './draw.ts';
import { numbersAmong, type Size } from './kinds.ts';

/** Facts, each in some of the cases. */
export function drawFacts(draw: Draw, names: Names, size: Size): object[] {
  const { finite } = size;
  const facts: object[] = [];
  const add = (type: ValueType, fact: { id: string }): void => {
    const when = draw.maybe(names.size > 0 ? 15 : 0, () => ({ when: drawCondition(draw, names, 0) }));
    facts.push({ ...fact, ...draw.maybe(20, () => ({ notApplicable: true })), ...when });
    names.set(fact.id, type);
  };
  if (draw.chance(70)) {
    const byDefault = draw.maybe(20, () => ({ default: String(draw.whole(0, 3)) }));
    add({ kind: 'number' }, { id: 'staff', type: 'integer', minimum: 0, maximum: 3, ...byDefault } as { id: string });
  }
  if (draw.chance(50)) {
    const range = finite ? { type: 'integer', minimum: -1, maximum: 2 } : { type: 'decimal' };
    add({ kind: 'number' }, { id: 'turnover', ...range } as { id: string });
  }
  if (draw.chance(30)) {
    const options = ['industry', 'software'];
    add({ kind: 'choice', options }, { id: 'sector', type: 'single', options } as { id: string });
  }
  if (draw.chance(30)) add({ kind: 'boolean' }, { id: 'export', type: 'boolean' } as { id: string });
  if (draw.chance(20)) {
    const options = ['home', 'abroad'];
    const type: ValueType = { kind: 'list', of: { kind: 'choice', options } };
    add(type, { id: 'markets', type: 'multiple', options } as { id: string });
  }
  if (draw.chance(20) && !finite) add({ kind: 'text' }, { id: 'remark', type: 'text' } as { id: string });
  const numbers = numbersAmong(names);
  if (numbers.length > 0 && draw.chance(50)) {
    const inPercent = !finite && draw.chance(40);
    const derive = inPercent ? drawPercent(draw, numbers) : drawArithmetic(draw, numbers, size, 1);
    const range = draw.maybe(finite ? 0 : 20, () => ({ minimum: 0 }));
    facts.push({ id: 'rate', type: inPercent ? 'percent' : 'decimal', derive, ...range });
    names.set('rate', { kind: 'number' });
  }
  if (names.size > 0 && draw.chance(50)) {
    const values = draw.some(['large', 'medium', 'micro'], 1, 3);
    facts.push({ id: 'size', first: drawCases(draw, names, values) });
    names.set('size', { kind: 'choice', options: values });
  }
  return facts;
}

import { findUsccFault } from '../../src/model/credit-code.ts';
import { toNumber } from '../../src/model/rational.ts';
import type { Input, Plan } from '../../src/scoring/plan.ts';
import type { Draw } from '../scoring/random/draw.ts';

/** A statement as a file of answers holds it. */
export type Stated = unknown;

/** One random sheet as a file of answers. */
export interface DrawnSheet {
  readonly pack: string;
  readonly packVersion: string;
  readonly assessment: { readonly kind: 'self'; readonly date: string };
  readonly facts: Record<string, Stated>;
  readonly answers: Record<string, Stated>;
}

/** Draws answers to all that a plan may ask; `index` makes the key one of its own. */
export function drawSheet(draw: Draw, plan: Plan, pack: { id: string; version: string }, index: number): DrawnSheet {
  const there = draw.pick([30, 70, 95]);
  const say = (role: Input['role']): Record<string, Stated> =>
    Object.fromEntries(
      plan.inputs
        .filter((input) => input.role === role && input.type !== 'derived')
        .flatMap((input) => {
          const stated = drawStatement(draw, input, there, index);
          return stated === undefined ? [] : [[input.name, stated]];
        }),
    );
  return {
    pack: pack.id,
    packVersion: pack.version,
    assessment: { kind: 'self', date: '2026-11-20' },
    facts: say('fact'),
    answers: say('question'),
  };
}

function drawStatement(draw: Draw, input: Input, there: number, index: number): Stated {
  const { key, required } = input.definition as { key?: boolean; required?: boolean };
  if (key) return usccOf(index);
  if (required || draw.chance(there)) {
    const value = drawValue(draw, input);
    if (input.role === 'fact' || draw.chance(70)) return value;
    return {
      value,
      ...(draw.chance(50) ? { note: 'seen <b>on site</b> & noted' } : {}),
      evidence: ['a photo', 'x.pdf'],
    };
  }
  if (input.notApplicable && draw.chance(50)) return { state: 'notApplicable' };
  return draw.chance(50) ? { state: 'unknown' } : undefined;
}

function drawValue(draw: Draw, input: Input): Stated {
  switch (input.type) {
    case 'single':
      return draw.pick(input.options).id;
    case 'multiple':
      return drawOptions(draw, input);
    case 'boolean':
      return draw.chance(50);
    case 'scale':
    case 'integer': {
      const [low, high] = numericEnds(input);
      return draw.whole(Math.ceil(low), Math.floor(high));
    }
    case 'decimal':
    case 'percent': {
      const [low, high] = numericEnds(input);
      return draw.whole(Math.ceil(low * 4), Math.floor(high * 4)) / 4;
    }
    case 'date':
      return draw.pick(['1998-02-28', '2024-02-29']);
    case 'email':
      return 'someone@example.org';
    case 'phone':
      return '+86 28 1234567';
    case 'country':
      return draw.pick(['CN', 'DE', 'NO']);
    default:
      return draw.pick(['no', '010', '中文 “quoted” </script>']);
  }
}

function drawOptions(draw: Draw, { options, choose: { least, most } }: Input): string[] {
  const alone = options.filter(({ exclusive }) => exclusive);
  if (alone.length > 0 && draw.chance(20)) return [draw.pick(alone).id];
  const free = options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  return draw.some(free, least, most ?? free.length);
}

/** A valid code for each number: the two check characters follow from the others. */
export function usccOf(index: number): string {
  const start = `9151${String(index).padStart(12, '0')}`;
  const expected = (code: string): string => {
    const fault = findUsccFault(code);
    return fault && 'expected' in fault ? String(fault.expected) : (code.at(-1) as string);
  };
  const organisation = expected(`${start}AA`);
  return `${start}${organisation}${expected(`${start}${organisation}A`)}`;
}

/** Numbers between which an answer is drawn; where the question sets no end, one that is ordinary. */
function numericEnds({ range: { low, high } }: Input): [number, number] {
  const from = low ? toNumber(low) : -50;
  return [from, high ? toNumber(high) : from + 5000];
}

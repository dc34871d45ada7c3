import { drawCondition } from './conditions.ts';
import { drawSteps } from './derivations.ts';
import type { Draw } from './draw.ts';
import { type Material, OPERATORS } from './material.ts';
import { drawOwnPoints } from './points.ts';

/** What any rule can have beside its operator, each in some of the cases. */
export function drawExtras(draw: Draw, material: Material): object {
  return {
    ...draw.maybe(12, () => ({ when: drawCondition(draw, material.names) })),
    ...draw.maybe(10, () => ({ floor: drawBound(draw, material) })),
    ...draw.maybe(12, () => ({ cap: drawBound(draw, material) })),
    ...draw.maybe(12, () => ({ round: drawRound(draw) })),
    ...draw.maybe(6, () => ({ to: draw.pick([100, 1, 2.5]), best: draw.pick([3, 4, 0.7]) })),
    ...drawInherited(draw, material),
  };
}

/** What holds for a rule and what is inside it. */
export function drawInherited(draw: Draw, material: Material): object {
  return {
    ...draw.maybe(25, () => ({ missing: drawMissing(draw, material) })),
    ...draw.maybe(15, () => drawOwnPoints(draw, material.questions)),
  };
}

export function drawMissing(draw: Draw, { limited }: Material): object {
  return Object.fromEntries(
    draw.some(['unanswered', 'unknown', 'notApplicable', 'notAsked'], 1, 3).map((state) => {
      const rules = ['exclude', 'zero', ...(limited ? ['full', 'worst'] : [])];
      if (state === 'unanswered' || state === 'unknown') rules.push('open', 'open');
      if (state !== 'notAsked' && draw.chance(10)) rules.push('refuse');
      return [state, draw.pick(rules)];
    }),
  );
}

function drawBound(draw: Draw, material: Material): unknown {
  if (draw.chance(50)) return draw.pick([0, 1, 2.5, 10]);
  switch (draw.pick(['combine', 'steps', 'linear', 'name'])) {
    case 'name':
      return draw.pick(material.numbers);
    case 'steps':
      return { of: draw.pick(material.numbers), ...drawSteps(draw, ['1', '2', '3']) };
    case 'linear':
      return { of: draw.pick(material.numbers), linear: drawLine(draw) };
    default:
      return { [draw.pick(OPERATORS)]: draw.some(material.numbers, 1, 2), ...drawInherited(draw, material) };
  }
}

/** Straight lines, rising, falling, or both. */
export function drawLine(draw: Draw): object {
  const inputs = draw.some(['-1', '0', '0.5', '1', '2', '2.50', '4'], 2, 4);
  return Object.fromEntries(inputs.map((input) => [input, draw.pick([0, 1, 0.7, 3, -1, 100])]));
}

function drawRound(draw: Draw): unknown {
  if (draw.chance(30)) return draw.whole(0, 2);
  const mode = draw.pick(['half-up', 'half-even', 'half-away', 'down', 'up']);
  return { ...draw.maybe(50, () => ({ decimals: draw.whole(0, 2) })), mode };
}

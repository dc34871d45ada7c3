import { drawPairwise } from './comparisons.ts';
import { drawCondition, type Names } from './conditions.ts';
import type { Draw } from './draw.ts';
import { drawExtras, drawLine } from './extras.ts';
import { addNumber, type Material, OPERATORS } from './material.ts';

type Scores = Record<string, unknown>;

/** Scores with `by`, and those that build on them. */
export function drawBy(draw: Draw, material: Material, scores: Scores): void {
  if (!draw.chance(60)) return;
  const lists = material.several.filter((name) => name === 'all' || !Object.hasOwn(scores, name));
  const add = (name: string, rule: object): void => {
    scores[name] = rule;
    material.several.push(name);
    material.names.set(name, { kind: 'list', of: { kind: 'number' } });
  };
  const by = draw.pick([['level'], ['area'], ['area', 'level'], ['level', 'area']]);
  // Inside, a score with the same tags is one number: conditions there name what was there before.
  const before: Material = { ...material, names: new Map(material.names) };
  const operator = draw.pick(OPERATORS);
  const members = drawMembers(draw, operator, lists, material);
  const extras =
    operator === 'sum' && members === 'all' && material.ranked.length > 0 && draw.chance(40)
      ? { to: draw.pick([100, 1]) }
      : drawExtras(draw, material);
  add('member', { by: by.length === 1 ? by[0] : by, [operator]: members, ...extras });
  const inner = typeof members === 'object' ? Object.keys(members).filter((name) => name.startsWith('part')) : [];
  for (const name of inner) material.names.set(name, { kind: 'list', of: { kind: 'number' } });
  material.several.push(...inner);
  const inside: Names = new Map([['member', { kind: 'number' }]]);
  if (draw.chance(50)) {
    const first = [{ value: '1', when: drawCondition(draw, inside) }, { value: 'member' }];
    add('counted', { by, first });
  }
  if (draw.chance(30)) add('lined', { by, of: 'member', linear: drawLine(draw), ...drawExtras(draw, before) });
  if (draw.chance(20)) add('compared', { by, ...drawCompared(draw, lists), ...drawExtras(draw, before) });
  if (draw.chance(40)) add('doubled', { by, sum: { member: draw.pick(['member', 2]) }, round: draw.whole(0, 1) });
  if (by.length === 2 && draw.chance(60)) add('outer', { by: by[0], [draw.pick(OPERATORS)]: 'member' });
  if (members !== 'all' || !draw.chance(60)) return;
  // One member alone, by its name.
  const { tags } = draw.pick(material.questions);
  addNumber(material, `member/${by.map((tag) => tags[tag]).join('/')}`);
}

function drawCompared(draw: Draw, lists: readonly string[]): object {
  const names = ['member', ...draw.some(lists, 1, 2)];
  return { mean: names, pairwise: drawPairwise(draw, names) };
}

function drawMembers(draw: Draw, operator: string, lists: readonly string[], material: Material): string | object {
  const takesWeights = operator === 'sum' || operator === 'mean';
  if (takesWeights && draw.chance(20)) return { [draw.pick(lists)]: draw.pick(material.numbers) };
  if (draw.chance(60)) return draw.chance(50) ? 'all' : draw.pick(lists);
  return Object.fromEntries(
    draw.some(lists, 1, 2).map((name, i) => {
      const inner = draw.pick(OPERATORS);
      const weight = takesWeights ? { weight: draw.pick([1, 2, 3]) } : {};
      return [`part${i}`, { ...weight, [inner]: inner === 'sum' || inner === 'mean' ? { [name]: 2 } : name }];
    }),
  );
}

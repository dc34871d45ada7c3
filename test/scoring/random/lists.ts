import type { ValueType } from '../../../src/scoring/condition.ts';
import type { Names } from './conditions.ts';
import type { Draw } from './draw.ts';
import { commonType, type Question } from './kinds.ts';
import type { Asked } from './questionnaire.ts';

/** Lists by names and by tags, where there is something for them. */
export function drawLists(
  draw: Draw,
  asked: Asked,
  questions: readonly Question[],
  names: Names,
): Record<string, object> {
  const lists: Record<string, object> = {};
  const add = (name: string, rule: object, members: readonly string[]): void => {
    lists[name] = rule;
    names.set(name, { kind: 'list', of: commonType(members.map((member) => names.get(member) as ValueType)) });
  };
  const idsOf = (some: readonly { id: string }[]): string[] => some.map(({ id }) => id);
  if (draw.chance(50)) {
    const chosen = idsOf(draw.some(questions, 1, 3));
    add('chosen', chosen, chosen);
  }
  if (asked.numbers.includes('staff') && draw.chance(20)) {
    const chosen = [...idsOf(draw.some(questions, 1, 2)), 'staff'];
    add('withFacts', chosen, chosen);
  }
  const unscored = asked.sections.filter(({ id }) => !asked.scored.has(id));
  if (unscored.length > 0 && draw.chance(30)) {
    const { id, questions: members } = draw.pick(unscored);
    add('section', [id], idsOf(members));
  }
  const rows = questions.filter(({ matrix }) => matrix !== undefined);
  if (rows.length > 0 && draw.chance(30)) {
    const { matrix } = draw.pick(rows);
    add('matrix', [matrix], idsOf(rows.filter((row) => row.matrix === matrix)));
  }
  const keys = questions.filter(({ tags }) => tags.key === 'true');
  if (keys.length > 0 && draw.chance(60)) add('keys', { key: { const: 'true' } }, idsOf(keys));
  const { level } = draw.pick(questions).tags;
  const ofLevel = questions.filter(({ tags }) => tags.level === level);
  if (draw.chance(40)) add('ofLevel', { level: { const: level } }, idsOf(ofLevel));
  const others = questions.filter(({ tags }) => tags.level !== level || tags.key !== 'true');
  if (others.length > 0 && draw.chance(30)) {
    const rule = { anyOf: [{ level: { not: { const: level } } }, { not: { key: { enum: ['true'] } } }] };
    add('others', rule, idsOf(others));
  }
  const inner = Object.keys(lists)[0];
  if (inner !== undefined && draw.chance(25)) {
    const { id } = draw.pick(questions);
    lists.nested = [inner, id];
    const inside = names.get(inner) as Extract<ValueType, { kind: 'list' }>;
    names.set('nested', { kind: 'list', of: commonType([inside.of, names.get(id) as ValueType]) });
  }
  return lists;
}

import type { ValueType } from '../../../src/condition/condition.ts';
import { drawCondition, type Names } from './conditions.ts';
import type { Draw } from './draw.ts';
import { type Asked, commonType, drawSteps, type Question } from './questionnaire.ts';

const OPERATORS = ['sum', 'mean', 'min', 'max'] as const;
const POINTS = [0, 1, 2, 0.5, 1.5, 0.7, 0.9, 3, -1];
const WEIGHTS = [1, 2, 3, 0.5, 14, 0];

/** What a rule can be made of where it stands. */
interface Material {
  /** Questions and scores: one number each. */
  readonly numbers: string[];
  /** Lists, sections and scores with `by`: several numbers. */
  readonly several: string[];
  /** What conditions may name. */
  readonly names: Names;
  /** Whether every number has a maximum, which a missing answer can count as. */
  readonly limited: boolean;
}

export interface Rubric {
  readonly missing?: object;
  readonly points: object;
  readonly lists: object;
  readonly scores: object;
}

/** A rubric with every construct of the format, each in some of the cases. */
export function drawRubric(draw: Draw, asked: Asked): Rubric {
  const questions = asked.sections.flatMap((section) =>
    section.questions.map((question) => ({ ...question, tags: { ...section.tags, ...question.tags } })),
  );
  const names: Names = new Map(asked.names);
  const lists = drawLists(draw, asked, questions, names);
  const material: Material = {
    numbers: questions.map(({ id }) => id),
    several: [...asked.sections.map(({ id }) => id), ...Object.keys(lists), 'all'],
    names,
    limited: questions.every(({ type, maximum }) => type !== 'decimal' || maximum !== undefined),
  };
  const scores: Record<string, unknown> = {};
  drawSectionScores(draw, asked, material, scores);
  drawMembers(draw, material, scores);
  const count = draw.whole(1, 3);
  for (let i = 0; i < count; i++) {
    const id = `total${i}`;
    const { rule, inner } = drawRule(draw, id, material, 2);
    scores[id] = rule;
    for (const name of [...inner, id]) addNumber(material, name);
  }
  if (draw.chance(70)) scores.level = drawLevel(draw, material);
  return {
    ...draw.maybe(40, () => ({ missing: drawMissing(draw, material) })),
    points: drawPoints(draw, asked, questions, lists),
    lists,
    scores,
  };
}

function addNumber({ numbers, names }: Material, name: string): void {
  numbers.push(name);
  names.set(name, { kind: 'number' });
}

/** A list by names and lists by tags, where there is something for them. */
function drawLists(draw: Draw, asked: Asked, questions: readonly Question[], names: Names): Record<string, object> {
  const lists: Record<string, object> = {};
  const add = (name: string, rule: object, members: readonly Question[]): void => {
    lists[name] = rule;
    names.set(name, { kind: 'list', of: commonType(members.map(({ id }) => names.get(id) as ValueType)) });
  };
  if (draw.chance(50)) {
    const chosen = draw.some(questions, 1, 3);
    add(
      'chosen',
      chosen.map(({ id }) => id),
      chosen,
    );
  }
  const unscored = asked.sections.filter(({ id }) => !asked.scored.has(id));
  if (unscored.length > 0 && draw.chance(30)) {
    const { id, questions: members } = draw.pick(unscored);
    add('section', [id], members);
  }
  const keys = questions.filter(({ tags }) => tags.key === 'true');
  if (keys.length > 0 && draw.chance(60)) add('keys', { key: { const: 'true' } }, keys);
  const { level } = draw.pick(questions).tags;
  const ofLevel = questions.filter(({ tags }) => tags.level === level);
  if (draw.chance(40)) add('ofLevel', { level: { const: level } }, ofLevel);
  const others = questions.filter(({ tags }) => tags.level !== level || tags.key !== 'true');
  if (others.length > 0 && draw.chance(30)) {
    add('others', { anyOf: [{ level: { not: { const: level } } }, { not: { key: { enum: ['true'] } } }] }, others);
  }
  return lists;
}

/** Points keyed every way; `all`, or each question on its own, gives points to those left over. */
function drawPoints(draw: Draw, asked: Asked, questions: readonly Question[], lists: Record<string, object>): object {
  const each = (): object => ({ each: draw.pick(POINTS) });
  const own = (question: Question): object => {
    const answers = answersOf(question);
    const named = draw.some(answers, 0, answers.length).map((answer) => [answer, draw.pick(POINTS)]);
    return { ...Object.fromEntries(named), ...each() };
  };
  const counted = questions.filter((question) => answersOf(question).length > 0);
  const byDefault = draw.chance(60);
  const needed = counted.filter(({ type }) => type !== 'scale' || draw.chance(40));
  const owners = byDefault ? draw.some(counted, 0, 2) : needed;
  const usesShared = counted.some(({ options }) => options === 'shared');
  return {
    ...Object.fromEntries(owners.map((question) => [question.id, own(question)])),
    ...(Object.hasOwn(lists, 'keys') ? draw.maybe(30, () => ({ keys: each() })) : {}),
    ...draw.maybe(30, () => ({ [draw.pick(asked.sections).id]: each() })),
    ...(usesShared ? draw.maybe(30, () => ({ shared: { A: 2, ...each() } })) : {}),
    ...(byDefault ? { all: each() } : {}),
  };
}

/** The answers that points can name. */
function answersOf({ type, options, minimum = 0, maximum = 0 }: Question): string[] {
  if (type === 'boolean') return ['true', 'false'];
  if (type === 'scale') return Array.from({ length: maximum - minimum + 1 }, (_, i) => String(minimum + i));
  if (options === 'shared') return ['A', 'B', 'no'];
  return ((options ?? []) as (string | { id: string })[]).map((option) =>
    typeof option === 'string' ? option : option.id,
  );
}

function drawMissing(draw: Draw, { limited }: Material): object {
  return Object.fromEntries(
    draw.some(['unanswered', 'unknown', 'notApplicable', 'notAsked'], 1, 3).map((state) => {
      const rules = ['exclude', 'zero', ...(limited ? ['full'] : [])];
      if (state === 'unanswered' || state === 'unknown') rules.push('open', 'open');
      if (state !== 'notAsked' && draw.chance(10)) rules.push('refuse');
      return [state, draw.pick(rules)];
    }),
  );
}

/** Scores of sections, by a bare word or with a rule of their own. */
function drawSectionScores(draw: Draw, asked: Asked, material: Material, scores: Record<string, unknown>): void {
  for (const id of asked.scored) {
    scores[id] = draw.pick(OPERATORS);
    material.several.splice(material.several.indexOf(id), 1);
    addNumber(material, id);
  }
}

/** Scores with `by`, and those that build on them. */
function drawMembers(draw: Draw, material: Material, scores: Record<string, unknown>): void {
  if (!draw.chance(60)) return;
  const add = (name: string, rule: object): void => {
    scores[name] = rule;
    material.several.push(name);
    material.names.set(name, { kind: 'list', of: { kind: 'number' } });
  };
  const by = draw.pick([['level'], ['area'], ['area', 'level'], ['level', 'area']]);
  const lists = material.several.filter((name) => name === 'all' || !Object.hasOwn(scores, name));
  const source = draw.pick(lists);
  const innerLists = draw.some(lists, 1, 2);
  const members = draw.chance(40)
    ? Object.fromEntries(
        innerLists.map((name, i) => [
          `part${i}`,
          { weight: draw.pick([1, 2, 3]), [draw.pick(OPERATORS)]: { [name]: 2 } },
        ]),
      )
    : source;
  add('member', { by: by.length === 1 ? by[0] : by, [draw.pick(OPERATORS)]: members, ...drawExtras(draw, material) });
  if (typeof members === 'object') {
    for (const name of Object.keys(members)) material.names.set(name, { kind: 'list', of: { kind: 'number' } });
    material.several.push(...Object.keys(members));
  }
  const inside: Names = new Map([['member', { kind: 'number' }]]);
  if (draw.chance(50)) {
    const first = [{ value: '1', when: drawCondition(draw, inside) }, { value: 'member' }];
    add('counted', { by, first });
  }
  if (by.length === 2 && draw.chance(60)) add('outer', { by: by[0], [draw.pick(OPERATORS)]: 'member' });
}

/** One rule, and the names of the scores inside it. */
function drawRule(draw: Draw, id: string, material: Material, depth: number): { rule: object; inner: string[] } {
  const extras = drawExtras(draw, material);
  switch (draw.pick(['combine', 'combine', 'combine', 'steps', 'first', 'levels'])) {
    case 'steps': {
      const values = ['0', '1', '2.5', '-1'];
      return { rule: { of: draw.pick(material.numbers), ...drawSteps(draw, values), ...extras }, inner: [] };
    }
    case 'first': {
      const cases = [0, 1, 2].slice(0, draw.whole(1, 3)).map((i) => ({
        value: draw.chance(50) ? draw.pick(material.numbers) : draw.pick(['0', '2', '1.5']),
        ...(i > 0 && draw.chance(40) ? {} : { when: drawCondition(draw, material.names) }),
      }));
      return { rule: { first: cases, ...extras }, inner: [] };
    }
    case 'levels':
      return { rule: { levels: drawLevels(draw, material), ...extras }, inner: [] };
    default: {
      const operator = draw.pick(OPERATORS);
      const { members, inner } = drawWeights(draw, id, operator, material, depth);
      return { rule: { [operator]: members, ...extras }, inner };
    }
  }
}

/** Members: a list's name, several names, or a map of weights with scores inside. */
function drawWeights(
  draw: Draw,
  id: string,
  operator: string,
  material: Material,
  depth: number,
): { members: unknown; inner: string[] } {
  const named = [...material.numbers, ...material.several];
  if (draw.chance(25)) return { members: draw.pick(material.several), inner: [] };
  const chosen = draw.some(named, 1, 3);
  if (draw.chance(40)) return { members: chosen, inner: [] };
  const inner: string[] = [];
  const weights = operator === 'sum' ? [...WEIGHTS, -2] : WEIGHTS;
  const members: Record<string, unknown> = Object.fromEntries(chosen.map((name) => [name, draw.pick(weights)]));
  if (depth > 0 && draw.chance(50)) {
    const name = `${id}-${depth}`;
    const own = drawRule(draw, name, material, depth - 1);
    members[name] = { weight: draw.pick([1, 2, 0.5]), ...own.rule };
    inner.push(name, ...own.inner);
  }
  const all = Object.values(members);
  if (operator === 'mean' && all.every((weight) => weight === 0)) members[chosen[0] as string] = 1;
  return { members, inner };
}

/** Guard, cap and rules for missing answers, each in some of the cases. */
function drawExtras(draw: Draw, material: Material): object {
  const cap = (): unknown => {
    if (draw.chance(50)) return draw.pick([0, 1, 2.5, 10]);
    return draw.chance(50)
      ? { of: draw.pick(material.numbers), ...drawSteps(draw, ['1', '2', '3']) }
      : { [draw.pick(OPERATORS)]: draw.some(material.numbers, 1, 2) };
  };
  return {
    ...draw.maybe(15, () => ({ when: drawCondition(draw, material.names) })),
    ...draw.maybe(15, () => ({ cap: cap() })),
    ...draw.maybe(25, () => ({ missing: drawMissing(draw, material) })),
  };
}

function drawLevels(draw: Draw, { names }: Material): object[] {
  return draw.some([3, 1, 2.5, 2], 1, 4).map((value) => ({ value, when: drawCondition(draw, names) }));
}

function drawLevel(draw: Draw, material: Material): object {
  const extras = drawExtras(draw, material);
  if (draw.chance(60)) return { levels: drawLevels(draw, material), ...extras };
  return { of: draw.pick(material.numbers), steps: { 0: '1', 1: '2', 2: '3' }, ...extras };
}

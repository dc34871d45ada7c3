import { drawBy } from './by.ts';
import type { Draw } from './draw.ts';
import { drawExtras, drawMissing } from './extras.ts';
import { drawLists } from './lists.ts';
import { addNumber, type Material, materialOf, OPERATORS } from './material.ts';
import { drawPoints } from './points.ts';
import type { Asked } from './questionnaire.ts';
import { drawLevel, drawRule, drawSum } from './rules.ts';

export interface Rubric {
  readonly missing?: object;
  readonly points: object;
  readonly lists: object;
  readonly scores: object;
}

/** A rubric with every construct of the format, each in some of the cases. */
export function drawRubric(draw: Draw, asked: Asked): Rubric {
  const questions = asked.sections.flatMap((section) => section.questions);
  const lists = drawLists(draw, asked, questions, asked.names);
  const ofQuestions = Object.keys(lists).filter((list) => list !== 'withFacts' && list !== 'nested');
  const material = materialOf(asked, questions, Object.keys(lists));
  const scores: Record<string, unknown> = {};
  drawSectionScores(draw, asked, material, scores);
  drawBy(draw, material, scores);
  const count = draw.whole(1, 3);
  for (let i = 0; i < count; i++) {
    const id = `total${i}`;
    if (material.ranked.length > 0 && draw.chance(15)) {
      scores[id] = drawSum(draw, material);
      addNumber(material, id);
      material.ranked.push(id);
      continue;
    }
    const { rule, inner } = drawRule(draw, id, material, 2);
    scores[id] = rule;
    for (const name of [...inner, id]) addNumber(material, name);
    if (i === 0 && draw.chance(40)) {
      lists.ofScores = [id, ...inner, ...draw.some([...asked.scored], 0, 1)];
      material.names.set('ofScores', { kind: 'list', of: { kind: 'number' } });
      material.several.push('ofScores');
    }
  }
  if (draw.chance(70)) scores.level = drawLevel(draw, material);
  return {
    ...draw.maybe(40, () => ({ missing: drawMissing(draw, material) })),
    points: drawPoints(draw, questions, ofQuestions),
    lists,
    scores,
  };
}

/** Scores of sections, by a bare word or with a rule in which the section's id means its questions. */
function drawSectionScores(draw: Draw, asked: Asked, material: Material, scores: Record<string, unknown>): void {
  const known = new Set(asked.numbers);
  for (const { id, questions } of asked.sections) {
    // What is asked later may depend on this score, so this score depends on nothing that is asked later.
    for (const question of questions) known.add(question.id);
    if (asked.scored.has(id)) {
      scores[id] = drawSectionScore(draw, id, questions.length, only(material, known));
      for (const names of [material.several, material.lists, material.ranked]) {
        if (names.includes(id)) names.splice(names.indexOf(id), 1);
      }
      addNumber(material, id);
      if (scores[id] === 'sum' && material.limited) material.ranked.push(id);
    }
    known.add(id);
  }
}

function only(material: Material, known: ReadonlySet<string>): Material {
  const among = (names: readonly string[]): string[] => names.filter((name) => known.has(name));
  return {
    ...material,
    numbers: among(material.numbers),
    several: among(material.several),
    lists: among(material.lists),
    ranked: among(material.ranked),
    names: new Map([...material.names].filter(([name]) => known.has(name))),
  };
}

function drawSectionScore(draw: Draw, id: string, count: number, material: Material): unknown {
  const operator = draw.pick(OPERATORS);
  switch (draw.pick(['word', 'word', 'alone', 'among', 'when', 'share'])) {
    case 'alone':
      return { [operator]: id, ...drawExtras(draw, material) };
    case 'among':
      return { [operator]: [id, draw.pick(material.numbers)], ...drawExtras(draw, material) };
    case 'when': {
      const size = { [draw.pick(['minItems', 'maxItems'])]: draw.whole(1, count) };
      const first = [{ value: draw.pick(material.numbers), when: { [id]: size } }];
      return draw.chance(50) ? { first } : { [operator]: id, when: { [id]: size } };
    }
    case 'share':
      return { sum: id, ...(material.limited ? { to: 100 } : { to: 100, best: 7 }) };
    default:
      return operator;
  }
}

import type { Draw } from './draw.ts';
import { answersOf, type Question } from './kinds.ts';

const POINTS = [0, 1, 2, 0.5, 1.5, 0.7, 0.9, 3];

function drawOne(draw: Draw): unknown {
  if (draw.chance(85)) return draw.pick(POINTS);
  return { evidence: draw.pick([2, 4, 1.5]), without: draw.pick([0, 1, 2.5, -1]) };
}

function each(draw: Draw): object {
  return { each: drawOne(draw) };
}

/**
 * A table that names some of a question's answers. The second may cost a point, but then the first brings one: what
 * the share of a best below 0 would be is said nowhere.
 */
function own(draw: Draw, question: Question): object {
  const answers = answersOf(question);
  const named = draw.some(answers, 0, answers.length).map((answer) => [answer, drawOne(draw)]);
  const [first, second] = answers;
  const costs = draw.maybe(second === undefined ? 0 : 25, () => ({
    [first as string]: draw.pick([1, 3]),
    [second as string]: -1,
  }));
  return { ...Object.fromEntries(named), ...costs, ...each(draw) };
}

/** Tables keyed by what several questions share; of the lists one only, so that no two clash. */
function drawShared(draw: Draw, questions: readonly Question[], lists: readonly string[], percent: number): object {
  const counted = questions.filter((question) => answersOf(question).length > 0);
  const rows = counted.filter(({ matrix }) => matrix !== undefined);
  const sections = [...new Set(questions.map(({ id }) => `s${id.charAt(1)}`))];
  const list = draw.maybe(lists.length > 0 ? percent : 0, () => ({ [draw.pick(lists)]: each(draw) }));
  const matrix = draw.maybe(rows.length > 0 ? percent + 20 : 0, () => {
    const row = draw.pick(rows);
    return { [row.matrix as string]: own(draw, row) };
  });
  const shared = counted.some(({ options }) => options === 'shared');
  return {
    ...list,
    ...matrix,
    ...draw.maybe(percent, () => ({ [draw.pick(sections)]: each(draw) })),
    ...(shared
      ? draw.maybe(percent, () => ({ shared: { A: draw.chance(20) ? -1 : drawOne(draw), ...each(draw) } }))
      : {}),
  };
}

/** The rubric's points, keyed every way; `all`, or each question on its own, gives points to those left over. */
export function drawPoints(draw: Draw, questions: readonly Question[], lists: readonly string[]): object {
  const counted = questions.filter((question) => answersOf(question).length > 0);
  const byDefault = draw.chance(60);
  const needed = counted.filter(({ type }) => type !== 'scale' || draw.chance(40));
  const owners = byDefault ? draw.some(counted, 0, 2) : needed;
  return {
    ...Object.fromEntries(owners.map((question) => [question.id, own(draw, question)])),
    ...drawShared(draw, questions, lists, 30),
    ...(byDefault ? { all: each(draw) } : {}),
  };
}

/** Points of a score, for some of the questions. */
export function drawOwnPoints(draw: Draw, questions: readonly Question[]): object {
  const counted = questions.filter((question) => answersOf(question).length > 0);
  if (counted.length === 0) return {};
  const owners = draw.some(counted, 1, 2);
  return {
    points: {
      ...Object.fromEntries(owners.map((question) => [question.id, own(draw, question)])),
      ...drawShared(draw, questions, [], 15),
      ...draw.maybe(30, () => ({ all: each(draw) })),
    },
  };
}

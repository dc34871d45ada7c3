import { drawCondition, type Names } from './conditions.ts';
import { drawDerive } from './derivations.ts';
import type { Draw } from './draw.ts';
import { drawFacts } from './facts.ts';
import { commonType, numbersAmong, type Question, SHARED, type Size, typeOf } from './kinds.ts';

/** A section: its questions as they are written, and all that can be counted, the rows of a matrix each for itself. */
export interface Section {
  readonly id: string;
  readonly written: object;
  readonly questions: readonly Question[];
}

/** What is asked, and what conditions and scores can name of it. */
export interface Asked {
  readonly facts: readonly object[];
  readonly optionSets: object;
  readonly sections: readonly Section[];
  /** The sections whose id is also a score's: then that is what it names. */
  readonly scored: ReadonlySet<string>;
  readonly names: Names;
  /** The facts that are numbers. */
  readonly numbers: readonly string[];
}

export function drawQuestionnaire(draw: Draw, size: Size): Asked {
  const names: Names = new Map();
  const facts = drawFacts(draw, names, size);
  const numbers = numbersAmong(names);
  const sections: Section[] = [];
  const scored = new Set<string>();
  const wanted = draw.whole(1, size.sections);
  for (let s = 0; s < wanted; s++) {
    const id = `s${s}`;
    // The conditions of a section may name what stands before it.
    const when = draw.maybe(names.size > 0 ? 20 : 0, () => ({ when: drawCondition(draw, names) }));
    const tags = { area: draw.pick(['plant', 'office']) };
    const parts: Drawn[] = [];
    const count = draw.whole(1, size.questions);
    for (let q = 0; q < count; q++) {
      const matrix = draw.chance(size.finite ? 15 : 20);
      parts.push((matrix ? drawMatrix : drawQuestion)(draw, `q${s}${q}`, names, size));
    }
    const questions = parts
      .flatMap((part) => part.questions)
      .map((question) => ({ ...question, tags: { ...tags, ...question.tags } }));
    if (draw.chance(40)) scored.add(id);
    names.set(id, scored.has(id) ? { kind: 'number' } : { kind: 'list', of: commonType(questions.map(typeOf)) });
    sections.push({ id, written: { id, tags, questions: parts.map(({ written }) => written), ...when }, questions });
  }
  return { facts, optionSets: { shared: SHARED }, sections, scored, names, numbers };
}

interface Drawn {
  readonly written: object;
  readonly questions: readonly Question[];
}

function drawQuestion(draw: Draw, id: string, names: Names, size: Size): Drawn {
  const asked: Question = { id, ...drawCell(draw, size), ...drawMarks(draw), ...drawAsking(draw, names) };
  const question = { ...asked, ...draw.maybe(names.size > 0 ? 25 : 0, () => drawDerive(draw, asked, names, size)) };
  names.set(id, typeOf(question));
  return { written: question, questions: [question] };
}

/** A matrix, and its rows, each a question of its own. */
function drawMatrix(draw: Draw, id: string, names: Names, size: Size): Drawn {
  const cell = drawCell(draw, size);
  const matrix = { id, type: 'matrix', each: cell, ...drawMarks(draw), ...drawAsking(draw, names) };
  const written: object[] = [];
  const questions: Question[] = [];
  for (const row of ['x', 'y', 'no'].slice(0, draw.whole(1, size.finite ? 2 : 3))) {
    const own = {
      id: row,
      ...draw.maybe(30, () => ({ tags: { level: draw.pick(['1', '2']) } })),
      ...draw.maybe(20, () => ({ notApplicable: draw.chance(50) })),
      ...draw.maybe(names.size > 0 ? 15 : 0, () => ({ when: drawCondition(draw, names) })),
    };
    written.push(own);
    const tags = { ...matrix.tags, ...('tags' in own ? (own.tags as object) : {}) };
    questions.push({ ...cell, id: `${id}/${row}`, tags, matrix: id });
    names.set(`${id}/${row}`, typeOf(cell));
  }
  names.set(id, { kind: 'list', of: commonType([typeOf(cell)]) });
  return { written: { ...matrix, rows: written }, questions };
}

function drawMarks(draw: Draw): { tags: Record<string, string> } {
  return { tags: { level: draw.pick(['1', '2']), ...draw.maybe(40, () => ({ key: 'true' })) } };
}

function drawAsking(draw: Draw, names: Names): object {
  return {
    ...draw.maybe(30, () => ({ notApplicable: true })),
    ...draw.maybe(names.size > 0 ? 25 : 0, () => ({ when: drawCondition(draw, names) })),
  };
}

/** What can be answered. */
function drawCell(draw: Draw, size: Size): { type: string } {
  const types = ['scale', 'single', 'multiple', 'boolean', 'integer', ...(size.finite ? [] : ['decimal', 'percent'])];
  const type = draw.pick(types);
  return { type, ...drawAnswers(draw, type) };
}

function drawAnswers(draw: Draw, type: string): object {
  switch (type) {
    case 'scale':
      return { ...draw.maybe(30, () => ({ minimum: draw.pick([-1, 1]) })), maximum: draw.whole(1, 3) };
    case 'single':
      return { options: draw.chance(40) ? 'shared' : ['X', 'Y', '010'].slice(0, draw.whole(2, 3)) };
    case 'multiple':
      return {
        options: [{ id: 'P' }, { id: 'Q' }, { id: 'none', exclusive: draw.chance(50) }].slice(0, draw.whole(2, 3)),
        ...draw.maybe(40, () => ({ least: draw.whole(0, 2) })),
        ...draw.maybe(30, () => ({ most: 2 })),
      };
    case 'integer':
      return { minimum: 0, maximum: draw.whole(1, 2) };
    case 'decimal':
      return draw.maybe(60, () => ({ minimum: 0, ...draw.maybe(50, () => ({ maximum: 3 })) }));
    default:
      return {};
  }
}

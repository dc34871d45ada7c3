import type { ValueType } from '../../../src/condition/condition.ts';
import { drawCondition, type Names } from './conditions.ts';
import type { Draw } from './draw.ts';

/** What is asked, and what conditions and scores can name of it. */
export interface Asked {
  readonly facts: readonly object[];
  readonly optionSets: object;
  readonly sections: readonly { readonly id: string; readonly tags: object; readonly questions: readonly Question[] }[];
  /** The sections whose id is also a score's: then that is what it names. */
  readonly scored: ReadonlySet<string>;
  readonly names: Names;
}

export interface Question {
  readonly id: string;
  readonly type: string;
  readonly options?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** How large a questionnaire becomes; a finite one has so few answers that all can be tried. */
export interface Size {
  readonly sections: number;
  readonly questions: number;
  readonly finite: boolean;
}

const SHARED = [{ id: 'A' }, { id: 'B' }, { id: 'no' }];
const NUMERIC = ['integer', 'decimal', 'percent', 'scale'];

export function drawQuestionnaire(draw: Draw, size: Size): Asked {
  const names: Names = new Map();
  const facts = drawFacts(draw, names, size);
  const sections = [];
  const scored = new Set<string>();
  for (let s = 0; s < draw.whole(1, size.sections); s++) {
    const id = `s${s}`;
    // The conditions of a section may name what stands before it.
    const when = draw.maybe(names.size > 0 ? 20 : 0, () => ({ when: drawCondition(draw, names) }));
    const tags = { area: draw.pick(['plant', 'office']) };
    const questions: Question[] = [];
    const count = draw.whole(1, size.questions);
    for (let q = 0; q < count; q++) questions.push(drawQuestion(draw, `q${s}${q}`, names, size));
    if (draw.chance(40)) scored.add(id);
    names.set(id, scored.has(id) ? { kind: 'number' } : { kind: 'list', of: commonType(questions.map(typeOf)) });
    sections.push({ id, tags, questions, ...when });
  }
  return { facts, optionSets: { shared: SHARED }, sections, scored, names };
}

/** Facts, each in some of the cases. */
function drawFacts(draw: Draw, names: Names, size: Size): object[] {
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
  if (draw.chance(20) && !finite) add({ kind: 'text' }, { id: 'remark', type: 'text' } as { id: string });
  const numbers = numbersAmong(names);
  if (numbers.length > 0 && draw.chance(50)) {
    const range = draw.maybe(finite ? 0 : 20, () => ({ minimum: 0 }));
    const derived = { id: 'rate', type: 'decimal', derive: drawArithmetic(draw, numbers, size, 1), ...range };
    facts.push(derived);
    names.set(derived.id, { kind: 'number' });
  }
  if (names.size > 0 && draw.chance(50)) {
    const values = draw.some(['large', 'medium', 'micro'], 1, 3);
    facts.push({ id: 'size', first: drawCases(draw, names, values) });
    names.set('size', { kind: 'choice', options: values });
  }
  return facts;
}

/** The values in turn, each under a condition, the last one perhaps always. */
function drawCases(draw: Draw, names: Names, values: readonly string[]): object[] {
  return values.map((value, i) => ({
    value,
    ...(i === values.length - 1 && draw.chance(60) ? {} : { when: drawCondition(draw, names) }),
  }));
}

/** A derivation that gives a number; in a finite questionnaire one that is never unknown. */
function drawArithmetic(draw: Draw, numbers: readonly string[], size: Size, depth: number): object {
  const operand = (): unknown =>
    depth > 0 && draw.chance(25) ? drawArithmetic(draw, numbers, size, depth - 1) : draw.pick(numbers);
  const operator = draw.pick(['difference', 'meanOf', ...(size.finite ? [] : ['ratio', 'change'])]);
  return { [operator]: operator === 'meanOf' && draw.chance(30) ? [operand()] : [operand(), operand()] };
}

function drawQuestion(draw: Draw, id: string, names: Names, size: Size): Question {
  const types = ['scale', 'single', 'multiple', 'boolean', 'integer', ...(size.finite ? [] : ['decimal', 'percent'])];
  const type = draw.pick(types);
  const asked: Question = {
    id,
    type,
    ...drawAnswers(draw, type),
    tags: { level: draw.pick(['1', '2']), ...draw.maybe(40, () => ({ key: 'true' })) },
    ...draw.maybe(30, () => ({ notApplicable: true })),
    ...draw.maybe(names.size > 0 ? 25 : 0, () => ({ when: drawCondition(draw, names) })),
  };
  const question = { ...asked, ...draw.maybe(names.size > 0 ? 25 : 0, () => drawDerive(draw, asked, names, size)) };
  names.set(id, typeOf(question));
  return question;
}

/** What can be answered. */
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

/** How an answer follows from facts and earlier answers, where that is possible for its type. */
function drawDerive(draw: Draw, question: Question, names: Names, size: Size): object {
  const numbers = numbersAmong(names);
  const { type } = question;
  if (type === 'boolean') return { derive: { anyOf: [drawCondition(draw, names), drawCondition(draw, names)] } };
  if (numbers.length > 0 && (type === 'decimal' || type === 'integer')) {
    return { derive: drawArithmetic(draw, numbers, size, 1) };
  }
  const value = typeOf(question);
  const outcomes = type === 'scale' ? ['1', String(question.maximum)] : value.kind === 'choice' ? value.options : [];
  if (outcomes.length === 0) return {};
  if (numbers.length === 0 || draw.chance(40)) {
    return { derive: { first: drawCases(draw, names, draw.some(outcomes, 1, 3)) } };
  }
  const of = draw.chance(50) ? draw.pick(numbers) : drawArithmetic(draw, numbers, size, 1);
  return { derive: { of, ...drawSteps(draw, outcomes) } };
}

/** Steps to some of the values, with either edge. */
export function drawSteps(draw: Draw, values: readonly string[]): object {
  const bounds = draw.some(['-1', '0', '0.5', '1', '2', '2.50'], 1, 4);
  return {
    steps: Object.fromEntries(bounds.map((bound) => [bound, draw.pick(values)])),
    ...draw.maybe(60, () => ({ edge: draw.pick(['below', 'above']) })),
  };
}

function numbersAmong(names: Names): string[] {
  return [...names].filter(([, { kind }]) => kind === 'number').map(([name]) => name);
}

/** The value types of the questionnaire's own words. */
function typeOf({ type, options }: Question): ValueType {
  const listed = options === 'shared' ? SHARED : ((options ?? []) as (string | { id: string })[]);
  const ids = listed.map((option) => (typeof option === 'string' ? option : option.id));
  if (NUMERIC.includes(type)) return { kind: 'number' };
  if (type === 'boolean') return { kind: 'boolean' };
  return type === 'single' ? { kind: 'choice', options: ids } : { kind: 'list', of: { kind: 'choice', options: ids } };
}

/** What the members of a list have in common. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first = { kind: 'mixed' } as const, ...rest] = types;
  if (first.kind === 'list' || rest.some(({ kind }) => kind !== first.kind)) return { kind: 'mixed' };
  if (first.kind !== 'choice') return first;
  return {
    kind: 'choice',
    options: [...new Set(types.flatMap((type) => (type.kind === 'choice' ? type.options : [])))],
  };
}

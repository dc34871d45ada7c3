// The rubrics of the bundled packs on fractions, read from their documents: what results are held to. Only the operators
// that these rubrics use are known; another one is an error, so that a change of a rubric cannot pass unnoticed.
import { type Fraction, fractionOf, minus, order, over, plus, times } from '../exact-fraction.ts';
import { type Gate, type Input, inputOf, type Pack, type RawScore, type SizeCase } from './known-packs.ts';

export const UNANSWERED = '';
export const UNKNOWN = '(unknown)';
export const NOT_APPLICABLE = '(not applicable)';

/** An id, a number as a decimal, or one of the states above; several options as a list. */
export type Value = string | readonly string[];
export type Values = Readonly<Record<string, Value>>;

/** What an enterprise comes to. A score is null while an answer leaves it open, and where it does not apply. */
export interface Worked {
  readonly size: string | null;
  readonly scores: Readonly<Record<string, number | null>>;
  /** The level at least and at most; 0 is none. */
  readonly lowest: number;
  readonly highest: number;
  /** Answers to questions, those that follow from figures, too; what is open is not among them. */
  readonly answers: Readonly<Record<string, Value>>;
  readonly warnings: readonly string[];
}

/** The least and the most a score can be; null where it does not apply. */
type Range = { readonly low: Fraction; readonly high: Fraction } | null;

const ZERO = fractionOf(0);

export function isOpen(value: Value | undefined): boolean {
  return value === undefined || value === UNANSWERED || value === UNKNOWN;
}

export function scoreExactly(pack: Pack, stated: Values): Worked {
  const values: Values = { ...stated, sector: isOpen(stated.sector) ? 'industry' : (stated.sector as Value) };
  const questions = pack.inputs.filter(({ isFact }) => !isFact);
  const answers: Record<string, Value> = {};
  for (const question of questions) {
    const stated = values[question.id];
    const answer = isOpen(stated) ? deriveAnswer(pack, question, values) : stated;
    if (answer !== undefined && !isOpen(answer)) answers[question.id] = answer;
  }
  const asked = new Set(
    pack.sections
      .filter(({ when }) => Object.entries(when ?? {}).every(([fact, { const: only }]) => values[fact] === only))
      .map(({ id }) => id),
  );
  const rangeOfQuestion = (question: Input): Range => {
    if (!asked.has(question.section ?? '')) return null;
    const answer = answers[question.id];
    if (answer === NOT_APPLICABLE) return null;
    if (answer !== undefined) {
      const points = pointsOf(pack, question, answer);
      return { low: points, high: points };
    }
    if (question.type === 'multiple') {
      const all = question.choices.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
      return { low: ZERO, high: pointsOf(pack, question, all) };
    }
    const each = question.choices.map(({ id }) => pointsOf(pack, question, id)).sort(order);
    return { low: each[0] as Fraction, high: each.at(-1) as Fraction };
  };
  const ranges = new Map<string, readonly Range[]>();
  for (const { id } of pack.sections) {
    ranges.set(id, questions.filter(({ section }) => section === id).map(rangeOfQuestion));
  }
  const scores: Record<string, number | null> = {};
  const membersOf = (list: string | readonly string[]): readonly Range[] => {
    if (typeof list !== 'string') return list.flatMap(membersOf);
    const found = ranges.get(list);
    if (found) return found;
    const named = pack.rubric.lists?.[list];
    if (!named) return [rangeOfQuestion(inputOf(pack, list))];
    if (Array.isArray(named)) return membersOf(named as readonly string[]);
    const tests = Object.entries(named as Readonly<Record<string, { readonly const: unknown }>>);
    return questions.filter(({ tags }) => tests.every(([tag, test]) => tags[tag] === test.const)).map(rangeOfQuestion);
  };
  let [lowest, highest] = [0, 0];
  for (const [name, raw] of Object.entries(pack.rubric.scores)) {
    const score: RawScore = typeof raw === 'string' ? { [raw]: name } : raw;
    if (score.hidden) continue;
    if (score.levels) {
      [lowest, highest] = (['low', 'high'] as const).map((end) => reachedLevel(score, membersOf, end)) as [
        number,
        number,
      ];
      continue;
    }
    const range = rangeOfScore(pack, name, score, membersOf);
    ranges.set(name, [range]);
    scores[name] =
      range && order(range.low, range.high) === 0 ? Number(range.low.top) / Number(range.low.bottom) : null;
  }
  const size = sizeOf(pack.sizeCases, values);
  const warnings = questions
    .filter(({ id, section }) => !asked.has(section ?? '') && !isOpen(values[id]))
    .map(({ id }) => `not-asked:${id}`);
  if (pack.id === 'miit-sme-2024' && size === 'large') warnings.push('out-of-scope');
  return { size, scores, lowest, highest, answers, warnings };
}

function rangeOfScore(
  pack: Pack,
  name: string,
  score: RawScore,
  membersOf: (list: string | readonly string[]) => readonly Range[],
): Range {
  const list = score.sum ?? score.mean;
  if (list === undefined) throw new Error(`${pack.id}: the score ${name} is of a kind that is not known here`);
  const there = membersOf(list).filter((member) => member !== null);
  if (there.length === 0) return null;
  const total = (end: 'low' | 'high'): Fraction => {
    const sum = there.map((member) => member[end]).reduce(plus);
    const value = score.mean === undefined ? sum : over(sum, fractionOf(there.length));
    if (score.to === undefined) return value;
    const best = pack.inputs.filter(({ section }) => section === name)[0]?.choices.at(-1)?.id as string;
    return times(over(value, fractionOf(best)), fractionOf(score.to));
  };
  return { low: total('low'), high: total('high') };
}

/** Levels build on each other: the last of those that hold without a gap. Gates ask for minima only, so an end of the ranges decides. */
function reachedLevel(
  { levels = [] }: RawScore,
  membersOf: (list: string) => readonly Range[],
  end: 'low' | 'high',
): number {
  const holds = ([name, gate]: [string, Gate]): boolean => {
    const members = membersOf(name).flatMap((member) => (member === null ? [] : [member[end]]));
    const reach = (least: number): number => members.filter((one) => order(one, fractionOf(least)) >= 0).length;
    if (gate.minimum !== undefined) return reach(gate.minimum) === 1;
    if (gate.items) return reach(gate.items.minimum) === members.length;
    if (gate.contains) return reach(gate.contains.minimum) >= (gate.minContains ?? 1);
    throw new Error(`a gate of ${name} is of a kind that is not known here`);
  };
  let reached = 0;
  for (const { value, when } of levels) {
    if (!Object.entries(when ?? {}).every(holds)) break;
    reached = value;
  }
  return reached;
}

function pointsOf(pack: Pack, question: Input, answer: Value): Fraction {
  const table = pack.rubric.points?.[question.id];
  if (!table) return fractionOf(answer as string);
  if (typeof answer === 'string') {
    if (question.type === 'single') return fractionOf(table[answer] as number);
    return pointsOf(pack, question, [answer]);
  }
  return answer
    .filter((id) => question.choices.some((choice) => choice.id === id && !choice.exclusive))
    .map((id) => fractionOf(table[id] ?? (table.each as number)))
    .reduce(plus, ZERO);
}

/** The first class whose bounds are met; null while figures that are missing could decide. */
function sizeOf(cases: readonly SizeCase[], values: Values): string | null {
  const possible = new Set<string>();
  for (const { value, when } of cases) {
    const tests = Object.entries(when ?? {}).map(([fact, test]) => {
      const stated = values[fact];
      if (test.const !== undefined) return stated === test.const;
      if (isOpen(stated)) return null;
      return order(fractionOf(stated as string), fractionOf(test.minimum as number)) >= 0;
    });
    if (tests.includes(false)) continue;
    possible.add(value);
    if (!tests.includes(null)) break;
  }
  return possible.size === 1 ? ([...possible][0] as string) : null;
}

type Figure =
  | string
  | { readonly ratio: readonly [string, string] }
  | { readonly meanOf: readonly Figure[] }
  | { readonly difference: readonly [Figure, Figure] };

interface DerivedByStep {
  readonly of: string;
  readonly steps: Readonly<Record<string, string>>;
}
interface DerivedByCase {
  readonly first: readonly { readonly value: string; readonly when: Readonly<Record<string, Comparison>> }[];
}
interface Comparison {
  readonly const?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

function deriveAnswer(pack: Pack, question: Input, values: Values): string | undefined {
  const rule = question.derive as DerivedByStep | DerivedByCase | undefined;
  if (!rule) return undefined;
  if ('of' in rule) {
    const share = figureOf(pack, rule.of, values);
    if (!share) return undefined;
    const bounds = Object.entries(rule.steps).sort(([a], [b]) => Number(a) - Number(b));
    // Edges belong to the step below, as in “above 10 up to 20 %”; the lowest has its own.
    const reached = bounds.filter(([bound], i) => i === 0 || order(share, fractionOf(bound)) > 0);
    return reached.at(-1)?.[1];
  }
  const found = rule.first.find(({ when }) =>
    Object.entries(when).every(([name, test]) => {
      const change = figureOf(pack, name, values);
      if (!change) return false;
      const sign = order(change, ZERO);
      if (test.exclusiveMinimum === 0) return sign > 0;
      if (test.exclusiveMaximum === 0) return sign < 0;
      return sign === 0;
    }),
  );
  return found?.value;
}

/** A figure as stated, or worked out of others; null while one is open. */
function figureOf(pack: Pack, figure: Figure, values: Values): Fraction | null {
  if (typeof figure === 'string') {
    const stated = values[figure];
    if (!isOpen(stated)) return fractionOf(stated as string);
    const { derive, type } = inputOf(pack, figure);
    if (!derive) return null;
    const worked = figureOf(pack, derive as Figure, values);
    return worked && type === 'percent' ? times(worked, fractionOf(100)) : worked;
  }
  if ('ratio' in figure) {
    const [top, bottom] = figure.ratio.map((name) => figureOf(pack, name, values));
    return top && bottom ? over(top, bottom) : null;
  }
  if ('meanOf' in figure) {
    const parts = figure.meanOf.map((part) => figureOf(pack, part, values));
    if (parts.includes(null)) return null;
    return over((parts as Fraction[]).reduce(plus), fractionOf(parts.length));
  }
  const [now, before] = figure.difference.map((part) => figureOf(pack, part, values));
  return now && before ? minus(now, before) : null;
}

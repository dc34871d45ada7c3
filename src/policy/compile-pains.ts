// The pains of a catalogue, and how much of each its measures take away.
import {
  compare,
  divide,
  findNearestNames,
  fromNumber,
  type Measure,
  ONE,
  type Pain,
  type PainWeights,
  type Path,
  type Phrase,
  type Rational,
  wholeNumber,
} from '../model/index.ts';
import { type Condition, type Node, nodeAt, type Plan, type ReportProblem } from '../scoring/index.ts';
import type { CompiledPriority } from './gaps.ts';

/** A pain of a catalogue with its place in the document. */
interface PlacedPain {
  readonly one: Pain;
  readonly at: Path;
}

/** How much of a pain a measure takes away. */
export interface EasedShare {
  /** Whether the measure takes away at least half of the pain. */
  readonly isMost: boolean;
  /**
   * The low and the high end, as shares of the pain from 0 to 1. If the catalogue states only a word, the range of that
   * word.
   */
  readonly low: Rational;
  readonly high: Rational;
  /** Where the range comes from: a published source, experience, or only a word without figures. */
  readonly by: 'source' | 'experience' | 'word';
}

/** A measure takes away most of a pain if the low end of its stated range, in percent, is at least this. */
const MOST_FROM_PERCENT = 50;
/** The ranges, in percent of a pain, that the words `part` (less than half) and `most` (at least half) stand for. */
const RANGES = { part: { low: 0, high: MOST_FROM_PERCENT }, most: { low: MOST_FROM_PERCENT, high: 100 } };
const HUNDRED = wholeNumber(100);

/**
 * Compiles pains as gaps to close. Reports names that the pack does not have, and leaves out the figures and dates that
 * would use them.
 */
export function compilePains(
  listed: readonly PlacedPain[],
  { plan, currency }: { readonly plan: Plan; readonly currency: string | undefined },
  compileWhen: (when: Pain['when'], at: Path) => Condition,
  complain: ReportProblem,
): CompiledPriority[] {
  return listed.map(({ one, at }): CompiledPriority => {
    const statedCurrency = one.figure?.currency;
    if (currency !== undefined && statedCurrency !== undefined && statedCurrency !== currency) {
      const advice = { phrase: 'oneCurrency', currency } as const;
      complain('M111', [...at, 'figure', 'currency'], { found: statedCurrency, allowed: [currency], advice });
    }
    const { figure, demand } = one;
    const findNode = (
      name: string,
      place: Path,
      wanted: Phrase,
      isFit: (node: Node) => boolean,
    ): number | undefined => {
      const node = plan.names.get(name)?.node;
      if (node !== undefined && isFit(nodeAt(plan, node))) return node;
      const fittingNames = [...plan.names].flatMap(([other, named]) =>
        named.node !== undefined && isFit(nodeAt(plan, named.node)) ? [other] : [],
      );
      complain('M203', place, { found: name, wanted, allowed: findNearestNames(name, fittingNames) });
      return undefined;
    };
    const amount = figure && findNode(figure.of, [...at, 'figure', 'of'], { phrase: 'numberFact' }, isNumeric);
    const wholeNode =
      figure?.weighs &&
      findNode(figure.weighs.of, [...at, 'figure', 'weighs', 'of'], { phrase: 'numberFact' }, isNumeric);
    const dateFact = demand && findNode(demand.on, [...at, 'demand', 'on'], { phrase: 'dateFact' }, isOfType('date'));
    const textFact =
      demand?.by && findNode(demand.by, [...at, 'demand', 'by'], { phrase: 'textFact' }, isOfType('text'));
    return {
      id: one.id,
      definition: one,
      when: compileWhen(one.when, [...at, 'when']),
      weight: one.weight === undefined ? ONE : fromNumber(one.weight),
      fromLevel: null,
      pain: {
        figure:
          figure && amount !== undefined
            ? {
                node: amount,
                times: fromNumber(figure.times ?? 1),
                is: figure.is ?? 'year',
                weighs:
                  figure.weighs && wholeNode !== undefined
                    ? { of: { node: wholeNode }, steps: readSteps(figure.weighs) }
                    : null,
                worth: figure.worth === undefined ? null : fromNumber(figure.worth),
              }
            : null,
        currency: figure?.currency ?? null,
        demand:
          dateFact === undefined
            ? null
            : { on: { node: dateFact }, by: typeof textFact === 'number' ? { node: textFact } : null },
      },
    };
  });
}

/** Returns the steps by which a pain is weighed, ascending: a weight, and the percentage from which it applies. */
function readSteps({ steps }: PainWeights): { readonly from: Rational; readonly weight: Rational }[] {
  return Object.entries(steps)
    .map(([from, weight]) => ({ from: fromNumber(Number(from)), weight: fromNumber(weight) }))
    .sort((a, b) => compare(a.from, b.from));
}

const NUMERIC_TYPES: readonly string[] = ['integer', 'decimal', 'percent'];

/** Whether a node is a fact, a question or a score with a number as its value. */
function isNumeric(node: Node): boolean {
  return node.op === 'input' ? NUMERIC_TYPES.includes(node.type) : node.op !== 'levels';
}

function isOfType(type: 'date' | 'text'): (node: Node) => boolean {
  return (node) => node.op === 'input' && node.role === 'fact' && node.type === type;
}

/** Returns which pains a measure eases. Reports pains that the catalogue does not have, and a low end above the high. */
export function compileEases(
  { eases = {} }: Measure,
  at: Path,
  pains: readonly CompiledPriority[],
  complain: ReportProblem,
): ReadonlyMap<string, EasedShare> {
  const ids = pains.map(({ id }) => id);
  const shares = Object.entries(eases).flatMap(([id, stated]): [string, EasedShare][] => {
    const easePath = [...at, 'eases', id];
    if (!ids.includes(id)) {
      complain('M203', easePath, { found: id, wanted: { phrase: 'pain' }, allowed: findNearestNames(id, ids) }, 'key');
      return [];
    }
    const { low, high } = typeof stated === 'string' ? RANGES[stated] : stated;
    if (low > high) {
      complain('M215', [...easePath, 'low'], {
        found: { phrase: 'lowShare', value: String(low) },
        wanted: { phrase: 'highShare', value: String(high) },
      });
    }
    const basisKind = typeof stated === 'string' ? 'word' : stated.source ? 'source' : 'experience';
    const shareOf = (percent: number): Rational => divide(fromNumber(percent), HUNDRED);
    return [[id, { isMost: low >= MOST_FROM_PERCENT, low: shareOf(low), high: shareOf(high), by: basisKind }]];
  });
  return new Map(shares);
}

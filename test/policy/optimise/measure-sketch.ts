import { fromNumber, ONE } from '../../../src/model/rational.ts';
import type { CompiledMeasure, OpenGap } from '../../../src/policy/measures.ts';
import { requireAll, requireAny, requireAtLeast } from '../../../src/policy/optimise/linear-program.ts';
import type { SelectionTask } from '../../../src/policy/optimise/selection-task.ts';
import type { EncodableGoal } from '../../../src/policy/optimise/solve.ts';

/** A measure in as few words as a test needs. */
export interface Sketch {
  readonly cost?: number | readonly [low: number, high: number];
  readonly months?: number;
  readonly needs?: readonly string[];
  readonly after?: readonly string[];
  readonly excludes?: readonly string[];
  /** With which others how much is saved. */
  readonly saves?: readonly [others: readonly string[], amount: number];
  readonly tags?: readonly string[];
  /** The weight of the heaviest gap that it closes. */
  readonly closes?: number;
  /** The weight of a pain that it only eases in part. */
  readonly easesPart?: number;
}

export function sketchMeasures(sketches: Readonly<Record<string, Sketch>>): CompiledMeasure[] {
  return Object.entries(sketches).map(([id, sketch]) => {
    const { cost, months, needs = [], after = [], excludes = [], saves, tags = [] } = sketch;
    const [low, high] = typeof cost === 'number' ? [0, cost] : (cost ?? [0, 0]);
    const heaviestGap = gapOf(sketch);
    return {
      id,
      definition: { id, title: id, achieves: {} },
      costPlaces: { cost: ['cost'], running: ['running'] },
      when: null,
      effects: [],
      closes: [],
      eases: new Map(),
      needs,
      after,
      excludes,
      standIns: [],
      savings: saves ? [{ with: saves[0], amount: fromNumber(saves[1]) }] : [],
      tags,
      cost:
        cost === undefined
          ? null
          : { low: fromNumber(low), high: fromNumber(high), currency: 'CNY', illustrative: false },
      costRule: null,
      running: null,
      runningRule: null,
      daysRule: null,
      months: months === undefined ? null : { low: fromNumber(0), high: fromNumber(months) },
      ...(heaviestGap ? { heaviestGap } : {}),
    };
  });
}

function gapOf({ closes, easesPart }: Sketch): OpenGap | undefined {
  if (closes !== undefined) return { weight: fromNumber(closes), place: 0 };
  return easesPart === undefined ? undefined : { isPart: true, weight: fromNumber(easesPart), place: 0 };
}

/** That one of some ways is taken whole; each names its measures. */
export function aimOf({ measures }: SelectionTask, ways: readonly string[]): EncodableGoal {
  const places = ways.map((way) => way.split(' ').map((id) => measures.findIndex((measure) => measure.id === id)));
  return {
    reached: (taken) => places.some((way) => way.every((i) => taken[i])),
    reachable: (partial) => places.some((way) => way.every((i) => partial[i] !== false)),
    demand: (builder, taken) =>
      builder.demand(requireAny(places.map((way) => requireAll(way.map((i) => requireAtLeast(taken(i), ONE)))))),
  };
}

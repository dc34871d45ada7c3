// The drivers of costs: each is the enterprise's own figure or, until that is stated, an estimate from other facts.
import { type Driver, findNearestNames, type Path, type ScoreRule } from '../model/index.ts';
import { type CompiledPlan, describeType, type GivenFigures, type ReportProblem } from '../scoring/index.ts';
import { expandYears } from './funding/amount-rule.ts';

/** A driver of costs. Its positions refer to the plan in which costs are calculated. */
export interface CompiledDriver {
  readonly id: string;
  readonly node: number;
  /**
   * The fact in which an enterprise states the driver, and the node with the stated value; that node has no value as
   * long as nothing is stated. Null if the catalogue names no such fact.
   */
  readonly stated: { readonly name: string; readonly node: number } | null;
  readonly estimate: number;
}

/** Makes a figure without a statement count as having no value, rather than as open. */
const STATED_ONLY = { unanswered: 'exclude', unknown: 'exclude', notAsked: 'exclude' } as const;

/**
 * Uses the stated value if there is one, otherwise the estimate: the condition holds for every number and fails without
 * one.
 */
const STATED_FIRST: ScoreRule = {
  first: [
    { value: 'stated', when: { anyOf: [{ stated: { minimum: 0 } }, { stated: { maximum: 0 } }] } },
    { value: 'estimate' },
  ],
};

/**
 * Compiles the drivers of a catalogue; the rule of a driver can name earlier drivers. Reports drivers that cannot work
 * and leaves them out.
 */
export function compileDrivers(
  listed: readonly { readonly one: Driver; readonly at: Path }[],
  file: string,
  compiled: CompiledPlan,
  complain: ReportProblem,
): readonly CompiledDriver[] {
  const { names, inputs } = compiled.plan;
  const compile = (rule: ScoreRule, at: Path, givenFigures: GivenFigures): number | undefined =>
    compiled.compileDeferred({ rule, file, at }, givenFigures, complain)?.node;
  const compileStated = (of: string, at: Path): number | undefined => {
    const input = inputs.find(({ name }) => name === of);
    if (input?.value.kind === 'number') return compile({ sum: of, missing: STATED_ONLY }, at, NO_FIGURES);
    const allowedNames = findNearestNames(
      of,
      inputs.map(({ name }) => name),
    );
    if (input) complain('M225', at, { found: of, wanted: describeType(input.value) });
    else complain('M203', at, { found: of, wanted: { phrase: 'factOrQuestion' }, allowed: allowedNames });
    return undefined;
  };
  const drivers: CompiledDriver[] = [];
  for (const { one, at } of listed) {
    const { id, of, otherwise } = one;
    if (names.has(id)) complain('M201', [...at, 'id'], { found: id });
    const rule = typeof otherwise === 'number' ? { value: otherwise } : expandYears(otherwise);
    const estimate = compile(rule, [...at, 'otherwise'], toGivenFigures(drivers));
    const statedDriver = of === undefined ? undefined : compileStated(of, [...at, 'of']);
    if (estimate === undefined) continue;
    if (of === undefined || statedDriver === undefined) drivers.push({ id, node: estimate, stated: null, estimate });
    else {
      const ends = { ...NO_FIGURES, nodes: new Map(Object.entries({ stated: statedDriver, estimate })) };
      const node = compile(STATED_FIRST, at, ends) as number;
      drivers.push({ id, node, stated: { name: of, node: statedDriver }, estimate });
    }
  }
  return drivers;
}

const NO_FIGURES: GivenFigures = { figures: [], lists: [], length: 0 };

/** Returns drivers in the form in which the rules of costs can name them. */
export function toGivenFigures(drivers: readonly CompiledDriver[]): GivenFigures {
  return { figures: [], lists: [], length: 0, nodes: new Map(drivers.map(({ id, node }) => [id, node])) };
}

import { compare, itemAt, parseExact, type Rational, type Text, toNumber, ZERO } from '../../model/index.ts';
import { mapColumn } from '../columns/column.ts';
import { mapByRegion } from '../columns/regions.ts';
import { type Condition, describeType } from '../condition.ts';
import { findExtremes, removeDuplicates } from '../interval-arithmetic.ts';
import {
  type Atom,
  isNothing,
  isNumber,
  NOTHING,
  type Possible,
  rangeOf,
  toPlainAtom,
  toPointsKey,
} from '../possible-values.ts';
import { findUnmet } from '../unmet-requirements.ts';
import { isAscending, type Operator, type RuleScope, reaches } from './operator.ts';

/**
 * Assigns a value to each of several ascending steps of a number. A number equal to the bound between two steps belongs
 * to the upper step or, with `edge: above`, still to the lower one.
 */
export interface StepsNode {
  readonly op: 'steps';
  readonly of: number;
  /** The name of the operand; empty if it has none. */
  readonly name: string;
  readonly steps: readonly Step[];
  readonly edge: 'below' | 'above';
}

export interface Step {
  readonly bound: Rational;
  readonly value: Atom;
  /** The label of the step's value. */
  readonly title?: Text | undefined;
}

export const steps: Operator<StepsNode> = {
  family: 'mapping',
  isDerivation: true,
  compileRule({ of = '', steps = {}, labels, edge = 'below' }, { number, report, add }) {
    const position = number(of, 'of');
    const compiledSteps = readAscendingSteps(
      steps,
      (value, bound) => {
        const number = parseExact(value);
        if (!number) report('M107', ['steps', bound], { found: value, wanted: describeType({ kind: 'number' }) });
        return number;
      },
      (bound) => report('M102', ['steps', bound], { found: bound }, 'key'),
    );
    const stepsWithTitles = addStepTitles(compiledSteps, labels, report);
    return position === undefined
      ? undefined
      : add<StepsNode>({ op: 'steps', of: position, name: of, steps: stepsWithTitles, edge });
  },
  operands: ({ of }) => [of],
  evaluate: (node, { read }) => findSteps(read(node.of), node),
  columns: (node, { program, column }) =>
    mapColumn(
      program,
      column(node.of),
      (possible) => findSteps(possible, node),
      (numbers) => ({
        form: 'few',
        few: mapByRegion(program, numbers, boundsOf(node), (value) => findSteps(value, node)),
      }),
    ),
  outcomes: (node) => node.steps.map(({ value }) => value),
  thresholds: (node) => node.steps.map(({ bound }) => bound),
  extremes: (node) => findExtremes(node.steps.flatMap(({ value }) => (isNumber(value) ? [value] : []))),
  ladder({ of, name, steps, edge }, { memberNames }) {
    return steps.flatMap(({ bound, value, title }, i) => {
      if (!isNumber(value)) return [];
      const keyword = edge === 'above' && i > 0 ? 'exclusiveMinimum' : 'minimum';
      const condition: Condition = { op: 'entry', name, node: of, test: { keyword, bound } };
      return [{ value, title, unmet: (read) => findUnmet(condition, read, memberNames) }];
    });
  },
  amount: ({ steps }, at, side, scope) => scope.stepped(at, steps.map(({ value }) => value).filter(isNumber), side),
  lowerLimit({ of, steps, edge }, at, bound, scope) {
    const values = steps.map(({ value }) => value);
    if (!values.every(isNumber) || !isAscending(values)) return scope.refuse(at, 'steps that fall');
    const wantedStep = values.findIndex((value) => reaches(value, bound));
    const step = steps[wantedStep];
    if (!step) return scope.never;
    return scope.limit(of, { side: 'low', bound: step.bound, strict: edge === 'above' && wantedStep > 0 });
  },
  isSure({ of, steps: [first] }, _, scope) {
    return first !== undefined && scope.isAlways(scope.limit(of, { side: 'low', bound: first.bound, strict: false }));
  },
  explain: ({ of, steps, edge }, _, { node }) => ({
    steps: steps.map(({ bound, value }) => ({ bound: toNumber(bound), value: toPlainAtom(value) })),
    edge,
    parts: [node(of)],
  }),
};

/**
 * Returns the steps in ascending order of their bounds. Steps whose value cannot be read are left out; a bound that is
 * written in two ways, such as 1 and 1.0, is reported.
 */
export function readAscendingSteps(
  source: Readonly<Record<string, string | number>>,
  readValue: (value: string, bound: string) => Atom | undefined,
  reportDuplicate: (bound: string) => void,
): readonly Step[] {
  const steps: Step[] = [];
  for (const [key, stated] of Object.entries(source)) {
    const bound = parseExact(key) ?? ZERO;
    const value = readValue(String(stated), key);
    if (steps.some((earlier) => compare(earlier.bound, bound) === 0)) reportDuplicate(key);
    else if (value !== undefined) steps.push({ bound, value });
  }
  return steps.sort((a, b) => compare(a.bound, b.bound));
}

/** Adds labels to the steps whose values they are for; reports a label for a value that no step has. */
function addStepTitles(
  steps: readonly Step[],
  labels: Readonly<Record<string, Text>> | undefined,
  report: RuleScope['report'],
): readonly Step[] {
  // Rules for costs have many steps without labels, so that case is handled first.
  if (labels === undefined) return steps;
  const titles = new Map(Object.entries(labels).map(([key, title]) => [toPointsKey(parseExact(key) ?? ZERO), title]));
  const values = steps.map(({ value }) => toPointsKey(value));
  for (const key of Object.keys(labels)) {
    if (values.includes(toPointsKey(parseExact(key) ?? ZERO))) continue;
    report('M205', ['labels', key], { found: key, name: 'the steps', allowed: values }, 'key');
  }
  return steps.map((step, i) => ({ ...step, title: titles.get(itemAt(values, i)) }));
}

function boundsOf({ steps }: StepsNode): readonly Rational[] {
  return steps.map(({ bound }) => bound);
}

/** Returns the values of the highest steps that are reached by the possible values of a number. */
export function findSteps(value: Possible, { steps, edge }: Pick<StepsNode, 'steps' | 'edge'>): Possible {
  if (isNothing(value)) return NOTHING;
  if (value.kind === 'atoms') {
    const reachedSteps = value.atoms.map((atom) => findStep(atom, steps, edge));
    const atoms = reachedSteps.filter((atom): atom is Atom => atom !== null);
    return {
      kind: 'atoms',
      atoms: removeDuplicates(atoms),
      nothing: value.nothing || atoms.length < reachedSteps.length,
    };
  }
  const range = rangeOf(value) ?? { low: null, high: null };
  const firstStep = range.low === null ? -1 : findStepIndex(range.low, steps, edge);
  const lastStep = range.high === null ? steps.length - 1 : findStepIndex(range.high, steps, edge);
  const atoms = steps.slice(Math.max(0, firstStep), lastStep + 1).map((step) => step.value);
  return { kind: 'atoms', atoms: removeDuplicates(atoms), nothing: value.nothing || firstStep < 0 };
}

function findStep(atom: Atom, steps: readonly Step[], edge: 'below' | 'above'): Atom | null {
  return isNumber(atom) ? (steps[findStepIndex(atom, steps, edge)]?.value ?? null) : null;
}

/** Returns the index of the highest step that is reached; -1 below the lowest. */
export function findStepIndex(value: Rational, steps: readonly Step[], edge: 'below' | 'above'): number {
  return steps.findLastIndex(({ bound }, i) => {
    const distance = compare(value, bound);
    return distance > 0 || (distance === 0 && (edge === 'below' || i === 0));
  });
}

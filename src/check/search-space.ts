// Prepares a search for answers: finds the answers that a goal depends on, and the values worth trying for each.

import {
  absolute,
  add,
  compare,
  divide,
  itemAt,
  ONE,
  type Rational,
  subtract,
  wholeNumber,
  ZERO,
} from '../model/index.ts';
import {
  type Atom,
  allowedAnswers,
  areSameAtoms,
  type Condition,
  conditionsOf,
  createExactValue,
  createRangeValue,
  dependenciesOf,
  evidenceKey,
  type Input,
  inputAt,
  isNothing,
  isNumber,
  listConditionDependencies,
  listConditionEntries,
  NOTHING,
  type Node,
  nodeAt,
  numericOperandsOf,
  type Plan,
  type PointsNode,
  type Possible,
  type PossibleAnswers,
  type Range,
  type Test,
  targetKey,
  thresholdsOf,
  toPointsKey,
} from '../scoring/index.ts';

/** The parts of a plan that a search needs. */
export interface SearchSpace {
  readonly plan: Plan;
  /** The nodes on which the goal depends, in ascending order. */
  readonly needed: readonly number[];
  /** Returns the nodes that depend on an input, in ascending order. */
  readonly dependents: (position: number) => readonly number[];
  /** The answers that the search varies. Those that decide which questions are asked come first. */
  readonly variables: readonly SearchVariable[];
  readonly start: PossibleAnswers;
}

/** Something that the search varies: an answer or, if points depend on it, whether an answer has evidence. */
export interface SearchVariable {
  /** The key of the answer in `PossibleAnswers`. */
  readonly key: string;
  readonly position: number;
  readonly input: Input;
  /** How much a value is worth; the most or the least valuable one is tried first. */
  readonly worth: (atom: Atom) => Rational;
  /** Whether a condition compares the answer with this value. */
  readonly isAsked: (atom: Atom) => boolean;
}

/** Creates the search space for the nodes and conditions that a goal reads. In it, all answers are open. */
export function createSearchSpace(plan: Plan, reads: readonly number[], conditions: readonly Condition[]): SearchSpace {
  const neededNodes = collectDecidingClosure(plan, reads);
  const uses = collectUses(plan, neededNodes, conditions);
  const representatives = findRepresentatives(plan, uses);
  const positions = [...neededNodes].sort((a, b) => a - b);
  const gates = collectDecidingClosure(
    plan,
    positions.flatMap((position) => listAskingNodes(nodeAt(plan, position))),
  );
  const answerPositions = positions.filter((position) => {
    const node = nodeAt(plan, position);
    return node.op === 'input' && !isAlwaysCalculated(node);
  });
  const orderedPositions = [
    ...answerPositions.filter((position) => gates.has(position)),
    ...answerPositions.filter((position) => !gates.has(position)),
  ];
  const tables = new Map(
    positions.flatMap((position) => {
      const node = nodeAt(plan, position);
      return node.op === 'points' ? [[inputAt(plan, node.of).name, node] as const] : [];
    }),
  );
  const targetDependencies = collectDecidingClosure(
    plan,
    positions.filter((position) => plan.nodes[position]?.op === 'target'),
  );
  const start = new Map<string, Possible>();
  const variables = orderedPositions.flatMap((position): SearchVariable[] => {
    const input = inputAt(plan, position);
    const points = tables.get(input.name);
    start.set(input.name, createFullDomain(input, representatives.get(position)));
    const constants = uses.get(position)?.constants ?? [];
    const answer: SearchVariable = {
      key: input.name,
      position,
      input,
      worth: (atom) => worthOf(atom, input, points),
      isAsked: (atom) => constants.some((constant) => areSameAtoms(constant, atom)),
    };
    const evidence: SearchVariable = {
      key: evidenceKey(input.name),
      position,
      input,
      worth: (atom) => (atom === true ? ONE : ZERO),
      isAsked: (atom) => atom === true,
    };
    if (points?.unproven) start.set(evidence.key, { kind: 'atoms', atoms: [false, true], nothing: false });
    const currentAnswers = points?.unproven ? [answer, evidence] : [answer];
    if (input.role === 'fact' || !targetDependencies.has(position)) return currentAnswers;
    for (const { key } of currentAnswers) start.set(targetKey(key), start.get(key) as Possible);
    return currentAnswers.flatMap((variable) => [variable, { ...variable, key: targetKey(variable.key) }]);
  });
  return { plan, needed: positions, dependents: createDependentsLookup(plan, positions), variables, start };
}

function worthOf(atom: Atom, input: Input, points: PointsNode | undefined): Rational {
  const countedPoints = points?.table?.get(toPointsKey(atom));
  if (countedPoints) return countedPoints;
  if (isNumber(atom)) return atom;
  if (atom === true) return ONE;
  const optionIndex = input.options.findIndex(({ id }) => id === atom);
  return optionIndex < 0 ? ZERO : wholeNumber(optionIndex);
}

/**
 * Finds the nodes that depend on an input, including the input's own node. Computed only when asked for, because most
 * searches do not need it.
 */
function createDependentsLookup(plan: Plan, positions: readonly number[]): (position: number) => readonly number[] {
  let readers: Map<number, number[]> | undefined;
  const cached = new Map<number, readonly number[]>();
  const readersOf = (): Map<number, number[]> => {
    const readersByNode = new Map<number, number[]>();
    for (const position of positions) {
      for (const dependency of listDecidingReads(nodeAt(plan, position))) {
        const readers = readersByNode.get(dependency);
        if (readers) readers.push(position);
        else readersByNode.set(dependency, [position]);
      }
    }
    return readersByNode;
  };
  return (changed) => {
    const cachedNodes = cached.get(changed);
    if (cachedNodes) return cachedNodes;
    readers ??= readersOf();
    const dependents = new Set([changed]);
    for (const position of dependents) for (const reader of readers.get(position) ?? []) dependents.add(reader);
    const sortedDependents = [...dependents].sort((a, b) => a - b);
    cached.set(changed, sortedDependents);
    return sortedDependents;
  };
}

/** Returns these nodes and, directly or indirectly, all nodes on which they depend if every question has an answer. */
function collectDecidingClosure(plan: Plan, positions: readonly number[]): ReadonlySet<number> {
  const neededNodes = new Set<number>();
  const waitingNodes = [...positions];
  for (let position = waitingNodes.pop(); position !== undefined; position = waitingNodes.pop()) {
    if (neededNodes.has(position)) continue;
    neededNodes.add(position);
    waitingNodes.push(...listDecidingReads(nodeAt(plan, position)));
  }
  return neededNodes;
}

/**
 * Whether an input is always calculated. That is true only of derived facts: a person can answer a derived question
 * directly, without knowing the figures it is derived from.
 */
function isAlwaysCalculated({ role, derived }: Input): boolean {
  return role === 'fact' && derived !== null;
}

/**
 * Returns the nodes on which a node depends if every question has an answer. A derived question then does not depend on
 * its figures, but an input that is always calculated does.
 */
function listDecidingReads(node: Node): readonly number[] {
  if (node.op !== 'input' || isAlwaysCalculated(node)) return dependenciesOf(node);
  return listAskingNodes(node);
}

/** Returns the nodes that decide whether a question is asked. */
function listAskingNodes(node: Node): readonly number[] {
  return node.op === 'input' && node.when ? listConditionDependencies(node.when) : [];
}

/** How the value of a number or text is used: only compared with constants, or also in calculations. */
interface NumberUse {
  readonly constants: Atom[];
  computed: boolean;
}

/**
 * Finds representative values for numbers and texts that are only compared with constants, because all values between
 * two constants have the same effect. Inputs that are used in calculations have no representatives.
 */
function findRepresentatives(plan: Plan, uses: ReadonlyMap<number, NumberUse>): ReadonlyMap<number, readonly Atom[]> {
  const representatives = new Map<number, readonly Atom[]>();
  for (const [position, use] of uses) {
    const input = inputAt(plan, position);
    if (input.op !== 'input' || use.computed) continue;
    if (input.value.kind === 'number')
      representatives.set(position, listNumbersBetween(use.constants.filter(isNumber), input));
    if (input.value.kind === 'text')
      representatives.set(position, [...use.constants, `none of ${use.constants.join()}`]);
  }
  return representatives;
}

function collectUses(
  plan: Plan,
  needed: ReadonlySet<number>,
  conditions: readonly Condition[],
): Map<number, NumberUse> {
  const uses = new Map<number, NumberUse>();
  const useOf = (position: number): NumberUse => {
    const numberUse = uses.get(position) ?? { constants: [], computed: false };
    uses.set(position, numberUse);
    return numberUse;
  };
  for (const position of needed) if (plan.nodes[position]?.op === 'input') useOf(position);
  const addComparedConstants = (position: number, constants: readonly Atom[]): void => {
    const source = sourceOf(position, plan);
    if (source !== undefined) useOf(source).constants.push(...constants);
  };
  const collectUsesOf = (condition: Condition): void => {
    for (const { node, test } of listConditionEntries(condition)) {
      const listNode = plan.nodes[node];
      const members = listNode?.op === 'list' ? listNode.members.map((member) => member.node) : [node];
      for (const member of members) addComparedConstants(member, constantsOf(test));
    }
  };
  conditions.forEach(collectUsesOf);
  for (const position of needed) {
    const node = nodeAt(plan, position);
    conditionsOf(node).forEach(collectUsesOf);
    if (node.op === 'steps') addComparedConstants(node.of, thresholdsOf(node));
    // A sum with a single answer only passes it on, so it does not count as a calculation.
    const calculatedReads = sourceOf(position, plan) === undefined ? numericOperandsOf(node) : [];
    for (const dependency of calculatedReads) {
      const source = sourceOf(dependency, plan);
      if (source !== undefined) useOf(source).computed = true;
    }
  }
  return uses;
}

/** Returns the input whose value a node passes on unchanged; undefined if it does not pass one on. */
function sourceOf(position: number, plan: Plan): number | undefined {
  const node = nodeAt(plan, position);
  if (node.op === 'input') return position;
  if (node.op === 'points' && node.table === null) return node.of;
  const [member] = node.op === 'sum' ? node.members : [];
  const passesOn = node.op === 'sum' && node.members.length === 1 && member && isUnweighted(member);
  return passesOn ? sourceOf(member.node, plan) : undefined;
}

function isUnweighted({ weight, by }: { readonly weight: Rational; readonly by?: number }): boolean {
  return by === undefined && compare(weight, ONE) === 0;
}

function constantsOf(test: Test): readonly Atom[] {
  if ('atoms' in test) return test.atoms;
  if ('bound' in test) return [test.bound];
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.flatMap(constantsOf);
  return 'of' in test ? constantsOf(test.of as Test) : [];
}

/**
 * Returns the constants, a number between each two neighbouring constants, and a number beyond the lowest and the
 * highest; leaves out numbers that the input does not allow.
 */
function listNumbersBetween(
  constants: readonly Rational[],
  { whole, range: { low, high } }: Input,
): readonly Rational[] {
  const sortedPoints = [...constants, ...(low ? [low] : []), ...(high ? [high] : [])].sort(compare);
  const firstPoint = sortedPoints[0] ?? ZERO;
  const lastPoint = sortedPoints.at(-1) ?? firstPoint;
  const midpoints = sortedPoints
    .slice(1)
    .map((number, i) => divide(add(number, itemAt(sortedPoints, i)), add(ONE, ONE)));
  const nearNumbers = [subtract(firstPoint, ONE), ...sortedPoints, ...midpoints, add(lastPoint, ONE)];
  const candidates = whole ? nearNumbers.flatMap((number) => listWholeNumbersAround(number)) : nearNumbers;
  const allowedNumbers = candidates.filter(
    (number) => (!low || compare(number, low) >= 0) && (!high || compare(number, high) <= 0),
  );
  return allowedNumbers
    .sort(compare)
    .filter((number, i) => i === 0 || compare(number, itemAt(allowedNumbers, i - 1)) !== 0);
}

/** Returns a whole number with its two neighbours, or the two whole numbers around a fraction. */
function listWholeNumbersAround(number: Rational): Rational[] {
  const floor = (number.n - (((number.n % number.d) + number.d) % number.d)) / number.d;
  const wholes = number.d === 1n ? [floor - 1n, floor, floor + 1n] : [floor, floor + 1n];
  return wholes.map(wholeNumber);
}

/** Which values are tried first: the most or the least valuable ones. */
export type SearchDirection = 'best' | 'worst';

/** Returns all possible answers to a question or fact; given representatives stand for all numbers or texts. */
function createFullDomain(input: Input, representatives: readonly Atom[] | undefined): Possible {
  const domain: Possible = representatives
    ? { kind: 'atoms', atoms: representatives, nothing: false }
    : allowedAnswers(input);
  return input.notApplicable ? { ...domain, nothing: true } : domain;
}

/**
 * Splits the possible answers into parts, of which the first is to be tried first; undefined if only one answer is
 * possible.
 */
export function splitDomain(
  input: Input,
  possible: Possible,
  worth: (atom: Atom) => Rational,
  direction: SearchDirection,
): Possible[] | undefined {
  if (isNothing(possible)) return undefined;
  if (possible.nothing) return [{ ...possible, nothing: false }, NOTHING];
  return splitValues(input, possible, worth, direction);
}

function splitValues(
  input: Input,
  possible: Possible,
  worth: (atom: Atom) => Rational,
  direction: SearchDirection,
): Possible[] | undefined {
  const sign = direction === 'best' ? -1 : 1;
  switch (possible.kind) {
    case 'atoms': {
      if (possible.atoms.length < 2) return undefined;
      const sortedAtoms = [...possible.atoms].sort((a, b) => compare(worth(a), worth(b)) * sign);
      return sortedAtoms.map((atom) => ({ kind: 'atoms', atoms: [atom], nothing: false }));
    }
    case 'range':
      return splitRange(possible, direction);
    case 'choices':
      return splitChoices(input, possible, worth, direction);
    case 'any':
    case 'list':
      return undefined;
  }
}

/** Halves a range. If the range has no end on one side, it is cut at a number that is farther away each time. */
function splitRange(range: Range, direction: SearchDirection): Possible[] {
  const middleValue = chooseMiddleNumber(range);
  const halves = [createRangeValue(range.low, middleValue), createRangeValue(middleValue, range.high)];
  return direction === 'best' ? halves.reverse() : halves;
}

/** Returns the number in the middle of a range; returns any other value unchanged. */
export function chooseMiddleValue(possible: Possible): Possible {
  return possible.kind === 'range' ? createExactValue(chooseMiddleNumber(possible)) : possible;
}

function chooseMiddleNumber({ low, high }: Range): Rational {
  if (low && high) return divide(add(low, high), add(ONE, ONE));
  if (low) return stepBeyond(low, add);
  return high ? stepBeyond(high, subtract) : ZERO;
}

function stepBeyond(end: Rational, step: (a: Rational, b: Rational) => Rational): Rational {
  return step(end, add(absolute(end), ONE));
}

/** Splits the possible choices in two: those that include a certain open option, and those that do not. */
function splitChoices(
  input: Input,
  { sure, open }: Extract<Possible, { kind: 'choices' }>,
  worth: (atom: Atom) => Rational,
  direction: SearchDirection,
): Possible[] | undefined {
  if (open.length === 0) return undefined;
  const sortedOptions = [...open].sort((a, b) => compare(worth(b), worth(a)));
  const option = itemAt(sortedOptions, 0);
  const otherOptions = open.filter((other) => other !== option);
  const exclusiveIds = listExclusiveOptions(input);
  const domainWithOption: Possible = exclusiveIds.has(option)
    ? { kind: 'choices', sure: [option], open: [], nothing: false }
    : {
        kind: 'choices',
        sure: [...sure, option],
        open: otherOptions.filter((other) => !exclusiveIds.has(other)),
        nothing: false,
      };
  const domainWithoutOption: Possible = { kind: 'choices', sure, open: otherOptions, nothing: false };
  const excludesSure = exclusiveIds.has(option) && sure.length > 0;
  const parts = [...(excludesSure ? [] : [domainWithOption]), domainWithoutOption].filter((part) =>
    canBeChosen(input, part),
  );
  return direction === 'best' ? parts : parts.reverse();
}

function listExclusiveOptions(input: Input): ReadonlySet<string> {
  const cached = EXCLUSIVE_OPTIONS.get(input);
  if (cached) return cached;
  const ids = new Set(input.options.flatMap(({ id, exclusive }) => (exclusive ? [id] : [])));
  EXCLUSIVE_OPTIONS.set(input, ids);
  return ids;
}

/**
 * Caches the exclusive options of a question, which every split of its choices needs twice; without this, `validate`
 * takes 4 % longer.
 */
const EXCLUSIVE_OPTIONS = new WeakMap<Input, ReadonlySet<string>>();

/** Whether the possible choices include at least one that the question allows. */
function canBeChosen(input: Input, possible: Possible): boolean {
  if (possible.kind !== 'choices') return true;
  const { sure, open } = possible;
  const exclusiveIds = listExclusiveOptions(input);
  if (sure.some((option) => exclusiveIds.has(option))) return sure.length === 1;
  if (input.choose.most !== null && sure.length > input.choose.most) return false;
  if (sure.length === 0 && open.some((option) => exclusiveIds.has(option))) return true;
  const freeOptions = open.filter((option) => !exclusiveIds.has(option));
  return sure.length + freeOptions.length >= input.choose.least;
}

/** Picks one of the possible answers that the question allows: the best or the worst. */
export function pickAnswer(
  input: Input,
  possible: Possible,
  worth: (atom: Atom) => Rational,
  direction: SearchDirection,
): Possible {
  if (possible.kind === 'atoms' && possible.atoms.length > 0) {
    return { kind: 'atoms', atoms: [findExtremeAtom(possible.atoms, worth, direction)], nothing: false };
  }
  let pickedAnswer = possible;
  for (let parts = splitDomain(input, pickedAnswer, worth, direction); parts; ) {
    const [first] = parts;
    if (!first) break;
    pickedAnswer = first;
    parts = pickedAnswer.kind === 'range' ? undefined : splitDomain(input, pickedAnswer, worth, direction);
  }
  if (pickedAnswer.kind !== 'range') return pickedAnswer;
  const end = direction === 'best' ? (pickedAnswer.high ?? pickedAnswer.low) : (pickedAnswer.low ?? pickedAnswer.high);
  return createExactValue(end ?? ZERO);
}

/** Returns the most or least valuable value; of several equal ones, the first. */
function findExtremeAtom(atoms: readonly Atom[], worth: (atom: Atom) => Rational, direction: SearchDirection): Atom {
  const sign = direction === 'best' ? 1 : -1;
  let [extreme, extremeWorth] = [itemAt(atoms, 0), worth(itemAt(atoms, 0))];
  for (const atom of atoms) {
    const atomWorth = worth(atom);
    if (compare(atomWorth, extremeWorth) * sign > 0) [extreme, extremeWorth] = [atom, atomWorth];
  }
  return extreme;
}

/** Returns these nodes and all nodes on which they depend, directly or indirectly. */
export function addDependencies(plan: Plan, positions: readonly number[]): ReadonlySet<number> {
  const reachedNodes = new Set(positions);
  // A loop over a set also visits elements that are added during the loop.
  for (const position of reachedNodes) {
    const node = plan.nodes[position];
    if (node) for (const dependency of dependenciesOf(node)) reachedNodes.add(dependency);
  }
  return reachedNodes;
}

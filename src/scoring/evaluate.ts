import { evaluateCondition } from '../condition/evaluate.ts';
import type { Truth } from '../condition/truth.ts';
import {
  exactly,
  isNothing,
  join,
  listOf,
  NOTHING,
  orNothing,
  type Possible,
  type Range,
  rangeOf,
  settledValue,
} from '../condition/value.ts';
import { compare, divide, multiply, ONE, ZERO } from '../model/rational.ts';
import {
  boundValue,
  changeOf,
  differenceOf,
  linearOf,
  ratioOf,
  roundValue,
  scaleValue,
  stepsOf,
} from './arithmetic.ts';
import { combineValues } from './combine.ts';
import { countedInputs } from './counted.ts';
import { domainOf, isAllowed, knownAnswer, raisePossible } from './domain.ts';
import type { CombineMember, Input, MissingRule, MissingRules, Node, Plan, PointsNode } from './plan.ts';
import { pointsOf } from './points.ts';
import { type AnswerState, type AnswerValue, entryOf, type Sheet, type SheetEntry } from './sheet.ts';

/** What every node of a plan may still be, given a sheet. */
export interface Evaluation {
  readonly values: readonly Possible[];
  /** For inputs: whether it is asked, by its position. */
  readonly asked: ReadonlyMap<number, Truth>;
  /** For inputs: the state of the answer, derived ones counted as answered. */
  readonly states: ReadonlyMap<number, AnswerState>;
  /** Answers that are missing where the rubric refuses that. */
  readonly refused: readonly { readonly name: string; readonly state: keyof MissingRules }[];
}

/** Chooses the answer to an open question from what it can still be; undefined leaves it open. */
export type Choose = (
  input: Input,
  position: number,
  possible: Possible,
) => { readonly value: AnswerValue; readonly evidence?: readonly string[] } | undefined;

/** One walk over a plan: what is given, and what has been found so far. */
export interface Pass {
  readonly plan: Plan;
  readonly sheet: Sheet;
  /** Makes answers to open questions, and keeps them. */
  readonly choose: Choose | null;
  /** What is known without counting any answer, for the best that is possible. */
  readonly span: Evaluation | null;
  /** Answers of which only so much is settled; nothing among what is possible stands for not applicable. */
  readonly within: Within | null;
  readonly values: Possible[];
  readonly asked: Map<number, Truth>;
  readonly states: Map<number, AnswerState>;
  readonly refused: Map<string, keyof MissingRules>;
}

/** What each answer may be, by the name of its question or fact; and under `evidenceKey`, whether it carries evidence. */
export type Within = ReadonlyMap<string, Possible>;

/** Where it is said whether an answer carries evidence; no id looks like it. */
export function evidenceKey(name: string): string {
  return `${name} evidence`;
}

/** Evaluates a plan in one pass: exact values where all is known, enclosing possibilities where answers are open. */
export function evaluate(plan: Plan, sheet: Sheet): Evaluation {
  return run(plan, sheet, null);
}

/**
 * The same plan as if every question that counts could still be answered freely: its upper ends are the best that is
 * possible for this enterprise. Facts, and what does not apply or is not asked, stay as they are.
 */
export function evaluateSpan(plan: Plan, sheet: Sheet, evaluation: Evaluation): Evaluation {
  return run(plan, sheet, evaluation);
}

/**
 * The same plan with open questions answered as chosen. What derives from an answer chosen before is no longer open,
 * so the answers never contradict each other.
 */
export function evaluateChosen(plan: Plan, sheet: Sheet, choose: Choose): Evaluation {
  return run(plan, new Map(sheet), null, choose);
}

/** What is known of the nodes that some answers decide. */
export type Known = Pick<Evaluation, 'values' | 'asked' | 'states'>;

/**
 * What the nodes at `positions`, ascending, may be when each answer is given and is one of those named; what is not named
 * is worked out, or open. With `before`, what is not among the positions stays as it was.
 */
export function evaluateWithin(plan: Plan, within: Within, positions: readonly number[], before?: Known): Known {
  const pass: Pass = {
    plan,
    sheet: new Map(),
    choose: null,
    span: null,
    within,
    values: before ? [...before.values] : new Array<Possible>(plan.nodes.length).fill(NOTHING),
    asked: new Map(before?.asked),
    states: new Map(before?.states),
    refused: new Map(),
  };
  for (const position of positions) pass.values[position] = evaluateNode(plan.nodes[position] as Node, position, pass);
  return pass;
}

/** A sheet on which only answers behind `positions`, ascending, differ from that of `before`: the rest is not looked at. */
export function evaluateChanged(
  plan: Plan,
  sheet: Sheet,
  positions: readonly number[],
  before: Evaluation,
): Evaluation {
  const { values, asked, states, refused } = before;
  const pass: Pass = {
    plan,
    sheet,
    choose: null,
    span: null,
    within: null,
    values: [...values],
    asked: new Map(asked),
    states: new Map(states),
    refused: new Map(),
  };
  for (const position of positions) pass.values[position] = evaluateNode(plan.nodes[position] as Node, position, pass);
  return { ...pass, refused };
}

function run(plan: Plan, sheet: Sheet, span: Evaluation | null, choose: Choose | null = null): Evaluation {
  const maps = { asked: new Map(), states: new Map(), refused: new Map() };
  const pass: Pass = { plan, sheet, choose, span, within: null, values: [], ...maps };
  plan.nodes.forEach((node, position) => {
    pass.values.push(evaluateNode(node, position, pass));
  });
  return { ...pass, refused: findRefused(pass) };
}

/** What is refused for being missing, where any score counts it. */
function findRefused({ plan, values, refused }: Pass): Evaluation['refused'] {
  if (refused.size === 0) return [];
  const counted = countedInputs(plan, (at) => values[at] as Possible);
  return [...refused].filter(([name]) => counted.has(name)).map(([name, state]) => ({ name, state }));
}

/** What a node may be, once all that it reads has been found. */
export function evaluateNode(node: Node, position: number, pass: Pass): Possible {
  const { values } = pass;
  const read = (at: number): Possible => values[at] as Possible;
  switch (node.op) {
    case 'input':
      return evaluateInput(node, position, pass);
    case 'points': {
      const input = pass.plan.nodes[node.of] as Input;
      return pointsOf(input, node, read(node.of), evidenceOf(input, pass, pass.states.get(node.of)));
    }
    case 'constant':
      return exactly(node.value);
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return combineValues(
        node.op,
        node.members.map((member) => ({
          value: contribution(member, node.missing, pass),
          weight: member.weight,
          ...weightBy(member, read),
        })),
      );
    case 'share': {
      // Each member's part of its best, weighed with that best.
      const parts = node.members.map((member) => ({
        value: scaleValue(contribution(member, node.missing, pass), divide(ONE, member.best)),
        weight: multiply(member.weight, member.best),
        ...weightBy(member, read),
      }));
      return scaleValue(combineValues('mean', parts), node.to);
    }
    case 'scaled':
      return scaleValue(read(node.of), divide(node.to, node.best));
    case 'linear':
      return linearOf(read(node.of), node.points);
    case 'round':
      return roundValue(read(node.of), node.decimals, node.mode);
    case 'steps':
      return stepsOf(read(node.of), node.steps, node.edge);
    case 'first':
      return evaluateCases(node.cases, read);
    case 'levels':
      return evaluateLevels(node.levels, read);
    case 'list':
      return listOf(node.members.map((member) => read(member.node)));
    case 'ratio':
      return ratioOf(...pairOf(node.operands, read));
    case 'difference':
      return differenceOf(...pairOf(node.operands, read));
    case 'change':
      return changeOf(...pairOf(node.operands, read));
    case 'meanOf':
      return combineValues(
        'mean',
        node.operands.map((operand) => ({ value: read(operand), weight: ONE })),
      );
    case 'anyOf': {
      const truth = evaluateCondition({ op: 'any', of: node.conditions }, read);
      return truth === 'undecided'
        ? { kind: 'atoms', atoms: [false, true], nothing: false }
        : exactly(truth === 'holds');
    }
    case 'guard': {
      const truth = evaluateCondition(node.when, read);
      if (truth === 'fails') return NOTHING;
      return truth === 'holds' ? read(node.of) : orNothing(read(node.of));
    }
    case 'cap':
    case 'floor':
      return boundValue(node.op, read(node.of), read(node.bound));
  }
}

function weightBy({ by }: CombineMember, read: (at: number) => Possible): { by?: Possible } {
  return by === undefined ? {} : { by: read(by) };
}

/** Whether an answer carries evidence; undefined while it is open and may still get some. */
function evidenceOf(input: Input, { sheet, span, within }: Pass, state: AnswerState | undefined): boolean | undefined {
  if (within) {
    const carried = settledValue(within.get(evidenceKey(input.name)) ?? NOTHING);
    return typeof carried === 'boolean' ? carried : undefined;
  }
  const entry = entryOf(sheet, input.name);
  if (entry.evidence !== undefined && entry.evidence.length > 0) return true;
  return state === 'answered' && !span ? false : undefined;
}

function pairOf(operands: readonly number[], read: (at: number) => Possible): [Possible, Possible] {
  return [read(operands[0] as number), read(operands[1] as number)];
}

function evaluateCases(cases: Extract<Node, { op: 'first' }>['cases'], read: (at: number) => Possible): Possible {
  let possible: Possible | undefined;
  for (const { when, node } of cases) {
    const truth = when ? evaluateCondition(when, read) : 'holds';
    if (truth === 'fails') continue;
    possible = possible ? join(possible, read(node)) : read(node);
    if (truth === 'holds') return possible;
  }
  return possible ? orNothing(possible) : NOTHING;
}

function evaluateLevels(levels: Extract<Node, { op: 'levels' }>['levels'], read: (at: number) => Possible): Possible {
  let reached: Possible = NOTHING;
  let stopped: Possible | undefined;
  for (const { value, when } of levels) {
    const truth = evaluateCondition(when, read);
    if (truth !== 'holds') stopped = stopped ? join(stopped, reached) : reached;
    if (truth === 'fails') return stopped as Possible;
    reached = exactly(value);
  }
  return stopped ? join(stopped, reached) : reached;
}

/** The value a condition reads: an answer, everything it could still be, or nothing where it does not apply. */
function evaluateInput(input: Input, position: number, pass: Pass): Possible {
  const asked = askedOf(input, position, pass);
  pass.asked.set(position, asked);
  if (pass.choose && asked !== 'fails') answerAsChosen(input, position, pass.choose, pass);
  const { state, value } = statedOrDerived(input, pass, pass.values);
  pass.states.set(position, state);
  if (asked === 'fails' || state === 'notApplicable') return NOTHING;
  if (pass.span && input.role === 'question') return join(pass.span.values[position] as Possible, domainOf(input));
  return asked === 'undecided' || mayNotApply(input, state, pass) ? orNothing(value) : value;
}

/** Whether an answer that is not settled may turn out not to apply. */
function mayNotApply(input: Input, state: AnswerState, { within }: Pass): boolean {
  const possible = within?.get(input.name);
  if (possible) return possible.nothing && state === 'answered';
  return state !== 'answered' && state !== 'notApplicable' && input.notApplicable;
}

function answerAsChosen(input: Input, position: number, choose: Choose, pass: Pass): void {
  const { state, value } = statedOrDerived(input, pass, pass.values);
  if (input.role === 'fact' || state === 'answered' || state === 'notApplicable') return;
  const chosen = choose(input, position, value);
  if (chosen !== undefined) (pass.sheet as Map<string, SheetEntry>).set(input.name, { state: 'answered', ...chosen });
}

function askedOf(input: Input, position: number, pass: Pass): Truth {
  if (pass.span) return pass.span.asked.get(position) ?? 'holds';
  return input.when ? evaluateCondition(input.when, (at) => pass.values[at] as Possible) : 'holds';
}

interface Standing {
  readonly state: AnswerState;
  readonly value: Possible;
}

/** The state of an answer, and what it is or may be; a stated answer wins over a derived one, that over a default. */
function statedOrDerived(
  input: Input,
  { sheet, within }: Pick<Pass, 'sheet' | 'within'>,
  values: readonly Possible[],
): Standing {
  const possible = within?.get(input.name);
  if (possible) {
    return isNothing(possible)
      ? { state: 'notApplicable', value: NOTHING }
      : { state: 'answered', value: { ...possible, nothing: false } };
  }
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'answered') return { state: 'answered', value: knownAnswer(entry.value) };
  if (entry.state === 'notApplicable') return { state: 'notApplicable', value: NOTHING };
  const { state, value } = derivedOrOpen(input, entry, values);
  return { state, value: entry.least === undefined ? value : raisePossible(input, value, entry.least) };
}

function derivedOrOpen(input: Input, entry: SheetEntry, values: readonly Possible[]): Standing {
  const worked = input.derived === null ? undefined : (values[input.derived] as Possible);
  const derived = worked && isOutOfRange(worked, input.range) ? undefined : worked;
  if (derived && (input.role === 'fact' || !derived.nothing)) {
    if (isAllowed(input, derived)) return { state: isSettled(derived) ? 'answered' : entry.state, value: derived };
    return { state: entry.state, value: derived.nothing ? orNothing(domainOf(input)) : domainOf(input) };
  }
  if (input.default !== null && entry.state === 'unanswered')
    return { state: 'answered', value: exactly(input.default) };
  return { state: entry.state, value: domainOf(input) };
}

function isSettled(value: Possible): boolean {
  return !value.nothing && value.kind === 'atoms' && value.atoms.length === 1;
}

/** Whether a number surely lies outside of what is allowed, as when more machines are networked than there are. */
export function isOutOfRange(value: Possible, { low, high }: Range): boolean {
  const range = rangeOf(value);
  if (!range || value.nothing) return false;
  return Boolean(
    (low && range.high && compare(range.high, low) < 0) || (high && range.low && compare(range.low, high) > 0),
  );
}

/** What a member brings to a score: the points of a question by its state, the value of anything else. */
export function contribution(member: CombineMember, missing: MissingRules, pass: Pass): Possible {
  const node = pass.plan.nodes[member.node] as Node;
  if (node.op !== 'points') return pass.values[member.node] as Possible;
  const input = pass.plan.nodes[node.of] as Input;
  const own = ruledPoints(node, input, missing, pass);
  if (!pass.span || input.role === 'fact') return own;
  const state = pass.span.states.get(node.of) as AnswerState;
  const applies = pass.span.asked.get(node.of) !== 'fails' && state !== 'notApplicable';
  const counts = state === 'answered' || missing[state] !== 'exclude';
  return applies && counts ? join(own, pointsOf(input, node, domainOf(input), undefined)) : own;
}

/** The points of an answer as it stands, or what the rules for missing ones make of it. */
function ruledPoints(node: PointsNode, input: Input, missing: MissingRules, pass: Pass): Possible {
  const { span, sheet, values, asked: askedHere, states, refused } = pass;
  const known = span ?? { values, asked: askedHere, states };
  const asked = known.asked.get(node.of) as Truth;
  const state = known.states.get(node.of) as AnswerState;
  const { value } = statedOrDerived(input, pass, known.values);
  const points = pointsOf(input, node, value, evidenceOf(input, pass, state));
  // What a measure has led to is there, whatever else may be missing.
  const entry = entryOf(sheet, input.name);
  const isRaised = entry.state !== 'answered' && entry.least !== undefined;
  const asRuled = (kind: keyof MissingRules): Possible => {
    const rule: MissingRule = isRaised && kind === state && missing[kind] !== 'full' ? 'open' : missing[kind];
    if (rule === 'refuse' && asked === 'holds') refused.set(input.name, kind);
    if (rule === 'zero') return exactly(ZERO);
    if (rule === 'full' || rule === 'worst') return endOf(rule, pointsOf(input, node, domainOf(input), undefined));
    return rule === 'exclude' || kind === 'notApplicable' ? NOTHING : points;
  };
  const alternatives: Possible[] = [];
  if (asked !== 'holds') alternatives.push(asRuled('notAsked'));
  if (asked !== 'fails') {
    alternatives.push(state === 'answered' ? points : asRuled(state));
    const counts = state === 'answered' || isRaised || missing[state] === 'open';
    if (mayNotApply(input, state, pass) && counts && missing.notApplicable !== 'refuse') {
      alternatives.push(asRuled('notApplicable'));
    }
  }
  return alternatives.reduce(join);
}

function endOf(rule: 'full' | 'worst', points: Possible): Possible {
  const end = rangeOf(points)?.[rule === 'full' ? 'high' : 'low'];
  return end ? exactly(end) : points;
}

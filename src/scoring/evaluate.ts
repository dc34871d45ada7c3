import { evaluateCondition } from '../condition/evaluate.ts';
import type { Truth } from '../condition/truth.ts';
import { exactly, join, listOf, NOTHING, orNothing, type Possible, type Range, rangeOf } from '../condition/value.ts';
import { compare, ZERO } from '../model/rational.ts';
import { capValue, changeOf, combineValues, differenceOf, ratioOf, stepsOf } from './arithmetic.ts';
import { domainOf, isAllowed, knownAnswer } from './domain.ts';
import type { CombineMember, Input, MissingRule, MissingRules, Node, Plan } from './plan.ts';
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
export type Choose = (input: Input, position: number, possible: Possible) => AnswerValue | undefined;

interface Pass {
  readonly plan: Plan;
  readonly sheet: Sheet;
  /** Makes answers to open questions, and keeps them. */
  readonly choose: Choose | null;
  /** What is known without counting any answer, for the best that is possible. */
  readonly span: Evaluation | null;
  readonly values: Possible[];
  readonly asked: Map<number, Truth>;
  readonly states: Map<number, AnswerState>;
  readonly refused: Map<string, keyof MissingRules>;
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

function run(plan: Plan, sheet: Sheet, span: Evaluation | null, choose: Choose | null = null): Evaluation {
  const maps = { asked: new Map(), states: new Map(), refused: new Map() };
  const pass: Pass = { plan, sheet, choose, span, values: [], ...maps };
  plan.nodes.forEach((node, position) => {
    pass.values.push(evaluateNode(node, position, pass));
  });
  return { ...pass, refused: [...pass.refused].map(([name, state]) => ({ name, state })) };
}

function evaluateNode(node: Node, position: number, pass: Pass): Possible {
  const { values } = pass;
  const read = (at: number): Possible => values[at] as Possible;
  switch (node.op) {
    case 'input':
      return evaluateInput(node, position, pass);
    case 'points': {
      const input = pass.plan.nodes[node.of] as Input;
      return pointsOf(input, node.table, read(node.of));
    }
    case 'constant':
      return exactly(node.value);
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return combineValues(
        node.op,
        node.members.map((member) => ({ value: contribution(member, node.missing, pass), weight: member.weight })),
      );
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
        node.operands.map((operand) => ({ value: read(operand), weight: { n: 1n, d: 1n } })),
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
      return capValue(read(node.of), read(node.cap));
  }
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
  const { state, value } = statedOrDerived(input, pass.sheet, pass.values);
  pass.states.set(position, state);
  if (asked === 'fails' || state === 'notApplicable') return NOTHING;
  if (pass.span && input.role === 'question') return join(pass.span.values[position] as Possible, domainOf(input));
  const open = state !== 'answered' && input.notApplicable;
  return asked === 'undecided' || open ? orNothing(value) : value;
}

function answerAsChosen(input: Input, position: number, choose: Choose, { sheet, values }: Pass): void {
  const { state, value } = statedOrDerived(input, sheet, values);
  if (input.role === 'fact' || state === 'answered' || state === 'notApplicable') return;
  const chosen = choose(input, position, value);
  if (chosen !== undefined) (sheet as Map<string, SheetEntry>).set(input.name, { state: 'answered', value: chosen });
}

function askedOf(input: Input, position: number, pass: Pass): Truth {
  if (pass.span) return pass.span.asked.get(position) ?? 'holds';
  return input.when ? evaluateCondition(input.when, (at) => pass.values[at] as Possible) : 'holds';
}

/** The state of an answer, and what it is or may be; a stated answer wins over a derived one, that over a default. */
function statedOrDerived(
  input: Input,
  sheet: Sheet,
  values: readonly Possible[],
): { state: AnswerState; value: Possible } {
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'answered') return { state: 'answered', value: knownAnswer(entry.value) };
  if (entry.state === 'notApplicable') return { state: 'notApplicable', value: NOTHING };
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
function contribution(member: CombineMember, missing: MissingRules, pass: Pass): Possible {
  const node = pass.plan.nodes[member.node] as Node;
  if (node.op !== 'points') return pass.values[member.node] as Possible;
  const input = pass.plan.nodes[node.of] as Input;
  const own = ruledPoints(node, input, missing, pass);
  if (!pass.span || input.role === 'fact') return own;
  const state = pass.span.states.get(node.of) as AnswerState;
  const applies = pass.span.asked.get(node.of) !== 'fails' && state !== 'notApplicable';
  const counts = state === 'answered' || missing[state] !== 'exclude';
  return applies && counts ? join(own, pointsOf(input, node.table, domainOf(input))) : own;
}

/** The points of an answer as it stands, or what the rules for missing ones make of it. */
function ruledPoints(
  node: Extract<Node, { op: 'points' }>,
  input: Input,
  missing: MissingRules,
  { span, sheet, values, asked: askedHere, states, refused }: Pass,
): Possible {
  const known = span ?? { values, asked: askedHere, states };
  const asked = known.asked.get(node.of) as Truth;
  const state = known.states.get(node.of) as AnswerState;
  const points = pointsOf(input, node.table, statedOrDerived(input, sheet, known.values).value);
  const asRuled = (kind: keyof MissingRules): Possible => {
    const rule: MissingRule = missing[kind];
    if (rule === 'refuse' && asked === 'holds') refused.set(input.name, kind);
    if (rule === 'zero') return exactly(ZERO);
    if (rule === 'full') return bestOf(pointsOf(input, node.table, domainOf(input)));
    return rule === 'exclude' || kind === 'notApplicable' ? NOTHING : points;
  };
  const alternatives: Possible[] = [];
  if (asked !== 'holds') alternatives.push(asRuled('notAsked'));
  if (asked !== 'fails') {
    alternatives.push(state === 'answered' ? points : asRuled(state));
    const mayNotApply = state !== 'answered' && state !== 'notApplicable' && input.notApplicable;
    if (mayNotApply && missing[state] === 'open' && missing.notApplicable !== 'refuse') {
      alternatives.push(asRuled('notApplicable'));
    }
  }
  return alternatives.reduce(join);
}

function bestOf(points: Possible): Possible {
  const high = rangeOf(points)?.high;
  return high ? exactly(high) : points;
}

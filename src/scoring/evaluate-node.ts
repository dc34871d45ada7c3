import { divide, multiply, ONE, ZERO } from '../model/index.ts';
import { pointsOf } from './answer-points.ts';
import {
  type AnswerEntry,
  type AnswerState,
  allowedAnswers,
  answerKnownFor,
  type ChooseAnswer,
  type EvaluationContext,
  entryOf,
  evidenceOf,
  mayNotApply,
} from './answer-set.ts';
import { evaluateCondition, type Truth } from './condition.ts';
import {
  boundValue,
  changeOf,
  combineValues,
  differenceOf,
  linearOf,
  ratioOf,
  roundValue,
  scaleValue,
  stepsOf,
} from './interval-arithmetic.ts';
import type { CombineMember, Input, MissingRule, MissingRules, Node, PointsNode } from './plan.ts';
import { exactly, join, listOf, NOTHING, orNothing, type Possible, rangeOf } from './possible-values.ts';

/** What a node may be, once all that it reads has been found. */
export function evaluateNode(node: Node, position: number, pass: EvaluationContext): Possible {
  const { values } = pass;
  const read = (at: number): Possible => values[at] as Possible;
  switch (node.op) {
    case 'input':
      return evaluateInput(node, position, pass);
    case 'points': {
      const input = pass.plan.nodes[node.of] as Input;
      return pointsOf(input, node, read(node.of), evidenceOf(input, pass, pass.states[node.of]));
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
          by: weightBy(member, read),
        })),
      );
    case 'share': {
      // Each member's part of its best, weighed with that best.
      const parts = node.members.map((member) => ({
        value: scaleValue(contribution(member, node.missing, pass), divide(ONE, member.best)),
        weight: multiply(member.weight, member.best),
        by: weightBy(member, read),
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

function weightBy({ by }: CombineMember, read: (at: number) => Possible): Possible | undefined {
  return by === undefined ? undefined : read(by);
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
function evaluateInput(input: Input, position: number, pass: EvaluationContext): Possible {
  const asked = askedOf(input, position, pass);
  pass.asked[position] = asked;
  if (pass.choose && asked !== 'fails') answerAsChosen(input, position, pass.choose, pass);
  const { state, value } = answerKnownFor(input, pass, pass.values);
  pass.states[position] = state;
  if (asked === 'fails' || state === 'notApplicable') return NOTHING;
  if (pass.span && input.role === 'question')
    return join(pass.span.values[position] as Possible, allowedAnswers(input));
  return asked === 'undecided' || mayNotApply(input, state, pass) ? orNothing(value) : value;
}

function answerAsChosen(input: Input, position: number, choose: ChooseAnswer, pass: EvaluationContext): void {
  const { state, value } = answerKnownFor(input, pass, pass.values);
  if (input.role === 'fact' || state === 'answered' || state === 'notApplicable') return;
  const chosen = choose(input, position, value);
  if (chosen !== undefined) (pass.sheet as Map<string, AnswerEntry>).set(input.name, { state: 'answered', ...chosen });
}

function askedOf(input: Input, position: number, pass: EvaluationContext): Truth {
  if (pass.span) return pass.span.asked[position] ?? 'holds';
  return input.when ? evaluateCondition(input.when, (at) => pass.values[at] as Possible) : 'holds';
}

/** What a member brings to a score: the points of a question by its state, the value of anything else. */
export function contribution(member: CombineMember, missing: MissingRules, pass: EvaluationContext): Possible {
  const node = pass.plan.nodes[member.node] as Node;
  if (node.op !== 'points') return pass.values[member.node] as Possible;
  const input = pass.plan.nodes[node.of] as Input;
  const own = ruledPoints(node, input, missing, pass);
  if (!pass.span || input.role === 'fact') return own;
  const state = pass.span.states[node.of] as AnswerState;
  const applies = pass.span.asked[node.of] !== 'fails' && state !== 'notApplicable';
  const counts = state === 'answered' || missing[state] !== 'exclude';
  return applies && counts ? join(own, pointsOf(input, node, allowedAnswers(input), undefined)) : own;
}

/** The points of an answer as it stands, or what the rules for missing ones make of it. */
function ruledPoints(node: PointsNode, input: Input, missing: MissingRules, pass: EvaluationContext): Possible {
  const { span, sheet, values, asked: askedHere, states, refused } = pass;
  const known = span ?? { values, asked: askedHere, states };
  const asked = known.asked[node.of] as Truth;
  const state = known.states[node.of] as AnswerState;
  const { value } = answerKnownFor(input, pass, known.values);
  const points = pointsOf(input, node, value, evidenceOf(input, pass, state));
  // What a measure has led to is there, whatever else may be missing.
  const entry = entryOf(sheet, input.name);
  const isRaised = entry.state !== 'answered' && entry.least !== undefined;
  const asRuled = (kind: keyof MissingRules): Possible => {
    const rule: MissingRule = isRaised && kind === state && missing[kind] !== 'full' ? 'open' : missing[kind];
    if (rule === 'refuse' && asked === 'holds') refused.set(input.name, kind);
    if (rule === 'zero') return exactly(ZERO);
    if (rule === 'full' || rule === 'worst')
      return endOf(rule, pointsOf(input, node, allowedAnswers(input), undefined));
    return rule === 'exclude' || kind === 'notApplicable' ? NOTHING : points;
  };
  const alternatives: Possible[] = [];
  if (asked !== 'holds') alternatives.push(asRuled('notAsked'));
  if (asked !== 'fails') {
    alternatives.push(state === 'answered' ? points : asRuled(state));
    const counts = state === 'answered' || isRaised || missing[state] === 'open';
    const mayBeNone =
      mayNotApply(input, state, pass) || (input.role === 'fact' && value.nothing && state !== 'answered');
    if (mayBeNone && counts && missing.notApplicable !== 'refuse') {
      alternatives.push(asRuled('notApplicable'));
    }
  }
  return alternatives.reduce(join);
}

function endOf(rule: 'full' | 'worst', points: Possible): Possible {
  const end = rangeOf(points)?.[rule === 'full' ? 'high' : 'low'];
  return end ? exactly(end) : points;
}

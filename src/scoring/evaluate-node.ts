import { itemAt, ZERO } from '../model/index.ts';
import { computePoints } from './answer-points.ts';
import {
  type AnswerEntry,
  type AnswerState,
  allowedAnswers,
  type ChooseAnswer,
  type EvaluationContext,
  entryOf,
  evidenceOf,
  mayNotApply,
  resolveAnswer,
} from './answer-set.ts';
import { evaluateCondition, type Truth } from './condition.ts';
import type { CombineMember, MissingRule, MissingRules } from './operators/operator.ts';
import { operatorOf } from './operators/registry.ts';
import type { Input, Node, PointsNode } from './plan.ts';
import { addNothing, createExactValue, joinPossible, NOTHING, type Possible, rangeOf } from './possible-values.ts';

/** Evaluates a node after the nodes it reads have been evaluated. */
export function evaluateNode(node: Node, position: number, pass: EvaluationContext): Possible {
  const { values } = pass;
  if (node.op === 'input') return evaluateInput(node, position, pass);
  if (node.op === 'points') {
    const input = pass.plan.nodes[node.of] as Input;
    return computePoints(input, node, itemAt(values, node.of), evidenceOf(node, input, pass, pass.states[node.of]));
  }
  return operatorOf(node).evaluate(node, {
    read: (at) => itemAt(values, at),
    target: pass.target,
    contribution: (member, missing) => computeContribution(member, missing, pass),
  });
}

/**
 * Evaluates what conditions read as the value of a question: its answer, all possible answers if it is open, or no
 * value if it does not apply.
 */
function evaluateInput(input: Input, position: number, pass: EvaluationContext): Possible {
  const askedTruth = evaluateAsked(input, position, pass);
  pass.asked[position] = askedTruth;
  if (pass.choose && askedTruth !== 'fails') evaluateChosenAnswer(input, position, pass.choose, pass);
  const { state, value } = resolveAnswer(input, pass, pass.values);
  pass.states[position] = state;
  if (askedTruth === 'fails' || state === 'notApplicable') return NOTHING;
  if (pass.span && input.role === 'question')
    return joinPossible(itemAt(pass.span.values, position), allowedAnswers(input));
  return askedTruth === 'undecided' || mayNotApply(input, state, pass) ? addNothing(value) : value;
}

function evaluateChosenAnswer(input: Input, position: number, choose: ChooseAnswer, pass: EvaluationContext): void {
  const { state, value } = resolveAnswer(input, pass, pass.values);
  if (input.role === 'fact' || state === 'answered' || state === 'notApplicable') return;
  const chosenOutcome = choose(input, position, value);
  if (chosenOutcome !== undefined)
    (pass.sheet as Map<string, AnswerEntry>).set(input.name, { state: 'answered', ...chosenOutcome });
}

function evaluateAsked(input: Input, position: number, pass: EvaluationContext): Truth {
  if (pass.span) return pass.span.asked[position] ?? 'holds';
  return input.when ? evaluateCondition(input.when, (at) => itemAt(pass.values, at)) : 'holds';
}

/**
 * Returns what a member contributes to a score: for a question, the points of its answer or what the rules for missing
 * answers give; for anything else, its value.
 */
export function computeContribution(member: CombineMember, missing: MissingRules, pass: EvaluationContext): Possible {
  const node = itemAt(pass.plan.nodes, member.node);
  if (node.op !== 'points') return itemAt(pass.values, member.node);
  const input = pass.plan.nodes[node.of] as Input;
  const points = evaluatePointsByRules(node, input, missing, pass);
  if (!pass.span || input.role === 'fact') return points;
  const state = pass.span.states[node.of] as AnswerState;
  const applies = pass.span.asked[node.of] !== 'fails' && state !== 'notApplicable';
  const isCounted = state === 'answered' || missing[state] !== 'exclude';
  return applies && isCounted
    ? joinPossible(points, computePoints(input, node, allowedAnswers(input), undefined))
    : points;
}

/** Returns the points of an answer, or what the rules for missing answers give. */
function evaluatePointsByRules(
  node: PointsNode,
  input: Input,
  missing: MissingRules,
  pass: EvaluationContext,
): Possible {
  const { span, sheet, values, asked: askedHere, states, refused } = pass;
  const answerState = span ?? { values, asked: askedHere, states };
  const askedTruth = answerState.asked[node.of] as Truth;
  const state = answerState.states[node.of] as AnswerState;
  const { value } = resolveAnswer(input, pass, answerState.values);
  const points = computePoints(input, node, value, evidenceOf(node, input, pass, state));
  // If a measure has raised the answer, it counts, even if a rule would treat it as missing.
  const entry = entryOf(sheet, input.name);
  const isRaised = entry.state !== 'answered' && entry.least !== undefined;
  const applyRule = (kind: keyof MissingRules): Possible => {
    const rule: MissingRule = isRaised && kind === state && missing[kind] !== 'full' ? 'open' : missing[kind];
    if (rule === 'refuse' && askedTruth === 'holds') refused.set(input.name, kind);
    if (rule === 'zero') return createExactValue(ZERO);
    if (rule === 'full' || rule === 'worst')
      return endOf(rule, computePoints(input, node, allowedAnswers(input), undefined));
    return rule === 'exclude' || kind === 'notApplicable' ? NOTHING : points;
  };
  const alternatives: Possible[] = [];
  if (askedTruth !== 'holds') alternatives.push(applyRule('notAsked'));
  if (askedTruth !== 'fails') {
    alternatives.push(state === 'answered' ? points : applyRule(state));
    const isCounted = state === 'answered' || isRaised || missing[state] === 'open';
    const mayHaveNoPoints =
      mayNotApply(input, state, pass) || (input.role === 'fact' && value.nothing && state !== 'answered');
    if (mayHaveNoPoints && isCounted && missing.notApplicable !== 'refuse') {
      alternatives.push(applyRule('notApplicable'));
    }
  }
  return alternatives.reduce(joinPossible);
}

function endOf(rule: 'full' | 'worst', points: Possible): Possible {
  const end = rangeOf(points)?.[rule === 'full' ? 'high' : 'low'];
  return end ? createExactValue(end) : points;
}

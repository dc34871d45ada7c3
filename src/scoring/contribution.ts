import type { Truth } from '../condition/truth.ts';
import { exactly, join, NOTHING, type Possible, rangeOf } from '../condition/value.ts';
import { ZERO } from '../model/rational.ts';
import { domainOf } from './domain.ts';
import type { Pass } from './pass.ts';
import type { CombineMember, Input, MissingRule, MissingRules, Node, PointsNode } from './plan.ts';
import { pointsOf } from './points.ts';
import { type AnswerState, entryOf } from './sheet.ts';
import { evidenceOf, mayNotApply, statedOrDerived } from './standing.ts';

/** What a member brings to a score: the points of a question by its state, the value of anything else. */
export function contribution(member: CombineMember, missing: MissingRules, pass: Pass): Possible {
  const node = pass.plan.nodes[member.node] as Node;
  if (node.op !== 'points') return pass.values[member.node] as Possible;
  const input = pass.plan.nodes[node.of] as Input;
  const own = ruledPoints(node, input, missing, pass);
  if (!pass.span || input.role === 'fact') return own;
  const state = pass.span.states[node.of] as AnswerState;
  const applies = pass.span.asked[node.of] !== 'fails' && state !== 'notApplicable';
  const counts = state === 'answered' || missing[state] !== 'exclude';
  return applies && counts ? join(own, pointsOf(input, node, domainOf(input), undefined)) : own;
}

/** The points of an answer as it stands, or what the rules for missing ones make of it. */
function ruledPoints(node: PointsNode, input: Input, missing: MissingRules, pass: Pass): Possible {
  const { span, sheet, values, asked: askedHere, states, refused } = pass;
  const known = span ?? { values, asked: askedHere, states };
  const asked = known.asked[node.of] as Truth;
  const state = known.states[node.of] as AnswerState;
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

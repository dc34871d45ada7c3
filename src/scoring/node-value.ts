import { evaluateCondition } from '../condition/evaluate.ts';
import type { Truth } from '../condition/truth.ts';
import { exactly, join, listOf, NOTHING, orNothing, type Possible } from '../condition/value.ts';
import { divide, multiply, ONE } from '../model/rational.ts';
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
import { contribution } from './contribution.ts';
import { domainOf } from './domain.ts';
import type { Choose, Pass } from './pass.ts';
import type { CombineMember, Input, Node } from './plan.ts';
import { pointsOf } from './points.ts';
import type { SheetEntry } from './sheet.ts';
import { evidenceOf, mayNotApply, statedOrDerived } from './standing.ts';

/** What a node may be, once all that it reads has been found. */
export function evaluateNode(node: Node, position: number, pass: Pass): Possible {
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
function evaluateInput(input: Input, position: number, pass: Pass): Possible {
  const asked = askedOf(input, position, pass);
  pass.asked[position] = asked;
  if (pass.choose && asked !== 'fails') answerAsChosen(input, position, pass.choose, pass);
  const { state, value } = statedOrDerived(input, pass, pass.values);
  pass.states[position] = state;
  if (asked === 'fails' || state === 'notApplicable') return NOTHING;
  if (pass.span && input.role === 'question') return join(pass.span.values[position] as Possible, domainOf(input));
  return asked === 'undecided' || mayNotApply(input, state, pass) ? orNothing(value) : value;
}

function answerAsChosen(input: Input, position: number, choose: Choose, pass: Pass): void {
  const { state, value } = statedOrDerived(input, pass, pass.values);
  if (input.role === 'fact' || state === 'answered' || state === 'notApplicable') return;
  const chosen = choose(input, position, value);
  if (chosen !== undefined) (pass.sheet as Map<string, SheetEntry>).set(input.name, { state: 'answered', ...chosen });
}

function askedOf(input: Input, position: number, pass: Pass): Truth {
  if (pass.span) return pass.span.asked[position] ?? 'holds';
  return input.when ? evaluateCondition(input.when, (at) => pass.values[at] as Possible) : 'holds';
}

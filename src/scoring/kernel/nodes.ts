import { exactly, type Possible } from '../../condition/value.ts';
import { divide, multiply, ONE } from '../../model/rational.ts';
import type { CombineMember, Input, MissingRules, Node, Plan } from '../plan.ts';
import { pointsOf } from '../points.ts';
import { writeBounded, writeRound, writeScaled } from './arithmetic.ts';
import { writeAnyOf, writeFirst, writeGuard, writeLevels } from './cases.ts';
import { writeChoicePoints } from './choice-points.ts';
import type { Member } from './combine/members.ts';
import { writeCombine } from './combine.ts';
import { writeCondition } from './conditions.ts';
import { type FreeNumber, writeFreeNumber } from './free-number.ts';
import { valuesOf, writeChoices, writeIndexedInput } from './input.ts';
import { writeLinear } from './line.ts';
import { writeChange, writeDifference, writeRatio } from './ratio.ts';
import type { ColumnName, InputText, Scribe } from './scribe.ts';
import { contributionOf, pointsOfStanding } from './standing.ts';
import { writeSteps } from './steps.ts';
import { type Numeric, numericOf, type Value } from './value.ts';
import type { Writer } from './writer.ts';

/** Writes the nodes of a plan, each once and after those it reads. */
export function createScribe(
  plan: Plan,
  writer: Writer,
  vocabulary: readonly string[],
  cell: (column: ColumnName) => string,
): Scribe {
  const values = new Map<number, Value>();
  const inputs = new Map<number, InputText>();
  const scribe: Scribe = {
    plan,
    writer,
    cell,
    truthsOf(condition) {
      const { holds, fails } = writeCondition(condition, scribe);
      const held = writer.hold(holds);
      return { holds: held, fails: writer.mode === 'settled' ? negated(held) : writer.hold(fails) };
    },
    knowsInput: (position) => inputs.has(position),
    inputAt(position) {
      const known = inputs.get(position);
      if (known) return known;
      const input = plan.nodes[position] as Input;
      const few = valuesOf(input, vocabulary);
      const written =
        input.type === 'multiple'
          ? writeChoices(position, scribe)
          : few
            ? writeIndexedInput(position, few, scribe)
            : writeFreeNumber(position, scribe);
      inputs.set(position, written);
      return written;
    },
    valueAt(position) {
      const known = values.get(position);
      if (known) return known;
      const written = writeNode(plan.nodes[position] as Node, position, scribe);
      values.set(position, written);
      return written;
    },
  };
  return scribe;
}

function negated(held: string): string {
  return held === 'true' ? 'false' : held === 'false' ? 'true' : `!${held}`;
}

function writeNode(node: Node, position: number, scribe: Scribe): Value {
  const { writer, valueAt } = scribe;
  const numberAt = (at: number, exact = false): Numeric => numericOf(valueAt(at), writer, exact);
  switch (node.op) {
    case 'input':
      return scribe.inputAt(position).value();
    case 'points':
      return writePoints(node.of, position, scribe);
    case 'constant':
      return { form: 'indexed', index: '0', outcomes: [exactly(node.value)] };
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return writeCombine(
        node.op,
        node.members.map((member) => memberOf(member, node.missing, scribe)),
        writer,
      );
    case 'share': {
      const parts = node.members.map((member): Member => {
        const { value, weight, by } = memberOf(member, node.missing, scribe);
        return { value: sharedOf(value, member.best, writer), weight: multiply(weight, member.best), by };
      });
      return writeScaled(writeCombine('mean', parts, writer), node.to, writer);
    }
    case 'scaled':
      return writeScaled(valueAt(node.of), divide(node.to, node.best), writer);
    case 'linear':
      return writeLinear(valueAt(node.of), node.points, writer);
    case 'round':
      return writeRound(valueAt(node.of), node.decimals, node.mode, writer);
    case 'steps':
      return writeSteps(valueAt(node.of), node, writer);
    case 'first':
      return writeFirst(node.cases, scribe);
    case 'levels':
      return writeLevels(node.levels, scribe);
    case 'list':
      return { form: 'list', members: node.members.map((member) => valueAt(member.node)) };
    case 'ratio':
      return writeRatio(...pairOf(node.operands, numberAt), writer);
    case 'difference':
      return writeDifference(...pairOf(node.operands, numberAt), writer);
    case 'change':
      return writeChange(...pairOf(node.operands, numberAt), writer);
    case 'meanOf':
      return writeCombine(
        'mean',
        node.operands.map((operand) => ({ value: valueAt(operand), weight: ONE, by: null })),
        writer,
      );
    case 'anyOf':
      return writeAnyOf(scribe.truthsOf({ op: 'any', of: node.conditions }), writer);
    case 'guard':
      return writeGuard(valueAt(node.of), scribe.truthsOf(node.when), writer);
    case 'cap':
    case 'floor':
      return writeBounded(node.op, valueAt(node.of), valueAt(node.bound), writer);
  }
}

function pairOf(operands: readonly number[], read: (at: number) => Numeric): [Numeric, Numeric] {
  return [read(operands[0] as number), read(operands[1] as number)];
}

/** A part of the best a member can bring. */
function sharedOf(value: Member['value'], best: Member['weight'], writer: Writer): Member['value'] {
  const part = divide(ONE, best);
  if (value.form !== 'indexed') return writeScaled(value, part, writer);
  const outcomes = value.outcomes.map((outcome) => {
    if (outcome === null) return null;
    const scaled = writeScaled({ form: 'indexed', index: '0', outcomes: [outcome] }, part, writer);
    return scaled.form === 'indexed' ? (scaled.outcomes[0] as Possible) : outcome;
  });
  return { ...value, outcomes };
}

/** The points of an answer read by themselves, not by a score that has rules for missing ones. */
function writePoints(of: number, position: number, scribe: Scribe): Value {
  const { plan, writer } = scribe;
  const input = scribe.inputAt(of);
  const value = input.value();
  if (value.form === 'indexed' && input.standings) {
    const outcomes = input.standings.list.map((standing) => pointsOfStanding(plan, of, position, standing));
    return { form: 'indexed', index: value.index, outcomes };
  }
  if (value.form !== 'choices') return value;
  const node = plan.nodes[position] as Extract<Node, { op: 'points' }>;
  const of_ = plan.nodes[of] as Input;
  const states = value.outcomes.map((outcome) =>
    typeof outcome === 'string' ? outcome : pointsOf(of_, node, outcome, false),
  );
  return writeChoicePoints(value, states, node, writer);
}

/** What a member brings, by the rules of its score. */
function memberOf(member: CombineMember, missing: MissingRules, scribe: Scribe): Member {
  const { plan, writer } = scribe;
  const by = member.by === undefined ? null : numericOf(scribe.valueAt(member.by), writer);
  const node = plan.nodes[member.node] as Node;
  if (node.op !== 'points') return { value: scribe.valueAt(member.node), weight: member.weight, by };
  const input = scribe.inputAt(node.of);
  if (!input.standings) return { value: (input as FreeNumber).contribution(missing), weight: member.weight, by };
  const { index, list } = input.standings;
  const outcomes = list.map((standing) => contributionOf(plan, node.of, standing, member, missing));
  const asked = plan.nodes[node.of] as Input;
  if (asked.type !== 'multiple') return { value: { form: 'indexed', index, outcomes }, weight: member.weight, by };
  const choices = input.value();
  if (choices.form !== 'choices') throw new TypeError('a multiple choice is read as choices');
  const brought = list.map(({ said, asked: way }, i) => {
    if (said.state !== 'answered' || way === 'fails') return outcomes[i] ?? null;
    if (way === 'holds') return 'words';
    // Not asked it may count 0, or something else, beside what the words say.
    const unasked = missing.notAsked;
    return unasked === 'exclude' ? 'words or nothing' : null;
  });
  return { value: writeChoicePoints(choices, brought, node, writer), weight: member.weight, by };
}

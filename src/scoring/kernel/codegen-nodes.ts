import { divide, multiply, ONE, type Rational, ZERO } from '../../model/index.ts';
import { pointsOf } from '../answer-points.ts';
import type { CombineMember, MissingRules } from '../operators/operator.ts';
import type { Input, Node, Plan, PointsNode } from '../plan.ts';
import { exactly, type Possible } from '../possible-values.ts';
import {
  writeBounded,
  writeChange,
  writeDifference,
  writeLinear,
  writeRatio,
  writeRound,
  writeScaled,
  writeSteps,
} from './codegen-arithmetic.ts';
import { writeAnyOf, writeFirst, writeGuard, writeLevels } from './codegen-cases.ts';
import { type Member, writeCombine } from './codegen-combine.ts';
import { writeCondition } from './codegen-conditions.ts';
import { codedValuesOf, type FreeNumber, writeChoices, writeFreeNumber, writeIndexedInput } from './codegen-inputs.ts';
import { commonScale, type Exact, greatestDivisor, MOST, wholeOf } from './codegen-numbers.ts';
import {
  type Choices,
  type CodegenContext,
  type ColumnName,
  contributionOf,
  type InputCode,
  type Numeric,
  numericOf,
  pointsOfInputCase,
  presenceOf,
  scaleOfOutcomes,
  tablesOf,
  type Value,
} from './codegen-values.ts';
import type { Writer } from './codegen-writer.ts';

/** Writes the nodes of a plan, each once and after those it reads. */
export function createCodegenContext(
  plan: Plan,
  writer: Writer,
  vocabulary: readonly string[],
  cell: (column: ColumnName) => string,
): CodegenContext {
  const values = new Map<number, Value>();
  const inputs = new Map<number, InputCode>();
  const scribe: CodegenContext = {
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
      const few = codedValuesOf(input, vocabulary);
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

function writeNode(node: Node, position: number, scribe: CodegenContext): Value {
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
    default:
      return leaveToEvaluator(writer);
  }
}

/** What is not written here is left to the evaluator, row by row. */
function leaveToEvaluator(writer: Writer): Value {
  writer.giveUpIf('true');
  return { form: 'indexed', index: '0', outcomes: [NONE] };
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
function writePoints(of: number, position: number, scribe: CodegenContext): Value {
  const { plan, writer } = scribe;
  const input = scribe.inputAt(of);
  const value = input.value();
  if (value.form === 'indexed' && input.standings) {
    const outcomes = input.standings.list.map((standing) => pointsOfInputCase(plan, of, position, standing));
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
function memberOf(member: CombineMember, missing: MissingRules, scribe: CodegenContext): Member {
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

/** So many options share a table of their sums. */
const AT_ONCE = 8;

/**
 * The points of the options chosen, added up; what else there may be is in the outcomes, where null is left to others. Exports
 * carry no evidence.
 */
function writeChoicePoints(
  value: Choices,
  outcomes: readonly (Possible | 'words' | 'words or nothing' | null)[],
  { table, unproven }: PointsNode,
  writer: Writer,
): Numeric {
  const points = value.options.map((option) => (unproven ?? table)?.get(option) ?? ZERO);
  const beside = outcomes.map((outcome) => (typeof outcome === 'string' ? NONE : outcome));
  const scale = commonScale([
    scaleOfOutcomes(beside),
    ...points.filter(({ n }) => n !== 0n).map(({ n, d }) => ({ n: greatestDivisor(n, 0n), d })),
  ]);
  const known = writer.hold(
    `${isWords(outcomes, writer, value.index)} ? ${sumOfChosen(points, scale, value, writer)} : 0`,
  );
  const tables = tablesOf(beside, writer, scale);
  const presence = outcomes.map((outcome, i) => {
    if (outcome === 'words') return 1;
    if (outcome === 'words or nothing') return writer.mode === 'settled' ? 1 : 2;
    return tables.presence[i] as 0 | 1 | 2;
  });
  const most =
    tables.most +
    points.reduce((sum, { n, d }) => sum + Math.abs((Number(n) / Number(d)) * (Number(scale.d) / Number(scale.n))), 0);
  if (most > MOST) writer.giveUpIf('true');
  const num = (ends: readonly number[]): Exact => {
    const other = writer.float(
      ends.map((end, i) => (outcomes[i] === 'words or nothing' && writer.mode === 'settled' ? Number.NaN : end)),
      value.index,
    );
    return wholeOf(writer.hold(`${known} + ${other}`), most, scale);
  };
  const low = num(tables.low);
  writer.leaveIf(`${low.n} !== ${low.n}`);
  const same = tables.low.every((end, i) => end === tables.high[i] || Number.isNaN(end));
  return { form: 'numeric', low, high: same ? low : num(tables.high), ...presenceOf(presence, value.index, writer) };
}

const NONE: Possible = { kind: 'atoms', atoms: [], nothing: true };

function isWords(outcomes: readonly unknown[], writer: Writer, index: string): string {
  return `${writer.int(
    outcomes.map((outcome) => Number(typeof outcome === 'string')),
    index,
  )} === 1`;
}

function sumOfChosen(points: readonly Rational[], scale: Rational, { words }: Choices, writer: Writer): string {
  const whole = points.map((number) => Number(number.n * scale.d) / Number(number.d * scale.n));
  const terms: string[] = [];
  for (let first = 0; first < whole.length; first += AT_ONCE) {
    const group = whole.slice(first, first + AT_ONCE);
    const sums = Array.from({ length: 2 ** group.length }, (_, bits) =>
      group.reduce((sum, number, i) => sum + ((bits & (2 ** i)) === 0 ? 0 : number), 0),
    );
    terms.push(writer.float(sums, `((${words[first >> 5]} >>> ${first & 31}) & ${2 ** group.length - 1})`));
  }
  return terms.length === 0 ? '0' : `(${terms.join(' + ')})`;
}

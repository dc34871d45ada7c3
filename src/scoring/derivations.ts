import { readAtom } from '../condition/compile.ts';
import { describeType, isUnsettled } from '../condition/condition.ts';
import { closestTo } from '../model/closest.ts';
import type { CaseList, Derivation, DerivedCases, Operand, Steps } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { compare, fromNumber, ONE, parseDecimal, ZERO } from '../model/rational.ts';
import type { Compiler } from './compiler.ts';
import type { Input, PlanCase, Step } from './plan.ts';

const OPERATORS = ['ratio', 'difference', 'change', 'meanOf', 'anyOf', 'steps', 'first'] as const;

const HUNDRED = fromNumber(100);

/** Whose value is worked out, and of which type it is. */
type Outcome = Pick<Input, 'name' | 'value'>;
type Derived = Outcome & Pick<Input, 'type'>;

/** The values that cases can give, in their order. */
export function outcomesOf(cases: CaseList): string[] {
  return [...new Set(cases.map(({ value }) => String(value)))];
}

/** The position of a value worked out from other values; undefined when that cannot work, which is reported. */
export function compileDerivation(
  source: Derivation | DerivedCases,
  file: string,
  at: Path,
  derived: Derived,
  compiler: Compiler,
): number | undefined {
  const { value: type, type: unit } = derived;
  const derivation: Derivation & Partial<DerivedCases> = source;
  const given = OPERATORS.filter((operator) => derivation[operator] !== undefined);
  if (given.length !== 1) {
    compiler.complain(file)('M224', at, { found: given.join(' and ') }, 'key');
    return undefined;
  }
  const [operator = 'first'] = given;
  const gives = operator === 'anyOf' ? 'boolean' : operator === 'steps' || operator === 'first' ? type.kind : 'number';
  if (gives !== type.kind) {
    compiler.complain(file)('M107', [...at, operator], { found: operator, wanted: describeType(type) }, 'key');
    return undefined;
  }
  if (operator === 'first') return compileCases(derivation.first ?? [], file, [...at, 'first'], derived, compiler);
  if (operator === 'anyOf') {
    const conditions = (derivation.anyOf ?? []).map((condition, i) =>
      compiler.condition(condition, file, [...at, 'anyOf', i]),
    );
    return compiler.add({ op: 'anyOf', conditions });
  }
  if (operator === 'steps') {
    const of = compileOperand(derivation.of ?? '', file, [...at, 'of'], compiler);
    const steps = compileSteps(derivation.steps ?? {}, file, [...at, 'steps'], derived, compiler);
    const edge = derivation.edge ?? 'below';
    return of === undefined ? undefined : compiler.add({ op: 'steps', of: of.node, name: of.name, steps, edge });
  }
  const listed = derivation[operator] ?? [];
  // Means and differences of rates are in percent as they are; a rate of rates has no unit.
  const inner = operator === 'meanOf' || operator === 'difference' ? unit : 'decimal';
  const operands = listed.flatMap(
    (operand, i) => compileOperand(operand, file, [...at, operator, i], compiler, inner) ?? [],
  );
  if (operands.length < listed.length) return undefined;
  const node = compiler.add({ op: operator, operands: operands.map(({ node: operand }) => operand) });
  const inPercent = unit === 'percent' && (operator === 'ratio' || operator === 'change');
  return inPercent ? compiler.add({ op: 'scaled', of: node, to: HUNDRED, best: ONE }) : node;
}

/** What a derivation reads; without a name where it is a derivation of its own. */
interface CompiledOperand {
  readonly node: number;
  readonly name: string;
}

function compileOperand(
  operand: Operand,
  file: string,
  at: Path,
  compiler: Compiler,
  type: Input['type'] = 'decimal',
): CompiledOperand | undefined {
  if (typeof operand !== 'string') {
    const node = compileDerivation(operand, file, at, { name: '', value: { kind: 'number' }, type }, compiler);
    return node === undefined ? undefined : { node, name: '' };
  }
  const resolved = compiler.resolve(operand, file, at);
  if (!resolved) return undefined;
  if (resolved.kind === 'one' && resolved.member.type.kind === 'number') {
    return { node: resolved.member.value, name: operand };
  }
  const wanted = resolved.kind === 'one' ? describeType(resolved.member.type) : 'a list';
  compiler.complain(file)('M225', at, { found: operand, wanted });
  return undefined;
}

/** The first case that holds; each gives a value of the type. */
function compileCases(cases: CaseList, file: string, at: Path, derived: Outcome, compiler: Compiler): number {
  const compiled: PlanCase[] = cases.flatMap(({ value, when }, i) => {
    const atom = readOutcome(value, file, [...at, i, 'value'], derived, compiler);
    const condition = when ? compiler.condition(when, file, [...at, i, 'when']) : null;
    return atom === undefined ? [] : [{ when: condition, node: compiler.add({ op: 'constant', value: atom }) }];
  });
  return compiler.add({ op: 'first', cases: compiled });
}

/** Ascending steps whose values are of the type; the same bound in two spellings is reported. */
export function compileSteps(source: Steps, file: string, at: Path, given: Outcome, compiler: Compiler): Step[] {
  const steps: Step[] = [];
  for (const [key, value] of Object.entries(source)) {
    const bound = parseDecimal(key) ?? ZERO;
    const atom = readOutcome(value, file, [...at, key], given, compiler);
    if (steps.some((earlier) => compare(earlier.bound, bound) === 0)) {
      compiler.complain(file)('M102', [...at, key], { found: key }, 'key');
    } else if (atom !== undefined) {
      steps.push({ bound, value: atom });
    }
  }
  return steps.sort((a, b) => compare(a.bound, b.bound));
}

function readOutcome(value: string, file: string, at: Path, { name, value: type }: Outcome, compiler: Compiler) {
  const text = String(value);
  const atom = readAtom(text, type);
  if (atom !== undefined || isUnsettled(type)) return atom;
  if (type.kind === 'choice') {
    compiler.complain(file)('M205', at, { found: text, name, allowed: closestTo(text, type.options) });
  } else {
    compiler.complain(file)('M107', at, { found: text, wanted: describeType(type) });
  }
  return undefined;
}

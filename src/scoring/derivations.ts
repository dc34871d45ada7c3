import { readAtom } from '../condition/compile.ts';
import { describeType, type ValueType } from '../condition/condition.ts';
import { closestTo } from '../model/closest.ts';
import type { CaseList, Derivation, DerivedCases, Operand, Steps } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { compare, parseDecimal, ZERO } from '../model/rational.ts';
import type { Compiler } from './compiler.ts';
import type { PlanCase, Step } from './plan.ts';

const ARITHMETIC = ['ratio', 'difference', 'change', 'meanOf'] as const;
const OPERATORS = [...ARITHMETIC, 'anyOf', 'steps', 'first'] as const;

/** The values that cases can give, in their order. */
export function outcomesOf(cases: CaseList): string[] {
  return [...new Set(cases.map(({ value }) => String(value)))];
}

/** The position of a value worked out from other values; undefined when that cannot work, which is reported. */
export function compileDerivation(
  source: Derivation | DerivedCases,
  file: string,
  at: Path,
  type: ValueType,
  compiler: Compiler,
): number | undefined {
  const derivation: Derivation & Partial<DerivedCases> = source;
  const given = OPERATORS.filter((operator) => derivation[operator] !== undefined);
  if (given.length !== 1) {
    compiler.complain(file)('M224', at, { found: given.join(' and ') }, 'key');
    return undefined;
  }
  const [operator] = given;
  if (operator === 'first') return compileCases(derivation.first ?? [], file, [...at, 'first'], type, compiler);
  if (operator === 'anyOf') {
    const conditions = (derivation.anyOf ?? []).map((condition, i) =>
      compiler.condition(condition, file, [...at, 'anyOf', i]),
    );
    return compiler.add({ op: 'anyOf', conditions });
  }
  if (operator === 'steps') {
    const of = compileOperand(derivation.of ?? '', file, [...at, 'of'], compiler);
    const steps = compileSteps(derivation.steps ?? {}, file, [...at, 'steps'], type, compiler);
    return of === undefined ? undefined : compiler.add({ op: 'steps', of, steps, edge: derivation.edge ?? 'below' });
  }
  const op = operator as (typeof ARITHMETIC)[number];
  const operands = (derivation[op] ?? []).map((operand, i) => compileOperand(operand, file, [...at, op, i], compiler));
  if (operands.some((operand) => operand === undefined)) return undefined;
  return compiler.add({ op, operands: operands as number[] });
}

function compileOperand(operand: Operand, file: string, at: Path, compiler: Compiler): number | undefined {
  if (typeof operand !== 'string') return compileDerivation(operand, file, at, { kind: 'number' }, compiler);
  const resolved = compiler.resolve(operand, file, at);
  if (!resolved) return undefined;
  if (resolved.kind === 'one' && resolved.member.type.kind === 'number') return resolved.member.value;
  const wanted = resolved.kind === 'one' ? describeType(resolved.member.type) : 'a list';
  compiler.complain(file)('M225', at, { found: operand, wanted });
  return undefined;
}

/** The first case that holds; each gives a value of the type. */
function compileCases(cases: CaseList, file: string, at: Path, type: ValueType, compiler: Compiler): number {
  const compiled: PlanCase[] = cases.flatMap(({ value, when }, i) => {
    const atom = readOutcome(value, file, [...at, i, 'value'], type, compiler);
    const condition = when ? compiler.condition(when, file, [...at, i, 'when']) : null;
    return atom === undefined ? [] : [{ when: condition, node: compiler.add({ op: 'constant', value: atom }) }];
  });
  return compiler.add({ op: 'first', cases: compiled });
}

/** Ascending steps whose values are of the type. */
export function compileSteps(source: Steps, file: string, at: Path, type: ValueType, compiler: Compiler): Step[] {
  return Object.entries(source)
    .flatMap(([bound, value]) => {
      const atom = readOutcome(value, file, [...at, bound], type, compiler);
      return atom === undefined ? [] : [{ bound: parseDecimal(bound) ?? ZERO, value: atom }];
    })
    .sort((a, b) => compare(a.bound, b.bound));
}

function readOutcome(value: string, file: string, at: Path, type: ValueType, compiler: Compiler) {
  const text = String(value);
  const atom = readAtom(text, type);
  if (atom !== undefined) return atom;
  if (type.kind === 'choice') {
    compiler.complain(file)('M205', at, { found: text, name: 'this question', allowed: closestTo(text, type.options) });
  } else {
    compiler.complain(file)('M107', at, { found: text, wanted: describeType(type) });
  }
  return undefined;
}

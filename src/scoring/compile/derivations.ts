import {
  type CaseList,
  type Condition as ConditionDocument,
  type Derivation,
  type DerivedCases,
  fromNumber,
  ONE,
  type Operand,
  type Path,
  type Phrase,
  parseDecimal,
  parseExact,
  rankBySpelling,
} from '../../model/index.ts';
import { isAllowed } from '../answer-set.ts';
import { describeType, hasUnknownOptions, parseAtom } from '../condition.ts';
import type { PlanCase } from '../operators/first.ts';
import { readAscendingSteps } from '../operators/steps.ts';
import type { Input } from '../plan.ts';
import { createExactValue } from '../possible-values.ts';
import { type ReportProblem, readInput } from './input-definitions.ts';
import type { Declaration, Member, PlanCompiler } from './namespace.ts';

/** Compiles a fact or question: when it is asked, how it is derived, and what can be answered. */
export function compileInput(
  declaration: Extract<Declaration, { kind: 'fact' | 'question' }>,
  compiler: PlanCompiler,
): Member {
  const { file, name } = declaration;
  const definition = declaration.kind === 'fact' ? declaration.fact : declaration.question;
  const inputPath = declaration.kind === 'fact' ? declaration.at.slice(0, -1) : declaration.keys;
  const section = declaration.kind === 'question' ? declaration.section : null;
  const conditions = listWhens(declaration).map(({ when, place }) => compiler.condition(when, file, place));
  const cases: CaseList | undefined = declaration.kind === 'fact' ? declaration.fact.first : undefined;
  const report = compiler.complain(file);
  if (definition.type === undefined && !cases) report('M221', declaration.at, { found: name });
  if (cases && definition.derive)
    report('M224', inputPath, { found: { phrase: 'and', names: ['first', 'derive'] } }, 'key');
  const plainInput = readInput(definition, {
    role: declaration.kind,
    at: inputPath,
    section,
    matrix: declaration.kind === 'question' ? (declaration.matrix?.id ?? null) : null,
    row: declaration.kind === 'question' ? declaration.row : null,
    optionSets: compiler.sources.questionnaire.document.optionSets ?? {},
    when: conditions.length === 0 ? null : { op: 'all', of: conditions },
    derived: null,
    outcomes: cases ? listOutcomes(cases) : null,
    complain: report,
  });
  const derivation: Derivation | DerivedCases | undefined = cases ? { first: cases } : definition.derive;
  const derivationPath = cases ? inputPath : [...inputPath, 'derive'];
  const derivedNode =
    derivation && (definition.type !== undefined || cases)
      ? compileDerivation(derivation, file, derivationPath, plainInput, compiler)
      : undefined;
  if (derivation) checkOutcomes(derivation, derivationPath, plainInput, report);
  const elsewhere = declaration.at[0] === 'results' ? { elsewhere: true } : {};
  const position = compiler.add({ ...plainInput, ...elsewhere, derived: derivedNode ?? null });
  return {
    name,
    value: position,
    type: plainInput.value,
    tags: plainInput.tags,
    number: (user, place, points) => compiler.points(position, user, place, points),
  };
}

interface PlacedCondition {
  readonly when: ConditionDocument;
  readonly place: Path;
}

/** Lists the conditions under which a question is asked: those of its section, of its matrix and its own. */
function listWhens(declaration: Extract<Declaration, { kind: 'fact' | 'question' }>): PlacedCondition[] {
  const placeOwn = (when: ConditionDocument | undefined, ...place: Path): PlacedCondition[] =>
    when ? [{ when, place }] : [];
  const inputPath = declaration.at.slice(0, -1);
  if (declaration.kind === 'fact') return placeOwn(declaration.fact.when, ...inputPath, 'when');
  const { section, matrix, question, keys } = declaration;
  const matrixConditions = matrix ? placeOwn(matrix.when, ...keys.slice(0, -1), 'when') : [];
  return [
    ...placeOwn(section.when, ...inputPath.slice(0, 2), 'when'),
    ...matrixConditions,
    ...placeOwn(question.when, ...inputPath, 'when'),
  ];
}

/** Reports numbers that a derivation can lead to although they are not allowed answers. */
function checkOutcomes(source: Derivation | DerivedCases, at: Path, input: Input, report: ReportProblem): void {
  const { first = [], steps = {} }: Derivation & Partial<DerivedCases> = source;
  const outcomes: [value: string, place: Path][] = [
    ...first.map(({ value }, i): [string, Path] => [value, [...at, 'first', i, 'value']]),
    ...Object.entries(steps).map(([bound, value]): [string, Path] => [value, [...at, 'steps', bound]]),
  ];
  for (const [value, place] of outcomes) {
    const number = input.value.kind === 'number' ? parseDecimal(String(value)) : undefined;
    if (number && !isAllowed(input, createExactValue(number))) {
      report('M113', place, { found: String(value), wanted: { phrase: 'allowedAnswer' } });
    }
  }
}

const DERIVATION_OPERATORS = ['ratio', 'difference', 'change', 'meanOf', 'anyOf', 'steps', 'first'] as const;

const HUNDRED = fromNumber(100);

/** The name and type of the value that a derivation leads to. */
type Outcome = Pick<Input, 'name' | 'value'>;
type DerivedInput = Outcome & Pick<Input, 'type'>;

/** Lists the values of the cases, each once. */
function listOutcomes(cases: CaseList): string[] {
  return [...new Set(cases.map(({ value }) => String(value)))];
}

/** Compiles a derivation, and returns the position of its value; undefined after reporting a problem. */
function compileDerivation(
  source: Derivation | DerivedCases,
  file: string,
  at: Path,
  derived: DerivedInput,
  compiler: PlanCompiler,
): number | undefined {
  const { value: type, type: unit } = derived;
  const derivation: Derivation & Partial<DerivedCases> = source;
  const givenOperators = DERIVATION_OPERATORS.filter((operator) => derivation[operator] !== undefined);
  if (givenOperators.length !== 1) {
    compiler.complain(file)('M224', at, { found: { phrase: 'and', names: givenOperators } }, 'key');
    return undefined;
  }
  const [operator = 'first'] = givenOperators;
  const resultType =
    operator === 'anyOf' ? 'boolean' : operator === 'steps' || operator === 'first' ? type.kind : 'number';
  if (resultType !== type.kind) {
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
    const operand = compileOperand(derivation.of ?? '', file, [...at, 'of'], compiler);
    const stepsPath = [...at, 'steps'];
    const steps = readAscendingSteps(
      derivation.steps ?? {},
      (value, bound) => readOutcome(value, file, [...stepsPath, bound], derived, compiler),
      (bound) => compiler.complain(file)('M102', [...stepsPath, bound], { found: bound }, 'key'),
    );
    const edge = derivation.edge ?? 'below';
    return operand === undefined
      ? undefined
      : compiler.add({ op: 'steps', of: operand.node, name: operand.name, steps, edge });
  }
  const listedOperands = derivation[operator] ?? [];
  // A mean or difference of percentages has operands that are percentages already; the operands of a ratio have no
  // unit.
  const operandType = operator === 'meanOf' || operator === 'difference' ? unit : 'decimal';
  const operands = listedOperands.flatMap(
    (operand, i) => compileOperand(operand, file, [...at, operator, i], compiler, operandType) ?? [],
  );
  if (operands.length < listedOperands.length) return undefined;
  const node = compiler.add({ op: operator, operands: operands.map(({ node: operand }) => operand) });
  const inPercent = unit === 'percent' && (operator === 'ratio' || operator === 'change');
  return inPercent ? compiler.add({ op: 'scaled', of: node, to: HUNDRED, best: ONE }) : node;
}

/** An operand of a derivation. Its name is empty if it is not named but calculated by an inner derivation. */
interface CompiledOperand {
  readonly node: number;
  readonly name: string;
}

function compileOperand(
  operand: Operand,
  file: string,
  at: Path,
  compiler: PlanCompiler,
  type: Input['type'] = 'decimal',
): CompiledOperand | undefined {
  if (typeof operand !== 'string') {
    const node = compileDerivation(operand, file, at, { name: '', value: { kind: 'number' }, type }, compiler);
    return node === undefined ? undefined : { node, name: '' };
  }
  const resolvedOperand = compiler.resolve(operand, file, at);
  if (!resolvedOperand) return undefined;
  if (resolvedOperand.kind === 'one' && resolvedOperand.member.type.kind === 'number') {
    return { node: resolvedOperand.member.value, name: operand };
  }
  const wantedPhrase: Phrase =
    resolvedOperand.kind === 'one' ? describeType(resolvedOperand.member.type) : { phrase: 'aList' };
  compiler.complain(file)('M225', at, { found: operand, wanted: wantedPhrase });
  return undefined;
}

/** Compiles cases; the first case whose condition holds gives the value. */
function compileCases(cases: CaseList, file: string, at: Path, derived: Outcome, compiler: PlanCompiler): number {
  const compiledCases: PlanCase[] = cases.flatMap(({ value, when }, i) => {
    const atom = readOutcome(value, file, [...at, i, 'value'], derived, compiler);
    const condition = when ? compiler.condition(when, file, [...at, i, 'when']) : null;
    return atom === undefined ? [] : [{ when: condition, node: compiler.add({ op: 'constant', value: atom }) }];
  });
  return compiler.add({ op: 'first', cases: compiledCases });
}

function readOutcome(value: string, file: string, at: Path, { name, value: type }: Outcome, compiler: PlanCompiler) {
  const text = String(value);
  const atom = type.kind === 'number' ? parseExact(text) : parseAtom(text, type);
  if (atom !== undefined || hasUnknownOptions(type)) return atom;
  if (type.kind === 'choice') {
    compiler.complain(file)('M205', at, { found: text, name, allowed: rankBySpelling(text, type.options) });
  } else {
    compiler.complain(file)('M107', at, { found: text, wanted: describeType(type) });
  }
  return undefined;
}

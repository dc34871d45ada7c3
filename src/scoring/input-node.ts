import { exactly } from '../condition/value.ts';
import type { CaseList, Condition as ConditionDocument, Derivation, DerivedCases } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { parseDecimal } from '../model/rational.ts';
import type { Compiler } from './compiler.ts';
import { compileDerivation, outcomesOf } from './derivations.ts';
import { isAllowed } from './domain.ts';
import { type Complain, readInput } from './inputs.ts';
import type { Declaration, Member } from './namespace.ts';
import type { Input } from './plan.ts';

/** Compiles a fact or question: when it is asked, what it derives from, what can be answered. */
export function compileInput(
  declaration: Extract<Declaration, { kind: 'fact' | 'question' }>,
  compiler: Compiler,
): Member {
  const { file, name } = declaration;
  const definition = declaration.kind === 'fact' ? declaration.fact : declaration.question;
  const at = declaration.kind === 'fact' ? declaration.at.slice(0, -1) : declaration.keys;
  const section = declaration.kind === 'question' ? declaration.section : null;
  const conditions = whensOf(declaration).map(({ when, place }) => compiler.condition(when, file, place));
  const cases: CaseList | undefined = declaration.kind === 'fact' ? declaration.fact.first : undefined;
  const complain = compiler.complain(file);
  if (definition.type === undefined && !cases) complain('M221', declaration.at, { found: name });
  if (cases && definition.derive) complain('M224', at, { found: 'first and derive' }, 'key');
  const plain = readInput(definition, {
    role: declaration.kind,
    at,
    section,
    matrix: declaration.kind === 'question' ? (declaration.matrix?.id ?? null) : null,
    row: declaration.kind === 'question' ? declaration.row : null,
    optionSets: compiler.sources.questionnaire.document.optionSets ?? {},
    when: conditions.length === 0 ? null : { op: 'all', of: conditions },
    derived: null,
    outcomes: cases ? outcomesOf(cases) : null,
    complain,
  });
  const derivation: Derivation | DerivedCases | undefined = cases ? { first: cases } : definition.derive;
  const place = cases ? at : [...at, 'derive'];
  const derived =
    derivation && (definition.type !== undefined || cases)
      ? compileDerivation(derivation, file, place, plain, compiler)
      : undefined;
  if (derivation) checkOutcomes(derivation, place, plain, complain);
  const elsewhere = declaration.at[0] === 'results' ? { elsewhere: true } : {};
  const position = compiler.add({ ...plain, ...elsewhere, derived: derived ?? null });
  return {
    name,
    value: position,
    type: plain.value,
    tags: plain.tags,
    number: (user, place, points) => compiler.points(position, user, place, points),
  };
}

interface Placed {
  readonly when: ConditionDocument;
  readonly place: Path;
}

/** The conditions on which it is asked: its section's, its matrix's and its own. */
function whensOf(declaration: Extract<Declaration, { kind: 'fact' | 'question' }>): Placed[] {
  const own = (when: ConditionDocument | undefined, ...place: Path): Placed[] => (when ? [{ when, place }] : []);
  const at = declaration.at.slice(0, -1);
  if (declaration.kind === 'fact') return own(declaration.fact.when, ...at, 'when');
  const { section, matrix, question, keys } = declaration;
  const ofMatrix = matrix ? own(matrix.when, ...keys.slice(0, -1), 'when') : [];
  return [...own(section.when, ...at.slice(0, 2), 'when'), ...ofMatrix, ...own(question.when, ...at, 'when')];
}

/** Reports numbers that a derivation can give and that are no allowed answers. */
function checkOutcomes(source: Derivation | DerivedCases, at: Path, input: Input, complain: Complain): void {
  const { first = [], steps = {} }: Derivation & Partial<DerivedCases> = source;
  const outcomes: [value: string, place: Path][] = [
    ...first.map(({ value }, i): [string, Path] => [value, [...at, 'first', i, 'value']]),
    ...Object.entries(steps).map(([bound, value]): [string, Path] => [value, [...at, 'steps', bound]]),
  ];
  for (const [value, place] of outcomes) {
    const number = input.value.kind === 'number' ? parseDecimal(String(value)) : undefined;
    if (number && !isAllowed(input, exactly(number))) {
      complain('M113', place, { found: String(value), wanted: 'an answer that is allowed here' });
    }
  }
}

import type { Condition } from '../condition/condition.ts';
import { exactly } from '../condition/value.ts';
import type { CaseList, Derivation, DerivedCases } from '../model/generated/types.ts';
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
  const at = declaration.at.slice(0, -1);
  const section = declaration.kind === 'question' ? declaration.section : null;
  const conditions: Condition[] = [
    ...(section?.when ? [compiler.condition(section.when, file, [...at.slice(0, 2), 'when'])] : []),
    ...(definition.when ? [compiler.condition(definition.when, file, [...at, 'when'])] : []),
  ];
  const cases: CaseList | undefined = declaration.kind === 'fact' ? declaration.fact.first : undefined;
  const complain = compiler.complain(file);
  if (definition.type === undefined && !cases) complain('M221', [...at, 'id'], { found: name });
  if (cases && definition.derive) complain('M224', at, { found: 'first and derive' }, 'key');
  const plain = readInput(definition, {
    role: declaration.kind,
    at,
    section,
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
      ? compileDerivation(derivation, file, place, plain.value, compiler)
      : undefined;
  if (derivation) checkOutcomes(derivation, place, plain, complain);
  const position = compiler.add({ ...plain, derived: derived ?? null });
  return {
    name,
    value: position,
    type: plain.value,
    tags: plain.tags,
    number: (user, place) => compiler.points(position, user, place),
  };
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

import { exactly } from '../../condition/value.ts';
import { INSTRUMENT_STATES, MEASURE_STATES } from '../../policy/records/standing.ts';
import { ASSESSMENT_KINDS } from '../member.ts';
import type { Roster } from '../roster.ts';
import { assessedVariable, levelVariable, policyVariable } from './assessment-variables.ts';
import { factVariable, type OddValues, oddlyStated, statedVariable } from './fact-variables.ts';
import { recordVariable } from './record-variables.ts';
import type { Variable } from './variable.ts';

/** Behind the name of a fact: whether it is stated. */
const STATED = '.stated';

/** The names that conditions of stages can read. A fact that nobody states is still one that can be asked for. */
export interface Variables {
  readonly names: readonly string[];
  find(name: string): Variable | undefined;
}

/** Everything that can be asked of the members of a roster. */
export function variablesOf(roster: Roster): Variables {
  const fixed: Readonly<Record<string, () => Variable>> = {
    assessed: () => assessedVariable(roster, ASSESSMENT_KINDS),
    level: () => levelVariable(roster, ASSESSMENT_KINDS),
    policy: () => policyVariable(roster),
    registered: () => registeredVariable(roster),
    ...Object.fromEntries(
      ASSESSMENT_KINDS.flatMap((kind) => [
        [`assessed.${kind}`, () => assessedVariable(roster, [kind])],
        [`level.${kind}`, () => levelVariable(roster, [kind])],
      ]),
    ),
    ...Object.fromEntries(
      MEASURE_STATES.map((state) => [`measures.${state}`, () => recordVariable(roster, 'measures', state)]),
    ),
    ...Object.fromEntries(
      INSTRUMENT_STATES.map((state) => [`instruments.${state}`, () => recordVariable(roster, 'instruments', state)]),
    ),
  };
  const facts = [...roster.facts.keys()];
  return {
    names: [...Object.keys(fixed), ...facts, ...facts.map((name) => name + STATED)],
    find(name) {
      const own = Object.hasOwn(fixed, name) ? fixed[name]?.() : undefined;
      if (own) return own;
      const column = roster.facts.get(name);
      if (column) return factVariable(column);
      // Whether something is declared may be asked before the first declares it.
      return name.endsWith(STATED)
        ? statedVariable(roster.facts.get(name.slice(0, -STATED.length)), roster.asOf)
        : undefined;
    },
  };
}

function registeredVariable(roster: Roster): Variable {
  const code = (index: number): number => (roster.registrySize === null || roster.registered[index] === 1 ? 1 : 0);
  return {
    type: { kind: 'boolean' },
    codeOf: code,
    codeOn: code,
    addDays: () => {},
    possible: (one) => exactly(one === 1),
  };
}

/** Facts of which it counts whether they are stated, with values that are neither a day nor yes or no. */
export function findOddlyStated(
  reads: readonly string[],
  { facts, size, asOf }: Roster,
): (OddValues & { readonly fact: string })[] {
  return askedWhetherStated(reads).flatMap((fact) => {
    const column = facts.get(fact);
    const odd = column && oddlyStated(column, size, asOf);
    return odd ? [{ fact, ...odd }] : [];
  });
}

/** Facts of which it is asked whether they are stated, and that no input has. */
export function findNeverStated(reads: readonly string[], { facts }: Pick<Roster, 'facts'>): string[] {
  return askedWhetherStated(reads).filter((fact) => !facts.has(fact));
}

function askedWhetherStated(reads: readonly string[]): string[] {
  return [...new Set(reads)].filter((name) => name.endsWith(STATED)).map((name) => name.slice(0, -STATED.length));
}

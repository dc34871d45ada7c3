import type { Rational } from '../../model/rational.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Encoder } from './encoder.ts';
import type { Linear } from './linear.ts';

/** A sum over the places of steps of answers, among all that a node reads, instead of over variables of one program. */
interface Sum {
  readonly constant: Rational;
  readonly terms: readonly (readonly [place: number, factor: Rational])[];
}

/** So many sums of a plan are kept before they are forgotten. */
const MOST_KEPT = 1 << 16;

/**
 * An expression of a program that follows from the answers behind a node alone, found once for all enterprises that give the
 * same ones and can make the same of them. `about` says which of several expressions of the node it is.
 */
export function sumOnce(about: string, node: number, encoder: Encoder, find: () => Linear): Linear {
  const { lookup, plan } = encoder;
  const signature = lookup.signatureOf(node);
  const variables = signature === undefined ? undefined : variablesBehind(node, encoder);
  if (!variables) return find();
  const known = KNOWN.get(plan) ?? new Map<string, Sum>();
  KNOWN.set(plan, known);
  // Where one measure leads to several steps they are one variable, whose factors are added up.
  const first = variables.map((variable) => variables.indexOf(variable));
  const key = `${node} ${about} ${first.join()} ${signature}`;
  const found = known.get(key);
  if (found) {
    const terms = found.terms.map(([place, factor]) => [variables[place] as number, factor] as const);
    return { constant: found.constant, terms: new Map(terms) };
  }
  const { constant, terms } = find();
  const placed = [...terms].map(([variable, factor]) => [variables.indexOf(variable), factor] as const);
  if (known.size >= MOST_KEPT) known.clear();
  // Where other variables play a part it is not the answers' alone.
  if (placed.every(([place]) => place >= 0)) known.set(key, { constant, terms: placed });
  return { constant, terms };
}

const KNOWN = new WeakMap<Plan, Map<string, Sum>>();

/** The variable of every step of the answers behind a node; undefined where a step is no variable by itself. */
function variablesBehind(node: number, { lookup }: Encoder): number[] | undefined {
  const variables: number[] = [];
  for (const one of lookup.touchedBy(node)) {
    for (const value of one.steps) {
      const { constant, terms } = lookup.stepOf(one, value);
      const [only] = terms;
      if (!only || terms.size > 1 || constant.n !== 0n || only[1].n !== 1n || only[1].d !== 1n) return undefined;
      variables.push(only[0]);
    }
  }
  return variables;
}

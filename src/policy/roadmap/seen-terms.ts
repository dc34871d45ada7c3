import type { Encoder } from './encoder.ts';
import type { Linear } from './linear.ts';
import type { Behind } from './lookup.ts';
import type { Requirement } from './requirement.ts';

/** Tells apart the several expressions of a node, and the several requirements on it. */
type About = string | object;

/**
 * An expression of a program that follows from the answers behind a node alone, found once for all enterprises that give the
 * same ones and can make the same of them. `about` says which of several expressions of the node it is.
 */
export function sumOnce(about: string, node: number, encoder: Encoder, find: () => Linear): Linear {
  return once(about, node, encoder, find, placeSum);
}

/** As `sumOnce`, what a node has to meet. */
export function requirementOnce(about: About, node: number, encoder: Encoder, find: () => Requirement): Requirement {
  return once(about, node, encoder, find, placeRequirement);
}

/**
 * As `sumOnce`, whether something is known to be so of a node whichever measures are taken. Only what is so is kept: where
 * more ways are looked up, more is known.
 */
export function sureOnce(about: About, node: number, encoder: Encoder, find: () => boolean): boolean {
  return once(about, node, encoder, find, (found) => (found ? () => true : undefined));
}

/** An expression or a requirement without the variables of one program: it is put into any by naming them. */
type Placed<T> = (variables: readonly number[]) => T;

/** Says by the places of variables what a program has; undefined where other variables play a part. */
type Place<T> = (found: T, variables: readonly number[]) => Placed<T> | undefined;

function once<T extends Linear | Requirement | boolean>(
  about: About,
  node: number,
  { lookup }: Encoder,
  find: () => T,
  place: Place<T>,
): T {
  const behind = lookup.behind(node);
  if (!behind) return find();
  const { terms, variables } = behind;
  const placed = terms.get(about) as Placed<T> | undefined;
  if (placed) return placed(variables);
  const found = find();
  const made = place(found, variables);
  if (made) terms.set(about, made);
  return found;
}

function placeSum(found: Linear, variables: Behind['variables']): Placed<Linear> | undefined {
  const placed = placeVariables(found.variables, variables);
  return placed && ((others) => ({ ...found, variables: placed(others) }));
}

function placeRequirement(found: Requirement, variables: Behind['variables']): Placed<Requirement> | undefined {
  if (found.op === 'constant') return () => found;
  if (found.op === 'sum') {
    const placed = placeVariables(found.variables, variables);
    return placed && ((others) => ({ ...found, variables: placed(others) }));
  }
  const parts = found.of.map((part) => placeRequirement(part, variables));
  return parts.every((part) => part !== undefined)
    ? (others) => ({ ...found, of: parts.map((part) => part(others)) })
    : undefined;
}

function placeVariables(found: readonly number[], variables: Behind['variables']): Placed<number[]> | undefined {
  const places = found.map((variable) => variables.indexOf(variable));
  return places.includes(-1) ? undefined : (others) => places.map((at) => others[at] as number);
}

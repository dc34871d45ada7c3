import type { Region, SimulatedMaturity } from '../model/generated/types.ts';
import type { Details, Path, ProblemCode } from '../model/problem.ts';

/** An enterprise that does not exist. */
export interface SimulatedEnterprise {
  /** Its place among all of the region, from 0: first those of the registry. */
  readonly index: number;
  /** A code with right check characters in a division that does not exist. */
  readonly key: string;
  readonly name: string;
  readonly city: string;
  readonly isRegistered: boolean;
  /** By the id of the group; absent is blank. */
  readonly values: ReadonlyMap<string, string>;
  /** Whole numbers by the id of the fact. */
  readonly facts: ReadonlyMap<string, number>;
  /** On the day of the first wave, about 0 to 1. */
  readonly maturity: number;
}

/** A chain with its members, the leader first. */
export interface SimulatedMembers {
  readonly name: string;
  readonly cluster: string | undefined;
  readonly members: readonly SimulatedEnterprise[];
}

/** One enterprise buys from another. */
export interface SimulatedLink {
  readonly chain: string;
  readonly cluster: string | undefined;
  readonly buyer: SimulatedEnterprise;
  readonly supplier: SimulatedEnterprise;
  /** Of what the buyer buys, in hundred-thousandths. */
  readonly share: number;
  readonly isSingle: boolean;
}

/** Who was assessed on a day. */
export interface SimulatedAssessments {
  readonly date: string;
  readonly kind: 'self' | 'onsite';
  /** In the order of their keys. */
  readonly enterprises: readonly SimulatedEnterprise[];
}

/** An invented figure of a city. */
export interface SimulatedPeer {
  readonly name: string;
  readonly value: number;
  readonly isOwn: boolean;
}

/** Tells what cannot be done as a specification states it. */
export type Complain = (code: ProblemCode, at: Path, details: Details) => void;

/** How mature enterprises are, with the defaults filled in. */
export function maturityOf({ maturity = {} }: Region): Required<SimulatedMaturity> {
  return { mean: 0.45, spread: 0.15, scatter: 0.12, growth: 0.06, optimism: 0.05, doubt: 0.02, ...maturity };
}

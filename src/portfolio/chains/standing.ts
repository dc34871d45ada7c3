/** What is known of an enterprise of a chain. */
export interface ChainStanding {
  readonly key: string;
  /** Null where nobody states it. */
  readonly name: string | null;
  readonly city: string | null;
  /** Whether the registry lists it. */
  readonly isRegistered: boolean;
  /** Whether it is stated to lead its chain. */
  readonly isLeader: boolean;
  readonly isTransformed: boolean;
  /** Null where it was never assessed. */
  readonly level: LevelKnown | null;
  /** The level that is reached for certain; null where none is, or answers are open. */
  readonly settled: number | null;
  readonly isOnSite: boolean;
}

/** A level as far as it is known; 0 is none reached. */
export interface LevelKnown {
  readonly lowest: number;
  readonly highest: number;
}

/** Looks up what is known of a key. */
export type StandingOf = (key: string) => ChainStanding;

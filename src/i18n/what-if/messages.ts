/** What changed answers change. All arguments are words or written numbers. */
export interface WhatIfMessages {
  readonly title: string;
  readonly now: string;
  readonly changed: string;
  readonly change: string;
  readonly answers: string;
  /** After an answer that follows from others. */
  readonly follows: string;
  readonly scores: string;
  readonly noScore: string;
  /** How to see the scores that stay as they are. */
  others(count: string, option: string, one: boolean): string;
  readonly level: string;
  readonly possible: string;
  readonly lacks: string;
  readonly nothing: string;
  readonly policy: string;
  readonly samePolicy: string;
  readonly target: string;
  readonly measures: string;
  readonly added: string;
  readonly dropped: string;
  readonly cost: string;
  readonly after: string;
  readonly unwritten: string;
}

import type { CaseTrace } from '../case-run.ts';

/** The kinds of what a case can touch, in the order in which they are told. */
export const COVERAGE_KINDS = ['option', 'step', 'case', 'level', 'requirement', 'measure', 'instrument'] as const;

export type CoverageKind = (typeof COVERAGE_KINDS)[number];

/** Something of a pack that a case should touch. What `by` makes of one rule counts once, under the score's own name. */
export type CoverageItem =
  /** An answer to a scored question: an option, `true` or `false`, or a value of a scale that has points. */
  | { readonly kind: 'option'; readonly name: string; readonly option: string }
  /** A step of a score or a derivation. */
  | { readonly kind: 'step'; readonly name: string; readonly bound: number; readonly value: string | number | boolean }
  /** The case of a `first` that decides, counted from 1; no value where it is a rule of its own. */
  | {
      readonly kind: 'case';
      readonly name: string;
      readonly number: number;
      readonly value?: string | number | boolean;
    }
  /** A level that is the result. */
  | { readonly kind: 'level'; readonly name: string; readonly level: number }
  /** A requirement of a level that is met, or is not. */
  | {
      readonly kind: 'requirement';
      readonly name: string;
      readonly level: number;
      /** Counted from 1. */
      readonly number: number;
      readonly of: string;
      readonly test: { readonly [keyword: string]: unknown };
      readonly side: 'met' | 'unmet';
    }
  /** A measure that is recommended. */
  | { readonly kind: 'measure'; readonly name: string }
  /** What is said of an instrument. */
  | {
      readonly kind: 'instrument';
      readonly name: string;
      readonly policy: string;
      readonly verdict: 'eligible' | 'refused';
    };

/** An item, and whether what a case came to touches it. */
export interface Probe {
  readonly item: CoverageItem;
  readonly touches: (trace: CaseTrace) => boolean;
}

import type { Measures, Policy, Problem, ProblemCode, Questionnaire, Rubric } from '../model/index.ts';
import type { CompiledMeasures, CompiledPolicy } from '../policy/index.ts';
import type { Plan, Source } from '../scoring/index.ts';
import type { CaseSource } from './case-run.ts';

/**
 * The check of a rule. Its name, severity and examples are in `rules/CODE.yaml`, its texts in the rules.yaml of each
 * language.
 */
export interface Rule {
  /** Judges each place by itself: it searches no answers, and no other place can change its findings. */
  readonly isAboutPlace?: true;
  /** Judges a pack as a whole, so it finds nothing while a part with errors is left out. */
  readonly needsAll?: true;
  /** Finds violations in a pack without errors; absent if other checks already find them. */
  readonly check?: (subject: Subject) => readonly Problem[];
}

/**
 * The files of a small pack by name. A line `#! M301 text` announces a finding at `text` in the next line and is not
 * part of the file. Files below `before/` are the pack at the revision it is compared with. Files that are not given
 * are taken from a sound pack, unless the example has a folder for its pack.
 */
export type Example = Readonly<Record<string, string>>;

interface ExamplePair {
  /** A pack that breaks the rule, with the places marked, and one that does not. */
  readonly bad: Example;
  readonly good: Example;
  /** The encoding of the bad example's files, if the encoding is what is wrong. */
  readonly encoding?: 'latin1';
}

/** The examples of each rule, from `rules/CODE.yaml`. */
export type RuleExamples = Readonly<Record<ProblemCode, ExamplePair>>;

/** A pack without errors and the policy it names, compiled for the rules. */
export interface Subject {
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  readonly measures: Source<Measures> | null;
  /** The policy in use, then those it includes. */
  readonly policies: readonly Source<Policy>[];
  readonly plan: Plan;
  readonly catalogue: CompiledMeasures['measures'];
  readonly priorities: CompiledMeasures['priorities'];
  readonly policy: Pick<CompiledPolicy, 'tracks' | 'instruments'>;
  /** The day on which instruments are judged to have ended; without it, none has. */
  readonly asOf: string | null;
  /** The cases of the pack by id, if they were read. */
  readonly cases?: ReadonlyMap<string, CaseSource>;
  /** The same pack at the revision it is compared with, if one was given. */
  readonly before?: Subject;
}

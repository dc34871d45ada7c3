import type { Measures, Policy, Problem, ProblemCode, Questionnaire, Rubric } from '../model/index.ts';
import type { CompiledMeasures, CompiledPolicy } from '../policy/index.ts';
import type { Plan, Source } from '../scoring/index.ts';
import type { CaseSource } from './case-run.ts';

/**
 * The check of a rule. The rule's name, severity and examples are in `rules/CODE.yaml`, its texts in the file
 * rules.yaml of each language.
 */
export interface Rule {
  /**
   * Set if the rule judges each place by itself: it does not search for answers, and its findings do not depend on
   * other places.
   */
  readonly isAboutPlace?: true;
  /**
   * Set if the rule judges a pack as a whole. It is not applied while a part of the pack is missing because of errors.
   */
  readonly needsAll?: true;
  /**
   * Set if the rule does not judge what a variant takes over from its base: that may be meant for enterprises which
   * only the base or another variant has.
   */
  readonly sparesInherited?: true;
  /** Finds violations in a pack without errors. Absent if other checks already find them. */
  readonly check?: (subject: Subject) => readonly Problem[];
}

/**
 * The files of a small pack, by name. A line `#! M301 text` is not part of its file: it announces a finding at `text`
 * in the next line. Files below `before/` are the pack at an earlier revision. Files that the example does not have are
 * taken from a pack without problems, unless the example has its pack in a folder.
 */
export type Example = Readonly<Record<string, string>>;

interface ExamplePair {
  /** A pack that breaks the rule, with marks at the findings, and a pack that does not break it. */
  readonly bad: Example;
  readonly good: Example;
  /** The encoding of the bad example's files, if that is what the rule is about. */
  readonly encoding?: 'latin1';
}

/** The examples of each rule, from `rules/CODE.yaml`. */
export type RuleExamples = Readonly<Record<ProblemCode, ExamplePair>>;

/** A pack without errors, with the policy that it names, compiled for the rules. */
export interface Subject {
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  readonly measures: Source<Measures> | null;
  /** The policy in use, followed by the policies that it includes. */
  readonly policies: readonly Source<Policy>[];
  readonly plan: Plan;
  readonly catalogue: CompiledMeasures['measures'];
  readonly priorities: CompiledMeasures['priorities'];
  readonly policy: Pick<CompiledPolicy, 'tracks' | 'instruments'>;
  /** The day for which it is judged which instruments have expired; null if that is not judged. */
  readonly asOf: string | null;
  /** The cases of the pack by id, if they were read. */
  readonly cases?: ReadonlyMap<string, CaseSource>;
  /** The same pack at an earlier revision to compare with, if one was requested. */
  readonly before?: Subject;
}

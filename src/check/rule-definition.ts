import type { Measures, Policy, Problem, Questionnaire, Rubric } from '../model/index.ts';
import type { CompiledMeasures, CompiledPolicy } from '../policy/index.ts';
import type { Plan, Source } from '../scoring/index.ts';
import type { CaseSource } from './case-run.ts';

/** A check of packs: what it finds, why that matters and how to fix it. Its page is made from this. */
export interface Rule {
  /** What is wrong, in a line. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** The files that both examples have. */
  readonly pack?: Example;
  /** A pack that breaks the rule, with the places marked, and one that does not. */
  readonly bad: Example;
  readonly good: Example;
  /** The encoding of the files of the bad example, where that is what is wrong with them. */
  readonly encoding?: 'latin1';
  /** Finds it in a pack without errors; absent where it is found while documents are read or names are resolved. */
  readonly check?: (subject: Subject) => readonly Problem[];
}

/**
 * The files of a small pack by their names. A line `#! M301 text` announces a finding at `text` in the next line, and is
 * no part of the file. Those below `before/` are the pack at the revision it is compared with. Files that are not given
 * are those of a sound pack, unless the example has a folder for its pack.
 */
export type Example = Readonly<Record<string, string>>;

/** A pack without errors, with the policy it names, ready to be reasoned about. */
export interface Subject {
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  readonly measures: Source<Measures> | null;
  /** The policy that is used, then those it includes. */
  readonly policies: readonly Source<Policy>[];
  readonly plan: Plan;
  readonly catalogue: CompiledMeasures['measures'];
  readonly priorities: CompiledMeasures['priorities'];
  readonly policy: Pick<CompiledPolicy, 'tracks' | 'instruments'>;
  /** The day by which instruments have ended or not; without one, none has. */
  readonly asOf: string | null;
  /** The cases of the pack by their ids, where they were read. */
  readonly cases?: ReadonlyMap<string, CaseSource>;
  /** The same pack at the revision it is compared with, where one was given. */
  readonly before?: Subject;
}

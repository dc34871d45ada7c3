import type { Assessment } from '../../model/generated/types.ts';
import type { Estimate } from '../../policy/cost.ts';
import type { Settled } from '../steps/settle.ts';

/** Where enterprise files and drafts are unless a folder is named. */
export const STANDARD_FOLDER = 'files';

/** The terms of a diagnosis, as they were asked for. */
export interface Diagnosis {
  readonly settled: Settled;
  /** The pack and the folder of enterprise files, as the user wrote them. */
  readonly pack: string;
  readonly files: string;
  /** The facts that only the policy asks. */
  readonly policyFacts: readonly string[];
  readonly kind: Assessment['kind'];
  readonly assessor: string | undefined;
  readonly policy: string | undefined;
  /** The language that was asked for. */
  readonly language: string | undefined;
  /** Folders to look for packs in first. */
  readonly packs: readonly string[];
  /** The key of the enterprise that was asked for. */
  readonly enterprise: string | undefined;
  /** The day instruments are judged on. */
  readonly asOf: string;
  /** Which of the stated costs count. */
  readonly estimate: Estimate;
}

import type { LevelOf } from '../../portfolio/counting.ts';
import type { AssessmentKind } from '../../portfolio/member.ts';
import type { OutlookOptions } from './outlook-options.ts';

export type PortfolioFormat = 'pretty' | 'html' | 'json' | 'csv' | 'xlsx' | 'md';

/** What the command was told. */
export interface PortfolioOptions extends OutlookOptions {
  readonly registry?: string;
  readonly outside?: string;
  readonly by: readonly (readonly string[])[];
  readonly stages?: string;
  readonly levelOf: LevelOf;
  readonly questions?: boolean;
  readonly pack?: string;
  readonly packs?: string[];
  readonly peers?: string;
  readonly name?: string;
  readonly index?: string;
  readonly key?: string;
  readonly registryKey?: string;
  readonly kind: AssessmentKind;
  readonly date?: string;
  readonly asOf?: string;
  readonly minCell?: number;
  readonly missing?: string;
  readonly pseudonyms?: string;
  readonly format?: PortfolioFormat;
  readonly json?: boolean;
  readonly output?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly quiet?: boolean;
  readonly lang?: string;
  readonly color?: boolean;
}

// The data by which the columns of a table are judged.
import type { Plan } from '../../scoring/index.ts';
import type { ColumnBinding, RowBlock } from '../row-block.ts';

/** The rows that evidence is drawn from. */
export type EvidenceRows = Pick<RowBlock, 'rows' | 'code' | 'number' | 'measured'> &
  Partial<Pick<RowBlock, 'faults' | 'line'>>;

/** The columns to be judged. */
export interface EvidenceColumns {
  readonly plan: Plan;
  readonly uses: readonly ColumnBinding[];
  /** The scales whose cells are numbers in the first rows. */
  readonly numbered: ReadonlySet<number>;
  /** Those of them that have texts in other cells. */
  readonly mixed?: ReadonlySet<number>;
  /** Scales that a platform writes by their values, so that only a later change of them is odd. */
  readonly asWritten?: ReadonlySet<number>;
  /** The inputs for which the user has settled what their cells mean. */
  readonly settled: ReadonlySet<number>;
  /**
   * The inputs whose numbers people wrote without anyone naming the decimal sign, so that groups of three may be taken
   * for decimals.
   */
  readonly maybeGrouped?: ReadonlySet<number>;
}

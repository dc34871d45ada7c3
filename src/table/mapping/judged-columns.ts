// Defines the data that are needed to judge the columns of a table.
import type { Plan } from '../../scoring/index.ts';
import type { ColumnBinding, RowBlock } from '../row-block.ts';

/** The rows from which evidence is collected. */
export type EvidenceRows = Pick<RowBlock, 'rows' | 'code' | 'number' | 'measured'> &
  Partial<Pick<RowBlock, 'faults' | 'line'>>;

/** The columns that are to be judged. */
export interface EvidenceColumns {
  readonly plan: Plan;
  readonly uses: readonly ColumnBinding[];
  /** The scales whose cells in the first rows are numbers. */
  readonly numbered: ReadonlySet<number>;
  /** The scales of `numbered` that have texts in other cells. */
  readonly mixed?: ReadonlySet<number>;
  /**
   * Scales for which the platform writes the values as defined, so that only a change of the numbering within the file
   * is odd.
   */
  readonly asWritten?: ReadonlySet<number>;
  /** The inputs for which the user has stated what the cells mean. */
  readonly settled: ReadonlySet<number>;
  /**
   * The inputs whose decimal sign nobody has stated, so that a separator of thousands may be taken for a decimal sign.
   */
  readonly maybeGrouped?: ReadonlySet<number>;
}

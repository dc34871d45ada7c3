import { type TableFault, TableProblem } from '../../tabular/problem.ts';
import type { Place } from '../../tabular/shape.ts';
import type { Part, ScoredPart } from './part.ts';
import { renumber } from './renumber.ts';
import type { RangeScorer } from './score-range.ts';
import type { ScoredRange } from './threads.ts';

/**
 * Makes what ranges come to what the whole table does. The first of them begins at a row; each further one does exactly if
 * the one before it does not end within quotes. Where it does end there, it is scored again together with the next one, and
 * if need be with twice as many each time, so that nothing is read more than a few times. Lines and records are counted on
 * from a place. A part holds until the next one is asked for; its memory is spent then.
 */
export async function* followRows(
  ranges: AsyncGenerator<ScoredRange>,
  scoreAgain: RangeScorer,
  from: Place,
  spent: Part[],
): AsyncGenerator<ScoredPart> {
  let { line, record } = from;
  try {
    for (;;) {
      const next = await ranges.next();
      if (next.done) return;
      let { range, outcome } = next.value;
      for (let more = 1; outcome.part && outcome.totals.isOpen; more *= 2) {
        const end = await skip(ranges, more, spent);
        if (end === undefined) break;
        range = { start: range.start, end };
        outcome = await scoreAgain(range, outcome.part);
      }
      if (!outcome.part) throw new TableProblem(behind(outcome.fault, line));
      const { part, totals } = outcome;
      yield { part: renumber(part, { line, record }), blanks: totals.blanks, end: range.end };
      spent.push(part);
      line += totals.lines;
      record += totals.records;
    }
  } finally {
    await ranges.return(undefined);
  }
}

/** Leaves out up to so many ranges, and gives where the last of them ends; undefined where there are none any more. */
async function skip(ranges: AsyncGenerator<ScoredRange>, count: number, spent: Part[]): Promise<number | undefined> {
  let end: number | undefined;
  for (let i = 0; i < count; i++) {
    const next = await ranges.next();
    if (next.done) break;
    const { range, outcome } = next.value;
    if (outcome.part) spent.push(outcome.part);
    end = range.end;
  }
  return end;
}

/** A fault whose line was counted from a later one. */
function behind(fault: TableFault, line: number): TableFault {
  return 'line' in fault ? { ...fault, line: fault.line + line } : fault;
}

import { plainAtom } from '../../condition/unmet.ts';
import type { Atom } from '../../condition/value.ts';
import type { DoneMeasure, Reassessment } from '../../model/generated/types.ts';
import { assess } from '../../scoring/result.ts';
import { type AnswerValue, isChoices, type Sheet } from '../../scoring/sheet.ts';
import { applyMeasures } from '../application.ts';
import type { Basis } from '../basis.ts';
import { withoutExpected } from '../expected.ts';
import type { CompiledMeasure } from '../measures.ts';

/** Where a recommendation starts from. */
export interface Start {
  /** With the answers that the measures done since the assessment must have led to. */
  readonly basis: Basis;
  readonly done: readonly DoneMeasure[];
  /** The answers that a measure which is done should have changed and that the assessment does not show. */
  readonly reassess: readonly Reassessment[];
}

/**
 * Starts from what is done. What was done on the day of the assessment or later counts as if it were assessed; where an
 * assessment came after a measure and does not show its effect, the assessment counts. Either is to be assessed again.
 */
export function startFromDone(basis: Basis): Start {
  const { plan, sheet, assessed, record } = basis;
  const known = basis.measures.filter(({ id }) => record?.done.has(id));
  if (!record || known.length === 0) return { basis, done: [], reassess: [] };
  const dayOf = ({ id }: CompiledMeasure): string => record.done.get(id) ?? '';
  const isAssumed = (measure: CompiledMeasure): boolean => dayOf(measure) >= record.assessedOn;
  const sure = withoutExpected(known);
  const apply = (some: readonly CompiledMeasure[]): Sheet => applyMeasures(plan, sheet, some, assessed.evaluation);
  const reassess = sure.flatMap((measure) => {
    const after = apply([measure]);
    const changed = measure.effects.filter(({ name }) => after.get(name) !== sheet.get(name));
    return changed.map(
      ({ name, to }): Reassessment => ({
        name,
        to: plainTarget(to),
        measure: measure.id,
        on: dayOf(measure),
        assumed: isAssumed(measure),
      }),
    );
  });
  const after = reassess.some(({ assumed }) => assumed) ? apply(sure.filter(isAssumed)) : sheet;
  const { pack, tool } = assessed.result;
  return {
    basis:
      after === sheet ? basis : { ...basis, sheet: after, assessed: assess(plan, after, pack, tool), judged: assessed },
    done: known.map((measure) => ({ id: measure.id, on: dayOf(measure) })),
    reassess,
  };
}

function plainTarget(to: AnswerValue): Reassessment['to'] {
  return isChoices(to) ? [...to] : plainAtom(to as Atom);
}

import { exactly } from '../../condition/value.ts';
import { fromNumber } from '../../model/rational.ts';
import { type Event, findActive, isOfMeasure } from '../../policy/records/active.ts';
import { dayOfRecord } from '../file-entry.ts';
import type { Roster } from '../roster.ts';
import type { Variable } from './variable.ts';

/** How many measures or instruments are on record in a state, each once; records that were withdrawn do not count. */
export function recordVariable(roster: Roster, of: 'measures' | 'instruments', state: string): Variable {
  const eventsOf = (index: number): readonly Event[] =>
    findActive(roster.files.get(index)?.records ?? []).filter(
      (event) => isOfMeasure(event) === (of === 'measures') && event.state === state,
    );
  const count = (index: number, day: number): number => {
    if (!roster.files.has(index)) return 0;
    const events = eventsOf(index).filter((event) => dayOfRecord(event) <= day);
    return new Set(events.map((event) => (isOfMeasure(event) ? event.measure : `${event.policy} ${event.instrument}`)))
      .size;
  };
  return {
    type: { kind: 'number' },
    codeOf: (index) => count(index, Number.POSITIVE_INFINITY),
    codeOn: count,
    addDays(index, days) {
      if (roster.files.has(index)) for (const event of eventsOf(index)) days.push(dayOfRecord(event));
    },
    possible: (code) => exactly(fromNumber(code)),
  };
}

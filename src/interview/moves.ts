import { askedItems, type Interview, isAsked, isOpen, openRequired, settle } from './interview.ts';

/** Leaves the present fact, question or section end as it is and goes on; a required fact that is open stays. */
export function skip(state: Interview): Interview {
  return moveTo(state, state.at + 1);
}

/** Goes back to what was asked before, any number of times; at the beginning it stays. */
export function goBack(state: Interview): Interview {
  const before = state.outline.stops.findLastIndex(
    (stop, position) => position < state.at && stop.kind === 'item' && isAsked(state, stop.item),
  );
  return before < 0 ? state : { ...state, at: before };
}

/** Goes to the first thing that is open in a part; where nothing is, to the first that is asked in it. */
export function jumpTo(state: Interview, part: number): Interview {
  const asked = askedItems(state).filter((item) => item.part === part);
  const target = asked.find((item) => isOpen(state, item)) ?? asked[0];
  return target === undefined ? state : jumpToItem(state, target.name);
}

/** Goes to a fact or question. */
export function jumpToItem(state: Interview, name: string): Interview {
  const found = state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item.name === name);
  return found < 0 ? state : moveTo(state, found);
}

/** Goes to what is still open: the next after a stop, or else the first of all; to the review when nothing is. */
export function goToOpen(state: Interview, after = -1): Interview {
  const { stops } = state.outline;
  const open = stops.flatMap((stop, position) =>
    stop.kind === 'item' && isAsked(state, stop.item) && isOpen(state, stop.item) ? [position] : [],
  );
  return moveTo(state, open.find((position) => position > after) ?? open[0] ?? stops.length);
}

/** Goes to the review of everything. */
export function goToReview(state: Interview): Interview {
  return moveTo(state, state.outline.stops.length);
}

/** Goes to a stop or the first one after it that is asked, but not past a required fact that is open. */
function moveTo(state: Interview, target: number): Interview {
  const required = openRequired(state);
  const limit = required
    ? state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item === required)
    : target;
  return settle({ ...state, at: Math.min(target, limit) });
}

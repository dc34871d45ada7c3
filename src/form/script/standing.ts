import { askedItems, type Interview, isAsked, isOpen } from '../../interview/interview.ts';
import { entryOf } from '../../scoring/sheet.ts';
import type { Entry } from './frame.ts';
import type { Blocked } from './result-page.ts';
import type { Session } from './session.ts';
import type { Wording } from './wording.ts';

/** The list of sections, each with how far it is answered; the result stands last. */
export function listSections(session: Session, { messages, titleOf }: Wording): Entry[] {
  const state = session.interview();
  const { parts, items } = state.outline;
  return [
    ...parts.map((part, i) => {
      const asked = items.filter((item) => item.part === i && isAsked(state, item));
      return {
        title: part.kind === 'facts' ? messages.facts : titleOf(part.section.id),
        answered: asked.filter((item) => !isOpen(state, item)).length,
        of: asked.length,
        current: session.page() === i,
        empty: asked.length === 0,
      };
    }),
    { title: messages.result, answered: 0, of: 0, current: session.page() === parts.length, empty: false },
  ];
}

/** The page before or after one that asks something; the result is always one. */
export function pageFrom({ outline, ...state }: Interview, from: number, step: 1 | -1): number {
  const isEmpty = (page: number): boolean =>
    !outline.items.some((item) => item.part === page && isAsked({ outline, ...state }, item));
  let to = from + step;
  while (to > 0 && to < outline.parts.length && isEmpty(to)) to += step;
  return to;
}

/** What keeps the answers from being handed in. */
export function findBlocked(session: Session, { messages, titleOf }: Wording): Blocked {
  const state = session.interview();
  return askedItems(state).flatMap(({ name, required }) => {
    if (session.unfinished(name) !== undefined) return [{ name, title: titleOf(name), fault: messages.unfinished }];
    const isMissing = required && entryOf(state.sheet, name).state !== 'answered';
    return isMissing ? [{ name, title: titleOf(name), fault: messages.requiredFault }] : [];
  });
}

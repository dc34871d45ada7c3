import { derivedAnswer } from '../../interview/derivation.ts';
import { isAsked } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { make, setText } from '../../page/dom.ts';
import type { Desk, Field } from './desk.ts';

/** A fact or question on the page. */
export interface QuestionView {
  readonly item: Item;
  readonly element: HTMLElement;
  /** Shows what is said and known now, and whether it is asked at all. */
  update(): void;
  /** What is wrong with it or missing, in words, shown beside it as well; undefined where all is well. */
  check(): string | undefined;
  focus(): void;
}

/** What a fact or question is made of on the page. */
export interface QuestionParts {
  readonly element: HTMLElement;
  readonly field: Omit<Field, 'elements'>;
  /** What counts although it was not said. */
  readonly known: HTMLElement;
  readonly fault: HTMLElement;
  readonly clear: HTMLElement | undefined;
  readonly remarks: { update(): void } | undefined;
  readonly hint?: HTMLElement;
}

/** Keeps the parts of a question as the answers ask for; its fault is shown only when one has finished with it. */
export function watchQuestion(item: Item, parts: QuestionParts, desk: Desk): QuestionView {
  const { element, field, known, fault, clear, remarks, hint } = parts;
  const { name, required } = item;
  const { messages } = desk.wording;
  let isChecked = false;
  const faultNow = (): string | undefined => {
    const entered = field.fault();
    if (entered !== undefined) return entered;
    return required && desk.entry(name).state !== 'answered' ? messages.requiredFault : undefined;
  };
  const showFault = (): string | undefined => {
    const now = faultNow();
    setText(fault, now ?? '');
    element.classList.toggle('faulty', now !== undefined);
    return now;
  };
  const isField = (target: EventTarget | null): boolean =>
    target instanceof Element && element.contains(target) && !target.closest('.tools');
  element.addEventListener('focusout', ({ target, relatedTarget }) => {
    // Ticks are complete only when one goes on.
    if (!isField(target) || isField(relatedTarget)) return;
    isChecked ||= desk.unfinished(name) !== undefined;
    if (isChecked) showFault();
  });
  return {
    item,
    element,
    update: () => {
      element.hidden = !isAsked(desk.interview(), item);
      field.update();
      remarks?.update();
      setText(known, knownOf(item, desk));
      if (hint) hint.hidden = hint.textContent === '';
      if (clear) clear.hidden = desk.entry(name).state === 'unanswered' && desk.unfinished(name) === undefined;
      // While something is mended its fault may go, but none comes before one has finished.
      if (isChecked && fault.textContent !== '') showFault();
    },
    check: () => {
      if (element.hidden) return undefined;
      isChecked = true;
      return showFault();
    },
    focus: () => field.focus(),
  };
}

/** The button that takes an answer back. */
export function clearButton(name: string, desk: Desk): HTMLElement {
  const clear = (): void => desk.say(name, { state: 'unanswered' });
  return make('button', { type: 'button', class: 'quiet', onclick: clear }, desk.wording.messages.clear);
}

/** What counts although it was not said, or against what was said. */
function knownOf(item: Item, { wording, interview, entry }: Desk): string {
  const derived = derivedAnswer(interview(), item);
  const { state } = entry(item.name);
  const { messages } = wording;
  if (derived?.value !== undefined) {
    const answer = wording.answerOf(item.name, derived.value);
    if (derived.contradicted) return messages.contradicted(answer);
    return state === 'unanswered' ? messages.derived(answer) : '';
  }
  if (state !== 'unanswered' || item.input.default === null) return '';
  return messages.usual(wording.answerOf(item.name, item.input.default));
}

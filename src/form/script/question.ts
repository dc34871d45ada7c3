import { choicesOf } from '../../interview/choices.ts';
import { derivedAnswer } from '../../interview/derivation.ts';
import { isAsked } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { make, setText } from '../../page/dom.ts';
import { multipleField, singleField } from './choice-field.ts';
import type { Desk, Field } from './desk.ts';
import { lineField } from './line-field.ts';
import { remarkFields } from './remark-fields.ts';

/** Help of up to so many characters stands there; longer help is opened. */
const SHORT_HELP = 90;

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

/** Builds a fact or question; `id` is the page's own, since names may hold any character. */
export function buildQuestion(item: Item, id: string, desk: Desk): QuestionView {
  const { wording } = desk;
  const { name, input, required } = item;
  const { messages } = wording;
  const choices = choicesOf(input, { yes: 'Y', no: 'N' });
  const ids = { label: `${id}-label`, hint: `${id}-hint`, fault: `${id}-fault`, known: `${id}-known` };
  const describedBy = `${ids.hint} ${ids.known} ${ids.fault}`;
  const hint = make('p', { class: 'hint', id: ids.hint }, wording.hintFor(item) ?? '');
  const known = make('p', { class: 'known', id: ids.known });
  const fault = make('p', { class: 'fault', id: ids.fault, 'aria-live': 'polite' });
  const labels = { 'aria-describedby': describedBy, 'aria-labelledby': ids.label };
  const field: Field = !choices
    ? lineField(item, id, labels, desk)
    : (input.type === 'multiple' ? multipleField : singleField)(item, choices, id, desk);
  const remarks = input.role === 'question' ? remarkFields(item, id, desk) : undefined;
  const clear = make(
    'button',
    { type: 'button', class: 'quiet', onclick: () => desk.say(name, { state: 'unanswered' }) },
    messages.clear,
  );
  const text = [
    ...numberOf(item).map((number) => make('span', { class: 'number' }, number)),
    ...markedText(wording.askedOf(item), required ? messages.required : undefined),
  ];
  // A fieldset names its group; a single line is named by its label.
  const element = make(
    'fieldset',
    { class: 'question', 'aria-describedby': choices ? describedBy : undefined },
    make('legend', { id: ids.label }, ...text),
    ...helpOf(item, desk),
    hint,
    ...field.elements,
    known,
    fault,
    make('div', { class: 'tools' }, remarks?.element, choices && clear),
  );
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
      hint.hidden = hint.textContent === '';
      clear.hidden = desk.entry(name).state === 'unanswered' && desk.unfinished(name) === undefined;
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

function helpOf({ input }: Item, { wording }: Desk): HTMLElement[] {
  const help = wording.pick(input.definition.help);
  if (help === undefined) return [];
  const paragraphs = help.split('\n').map((text) => make('p', { class: 'help' }, text));
  if (help.length <= SHORT_HELP) return paragraphs;
  return [make('details', { class: 'help' }, make('summary', {}, wording.messages.help), ...paragraphs)];
}

/** A number that people know a question by, as on paper; a speaking id is no help to them. */
function numberOf({ name, input }: Item): string[] {
  return input.role === 'question' && /^[A-Z]*\d[\w.]*$/.test(name) ? [name] : [];
}

function markedText(text: string, mark: string | undefined): (string | HTMLElement)[] {
  return mark === undefined ? [text] : [text, ' ', make('span', { class: 'mark' }, mark)];
}

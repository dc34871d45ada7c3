import { choicesOf } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import { make } from '../../page/dom.ts';
import { type ChoiceField, choiceField, listOptions } from './choice-field.ts';
import type { Desk, Field } from './desk.ts';
import { lineField } from './line-field.ts';
import { clearButton, type QuestionView, watchQuestion } from './question-view.ts';
import { remarkFields } from './remark-fields.ts';

/** Help of up to so many characters stands there; longer help is opened. */
const SHORT_HELP = 90;

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
  const field = choices ? listed(choiceField(item, choices, id, desk)) : lineField(item, id, labels, desk);
  const remarks = input.role === 'question' ? remarkFields(item, id, desk) : undefined;
  const clear = clearButton(name, desk);
  const text = [
    ...numberOf(item).map((number) => make('span', { class: 'number' }, number)),
    ...markedText(wording.askedOf(item), required ? messages.required : undefined),
  ];
  // A fieldset names its group; a single line is named by its label.
  const element = make(
    'fieldset',
    { class: 'question', 'aria-describedby': choices ? describedBy : undefined },
    make('legend', { id: ids.label }, ...text),
    ...helpOf(wording.pick(input.definition.help), desk),
    hint,
    ...field.elements,
    known,
    fault,
    make('div', { class: 'tools' }, remarks?.element, choices && clear),
  );
  return watchQuestion(item, { element, field, known, fault, clear: choices && clear, remarks, hint }, desk);
}

function listed({ options, ...field }: ChoiceField): Field {
  return { ...field, elements: [listOptions(options)] };
}

/** Help is opened where it is long. */
export function helpOf(help: string | undefined, { wording }: Desk): HTMLElement[] {
  if (help === undefined) return [];
  const paragraphs = help.split('\n').map((text) => make('p', { class: 'help' }, text));
  if (help.length <= SHORT_HELP) return paragraphs;
  return [make('details', { class: 'help' }, make('summary', {}, wording.messages.help), ...paragraphs)];
}

/** A number that people know a question by, as on paper; a speaking id is no help to them. */
function numberOf({ name, input }: Item): string[] {
  return input.role === 'question' ? numberIn(name) : [];
}

/** The same of a name. */
export function numberIn(name: string): string[] {
  return /^[A-Z]*\d[\w.]*$/.test(name) ? [name] : [];
}

function markedText(text: string, mark: string | undefined): (string | HTMLElement)[] {
  return mark === undefined ? [text] : [text, ' ', make('span', { class: 'mark' }, mark)];
}

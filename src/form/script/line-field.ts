import type { Item } from '../../interview/outline.ts';
import { type ReadTyped, readTyped } from '../../interview/typed.ts';
import { type Attributes, make } from '../../page/dom.ts';
import { statesFor } from './choice-field.ts';
import type { Desk, Field } from './desk.ts';

/** How a browser helps with what is typed; of a number it gets no say, for it would refuse a comma. */
const KINDS: Readonly<Record<string, Attributes>> = {
  date: { type: 'date' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  integer: { type: 'text', inputmode: 'numeric' },
  scale: { type: 'text', inputmode: 'numeric' },
  decimal: { type: 'text', inputmode: 'decimal' },
  percent: { type: 'text', inputmode: 'decimal' },
  uscc: { type: 'text', autocapitalize: 'characters', spellcheck: 'false' },
};

/** A line to type into, or lines for the text of a question, with boxes for what can be said instead. */
export function lineField(item: Item, id: string, labels: Attributes, desk: Desk): Field {
  const { wording } = desk;
  const { name, input, required } = item;
  const isLong = input.type === 'text' && input.role === 'question';
  const attributes: Attributes = {
    id,
    ...labels,
    autocomplete: 'off',
    'aria-required': required ? 'true' : undefined,
    ...KINDS[input.type],
    oninput: () => enter(),
  };
  const control = isLong
    ? make('textarea', { rows: 3, ...attributes })
    : make('input', { type: 'text', ...attributes });
  const read = (): ReadTyped => readTyped(input, control.value, wording.decimal);
  const enter = (): void => {
    const typed = read();
    if ('value' in typed) desk.say(name, { state: 'answered', value: typed.value });
    else if (typed.fault === 'empty') desk.say(name, { state: 'unanswered' });
    else desk.keep(name, control.value);
  };
  const boxes = statesFor(item).map((state) => {
    const change = (): void => (box.checked ? desk.say(name, { state }) : enter());
    const box = make('input', { type: 'checkbox', id: `${id}-${state}`, onchange: change });
    const element = make('div', { class: 'choice state' }, box, make('label', { for: box.id }, wording[state]));
    return { state, box, element };
  });
  const known = desk.unfinished(name) ?? desk.entry(name).value;
  if (known !== undefined)
    control.value = desk.unfinished(name) ? String(known) : wording.typedForm(item, known as never);
  return {
    elements: [
      make('div', { class: 'line' }, control),
      ...(boxes.length > 0 ? [make('div', { class: 'choices' }, ...boxes.map(({ element }) => element))] : []),
    ],
    update: () => {
      const { state } = desk.entry(name);
      for (const { box, state: own } of boxes) box.checked = state === own;
      const isSetAside = state === 'unknown' || state === 'notApplicable';
      control.classList.toggle('aside', isSetAside);
      if (desk.unfinished(name) === undefined) control.removeAttribute('aria-invalid');
    },
    fault: () => {
      if (desk.unfinished(name) === undefined) return undefined;
      const typed = read();
      const fault = 'value' in typed || typed.fault === 'empty' ? undefined : wording.faultOf(typed, item);
      if (fault !== undefined) control.setAttribute('aria-invalid', 'true');
      return fault;
    },
    focus: () => control.focus(),
  };
}

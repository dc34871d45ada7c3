import { type Atom, sameAtom } from '../../condition/value.ts';
import { type Choice, toggleChoice } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import { make } from '../../page/dom.ts';
import { readAnswerValue } from '../../scoring/answer-value.ts';
import { type AnswerState, isChoices } from '../../scoring/sheet.ts';
import type { Desk, Field } from './desk.ts';

/** What can be said instead of an answer, as far as it is allowed. */
export function statesFor({ input, required }: Item): Exclude<AnswerState, 'answered' | 'unanswered'>[] {
  return [...(required ? [] : ['unknown' as const]), ...(input.notApplicable ? ['notApplicable' as const] : [])];
}

/** Radio buttons for one answer; "don't know yet" and "not applicable" stand among them. */
export function singleField(item: Item, choices: readonly Choice[], id: string, desk: Desk): Field {
  const { wording } = desk;
  const radios: { readonly control: HTMLInputElement; isSaid(): boolean }[] = [];
  const add = (label: string, kind: string, say: () => void, isSaid: () => boolean, help?: string): HTMLElement => {
    const control = make('input', { type: 'radio', name: id, id: `${id}-${radios.length}`, onchange: say });
    radios.push({ control, isSaid });
    return option(control, label, kind, help);
  };
  const elements = [
    ...choices.map((choice) =>
      add(
        wording.optionOf(item, choice),
        'choice',
        () => desk.say(item.name, { state: 'answered', value: choice.value }),
        () => {
          const { state, value } = desk.entry(item.name);
          return state === 'answered' && !isChoices(value) && sameAtom(value as Atom, choice.value);
        },
        wording.pick(choice.help),
      ),
    ),
    ...statesFor(item).map((state) =>
      add(
        wording[state],
        'choice state',
        () => desk.say(item.name, { state }),
        () => desk.entry(item.name).state === state,
      ),
    ),
  ];
  return {
    elements: [make('div', { class: 'choices' }, ...elements)],
    update: () => {
      for (const { control, isSaid } of radios) control.checked = isSaid();
    },
    fault: () => undefined,
    focus: () => (radios.find(({ control }) => control.checked) ?? radios[0])?.control.focus(),
  };
}

/** Boxes to tick. An exclusive one stands alone, as do "don't know yet" and "not applicable". */
export function multipleField(item: Item, choices: readonly Choice[], id: string, desk: Desk): Field {
  const { wording } = desk;
  const { name, input } = item;
  const { least, most } = input.choose;
  const tickedNow = (): ReadonlySet<number> => {
    const { state, value } = desk.entry(name);
    const chosen = desk.unfinished(name) ?? (state === 'answered' ? value : undefined) ?? [];
    return new Set(
      choices.flatMap((choice, i) => (isChoices(chosen) && chosen.includes(String(choice.value)) ? [i] : [])),
    );
  };
  const tick = (ticked: ReadonlySet<number>): void => {
    const value = [...ticked].map((i) => String(choices[i]?.value));
    const read = readAnswerValue(input, value);
    if (value.length === 0) desk.say(name, { state: 'unanswered' });
    else if ('value' in read) desk.say(name, { state: 'answered', value: read.value });
    else desk.keep(name, value);
  };
  const boxes = choices.map((choice, i) => {
    const toggle = (): void => tick(toggleChoice(choices, tickedNow(), i));
    const control = make('input', { type: 'checkbox', id: `${id}-${i}`, onchange: toggle });
    return { control, element: option(control, wording.optionOf(item, choice), 'choice', wording.pick(choice.help)) };
  });
  const isNone = (): boolean => {
    const { state, value } = desk.entry(name);
    return state === 'answered' && isChoices(value) && value.length === 0;
  };
  const others = [
    // Ticking nothing says nothing; where choosing none is an answer, it can be given.
    ...(least === 0 && !choices.some(({ exclusive }) => exclusive)
      ? [{ label: wording.messages.noneOfThese, isSaid: isNone, saying: { state: 'answered', value: [] } as const }]
      : []),
    ...statesFor(item).map((state) => ({
      label: wording[state],
      isSaid: () => desk.entry(name).state === state,
      saying: { state } as const,
    })),
  ].map(({ label, isSaid, saying }, i) => {
    const control = make('input', {
      type: 'checkbox',
      id: `${id}-s${i}`,
      onchange: () => {
        const { value } = desk.entry(name);
        if (!isSaid()) desk.say(name, saying);
        else if (isChoices(value ?? []) && (value as readonly string[] | undefined)?.length)
          desk.say(name, { state: 'answered', value: value as readonly string[] });
        else desk.say(name, { state: 'unanswered' });
      },
    });
    return { control, isSaid, element: option(control, label, 'choice state') };
  });
  return {
    elements: [make('div', { class: 'choices' }, ...[...boxes, ...others].map(({ element }) => element))],
    update: () => {
      const ticked = tickedNow();
      boxes.forEach(({ control }, i) => {
        control.checked = ticked.has(i);
      });
      for (const { control, isSaid } of others) control.checked = isSaid();
    },
    fault: () => {
      const entered = desk.unfinished(name);
      if (entered === undefined) return undefined;
      const { messages } = wording;
      return most !== null && entered.length > most ? messages.tickAtMost(most) : messages.tickAtLeast(least);
    },
    focus: () => (boxes[0] ?? others[0])?.control.focus(),
  };
}

function option(control: HTMLInputElement, label: string, kind: string, help?: string): HTMLElement {
  const helpId = `${control.id}-help`;
  if (help !== undefined) control.setAttribute('aria-describedby', helpId);
  return make(
    'div',
    { class: kind },
    control,
    make('label', { for: control.id }, label),
    help !== undefined && make('p', { class: 'option-help', id: helpId }, help),
  );
}

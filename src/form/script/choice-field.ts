import { type Atom, sameAtom } from '../../condition/value.ts';
import { type Choice, toggleChoice } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import { make } from '../../page/dom.ts';
import { readAnswerValue } from '../../scoring/answer-value.ts';
import { type AnswerState, isChoices } from '../../scoring/sheet.ts';
import type { Desk, Field } from './desk.ts';

/** One thing that can be chosen: its control, and its words. */
export interface Option {
  readonly control: HTMLInputElement;
  readonly label: string;
  /** Whether it is said instead of an answer. */
  readonly isState: boolean;
  readonly help?: string | undefined;
}

/** A field of things to choose among; where they stand is for others to say. */
export interface ChoiceField extends Omit<Field, 'elements'> {
  readonly options: readonly Option[];
}

/** What can be said instead of an answer, as far as it is allowed. */
export function statesFor({ input, required }: Item): Exclude<AnswerState, 'answered' | 'unanswered'>[] {
  return [...(required ? [] : ['unknown' as const]), ...(input.notApplicable ? ['notApplicable' as const] : [])];
}

/** The controls of a question with choices. */
export function choiceField(item: Item, choices: readonly Choice[], id: string, desk: Desk): ChoiceField {
  return (item.input.type === 'multiple' ? multipleField : singleField)(item, choices, id, desk);
}

/** Radio buttons for one answer; "don't know yet" and "not applicable" stand among them. */
function singleField(item: Item, choices: readonly Choice[], id: string, desk: Desk): ChoiceField {
  const { wording } = desk;
  const said: (() => boolean)[] = [];
  const add = (label: string, isState: boolean, say: () => void, isSaid: () => boolean, help?: string): Option => {
    const control = make('input', { type: 'radio', name: id, id: `${id}-${said.length}`, onchange: say });
    said.push(isSaid);
    return { control, label, isState, help };
  };
  const options = [
    ...choices.map((choice) =>
      add(
        wording.optionOf(item, choice),
        false,
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
        true,
        () => desk.say(item.name, { state }),
        () => desk.entry(item.name).state === state,
      ),
    ),
  ];
  return {
    options,
    update: () => {
      options.forEach(({ control }, i) => {
        control.checked = said[i]?.() ?? false;
      });
    },
    fault: () => undefined,
    focus: () => (options.find(({ control }) => control.checked) ?? options[0])?.control.focus(),
  };
}

/** Boxes to tick. An exclusive one stands alone, as do "don't know yet" and "not applicable". */
function multipleField(item: Item, choices: readonly Choice[], id: string, desk: Desk): ChoiceField {
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
  const boxes = choices.map((choice, i): Option => {
    const toggle = (): void => tick(toggleChoice(choices, tickedNow(), i));
    const control = make('input', { type: 'checkbox', id: `${id}-${i}`, onchange: toggle });
    return { control, label: wording.optionOf(item, choice), isState: false, help: wording.pick(choice.help) };
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
    return { control, label, isState: true, isSaid };
  });
  return {
    options: [...boxes, ...others],
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

/** Things to choose among, below each other. */
export function listOptions(options: readonly Option[]): HTMLElement {
  return make('div', { class: 'choices' }, ...options.map(listOption));
}

function listOption({ control, label, isState, help }: Option): HTMLElement {
  const helpId = `${control.id}-help`;
  if (help !== undefined) control.setAttribute('aria-describedby', helpId);
  return make(
    'div',
    { class: isState ? 'choice state' : 'choice' },
    control,
    make('label', { for: control.id }, label),
    help !== undefined && make('p', { class: 'option-help', id: helpId }, help),
  );
}

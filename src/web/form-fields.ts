// Builds the controls for the answer to one question: choices, typed lines, remarks.

import {
  type Choice,
  type InterviewItem,
  type ParsedTypedAnswer,
  parseTypedAnswer,
  toggleChoice,
} from '../interview/index.ts';
import {
  type AnswerState,
  type Atom,
  areSameAtoms,
  findMissingRemark,
  hasEvidence,
  type Input,
  isChoices,
  parseAnswerValue,
  takesSeveral,
} from '../scoring/index.ts';
import { type Attributes, make, setText } from './dom.ts';
import type { FormContext, FormFieldView } from './form-context.ts';

/** An option that can be chosen: its control and its texts. */
export interface FieldOption {
  readonly control: HTMLInputElement;
  readonly label: string;
  /** Whether the option stands for a state such as "don't know yet", chosen instead of an answer. */
  readonly isState: boolean;
  readonly help?: string | undefined;
}

/** A field of options; the caller decides their layout. */
export interface ChoiceField extends Omit<FormFieldView, 'elements'> {
  readonly options: readonly FieldOption[];
}

/** Lists the states that may be chosen instead of an answer. */
function statesFor({ input, required }: InterviewItem): Exclude<AnswerState, 'answered' | 'unanswered'>[] {
  return [...(required ? [] : ['unknown' as const]), ...(input.notApplicable ? ['notApplicable' as const] : [])];
}

/** Builds the controls for a question with choices. */
export function choiceField(
  item: InterviewItem,
  choices: readonly Choice[],
  id: string,
  desk: FormContext,
): ChoiceField {
  return (takesSeveral(item.input) ? multipleField : singleField)(item, choices, id, desk);
}

/** Builds radio buttons for a single answer, including "don't know yet" and "not applicable". */
function singleField(item: InterviewItem, choices: readonly Choice[], id: string, desk: FormContext): ChoiceField {
  const { wording } = desk;
  const choiceTests: (() => boolean)[] = [];
  const add = (label: string, isState: boolean, say: () => void, isSaid: () => boolean, help?: string): FieldOption => {
    const control = make('input', { type: 'radio', name: id, id: `${id}-${choiceTests.length}`, onchange: say });
    choiceTests.push(isSaid);
    return { control, label, isState, help };
  };
  const options = [
    ...choices.map((choice) =>
      add(
        wording.optionOf(item, choice),
        false,
        () => desk.submitAnswer(item.name, { state: 'answered', value: choice.value }),
        () => {
          const { state, value } = desk.entry(item.name);
          return state === 'answered' && !isChoices(value) && areSameAtoms(value as Atom, choice.value);
        },
        wording.pick(choice.help),
      ),
    ),
    ...statesFor(item).map((state) =>
      add(
        wording[state],
        true,
        () => desk.submitAnswer(item.name, { state }),
        () => desk.entry(item.name).state === state,
      ),
    ),
  ];
  return {
    options,
    update: () => {
      options.forEach(({ control }, i) => {
        control.checked = choiceTests[i]?.() ?? false;
      });
    },
    fault: () => undefined,
    focus: () => (options.find(({ control }) => control.checked) ?? options[0])?.control.focus(),
  };
}

/** Builds checkboxes. An exclusive option unticks all others, as do "don't know yet" and "not applicable". */
function multipleField(item: InterviewItem, choices: readonly Choice[], id: string, desk: FormContext): ChoiceField {
  const { wording } = desk;
  const { name, input } = item;
  const { least, most } = input.choose;
  const tickedNow = (): ReadonlySet<number> => {
    const { state, value } = desk.entry(name);
    const chosenIds = desk.unfinished(name) ?? (state === 'answered' ? value : undefined) ?? [];
    return new Set(
      choices.flatMap((choice, i) => (isChoices(chosenIds) && chosenIds.includes(String(choice.value)) ? [i] : [])),
    );
  };
  const setTicks = (ticked: ReadonlySet<number>): void => {
    const value = [...ticked].map((i) => String(choices[i]?.value));
    const parsedAnswer = parseAnswerValue(input, value);
    if (value.length === 0) desk.submitAnswer(name, { state: 'unanswered' });
    else if ('value' in parsedAnswer) desk.submitAnswer(name, { state: 'answered', value: parsedAnswer.value });
    else desk.saveUnfinished(name, value);
  };
  const boxes = choices.map((choice, i): FieldOption => {
    const toggleChoiceAt = (): void => setTicks(toggleChoice(choices, tickedNow(), i));
    const control = make('input', { type: 'checkbox', id: `${id}-${i}`, onchange: toggleChoiceAt });
    return { control, label: wording.optionOf(item, choice), isState: false, help: wording.pick(choice.help) };
  });
  const isNone = (): boolean => {
    const { state, value } = desk.entry(name);
    return state === 'answered' && isChoices(value) && value.length === 0;
  };
  const otherButtons = [
    // Without any tick, the question is unanswered. Where choosing nothing is allowed, that therefore needs an option
    // of its own.
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
        if (!isSaid()) desk.submitAnswer(name, saying);
        else if (isChoices(value ?? []) && (value as readonly string[] | undefined)?.length)
          desk.submitAnswer(name, { state: 'answered', value: value as readonly string[] });
        else desk.submitAnswer(name, { state: 'unanswered' });
      },
    });
    return { control, label, isState: true, isSaid };
  });
  return {
    options: [...boxes, ...otherButtons],
    update: () => {
      const tickedBoxes = tickedNow();
      boxes.forEach(({ control }, i) => {
        control.checked = tickedBoxes.has(i);
      });
      for (const { control, isSaid } of otherButtons) control.checked = isSaid();
    },
    fault: () => {
      const unfinishedInput = desk.unfinished(name);
      if (unfinishedInput === undefined) return undefined;
      const { messages } = wording;
      return most !== null && unfinishedInput.length > most
        ? messages.tickAtMost({ most })
        : messages.tickAtLeast({ least });
    },
    focus: () => (boxes[0] ?? otherButtons[0])?.control.focus(),
  };
}

/** Lists options below each other. */
export function listOptions(options: readonly FieldOption[]): HTMLElement {
  return make('div', { class: 'choices' }, ...options.map(listOption));
}

function listOption({ control, label, isState, help }: FieldOption): HTMLElement {
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

/**
 * Returns attributes that tell the browser how to assist typing. Numbers are typed as text, because a number input
 * would refuse a comma.
 */
function typingAidOf({ form, whole }: Input): Attributes {
  switch (form.control) {
    case 'typeDay':
      return { type: 'date' };
    case 'typeEmail':
      return { type: 'email', autocomplete: 'email' };
    case 'typePhone':
      return { type: 'tel', autocomplete: 'tel' };
    case 'pickStep':
    case 'typeNumber':
      return { type: 'text', inputmode: whole ? 'numeric' : 'decimal' };
    case 'typeRegisterNumber':
      return { type: 'text', autocapitalize: 'characters', spellcheck: 'false' };
    case 'pickOne':
    case 'pickSeveral':
    case 'pickYesNo':
    case 'typeText':
      return {};
  }
}

/**
 * Builds a text field (for questions with free text, a text area), with checkboxes for the states that may be chosen
 * instead of an answer.
 */
export function lineField(item: InterviewItem, id: string, labels: Attributes, desk: FormContext): FormFieldView {
  const { wording } = desk;
  const { name, input, required } = item;
  const isLong = input.form.control === 'typeText' && input.role === 'question';
  const attributes: Attributes = {
    id,
    ...labels,
    autocomplete: 'off',
    'aria-required': required ? 'true' : undefined,
    ...typingAidOf(input),
    oninput: () => submitTypedText(),
  };
  const control = isLong
    ? make('textarea', { rows: 3, ...attributes })
    : make('input', { type: 'text', ...attributes });
  const readTypedAnswer = (): ParsedTypedAnswer => parseTypedAnswer(input, control.value, wording.decimal);
  const submitTypedText = (): void => {
    const typedText = readTypedAnswer();
    if ('value' in typedText) desk.submitAnswer(name, { state: 'answered', value: typedText.value });
    else if (typedText.fault === 'empty') desk.submitAnswer(name, { state: 'unanswered' });
    else desk.saveUnfinished(name, control.value);
  };
  const boxes = statesFor(item).map((state) => {
    const takeChange = (): void => (box.checked ? desk.submitAnswer(name, { state }) : submitTypedText());
    const box = make('input', { type: 'checkbox', id: `${id}-${state}`, onchange: takeChange });
    const element = make('div', { class: 'choice state' }, box, make('label', { for: box.id }, wording[state]));
    return { state, box, element };
  });
  const knownValue = desk.unfinished(name) ?? desk.entry(name).value;
  if (knownValue !== undefined)
    control.value = desk.unfinished(name) ? String(knownValue) : wording.typedForm(item, knownValue as never);
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
      const typedText = readTypedAnswer();
      const fault = 'value' in typedText || typedText.fault === 'empty' ? undefined : wording.faultOf(typedText, item);
      if (fault !== undefined) control.setAttribute('aria-invalid', 'true');
      return fault;
    },
    focus: () => control.focus(),
  };
}

/** Builds the fields for an answer's note and evidence. */
export function remarkFields(
  item: InterviewItem,
  id: string,
  desk: FormContext,
): { readonly element: HTMLElement; update(): void } {
  const { messages } = desk.wording;
  const { name, input } = item;
  const { note = '', evidence = [] } = desk.entry(name);
  const hint = make('p', { class: 'hint' });
  const write = (): void => {
    const lines = evidenceLines.value.split('\n').map((line) => line.trim());
    desk.annotate(name, { note: noteLines.value.trim(), evidence: lines.filter((line) => line !== '') });
  };
  const noteLines = make('textarea', { id: `${id}-note`, rows: 2, oninput: write });
  const evidenceLines = make('textarea', { id: `${id}-evidence`, rows: 2, oninput: write });
  noteLines.value = note;
  evidenceLines.value = evidence.join('\n');
  const heading = make('summary', {});
  const element = make(
    'details',
    { class: 'remarks' },
    heading,
    hint,
    make('label', { class: 'remarks-label', for: noteLines.id }, messages.note),
    noteLines,
    make('label', { class: 'remarks-label', for: evidenceLines.id }, messages.evidence),
    evidenceLines,
  );
  return {
    element,
    update: () => {
      const entry = desk.entry(name);
      const isGiven = Boolean(entry.note) || hasEvidence(entry);
      setText(heading, isGiven ? messages.remarksGiven : messages.remarks);
      const { plan, evaluation } = desk.interview();
      const wantedEvidence = findMissingRemark(plan, input, entry, evaluation);
      setText(hint, wantedEvidence ? messages[wantedEvidence] : '');
      hint.hidden = wantedEvidence === undefined;
      element.classList.toggle('given', isGiven);
    },
  };
}

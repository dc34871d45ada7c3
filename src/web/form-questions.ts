// Builds a section of the form: its questions and matrices, and the list of what is wrong or missing.

import {
  choicesOf,
  type InterviewItem,
  type InterviewPart,
  isAsked,
  isQuestionNumber,
  isRequired,
  keyFactOf,
  listPromptWarnings,
  readDerivedAnswer,
  splitQuestionNumber,
} from '../interview/index.ts';
import type { Question } from '../model/index.ts';
import { make, setText } from './dom.ts';
import type { FormContext, FormFieldView } from './form-context.ts';
import {
  type ChoiceField,
  choiceField,
  type FieldOption,
  lineField,
  listOptions,
  remarkFields,
} from './form-fields.ts';

/** A page with all questions of a part: the facts, or one section. */
export interface SectionPage {
  readonly elements: readonly HTMLElement[];
  readonly views: readonly QuestionView[];
  /** Shows a list of what is wrong or missing and moves to the list; returns true if there is nothing to list. */
  check(): boolean;
}

/** Builds the page of a part. `idOf` returns an element id for each fact or question that is unique in the page. */
export function buildSection(
  part: InterviewPart,
  items: readonly InterviewItem[],
  idOf: (item: InterviewItem) => string,
  desk: FormContext,
): SectionPage {
  const { wording } = desk;
  const { messages } = wording;
  const blocks = groupRows(items).map((rows) => buildBlock(part, rows, idOf, desk));
  const views = blocks.flatMap((block) => block.views);
  const fundingText = part.kind === 'funding' ? messages.fundingText : undefined;
  const text = part.kind === 'section' ? wording.pick(part.section.text) : fundingText;
  const problems = make('div', { class: 'problems', tabindex: -1, hidden: true });
  return {
    elements: [
      ...(text === undefined ? [] : [make('p', { class: 'section-text' }, text)]),
      problems,
      ...blocks.map(({ element }) => element),
    ],
    views,
    check: () => {
      const faults = views.flatMap((view) => {
        const fault = view.check();
        return fault === undefined ? [] : [{ view, fault }];
      });
      problems.hidden = faults.length === 0;
      problems.replaceChildren(
        make('p', {}, messages.attention({ count: faults.length })),
        make(
          'ul',
          { class: 'lines' },
          ...faults.map(({ view, fault }) =>
            make(
              'li',
              {},
              make(
                'button',
                { type: 'button', class: 'link', onclick: () => view.focus() },
                wording.titleOf(view.item.name),
              ),
              ` ${fault}`,
            ),
          ),
        ),
      );
      if (faults.length > 0) problems.focus();
      return faults.length === 0;
    },
  };
}

/** Groups questions for display: the rows of a matrix together, every other question alone. */
function groupRows(items: readonly InterviewItem[]): InterviewItem[][] {
  const groups: InterviewItem[][] = [];
  for (const item of items) {
    const lastGroup = groups.at(-1);
    if (lastGroup?.[0]?.input.matrix === item.input.matrix && isTabular(item)) lastGroup.push(item);
    else groups.push([item]);
  }
  return groups;
}

function buildBlock(
  part: InterviewPart,
  items: readonly InterviewItem[],
  idOf: (item: InterviewItem) => string,
  desk: FormContext,
): { readonly element: HTMLElement; readonly views: readonly QuestionView[] } {
  const [first] = items as readonly [InterviewItem];
  const matrix =
    part.kind === 'section' ? part.section.questions.find(({ id }) => id === first.input.matrix) : undefined;
  if (matrix && isTabular(first)) return buildMatrix(matrix, items, idOf, desk);
  const view = buildQuestion(first, idOf(first), desk);
  return { element: view.element, views: [view] };
}

/** Maximum length of a help text that is always visible; a longer one must be expanded. */
const MAX_SHORT_HELP_CHARS = 90;

/**
 * Builds a fact or question. `id` is used for its elements instead of its name, because a name may contain any
 * character.
 */
function buildQuestion(item: InterviewItem, id: string, desk: FormContext): QuestionView {
  const { wording } = desk;
  const { name, input, required } = item;
  const { messages } = wording;
  const choices = choicesOf(input, { yes: 'Y', no: 'N' });
  const ids = { label: `${id}-label`, hint: `${id}-hint`, fault: `${id}-fault`, known: `${id}-known` };
  const describedBy = `${ids.hint} ${ids.known} ${ids.fault}`;
  const isKey = input === keyFactOf(desk.interview().plan);
  const hint = make('p', { class: 'hint', id: ids.hint }, wording.hintFor(item) ?? '');
  const knownHint = make('p', { class: 'known', id: ids.known });
  const fault = make('p', { class: 'fault', id: ids.fault, 'aria-live': 'polite' });
  const labels = { 'aria-describedby': describedBy, 'aria-labelledby': ids.label };
  const field = choices ? listField(choiceField(item, choices, id, desk)) : lineField(item, id, labels, desk);
  const remarks = input.role === 'question' ? remarkFields(item, id, desk) : undefined;
  const clearControl = clearButton(name, desk);
  const text = [
    ...splitQuestionNumber(item).map((number) => make('span', { class: 'number' }, number)),
    ...markedText(wording.askedOf(item), required && !isKey ? messages.required : undefined),
  ];
  // Several controls are named by the legend of a fieldset; a single text field is named by its label.
  const element = make(
    'fieldset',
    { class: 'question', 'aria-describedby': choices ? describedBy : undefined },
    make('legend', { id: ids.label }, ...text),
    ...helpOf(wording.pick(input.definition.help), desk),
    hint,
    isKey && make('p', { class: 'hint' }, messages.codeMayWait),
    ...field.elements,
    knownHint,
    fault,
    make('div', { class: 'tools' }, remarks?.element, choices && clearControl),
  );
  return createQuestionView(
    item,
    { element, field, known: knownHint, fault, clear: choices && clearControl, remarks, hint },
    desk,
  );
}

function listField({ options, ...field }: ChoiceField): FormFieldView {
  return { ...field, elements: [listOptions(options)] };
}

/** Builds the help text, collapsed if it is long. */
function helpOf(help: string | undefined, { wording }: FormContext): HTMLElement[] {
  if (help === undefined) return [];
  const paragraphs = help.split('\n').map((text) => make('p', { class: 'help' }, text));
  if (help.length <= MAX_SHORT_HELP_CHARS) return paragraphs;
  return [make('details', { class: 'help' }, make('summary', {}, wording.messages.help), ...paragraphs)];
}

function markedText(text: string, mark: string | undefined): (string | HTMLElement)[] {
  return mark === undefined ? [text] : [text, ' ', make('span', { class: 'mark' }, mark)];
}

/** A fact or question on the page. */
interface QuestionView {
  readonly item: InterviewItem;
  readonly element: HTMLElement;
  /** Shows the current answer and calculated values; hides the question if it is not asked. */
  update(): void;
  /** Returns what is wrong or missing, and shows it beside the question; undefined if nothing is. */
  check(): string | undefined;
  focus(): void;
}

/** The elements of a fact or question in the page. */
interface QuestionParts {
  readonly element: HTMLElement;
  readonly field: Omit<FormFieldView, 'elements'>;
  /** The element with the value that counts because the user entered none, such as a calculated value. */
  readonly known: HTMLElement;
  readonly fault: HTMLElement;
  readonly clear: HTMLElement | undefined;
  readonly remarks: { update(): void } | undefined;
  readonly hint?: HTMLElement;
}

/** Keeps a question's elements up to date with its answer. Errors appear only after the user has left the question. */
function createQuestionView(item: InterviewItem, parts: QuestionParts, desk: FormContext): QuestionView {
  const { element, field, known, fault, clear, remarks, hint } = parts;
  const { name } = item;
  const { messages } = desk.wording;
  let isChecked = false;
  const faultNow = (): string | undefined => {
    const inputFault = field.fault();
    if (inputFault !== undefined) return inputFault;
    const isMissing = isRequired(desk.interview(), item) && desk.entry(name).state !== 'answered';
    return isMissing ? messages.requiredFault : undefined;
  };
  const showFault = (): string | undefined => {
    const currentFault = faultNow();
    setText(fault, currentFault ?? '');
    element.classList.toggle('faulty', currentFault !== undefined);
    return currentFault;
  };
  const isField = (target: EventTarget | null): boolean =>
    target instanceof Element && element.contains(target) && !target.closest('.tools');
  element.addEventListener('focusout', ({ target, relatedTarget }) => {
    // Only when the user moves on is it certain that no more options will be ticked.
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
      // While the user corrects input, a shown error may disappear; a new one appears only on leaving the field.
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

/** Builds the button that clears an answer. */
function clearButton(name: string, desk: FormContext): HTMLElement {
  const clearAnswer = (): void => desk.submitAnswer(name, { state: 'unanswered' });
  return make('button', { type: 'button', class: 'quiet', onclick: clearAnswer }, desk.wording.messages.clear);
}

/**
 * Returns a text about the value that counts because the user entered none, or that contradicts the one entered; empty
 * if there is no such value.
 */
function knownOf(item: InterviewItem, { wording, interview, entry }: FormContext): string {
  const derivation = readDerivedAnswer(interview(), item);
  const { state } = entry(item.name);
  const { messages } = wording;
  const loneWarning = listPromptWarnings(interview()).find(
    ({ code, name }) => code === 'option-alone' && name === item.name,
  );
  if (loneWarning) return wording.warningOf(loneWarning);
  if (derivation?.value !== undefined) {
    const answer = wording.answerOf(item.name, derivation.value);
    if (derivation.contradicted) return messages.contradicted({ derived: answer });
    return state === 'unanswered' ? messages.derived({ answer }) : '';
  }
  if (state !== 'unanswered' || item.input.default === null) return '';
  return messages.usual({ answer: wording.answerOf(item.name, item.input.default) });
}

/** A matrix in the page. */
interface Matrix {
  readonly element: HTMLElement;
  /** The rows of the matrix, in order. */
  readonly views: readonly QuestionView[];
}

interface MatrixRowView {
  readonly item: InterviewItem;
  readonly id: string;
  readonly field: ChoiceField;
}

/** Whether the rows of a matrix are shown as one table, which needs options as columns. */
function isTabular({ input }: InterviewItem): boolean {
  return input.matrix !== null && choicesOf(input, { yes: 'Y', no: 'N' }) !== undefined;
}

/** Builds the rows of a matrix as a table, with a row for each question and a column for each option. */
function buildMatrix(
  matrix: Question,
  items: readonly InterviewItem[],
  idOf: (item: InterviewItem) => string,
  desk: FormContext,
): Matrix {
  const { wording } = desk;
  const rows = items.map((item): MatrixRowView => {
    const id = idOf(item);
    return { item, id, field: choiceField(item, choicesOf(item.input, { yes: 'Y', no: 'N' }) ?? [], id, desk) };
  });
  const labels = columnsOf(rows);
  const columnId = (i: number): string => `${rows[0]?.id}-column-${i}`;
  const columns = labels.map(({ label, help }, i) =>
    make(
      'th',
      { scope: 'col', role: 'columnheader', id: columnId(i) },
      label,
      help !== undefined && make('span', { class: 'option-help' }, help),
    ),
  );
  const builtRows = rows.map((row) =>
    buildRow(row, matrix, { labels: labels.map(({ label }) => label), columnId }, desk),
  );
  const element = make(
    'fieldset',
    { class: 'question matrix' },
    make(
      'legend',
      {},
      ...(isQuestionNumber(matrix.id) ? [make('span', { class: 'number' }, matrix.id)] : []),
      wording.pick(matrix.text) ?? wording.pick(matrix.title) ?? matrix.id,
    ),
    ...helpOf(wording.pick(matrix.help), desk),
    make(
      'table',
      { role: 'table' },
      make(
        'thead',
        { role: 'rowgroup' },
        make('tr', { role: 'row' }, make('td', { role: 'cell' }), ...columns, make('td', { role: 'cell' })),
      ),
      make('tbody', { role: 'rowgroup' }, ...builtRows.map((view) => view.element)),
    ),
  );
  const hideEmpty = (): void => {
    element.hidden = builtRows.every((view) => view.element.hidden);
  };
  const updateRow = (view: QuestionView): void => {
    view.update();
    hideEmpty();
  };
  return { element, views: builtRows.map((view) => ({ ...view, update: () => updateRow(view) })) };
}

/** Collects the options of all rows, each once, in the order in which they occur, with the states at the end. */
function columnsOf(rows: readonly MatrixRowView[]): Pick<FieldOption, 'label' | 'help'>[] {
  const allOptions = rows.flatMap(({ field }) => field.options);
  const orderedOptions = [
    ...allOptions.filter(({ isState }) => !isState),
    ...allOptions.filter(({ isState }) => isState),
  ];
  return [...new Map(orderedOptions.map(({ label, help }) => [label, { label, help }])).values()];
}

function buildRow(
  { item, id, field }: MatrixRowView,
  matrix: Question,
  { labels, columnId }: { readonly labels: readonly string[]; columnId(i: number): string },
  desk: FormContext,
): QuestionView {
  const { wording } = desk;
  const statedRow = matrix.rows?.find((row) => `${matrix.id}/${row.id}` === item.name);
  const help = wording.pick(statedRow?.help);
  const knownHint = make('p', { class: 'known', id: `${id}-known` });
  const fault = make('p', { class: 'fault', id: `${id}-fault`, 'aria-live': 'polite' });
  const remarks = remarkFields(item, id, desk);
  const clearControl = clearButton(item.name, desk);
  const titleId = `${id}-label`;
  const cells = labels.map((label, i) => {
    const option = field.options.find((candidate) => candidate.label === label);
    if (!option) return make('td', { role: 'cell' });
    const { control, isState } = option;
    // Names the control by its row and column, because the column's text is elsewhere in the page.
    control.setAttribute('aria-labelledby', `${titleId} ${columnId(i)}`);
    control.setAttribute('aria-describedby', `${knownHint.id} ${fault.id}`);
    const words = make('span', { class: 'words', 'aria-hidden': 'true' }, label);
    return make('td', { role: 'cell', class: isState ? 'state' : undefined }, make('label', {}, control, words));
  });
  const element = make(
    'tr',
    { role: 'row' },
    make(
      'th',
      { scope: 'row', role: 'rowheader' },
      make('span', { id: titleId }, wording.pick(statedRow?.text) ?? statedRow?.id ?? item.name),
      help !== undefined && make('p', { class: 'help' }, help),
      knownHint,
      fault,
    ),
    ...cells,
    make('td', { role: 'cell', class: 'tools' }, remarks.element, clearControl),
  );
  return createQuestionView(item, { element, field, known: knownHint, fault, clear: clearControl, remarks }, desk);
}

import { choicesOf } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import type { Question } from '../../model/generated/types.ts';
import { make } from '../../page/dom.ts';
import { type ChoiceField, choiceField, type Option } from './choice-field.ts';
import type { Desk } from './desk.ts';
import { helpOf, numberIn } from './question.ts';
import { clearButton, type QuestionView, watchQuestion } from './question-view.ts';
import { remarkFields } from './remark-fields.ts';

/** A matrix on the page. */
export interface Matrix {
  readonly element: HTMLElement;
  /** One for each row, in order. */
  readonly views: readonly QuestionView[];
}

interface Row {
  readonly item: Item;
  readonly id: string;
  readonly field: ChoiceField;
}

/** Whether the rows of a matrix stand in one table: those with things to choose do. */
export function isTabular({ input }: Item): boolean {
  return input.matrix !== null && choicesOf(input, { yes: 'Y', no: 'N' }) !== undefined;
}

/** Builds the rows of a matrix as a table: a row for each question, a column for each thing that can be said of it. */
export function buildMatrix(
  matrix: Question,
  items: readonly Item[],
  idOf: (item: Item) => string,
  desk: Desk,
): Matrix {
  const { wording } = desk;
  const rows = items.map((item): Row => {
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
  const built = rows.map((row) => buildRow(row, matrix, { labels: labels.map(({ label }) => label), columnId }, desk));
  const element = make(
    'fieldset',
    { class: 'question matrix' },
    make(
      'legend',
      {},
      ...numberIn(matrix.id).map((number) => make('span', { class: 'number' }, number)),
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
      make('tbody', { role: 'rowgroup' }, ...built.map((view) => view.element)),
    ),
  );
  const hideEmpty = (): void => {
    element.hidden = built.every((view) => view.element.hidden);
  };
  const update = (view: QuestionView): void => {
    view.update();
    hideEmpty();
  };
  return { element, views: built.map((view) => ({ ...view, update: () => update(view) })) };
}

/** What can be said, in the order of the first row that has it; what is said instead of an answer stands last. */
function columnsOf(rows: readonly Row[]): Pick<Option, 'label' | 'help'>[] {
  const all = rows.flatMap(({ field }) => field.options);
  const ordered = [...all.filter(({ isState }) => !isState), ...all.filter(({ isState }) => isState)];
  return [...new Map(ordered.map(({ label, help }) => [label, { label, help }])).values()];
}

function buildRow(
  { item, id, field }: Row,
  matrix: Question,
  { labels, columnId }: { readonly labels: readonly string[]; columnId(i: number): string },
  desk: Desk,
): QuestionView {
  const { wording } = desk;
  const stated = matrix.rows?.find((row) => `${matrix.id}/${row.id}` === item.name);
  const help = wording.pick(stated?.help);
  const known = make('p', { class: 'known', id: `${id}-known` });
  const fault = make('p', { class: 'fault', id: `${id}-fault`, 'aria-live': 'polite' });
  const remarks = remarkFields(item, id, desk);
  const clear = clearButton(item.name, desk);
  const titleId = `${id}-label`;
  const cells = labels.map((label, i) => {
    const option = field.options.find((one) => one.label === label);
    if (!option) return make('td', { role: 'cell' });
    const { control, isState } = option;
    // Named by its row and its column, wherever the words of the column are seen.
    control.setAttribute('aria-labelledby', `${titleId} ${columnId(i)}`);
    control.setAttribute('aria-describedby', `${known.id} ${fault.id}`);
    const words = make('span', { class: 'words', 'aria-hidden': 'true' }, label);
    return make('td', { role: 'cell', class: isState ? 'state' : undefined }, make('label', {}, control, words));
  });
  const element = make(
    'tr',
    { role: 'row' },
    make(
      'th',
      { scope: 'row', role: 'rowheader' },
      make('span', { id: titleId }, wording.pick(stated?.text) ?? stated?.id ?? item.name),
      help !== undefined && make('p', { class: 'help' }, help),
      known,
      fault,
    ),
    ...cells,
    make('td', { role: 'cell', class: 'tools' }, remarks.element, clear),
  );
  return watchQuestion(item, { element, field, known, fault, clear, remarks }, desk);
}

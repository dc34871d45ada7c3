// The script of dashboards: sorts and filters tables, and makes networks explorable. The page also works without it.

import { WORDS_ID } from '../charts/index.ts';
import type { Messages } from '../i18n/index.ts';
import { exploreNetworks } from './dashboard-network.ts';
import { fillCounts, make, setText } from './dom.ts';

/** Minimum number of rows for a table to have a filter. */
const MIN_FILTERED_ROWS = 8;
/** How many rows of a long table are shown at first. */
const MAX_ROWS_AT_FIRST = 16;

/** A row of a table, with a sort key for each column and the text in which the filter searches. */
interface Row {
  readonly element: HTMLTableRowElement;
  readonly keys: readonly (number | string)[];
  readonly text: string;
}

/** Folds short tables on a phone, where each row takes up several lines. */
function foldShortTables(): void {
  if (!matchMedia('(max-width: 40rem)').matches) return;
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.short')) details.open = false;
}

/** Makes marked tables sortable by their headings, and longer ones filterable. */
function exploreTables(words: Messages['dashboard']): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-explored]')) explore(table, words);
}

function explore(table: HTMLTableElement, words: Messages['dashboard']): void {
  const body = table.tBodies[0];
  if (!body) return;
  let rows = [...body.rows].map(readRow);
  const filter = rows.length >= MIN_FILTERED_ROWS ? makeFilter(() => rows, words) : undefined;
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  headings.forEach((heading, column) => {
    // A heading is empty if the column needs no explanation, but a button for sorting needs a name.
    if (textOf(heading) === '') return;
    const button = make('button', { type: 'button', class: 'sort' }, ...heading.childNodes);
    button.addEventListener('click', () => {
      const isRising = heading.getAttribute('aria-sort') !== 'ascending';
      for (const otherHeading of headings) otherHeading.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', isRising ? 'ascending' : 'descending');
      rows = sortRows(rows, column, isRising);
      body.append(...rows.map(({ element }) => element));
      filter?.show();
    });
    heading.append(button);
  });
  if (!filter) return;
  table.parentElement?.before(filter.head);
  if (rows.length > MAX_ROWS_AT_FIRST) table.parentElement?.after(filter.more);
  filter.show();
}

function readRow(element: HTMLTableRowElement): Row {
  const cells = [...element.cells];
  return {
    element,
    keys: cells.map((cell) => (cell.dataset.value === undefined ? textOf(cell) : Number(cell.dataset.value))),
    text: cells.map(textOf).join(' ').toLowerCase(),
  };
}

function textOf(element: Element): string {
  return (element.textContent ?? '').trim();
}

/** Sorts rows by a column: numbers before texts, and blanks last, in both directions. Equal rows keep their order. */
function sortRows(rows: readonly Row[], column: number, isRising: boolean): Row[] {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sign = isRising ? 1 : -1;
  return [...rows].sort((row, other) => {
    const [a = '', b = ''] = [row.keys[column], other.keys[column]];
    if (a === '' || b === '') return Number(a === '') - Number(b === '');
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return sign * collator.compare(String(a), String(b));
  });
}

/** Builds the search field and, if only some rows are shown at first, the button that shows all. */
function makeFilter(
  rowsNow: () => readonly Row[],
  words: Messages['dashboard'],
): { readonly head: HTMLElement; readonly more: HTMLElement; show(): void } {
  const count = make('span', { role: 'status' });
  const input = make('input', { type: 'search', autocomplete: 'off' });
  const moreButton = make('button', { type: 'button', class: 'more', 'aria-expanded': 'false' });
  let isWhole = false;
  const showRows = (): void => {
    const rows = rowsNow();
    const terms = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const limit = isWhole || terms.length > 0 ? rows.length : MAX_ROWS_AT_FIRST;
    let shownCount = 0;
    for (const { element, text } of rows) {
      const isShown = shownCount < limit && terms.every((word) => text.includes(word));
      element.hidden = !isShown;
      if (isShown) shownCount++;
    }
    setText(count, shownCount === rows.length ? '' : fillCounts(words.rows, shownCount, rows.length));
    setText(moreButton, fillCounts(isWhole ? words.firstRows : words.allRows, MAX_ROWS_AT_FIRST, rows.length));
    moreButton.setAttribute('aria-expanded', String(isWhole));
    moreButton.hidden = terms.length > 0;
  };
  input.addEventListener('input', showRows);
  moreButton.addEventListener('click', () => {
    isWhole = !isWhole;
    showRows();
  });
  // On paper, nobody would see why rows are missing, so the filter does not apply.
  addEventListener('beforeprint', () => {
    for (const { element } of rowsNow()) element.hidden = false;
  });
  addEventListener('afterprint', showRows);
  return {
    head: make('p', { class: 'filter' }, make('label', {}, words.filter, ' ', input), ' ', count),
    more: moreButton,
    show: showRows,
  };
}

// Keep this code at the end: the functions that it calls use constants, which are defined only once the script has run
// up to here.
const text = document.getElementById(WORDS_ID)?.textContent;
if (text) {
  const words = JSON.parse(text) as Messages['dashboard'];
  foldShortTables();
  exploreTables(words);
  exploreNetworks(words);
}

// The script of dashboards: makes tables sortable and filterable, and networks explorable. Without it, the page has the
// same content.

import { WORDS_ID } from '../charts/index.ts';
import type { Messages } from '../i18n/index.ts';
import { exploreNetworks } from './dashboard-network.ts';
import { fillCounts, make, setText } from './dom.ts';

/** Tables with fewer rows need no filter. */
const MIN_FILTERED_ROWS = 8;
/** Longer tables initially show this many rows. */
const MAX_ROWS_AT_FIRST = 16;

/** A row with its sort key for each column, and its searchable text. */
interface Row {
  readonly element: HTMLTableRowElement;
  readonly keys: readonly (number | string)[];
  readonly text: string;
}

/** Folds the short tables on a phone, where each of their rows takes several lines. */
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
    // A self-explanatory column has no heading, but a button needs a name.
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

/** Sorts numbers before texts and blanks last in either direction; equal rows keep their order. */
function sortRows(rows: readonly Row[], column: number, isRising: boolean): Row[] {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sign = isRising ? 1 : -1;
  return [...rows].sort((one, other) => {
    const [a = '', b = ''] = [one.keys[column], other.keys[column]];
    if (a === '' || b === '') return Number(a === '') - Number(b === '');
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return sign * collator.compare(String(a), String(b));
  });
}

/** Builds the search field, and the button that shows all rows if only some are shown at first. */
function makeFilter(
  rowsNow: () => readonly Row[],
  words: Messages['dashboard'],
): { readonly head: HTMLElement; readonly more: HTMLElement; show(): void } {
  const count = make('span', { role: 'status' });
  const input = make('input', { type: 'search', autocomplete: 'off' });
  const moreButton = make('button', { type: 'button', class: 'more', 'aria-expanded': 'false' });
  let isWhole = false;
  const show = (): void => {
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
  input.addEventListener('input', show);
  moreButton.addEventListener('click', () => {
    isWhole = !isWhole;
    show();
  });
  // When printing, an invisible filter would hide rows.
  addEventListener('beforeprint', () => {
    for (const { element } of rowsNow()) element.hidden = false;
  });
  addEventListener('afterprint', show);
  return {
    head: make('p', { class: 'filter' }, make('label', {}, words.filter, ' ', input), ' ', count),
    more: moreButton,
    show,
  };
}

// Last, because what it uses is defined only now.
const text = document.getElementById(WORDS_ID)?.textContent;
if (text) {
  const words = JSON.parse(text) as Messages['dashboard'];
  foldShortTables();
  exploreTables(words);
  exploreNetworks(words);
}

// The script of dashboards: tables are sorted and filtered, networks explored. Without it the page says the same.

import { WORDS_ID } from '../charts/index.ts';
import type { Messages } from '../i18n/index.ts';
import { exploreNetworks } from './dashboard-network.ts';
import { fillCounts, make, setText } from './dom.ts';

/** Shorter tables are read at a glance. */
const FEWEST_FILTERED = 8;
/** Of longer tables so many rows are shown at first. */
const MOST_ROWS = 16;

/** One row: what it is sorted by in each column, and what is searched in it. */
interface Row {
  readonly element: HTMLTableRowElement;
  readonly keys: readonly (number | string)[];
  readonly text: string;
}

/** Makes the tables that are marked for it sortable by their headings, and the longer ones filterable. */
function exploreTables(words: Messages['dashboard']): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-explored]')) explore(table, words);
}

function explore(table: HTMLTableElement, words: Messages['dashboard']): void {
  const body = table.tBodies[0];
  if (!body) return;
  let rows = [...body.rows].map(readRow);
  const filter = rows.length >= FEWEST_FILTERED ? makeFilter(() => rows, words) : undefined;
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  headings.forEach((heading, column) => {
    // A column that speaks for itself has no heading, and a button needs a name.
    if (textOf(heading) === '') return;
    const button = make('button', { type: 'button', class: 'sort' }, ...heading.childNodes);
    button.addEventListener('click', () => {
      const isRising = heading.getAttribute('aria-sort') !== 'ascending';
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', isRising ? 'ascending' : 'descending');
      rows = sortRows(rows, column, isRising);
      body.append(...rows.map(({ element }) => element));
      filter?.show();
    });
    heading.append(button);
  });
  if (!filter) return;
  table.parentElement?.before(filter.head);
  if (rows.length > MOST_ROWS) table.parentElement?.after(filter.more);
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

/** Numbers before texts, nothing last whichever way; equals stay as they stood. */
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

/** What finds rows, and what shows all of them where at first only some are. */
function makeFilter(
  rowsNow: () => readonly Row[],
  words: Messages['dashboard'],
): { readonly head: HTMLElement; readonly more: HTMLElement; show(): void } {
  const count = make('span', { role: 'status' });
  const input = make('input', { type: 'search', autocomplete: 'off' });
  const more = make('button', { type: 'button', class: 'more', 'aria-expanded': 'false' });
  let isWhole = false;
  const show = (): void => {
    const rows = rowsNow();
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const most = isWhole || wanted.length > 0 ? rows.length : MOST_ROWS;
    let shown = 0;
    for (const { element, text } of rows) {
      const isShown = shown < most && wanted.every((word) => text.includes(word));
      element.hidden = !isShown;
      if (isShown) shown++;
    }
    setText(count, shown === rows.length ? '' : fillCounts(words.rows, shown, rows.length));
    setText(more, fillCounts(isWhole ? words.firstRows : words.allRows, MOST_ROWS, rows.length));
    more.setAttribute('aria-expanded', String(isWhole));
    more.hidden = wanted.length > 0;
  };
  input.addEventListener('input', show);
  more.addEventListener('click', () => {
    isWhole = !isWhole;
    show();
  });
  // On paper a filter that nobody sees would hide rows.
  addEventListener('beforeprint', () => {
    for (const { element } of rowsNow()) element.hidden = false;
  });
  addEventListener('afterprint', show);
  return { head: make('p', { class: 'filter' }, make('label', {}, words.filter, ' ', input), ' ', count), more, show };
}

// Last: what it uses is there only now.
const text = document.getElementById(WORDS_ID)?.textContent;
if (text) {
  const words = JSON.parse(text) as Messages['dashboard'];
  exploreTables(words);
  exploreNetworks(words);
}

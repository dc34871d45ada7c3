import { Chalk } from 'chalk';
import Table from 'cli-table3';

/** A plain table with a head, columns as wide as they need to be; ends with a newline. */
export function renderPlainTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { color }: { readonly color: boolean },
): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const none = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
  };
  const inner = {
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  };
  const table = new Table({
    chars: { ...none, ...inner },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(
    head.map((title) => paint.bold(title)),
    ...rows.map((row) => [...row]),
  );
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

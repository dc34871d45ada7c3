import type { FollowUp } from '../../model/generated/types.ts';
import { type Event, findActive, isEvent } from '../../policy/records/active.ts';
import { standingOfInstruments } from '../../policy/records/standing.ts';
import { drawColumns, type Row } from '../terminal/columns.ts';
import { item, makePage, type Page, section } from '../terminal/page.ts';
import { amountOf, moneyText, type RecordWords, titleOf, titleOfEvent, totalText, withdrawalsIn } from './record.ts';

/** How a list of records is drawn. */
export interface RecordsLook {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** A command that records something, as it is typed. */
  readonly example: string;
}

/** What is on record, withdrawn records included, and the sums of money; for a terminal, ends with a newline. */
export function renderRecords(records: readonly FollowUp[], words: RecordWords, look: RecordsLook): string {
  const page = makePage(look.color, look.width);
  const messages = words.vocabulary.messages.records;
  if (records.length === 0) {
    return `${[messages.none, ...item(page, '', messages.howTo(look.example), page.paint.dim)].join('\n')}\n`;
  }
  const blocks = [section(page, messages.title, drawLog(records, words, page)), drawMoney(records, words, page)];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function drawLog(records: readonly FollowUp[], words: RecordWords, page: Page): string[] {
  const messages = words.vocabulary.messages.records;
  const withdrawals = withdrawalsIn(records);
  const columns = [
    { title: messages.number, align: 'right' },
    { title: messages.day },
    { title: messages.what, wraps: true },
    { title: messages.state },
    { title: messages.amount, align: 'right' },
    { title: messages.remark, wraps: true },
  ] as const;
  const rows = records.filter(isEvent).map((event): Row => {
    const amount = amountOf(event);
    return {
      cells: [
        String(event.number),
        event.on,
        titleOfEvent(event, words),
        messages.states[event.state],
        amount ? moneyText(amount, words) : '',
        remarksOf(event, withdrawals, words),
      ],
      ...(withdrawals.has(event.number) ? { paint: page.paint.dim } : {}),
    };
  });
  return drawColumns(page, columns, rows);
}

function remarksOf(event: Event, withdrawals: ReadonlyMap<number, number>, { vocabulary }: RecordWords): string[] {
  const { records } = vocabulary.messages;
  const by = withdrawals.get(event.number);
  return [
    ...(by === undefined ? [] : [records.withdrawn(String(by))]),
    ...(event.note === undefined ? [] : [event.note]),
    ...(event.recordedBy === undefined ? [] : [records.recordedBy(event.recordedBy)]),
  ];
}

function drawMoney(records: readonly FollowUp[], words: RecordWords, page: Page): string[] {
  const { money, instrument, states } = words.vocabulary.messages.records;
  const standings = standingOfInstruments(findActive(records));
  if (standings.length === 0) return [];
  const columns = [
    { title: instrument, wraps: true },
    { title: states.applied, align: 'right', wraps: true },
    { title: states.granted, align: 'right', wraps: true },
    { title: states.paid, align: 'right', wraps: true },
  ] as const;
  const rows = standings.map((standing) => {
    const { applied, granted, paid } = standing.totals;
    const sums = [applied, granted, paid].map((total) => totalText(total, standing.currency, words));
    return { cells: [titleOf(standing, words), ...sums] };
  });
  return section(page, money, drawColumns(page, columns, rows));
}

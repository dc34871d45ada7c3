import type { Messages } from '../../i18n/index.ts';
import { compare, divide, fromNumber, type Instrument, type Rational, toNumber, ZERO } from '../../model/index.ts';
import type { AmountTotal, InstrumentDemand } from '../../policy/index.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { item, joinGroups, makeTerminalPage, section } from '../terminal/terminal-page.ts';
import { drawTerminalTable, type TerminalRow } from '../terminal/terminal-table.ts';
import { formatMoney, formatNumber, formatShare } from '../text/number-format.ts';
import { doubtsInWords } from './instruments-section.ts';

/** The funding demand of all enterprises in a folder. */
export interface DemandReport {
  readonly instruments: readonly InstrumentDemand[];
  /** How many enterprises were read. */
  readonly enterprises: number;
  readonly withoutPolicy: number;
  readonly unreadable: number;
  /** What a policy says about an instrument; undefined if the policy is not found. */
  readonly find: (instrument: InstrumentDemand) => InstrumentDetails | undefined;
}

export interface InstrumentDetails {
  readonly title: string;
  /** In the policy's currency; null if not published. */
  readonly budget: number | null;
  readonly currency: string;
  readonly instrument: Pick<Instrument, 'apply'>;
}

/** The page width, in columns, from which an instrument and its figures share a line. */
const WIDE = 100;

/** Writes demand, budget and recorded money for each instrument, for a terminal; ends with a newline. */
export function renderDemand(
  report: DemandReport,
  { messages, ...options }: TerminalOptions & { readonly messages: Messages },
): string {
  const page = makeTerminalPage(options);
  const { demand, records, numbers } = messages;
  const count = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  const { instruments, enterprises, withoutPolicy, unreadable } = report;
  const isWide = page.width >= WIDE;
  const currencies = new Set(instruments.flatMap((instrument) => currencyOf(instrument, report) ?? []));
  const [only] = currencies.size === 1 ? currencies : [];
  const money = (amount: Rational | number, currency: string): string => {
    const value = typeof amount === 'number' ? amount : toNumber(amount);
    return only === undefined ? formatMoney(value, currency, numbers) : formatMoney(value, '', numbers).trim();
  };
  const columns = [
    { title: isWide ? records.instrument : '', wraps: true },
    ...[
      messages.policy.instruments.eligible,
      demand.demand,
      demand.budget,
      records.states.applied,
      records.states.granted,
      records.states.paid,
    ].map((title) => ({ title, align: 'right', wraps: true }) as const),
  ];
  const rows = instruments.flatMap((one): TerminalRow[] => {
    const currency = currencyOf(one, report) ?? '';
    const details = report.find(one);
    const sum = ({ amount, unknown, count: of }: AmountTotal): string[] => [
      ...(of === 0 ? ['–'] : amount === null ? [] : [money(amount, currency)]),
      ...(unknown > 0 ? [demand.unknown({ count: count(unknown) })] : []),
    ];
    const { eligible, undecided } = one.verdicts;
    const figures = [
      [count(eligible), ...(undecided > 0 ? [demand.clarify({ count: count(undecided) })] : [])],
      sum(one.demand),
      details ? budgetLines(details, one.demand, (amount) => money(amount, details.currency), messages) : '–',
      ...[one.records.applied, one.records.granted, one.records.paid].map((state) => [
        ...sum(state),
        ...(state.enterprises > 0
          ? [demand.enterprises({ count: count(state.enterprises), n: state.enterprises })]
          : []),
      ]),
    ];
    const title = details?.title ?? one.id;
    return isWide ? [{ cells: [title, ...figures] }] : [{ cells: [title] }, { cells: ['', ...figures] }];
  });
  const remarks = [
    ...(only === undefined ? [] : [demand.currency({ code: only })]),
    ...(withoutPolicy > 0 ? [demand.withoutPolicy({ count: count(withoutPolicy), n: withoutPolicy })] : []),
    ...(unreadable > 0 ? [messages.versions.enterprises.unreadable({ count: count(unreadable), n: unreadable })] : []),
    ...(rows.length > 0 ? [demand.note] : []),
  ];
  const table = rows.length > 0 ? drawTerminalTable(page, columns, rows) : item(page, '', demand.none);
  const doubtful = instruments
    .filter((instrument) => instrument.doubtful.count > 0)
    .flatMap((instrument) => {
      const details = report.find(instrument);
      const { amount, unknown, count: of, doubts } = instrument.doubtful;
      const sum = [
        demand.enterprises({ count: count(of), n: of }),
        ...(amount === null ? [] : [formatMoney(toNumber(amount), currencyOf(instrument, report) ?? '', numbers)]),
        ...(unknown > 0 ? [demand.unknown({ count: count(unknown) })] : []),
      ];
      const reasons = doubtsInWords(doubts, details?.instrument, messages);
      return item(
        page,
        '',
        numbers.clauses([numbers.labelled(details?.title ?? instrument.id, numbers.list(sum)), ...reasons]),
      );
    });
  return joinGroups([
    section(page, demand.title({ enterprises: count(enterprises), n: enterprises }), table),
    ...(doubtful.length > 0 ? [section(page, messages.policy.instruments.undecided, doubtful)] : []),
    remarks.flatMap((remark) => item(page, '', remark, page.paint.dim)),
  ]);
}

function currencyOf(instrument: InstrumentDemand, report: DemandReport): string | undefined {
  return report.find(instrument)?.currency ?? instrument.currency ?? undefined;
}

/** Writes the budget, and the known demand as a share of it. */
function budgetLines(
  { budget, currency }: InstrumentDetails,
  { amount }: AmountTotal,
  money: (amount: number) => string,
  { demand, numbers }: Messages,
): string[] {
  if (budget === null) return [demand.unpublished];
  const exact = fromNumber(budget);
  const share =
    amount !== null && compare(exact, ZERO) > 0 && currency !== ''
      ? [demand.share({ percent: formatShare(toNumber(divide(amount, exact)), numbers) })]
      : [];
  return [money(budget), ...share];
}

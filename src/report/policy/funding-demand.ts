import type { Messages } from '../../i18n/index.ts';
import { compare, divide, fromNumber, type Instrument, type Rational, toNumber, ZERO } from '../../model/index.ts';
import type { AmountTotal, InstrumentDemand } from '../../policy/index.ts';
import { type Block, groupBlocks, heading, paragraph, type Table } from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { formatMoney, formatNumber, formatShare } from '../text/number-format.ts';
import { doubtsInWords } from './instruments-section.ts';

/** The demand for funding by all enterprises in a folder. */
export interface DemandReport {
  readonly instruments: readonly InstrumentDemand[];
  /** The number of enterprises read. */
  readonly enterprises: number;
  readonly withoutPolicy: number;
  readonly unreadable: number;
  /** The number of enterprises that are not counted, because they have only a provisional key. */
  readonly provisional: number;
  /** Finds an instrument in its policy; undefined if the policy is not found. */
  readonly find: (instrument: InstrumentDemand) => InstrumentDetails | undefined;
}

export interface InstrumentDetails {
  readonly title: string;
  /** The budget of the instrument in the policy's currency; null if not published. */
  readonly budget: number | null;
  readonly currency: string;
  readonly instrument: Pick<Instrument, 'apply'>;
}

/** The page width, in columns, from which an instrument and its figures are on one line. */
const WIDE_COLUMNS = 100;

/** Writes demand, budget and recorded money for each instrument, for a terminal; ends with a newline. */
export function renderDemand(
  report: DemandReport,
  { messages, ...options }: TerminalOptions & { readonly messages: Messages },
): string {
  const { demand } = messages;
  const { instruments, enterprises, withoutPolicy, unreadable, provisional } = report;
  const currencies = new Set(instruments.flatMap((instrument) => currencyOf(instrument, report) ?? []));
  const [only] = currencies.size === 1 ? currencies : [];
  const remarks = [
    ...(only === undefined ? [] : [demand.currency({ code: only })]),
    ...(withoutPolicy > 0
      ? [demand.withoutPolicy({ count: writeCount(withoutPolicy, messages), n: withoutPolicy })]
      : []),
    ...(provisional > 0 ? [demand.provisional({ count: writeCount(provisional, messages), n: provisional })] : []),
    ...(unreadable > 0
      ? [messages.versions.enterprises.unreadable({ count: writeCount(unreadable, messages), n: unreadable })]
      : []),
    ...(instruments.length > 0 ? [demand.note] : []),
  ];
  const blocks = [
    heading(2, 'demand', demand.title({ enterprises: writeCount(enterprises, messages), n: enterprises })),
    instruments.length > 0 ? demandTable(report, only, messages) : paragraph(demand.none),
    ...doubtfulBlocks(report, messages),
    ...groupBlocks(remarks.map((remark) => paragraph(remark, 'quiet'))),
  ];
  return renderTerminalBlocks(blocks, options);
}

function writeCount(value: number, { numbers }: Messages): string {
  return formatNumber(value, { numbers, decimals: 0 });
}

/** Tabulates the instruments; amounts have their currency unless all are in the currency `only`. */
function demandTable(report: DemandReport, only: string | undefined, messages: Messages): Table {
  const { demand, records, numbers } = messages;
  const writeMoney = (amount: Rational | number, currency: string): string => {
    const value = typeof amount === 'number' ? amount : toNumber(amount);
    return only === undefined ? formatMoney(value, currency, numbers) : formatMoney(value, '', numbers).trim();
  };
  const rows = report.instruments.map((one) => {
    const currency = currencyOf(one, report) ?? '';
    const details = report.find(one);
    const writeSum = ({ amount, unknown, count }: AmountTotal): string[] => [
      ...(count === 0 ? ['–'] : amount === null ? [] : [writeMoney(amount, currency)]),
      ...(unknown > 0 ? [demand.unknown({ count: writeCount(unknown, messages) })] : []),
    ];
    const { eligible, undecided } = one.verdicts;
    const figures = [
      [
        writeCount(eligible, messages),
        ...(undecided > 0 ? [demand.clarify({ count: writeCount(undecided, messages) })] : []),
      ],
      writeSum(one.demand),
      details ? budgetLines(details, one.demand, (amount) => writeMoney(amount, details.currency), messages) : ['–'],
      ...[one.records.applied, one.records.granted, one.records.paid].map((state) => [
        ...writeSum(state),
        ...(state.enterprises > 0
          ? [demand.enterprises({ count: writeCount(state.enterprises, messages), n: state.enterprises })]
          : []),
      ]),
    ];
    return [[details?.title ?? one.id], ...figures].map(([text = '', ...others]) => ({
      text: [text],
      items: others.map((line) => ({ text: [line] })),
    }));
  });
  const titles = [
    messages.policy.instruments.eligible,
    demand.demand,
    demand.budget,
    records.states.applied,
    records.states.granted,
    records.states.paid,
  ];
  const figureColumns = titles.map((title) => ({ title: [title], align: 'right', wraps: true }) as const);
  const columns = [{ title: [records.instrument], align: 'left' } as const, ...figureColumns];
  return { kind: 'table', columns, rows, stackedBelow: WIDE_COLUMNS };
}

/** Lists the instruments whose money is in doubt for some enterprises, with the reasons. */
function doubtfulBlocks(report: DemandReport, messages: Messages): Block[] {
  const { demand, numbers, policy } = messages;
  const sentences = report.instruments
    .filter((instrument) => instrument.doubtful.count > 0)
    .map((instrument) => {
      const details = report.find(instrument);
      const { amount, unknown, count, doubts } = instrument.doubtful;
      const sum = [
        demand.enterprises({ count: writeCount(count, messages), n: count }),
        ...(amount === null ? [] : [formatMoney(toNumber(amount), currencyOf(instrument, report) ?? '', numbers)]),
        ...(unknown > 0 ? [demand.unknown({ count: writeCount(unknown, messages) })] : []),
      ];
      const reasons = doubtsInWords(doubts, details?.instrument, messages);
      return numbers.clauses([numbers.labelled(details?.title ?? instrument.id, numbers.list(sum)), ...reasons]);
    });
  if (sentences.length === 0) return [];
  return [
    heading(2, 'undecided', policy.instruments.undecided),
    ...groupBlocks(sentences.map((text) => paragraph(text))),
  ];
}

function currencyOf(instrument: InstrumentDemand, report: DemandReport): string | undefined {
  return report.find(instrument)?.currency ?? instrument.currency ?? undefined;
}

/** Writes the budget, and the known demand as a percentage of it. */
function budgetLines(
  { budget, currency }: InstrumentDetails,
  { amount }: AmountTotal,
  writeMoney: (amount: number) => string,
  { demand, numbers }: Messages,
): string[] {
  if (budget === null) return [demand.unpublished];
  const exactBudget = fromNumber(budget);
  const share =
    amount !== null && compare(exactBudget, ZERO) > 0 && currency !== ''
      ? [demand.share({ percent: formatShare(toNumber(divide(amount, exactBudget)), numbers) })]
      : [];
  return [writeMoney(budget), ...share];
}

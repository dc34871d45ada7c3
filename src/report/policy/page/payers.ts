import type { Funding, JudgedInstrument } from '../../../model/generated/types.ts';
import { remember } from '../../../model/remember.ts';
import { findInstrument } from '../../assessment.ts';
import { heading, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block } from '../../document/document.ts';
import { formatDate } from '../../number.ts';
import { amountInWords } from '../../words/amount.ts';
import { moneyInWords } from '../../words/arithmetic.ts';
import { standingInWords } from '../amount-lines.ts';
import { withoutCovers } from '../covers.ts';
import type { PolicyReport } from '../report.ts';
import { roundingNote, sumsInPrint } from '../rounding.ts';
import type { Ground } from '../write-once.ts';

/** So many are named on a page; the others stand in the details. */
const MOST_PAYERS = 6;

/** What a table of payers is about. */
interface About {
  readonly payers: readonly JudgedInstrument[];
  readonly funding: Funding | undefined;
}

/** Who may pay, the surest first. */
export function writePayers({ payers, funding }: About, ground: Ground): Block[] {
  if (payers.length === 0) return [];
  const { page } = ground.vocabulary.messages;
  const shown = payers.slice(0, MOST_PAYERS);
  const rows: (readonly string[])[] = shown.map((judged) => {
    const paid = funding?.cautious.instruments.find(({ id }) => id === judged.id)?.money;
    return remember(writePayer, ground, { judged: withoutCovers(judged, ground), paid });
  });
  const rest = payers.length - shown.length;
  return [
    heading(3, 'payers', page.payers),
    ...tableOf(
      [
        [page.funding, 'left'],
        [page.amount, 'right'],
        [page.needed, 'left'],
      ],
      rest > 0 ? [...rows, [page.more(String(rest)), '', '']] : rows,
    ),
    ...(funding ? roundingNote(sumsInPrint(funding), ground.vocabulary).map((text) => paragraph(text)) : []),
  ];
}

/** Who may pay. */
interface Payer {
  readonly judged: JudgedInstrument;
  /** How much of what surely pays is from it; undefined where it is not counted. */
  readonly paid: string | undefined;
}

function writePayer(payer: Payer, ground: Ground): string[] {
  const { numbers } = ground.vocabulary.messages;
  return [titleOf(payer.judged, ground), amountOf(payer, ground), numbers.clauses(neededFor(payer, ground))];
}

/** Instruments that may pay the enterprise: what is counted, what is open, then what is to be clarified, known sums first, nothing last. */
export function rankPayers({ recommendation }: PolicyReport): JudgedInstrument[] {
  const { funding, instruments } = recommendation;
  const counted = new Set(funding?.cautious.instruments.map(({ id }) => id));
  const rank = ({ id, verdict, amount }: JudgedInstrument): number => {
    if (counted.has(id)) return 0;
    if (amount?.value === '0') return 5;
    if (verdict === 'eligible') return 1;
    return amount?.state === 'settled' ? 2 : amount?.state === 'open' ? 3 : 4;
  };
  return instruments
    .filter(({ verdict }) => verdict === 'eligible' || verdict === 'undecided')
    .sort((a, b) => rank(a) - rank(b));
}

/** What an instrument is called. */
export function titleOf(judged: JudgedInstrument, ground: Ground): string {
  return ground.vocabulary.pick(findInstrument(ground, judged)?.instrument.title) ?? judged.id;
}

function amountOf({ judged, paid }: Payer, ground: Ground): string {
  const { vocabulary } = ground;
  const { amount } = judged;
  if (paid !== undefined && amount) return moneyInWords(paid, amount.currency, vocabulary);
  const { funding, page } = vocabulary.messages;
  if (amount?.state === 'unpublished') return funding.unpublished;
  if (amount?.state === 'open' && amount.highest !== undefined)
    return page.upTo(moneyInWords(amount.highest, amount.currency, vocabulary));
  if (amount) return standingInWords(amount, vocabulary);
  const found = findInstrument(ground, judged);
  return found ? amountInWords(found.instrument.amount, found.policy.currency, vocabulary) : '–';
}

function neededFor({ judged, paid }: Payer, ground: Ground): string[] {
  const { vocabulary } = ground;
  const { numbers, page } = vocabulary.messages;
  const { apply, valid } = findInstrument(ground, judged)?.instrument ?? {};
  const isKnown = judged.amount?.state === 'settled' && judged.amount.value !== '0';
  const standing =
    judged.verdict === 'undecided'
      ? page.clarify(numbers.items((judged.clarify ?? []).map(vocabulary.titleOf)))
      : paid !== undefined
        ? page.counted
        : isKnown
          ? page.notCombined
          : page.open;
  const day = apply?.to ?? undefined;
  return [
    standing,
    ...(day !== undefined
      ? [page.applyBy(formatDate(day, numbers))]
      : valid?.to !== undefined
        ? [page.inForceUntil(formatDate(valid.to, numbers))]
        : []),
  ];
}

import type { Instrument, JudgedInstrument, Measure, Reason, Unmet } from '../../model/generated/types.ts';
import { formatDate } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Line, requirementsInWords, unmetInWords } from './unmet.ts';

/** Measures named as examples at most. */
const MOST_EXAMPLES = 3;

/** Why an instrument is not to be had, or not for certain. */
export function reasonsInWords(judged: JudgedInstrument, vocabulary: Vocabulary): Line[] {
  const { after } = vocabulary.messages.words.reason;
  return [
    ...judged.reasons.flatMap((reason) => dayReason(reason, vocabulary)),
    ...unmetInWords(unmetOf(judged.reasons, 'when'), vocabulary),
    ...unmetInWords(unmetOf(judged.reasons, 'after'), vocabulary).map((line) => ({ ...line, text: after(line.text) })),
  ];
}

function dayReason({ kind, date }: Reason, vocabulary: Vocabulary): Line[] {
  const { numbers, words } = vocabulary.messages;
  const day = date === undefined ? '' : formatDate(date, numbers);
  switch (kind) {
    case 'not-yet-valid':
      return [{ text: words.reason.notYetValid(day) }];
    case 'expired':
      return [{ text: words.reason.expired(day) }];
    case 'too-late':
      return [{ text: vocabulary.messages.funding.tooLate(day) }];
    case 'covers-nothing':
      return [{ text: words.reason.coversNothing }];
    default:
      return [];
  }
}

function unmetOf(reasons: readonly Reason[], kind: Reason['kind']): Unmet[] {
  return reasons.flatMap((reason) => (reason.kind === kind && reason.unmet ? [reason.unmet] : []));
}

/** What would make a refused instrument available. */
export function remediesInWords(
  judged: JudgedInstrument,
  instrument: Instrument | undefined,
  catalogue: readonly Measure[],
  vocabulary: Vocabulary,
): string[] {
  const { numbers, words } = vocabulary.messages;
  const days = judged.reasons.flatMap(({ kind, date }) => {
    if (kind === 'not-yet-valid' && date !== undefined) return [words.reason.fromDate(formatDate(date, numbers))];
    if (kind === 'expired') return [words.reason.extension];
    if (kind === 'too-late') return [vocabulary.messages.funding.nextRound];
    if (kind === 'covers-nothing') return [words.reason.withMeasure(examplesOf(instrument, catalogue, vocabulary))];
    return [];
  });
  return [
    ...days,
    ...requirementsInWords(unmetOf(judged.reasons, 'when'), vocabulary),
    ...requirementsInWords(unmetOf(judged.reasons, 'after'), vocabulary).map(words.reason.after),
  ];
}

/** Measures of the catalogue that the instrument would pay for. */
function examplesOf(
  instrument: Instrument | undefined,
  catalogue: readonly Measure[],
  vocabulary: Vocabulary,
): string | undefined {
  const covered = catalogue.filter(({ tags = [] }) => tags.some((tag) => instrument?.covers?.includes(tag)));
  const titles = covered.slice(0, MOST_EXAMPLES).map(({ id, title }) => vocabulary.pick(title) ?? id);
  return titles.length === 0
    ? undefined
    : vocabulary.messages.numbers.or(titles.map(vocabulary.messages.numbers.quote));
}

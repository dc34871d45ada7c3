import type { JudgedInstrument, Source } from '../../model/generated/types.ts';
import { remember } from '../../model/remember.ts';
import { findInstrument } from '../assessment.ts';
import { heading, itemOf, paragraph } from '../document/blocks.ts';
import type { Block, Item } from '../document/document.ts';
import { weave } from '../document/inline.ts';
import { formatDate } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { amountInWords } from '../words/amount.ts';
import { reasonsInWords, remediesInWords } from '../words/reason.ts';
import type { Line } from '../words/unmet.ts';
import { amountLines, loanLines, paperLines } from './amount-lines.ts';
import { withoutCovers } from './covers.ts';
import { markOf, type Notes } from './note-marks.ts';
import { sourceText } from './notes.ts';
import type { PolicyReport } from './report.ts';
import { stepsInWords } from './steps.ts';
import { type Ground, writeOnce } from './write-once.ts';

/** In this order; each instrument once. */
const VERDICTS = ['eligible', 'undecided', 'refused', 'office'] as const;

/** The instruments in four groups: eligible, to be clarified, refused, and those for the office. */
export function writeInstruments(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): readonly Block[] {
  const { instruments, asOf, measures } = report.recommendation;
  if (instruments.length === 0) return [];
  const judged = VERDICTS.flatMap((verdict) => instruments.filter((one) => one.verdict === verdict));
  return writeOnce(writeGroups, report, vocabulary, {
    ...{ judged, asOf },
    numbers: judged.map((one) => notes.number(findInstrument(report, one)?.instrument.source)),
    measures: measures.map(({ id }) => id),
  });
}

/** What the groups are about. */
interface Groups {
  readonly judged: readonly JudgedInstrument[];
  /** Of the notes on their sources. */
  readonly numbers: readonly number[];
  readonly asOf: string;
  /** By their ids. */
  readonly measures: readonly string[];
}

function writeGroups({ judged, numbers: notes, asOf, measures }: Groups, ground: Ground): Block[] {
  const { numbers, policy } = ground.vocabulary.messages;
  const items = judged.map((one, i) => {
    const steps = coveredSteps(one, measures, ground);
    const about = { judged: withoutCovers(one, ground), note: notes[i] ?? 0, steps };
    return { verdict: one.verdict, item: remember(writeItem, ground, about) };
  });
  return [
    heading(2, 'funding', policy.instruments.title),
    paragraph(policy.instruments.introduction(formatDate(asOf, numbers))),
    ...VERDICTS.flatMap((verdict): Block[] => {
      const own = items.flatMap((one) => (one.verdict === verdict ? [one.item] : []));
      if (own.length === 0 && verdict === 'office') return [];
      return [
        heading(3, `funding-${verdict}`, numbers.remark(policy.instruments[verdict], String(own.length))),
        own.length === 0 ? paragraph(policy.instruments.none) : { kind: 'list', items: own },
      ];
    }),
  ];
}

/** What an item on an instrument is about; of what it covers it says no more than the steps. */
interface About {
  readonly judged: JudgedInstrument;
  /** The number of the note on its source. */
  readonly note: number;
  /** The steps it pays for, in words. */
  readonly steps: readonly string[];
}

function writeItem(about: About, ground: Ground): Item {
  const { judged, note } = about;
  const { vocabulary } = ground;
  const { numbers, policy } = vocabulary.messages;
  const found = findInstrument(ground, judged);
  if (!found) return { text: [{ strong: judged.id }], items: detailsOf(about, ground).map(itemOf) };
  const { instrument } = found;
  const kinds = [policy.instruments.types[instrument.type], ...(instrument.draft ? [policy.instruments.draft] : [])];
  const title = { strong: vocabulary.pick(instrument.title) ?? judged.id };
  const text = vocabulary.pick(instrument.text);
  return {
    text: [...weave((named) => numbers.remark(named, numbers.clauses(kinds)), title), ...markOf(note)],
    items: [
      ...(text === undefined ? [] : [{ text: [text] }]),
      ...detailsOf(about, ground).map(itemOf),
      ...sourceOf(instrument.source, vocabulary),
    ],
  };
}

/** Where it comes from; the address of an unverified source stands in its note. */
function sourceOf(source: Source | undefined, vocabulary: Vocabulary): Item[] {
  if (!source) return [];
  const { numbers, policy } = vocabulary.messages;
  const { url, ...known } = source;
  const shown = source.verified || known.document === undefined ? source : known;
  return [{ text: weave((from) => numbers.labelled(policy.instruments.source, from), sourceText(shown, vocabulary)) }];
}

function detailsOf({ judged, steps }: About, ground: Ground): Line[] {
  const { vocabulary, measures } = ground;
  const { numbers, policy } = vocabulary.messages;
  const found = findInstrument(ground, judged);
  const labelled = (label: string, texts: readonly string[]): Line[] =>
    texts.length === 0 ? [] : [{ text: numbers.labelled(label, numbers.list(texts)) }];
  const { valid, stack, recipient = 'enterprise' } = found?.instrument ?? {};
  const amount = found ? [amountInWords(found.instrument.amount, found.policy.currency, vocabulary)] : [];
  const excluded = (stack?.excludes ?? []).map((id) => instrumentTitle(id, ground));
  const reasons = reasonsInWords(judged, vocabulary);
  return judged.verdict === 'refused'
    ? [
        headed(policy.instruments.why, reasons, vocabulary),
        headed(
          policy.instruments.change,
          remediesInWords(judged, found?.instrument, measures?.measures ?? [], vocabulary).map((text) => ({
            text,
          })),
          vocabulary,
        ),
        ...labelled(policy.instruments.amount, amount),
      ]
    : [
        ...(recipient === 'enterprise'
          ? []
          : labelled(policy.instruments.recipient, [policy.instruments.recipients[recipient]])),
        ...(found && judged.amount
          ? amountLines(judged, found.instrument, ground, vocabulary)
          : labelled(policy.instruments.amount, amount)),
        ...loanLines(judged.loan, vocabulary),
        ...labelled(policy.instruments.covers, steps),
        ...clarifyLines(judged, reasons, vocabulary),
        ...labelled(policy.instruments.until, valid?.to === undefined ? [] : [formatDate(valid.to, numbers)]),
        ...labelled(policy.instruments.excludes, excluded),
        ...(found
          ? paperLines(found.instrument, found.policy.currency, (id) => instrumentTitle(id, ground), vocabulary)
          : []),
      ];
}

/** The steps it pays for, where it pays for steps and is no award for something else. */
function coveredSteps(judged: JudgedInstrument, measures: readonly string[], ground: Ground): string[] {
  const { covers = [], verdict } = judged;
  if (verdict === 'refused') return [];
  const { vocabulary } = ground;
  const instrument = findInstrument(ground, judged)?.instrument;
  if (!instrument?.covers && !isCostRule(instrument?.amount)) return [];
  if (covers.length > 0 && covers.length === measures.length) {
    return [vocabulary.messages.policy.instruments.coversAll];
  }
  return [stepsInWords(covers, measures, vocabulary)].filter((steps) => steps !== undefined);
}

/** Whether an amount depends on what the measures cost. */
function isCostRule(amount: unknown): boolean {
  if (typeof amount !== 'object' || amount === null) return amount === 'cost';
  return Object.entries(amount).some(([key, part]) => key === 'cost' || isCostRule(part));
}

/** Lines under a label; a single one stands beside it. */
function headed(label: string, parts: readonly Line[], { messages }: Vocabulary): Line {
  const [only, ...others] = parts;
  if (only && others.length === 0 && !only.parts) return { text: messages.numbers.labelled(label, only.text) };
  return { text: messages.numbers.labelled(label, ''), parts };
}

function clarifyLines(
  { verdict, clarify = [] }: JudgedInstrument,
  reasons: readonly Line[],
  vocabulary: Vocabulary,
): Line[] {
  if (verdict !== 'undecided') return [];
  const parts = clarify.length > 0 ? clarify.map((name) => ({ text: vocabulary.askedAs(name) })) : reasons;
  return [headed(vocabulary.messages.policy.instruments.clarify, parts, vocabulary)];
}

function instrumentTitle(id: string, { policies = [], vocabulary }: Ground): string {
  const instruments = policies.flatMap((policy) => policy.instruments ?? []);
  return vocabulary.pick(instruments.find((instrument) => instrument.id === id)?.title) ?? id;
}

import { fillIn, type Messages } from '../../i18n/index.ts';
import type { Source, Text } from '../../model/index.ts';
import { type Inline, interpolate, type Piece, type ReportDocument } from '../document/document-model.ts';
import {
  type AssessmentReport,
  findInstrument,
  findMeasure,
  findTrack,
  knownGroupingFacts,
} from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

export interface CollectedNotes extends Notes {
  /** Everything in the report whose source is unverified. */
  readonly unverified: readonly Unverified[];
  /** Returns the notes referred to so far, in the order of their numbers, as a document writes them. */
  written(): Required<Pick<ReportDocument, 'notes' | 'footnotes' | 'notesLead'>>;
}

/** Stands for the source of a document that states no source. */
export const NO_SOURCE: Source = { verified: false };

/** A part of the policy's content whose source is unverified. */
export interface Unverified {
  readonly id: string;
  readonly kind: keyof Messages['policy']['notes']['kinds'];
  readonly title: string;
  readonly source: Source;
}

/** Collects everything unverified that a report may mention. A note is written only if some text refers to it. */
export function collectNotes(report: AssessmentReport, vocabulary: Vocabulary): CollectedNotes {
  const unverifiedParts = findUnverified(report, vocabulary);
  const texts = writeNotes(unverifiedParts, vocabulary);
  const { notes } = vocabulary.messages.policy;
  const isIllustrative = report.recommendation?.measures.some(({ cost }) => cost?.illustrative) ?? false;
  const numberBySource = new Map<string, number>();
  const number = (noted: Source | typeof ILLUSTRATIVE_KEY | undefined): number => {
    if (noted === undefined) return 0;
    const key = noted === ILLUSTRATIVE_KEY ? noted : keyOf(noted);
    if (noted === ILLUSTRATIVE_KEY ? !isIllustrative : !texts.has(key)) return 0;
    const noteNumber = numberBySource.get(key) ?? numberBySource.size + 1;
    numberBySource.set(key, noteNumber);
    return noteNumber;
  };
  return {
    unverified: unverifiedParts,
    refer: (source) => noteMark(number(source)),
    referIllustrative: () => noteMark(number(ILLUSTRATIVE_KEY)),
    written: () => {
      const keys = [...numberBySource.keys()];
      const write = (form: keyof SourceNote): Inline[] =>
        keys.map((key) => (key === ILLUSTRATIVE_KEY ? [notes.illustrative] : (texts.get(key) as SourceNote)[form]));
      const hasSources = keys.some((key) => key !== ILLUSTRATIVE_KEY);
      return { notes: write('listed'), footnotes: write('alone'), notesLead: hasSources ? notes.lead : undefined };
    },
  };
}

const ILLUSTRATIVE_KEY = 'illustrative';

/** A note on a source, for a list whose lead says that it is unverified, and for the foot of a page. */
interface SourceNote {
  readonly listed: Inline;
  readonly alone: Inline;
}

/** Writes the notes by the key of their source; sources with the same content share a note. */
function writeNotes(all: readonly Unverified[], vocabulary: Vocabulary): ReadonlyMap<string, SourceNote> {
  const groups = new Map<string, Unverified[]>();
  for (const unverifiedPart of all) {
    const key = keyOf(unverifiedPart.source);
    groups.set(key, [...(groups.get(key) ?? []), unverifiedPart]);
  }
  return new Map([...groups].map(([key, group]) => [key, noteText(group, vocabulary)]));
}

/** Finds everything in a report whose source was not compared with the original. */
function findUnverified(report: AssessmentReport, vocabulary: Vocabulary): Unverified[] {
  return [
    ...findDocuments(report, vocabulary),
    ...findTrackSource(report, vocabulary),
    ...findStepsAndInstruments(report, vocabulary),
  ].filter(({ source }) => !source.verified);
}

/** Returns a key that is equal for sources with the same content. */
function keyOf(source: Source): string {
  const cached = KEY_BY_SOURCE.get(source);
  if (cached !== undefined) return cached;
  const { document, url, date, verified, note } = source;
  const key = JSON.stringify([document, url, date, verified ?? false, note]);
  KEY_BY_SOURCE.set(source, key);
  return key;
}

/** A cache, because all policies of a run have the same sources. */
const KEY_BY_SOURCE = new WeakMap<Source, string>();

function findDocuments(report: AssessmentReport, { pick, titleOf }: Vocabulary): Unverified[] {
  const { questionnaire, rubric, policies = [], measures, plan, result } = report;
  const { id } = questionnaire;
  const title = pick(questionnaire.title) ?? id;
  const facts = knownGroupingFacts(plan, result).flatMap(({ name, definition: { source } }) =>
    source ? [{ id: name, kind: 'fact', title: titleOf(name), source } as const] : [],
  );
  return [
    ...facts,
    { id, kind: 'questionnaire', title, source: questionnaire.source ?? NO_SOURCE },
    ...policies.map(
      (policy) =>
        ({
          id: policy.id,
          kind: 'policy',
          title: pick(policy.title) ?? policy.id,
          source: policy.source ?? NO_SOURCE,
        }) as const,
    ),
    ...(rubric
      ? [{ id, kind: 'rubric', title, source: rubric.source ?? questionnaire.source ?? NO_SOURCE } as const]
      : []),
    ...(measures ? [{ id, kind: 'catalogue', title, source: measures.source ?? NO_SOURCE } as const] : []),
  ];
}

function findTrackSource(report: AssessmentReport, { pick }: Vocabulary): Unverified[] {
  const id = report.recommendation?.track.id;
  const track = id === undefined ? undefined : findTrack(report, id);
  const title = pick(track?.title);
  return track?.source ? [{ id: track.id, kind: 'track', title: title ?? track.id, source: track.source }] : [];
}

function findStepsAndInstruments(report: AssessmentReport, { pick }: Vocabulary): Unverified[] {
  const { measures = [], instruments = [] } = report.recommendation ?? {};
  const listUnverified = (
    kind: keyof Messages['policy']['notes']['kinds'],
    found: { readonly id: string; readonly title: Text; readonly source?: Source } | undefined,
  ): Unverified[] =>
    found?.source ? [{ id: found.id, kind, title: pick(found.title) ?? found.id, source: found.source }] : [];
  return [
    ...measures.flatMap(({ id }) => listUnverified('measure', findMeasure(report, id))),
    ...instruments.flatMap((judged) => listUnverified('instrument', findInstrument(report, judged)?.instrument)),
  ];
}

function noteText(group: readonly Unverified[], vocabulary: Vocabulary): SourceNote {
  const { numbers, policy } = vocabulary.messages;
  const [{ source = NO_SOURCE } = {}] = group;
  const kinds = [...new Set(group.map(({ kind }) => kind))];
  const titlesByKind = kinds.map((kind) => {
    const titles = new Set(group.filter((one) => one.kind === kind).map(({ title }) => numbers.quote(title)));
    return fillIn(policy.notes.kinds[kind], { titles: numbers.items([...titles]) });
  });
  const note = vocabulary.pick(source.note);
  const write = (sentence: typeof policy.notes.unverified): Inline =>
    interpolate(
      (from) =>
        numbers.sentences([
          sentence({ what: numbers.list(titlesByKind), source: from }),
          ...(note === undefined ? [] : [note]),
        ]),
      sourceText(source, vocabulary),
    );
  return { listed: write(policy.notes.listed), alone: write(policy.notes.unverified) };
}

/** Writes the document, date and address of a source. */
export function sourceText({ document, url, date }: Source, vocabulary: Vocabulary): Inline {
  const { numbers, policy } = vocabulary.messages;
  const parts: Piece[] = [
    ...(document === undefined ? [] : [document]),
    ...(date === undefined ? [] : [formatDate(date, numbers)]),
    ...(url === undefined ? [] : [{ link: url }]),
  ];
  return parts.length === 0 ? [policy.notes.noSource] : interpolate((...texts) => numbers.clauses(texts), ...parts);
}

/** The notes at the end of a policy, each once and numbered in the order of first reference. */
export interface Notes {
  /** Returns the mark of the note on an unverified source; empty for a verified one. */
  refer(source: Source | undefined): Piece[];
  /** Returns the mark of the note on illustrative costs. */
  referIllustrative(): Piece[];
}

/** Returns the mark of a note by its number; empty for 0. */
function noteMark(note: number): Piece[] {
  return note === 0 ? [] : [{ note }];
}

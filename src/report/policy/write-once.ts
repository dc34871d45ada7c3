import { rememberByReads } from '../../model/by-reads.ts';
import { freezeDeep } from '../../model/frozen.ts';
import type { AssessmentReport } from '../assessment.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Notes, notesBy } from './note-marks.ts';

/** A part of a policy, written from nothing but what it is given: the report, and what the part is about. */
type Part<Report, About, Written> = (report: Report, vocabulary: Vocabulary, notes: Notes, about: About) => Written;

/** What differs from enterprise to enterprise, and from part to part. */
interface Varying
  extends Pick<AssessmentReport, 'result' | 'settled' | 'recommendation' | 'assessment' | 'key'>,
    Pick<Notes, 'number'> {
  readonly about: unknown;
}

/**
 * Writes a part of a policy, or gives what was written of an enterprise that does not differ in anything the part reads.
 * What is given is frozen, for many policies share it.
 */
export function writeOnce<Report extends AssessmentReport, Written, About = undefined>(
  part: Part<Report, About, Written>,
  report: Report,
  vocabulary: Vocabulary,
  notes: Notes = NO_NOTES,
  about?: About,
): Written {
  const parts = partsFor(report, vocabulary);
  let known = parts.get(part);
  if (!known) {
    known = rememberPart(part as Part<AssessmentReport, unknown, Written>, report, vocabulary);
    parts.set(part, known);
  }
  const { result, settled, recommendation, assessment, key } = report;
  return known({ result, settled, recommendation, assessment, key, number: notes.number, about }) as Written;
}

const NO_NOTES: Notes = notesBy(() => 0);

function rememberPart<Written>(
  part: Part<AssessmentReport, unknown, Written>,
  { plan, questionnaire, rubric, measures, policies, titles }: AssessmentReport,
  vocabulary: Vocabulary,
): (varying: Varying) => Written {
  return rememberByReads((varying: Varying) => {
    // Not read before the part does.
    const report: AssessmentReport = {
      ...{ plan, questionnaire, rubric, measures, policies, titles },
      get result() {
        return varying.result;
      },
      get settled() {
        return varying.settled;
      },
      get recommendation() {
        return varying.recommendation;
      },
      get assessment() {
        return varying.assessment;
      },
      get key() {
        return varying.key;
      },
    };
    return freezeDeep(part(report, vocabulary, notesBy(varying.number), varying.about));
  });
}

/** The parts written of one pack and its policies, in one language. */
interface Kept {
  readonly report: AssessmentReport;
  readonly parts: Map<unknown, (varying: Varying) => unknown>;
}

const KEPT = new WeakMap<Vocabulary, Kept>();

function partsFor(report: AssessmentReport, vocabulary: Vocabulary): Kept['parts'] {
  const found = KEPT.get(vocabulary);
  if (found && isSamePack(found.report, report)) return found.parts;
  const kept: Kept = { report, parts: new Map() };
  KEPT.set(vocabulary, kept);
  return kept.parts;
}

function isSamePack(a: AssessmentReport, b: AssessmentReport): boolean {
  const [before, now] = [a.policies ?? [], b.policies ?? []];
  return (
    a.plan === b.plan &&
    a.questionnaire === b.questionnaire &&
    a.rubric === b.rubric &&
    a.measures === b.measures &&
    a.titles === b.titles &&
    before.length === now.length &&
    before.every((policy, i) => policy === now[i])
  );
}

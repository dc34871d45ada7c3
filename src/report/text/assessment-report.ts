import type { Language, Messages } from '../../i18n/index.ts';
import { keyFactOf } from '../../interview/index.ts';
import type {
  Fact,
  Instrument,
  Measure,
  Measures,
  Policy,
  Questionnaire,
  Recommendation,
  Result,
  Rubric,
  Text,
  Track,
} from '../../model/index.ts';
import type { AnswerSet, Evaluation, Input, Plan } from '../../scoring/index.ts';
import { makeVocabulary, type Vocabulary, type VocabularySource } from './vocabulary.ts';

/** What the reports of one assessment are made from. */
export interface AssessmentReport {
  readonly plan: Plan;
  readonly questionnaire: Questionnaire;
  /** For its source. */
  readonly rubric?: Rubric | undefined;
  readonly result: Result;
  /** The answers with their notes, and what follows from them, to tell reasons from. */
  readonly answers?: { readonly sheet: AnswerSet; readonly evaluation: Evaluation } | undefined;
  /** How many questions are settled, of those that are or may be asked. */
  readonly answeredCount?: AnsweredCount | undefined;
  /** The catalogue the recommendation takes its measures from. */
  readonly measures?: Measures | undefined;
  /** The policy that was used, then those it includes. */
  readonly policies?: readonly Policy[] | undefined;
  readonly recommendation?: Recommendation | undefined;
  readonly assessment?: AssessmentDetails | undefined;
  /** Identifies the enterprise where no fact does. */
  readonly key?: string | undefined;
  /** Titles of lists, which a rubric cannot give. */
  readonly titles?: Readonly<Record<string, Text>> | undefined;
}

interface AnsweredCount {
  readonly count: number;
  readonly of: number;
}

interface AssessmentDetails {
  readonly kind?: 'self' | 'onsite' | undefined;
  readonly assessor?: string | undefined;
  readonly signer?: { readonly name: string; readonly fingerprint: string } | undefined;
  /** A date, or a time stamp whose date counts. */
  readonly date?: string | undefined;
}

/** The language of a report and its words. */
export interface ReportLanguage {
  readonly messages: Messages;
  readonly language: Language;
}

/** The vocabulary for the report of an assessment. */
export function vocabularyOf(report: AssessmentReport, { messages, language }: ReportLanguage): Vocabulary {
  const { plan, questionnaire, titles } = report;
  const source: VocabularySource = { plan, messages, language, languages: questionnaire.languages, titles };
  const known = VOCABULARIES.get(plan);
  if (known && isSameSource(known.source, source)) return known.vocabulary;
  const vocabulary = makeVocabulary(source);
  VOCABULARIES.set(plan, { source, vocabulary });
  return vocabulary;
}

/** Many enterprises are reported on in the same words. */
const VOCABULARIES = new WeakMap<Plan, { readonly source: VocabularySource; readonly vocabulary: Vocabulary }>();

function isSameSource(a: VocabularySource, b: VocabularySource): boolean {
  return a.messages === b.messages && a.language === b.language && a.languages === b.languages && a.titles === b.titles;
}

/** Counts the questions that are answered or not applicable, of those that are or may be asked. */
export function countAnswered(plan: Plan, { asked, states }: Evaluation): AnsweredCount {
  const relevant = plan.nodes.flatMap((node, position) =>
    node.op === 'input' && node.role === 'question' && asked[position] !== 'fails' ? [position] : [],
  );
  const settled = relevant.filter((position) => {
    const state = states[position];
    return state === 'answered' || state === 'notApplicable';
  });
  return { count: settled.length, of: relevant.length };
}

/** The name and the key of the enterprise, as far as they are known; a key that is the name is not given twice. */
export function nameEnterprise({ plan, result, key }: AssessmentReport): {
  readonly name: string | undefined;
  readonly key: string | undefined;
} {
  const known = (fact: string | undefined): string | undefined => {
    const value = fact === undefined || !Object.hasOwn(result.facts, fact) ? undefined : result.facts[fact];
    return value === undefined ? undefined : String(value);
  };
  const name = known(plan.inputs.find((input) => input.role === 'fact' && input.name.toLowerCase() === 'name')?.name);
  const ownKey = known(keyFactOf(plan)?.name) ?? key;
  return { name, key: ownKey === name ? undefined : ownKey };
}

export function findMeasure({ measures }: Pick<AssessmentReport, 'measures'>, id: string): Measure | undefined {
  return measures && byId(measures.measures).get(id);
}

export function findTrack({ policies = [] }: Pick<AssessmentReport, 'policies'>, id: string): Track | undefined {
  return policies.flatMap(({ tracks = [] }) => tracks).find((track) => track.id === id);
}

/** An instrument and the policy that holds it. */
export function findInstrument(
  { policies = [] }: Pick<AssessmentReport, 'policies'>,
  wanted: { readonly id: string; readonly policy: string },
): { readonly instrument: Instrument; readonly policy: Policy } | undefined {
  for (const policy of policies) {
    if (policy.id !== wanted.policy || !policy.instruments) continue;
    const instrument = byId(policy.instruments).get(wanted.id);
    if (instrument) return { instrument, policy };
  }
  return undefined;
}

/** What a measure is called; its id where the catalogue has none such. */
export function titleOfMeasure(
  catalogue: Pick<AssessmentReport, 'measures'>,
  id: string,
  { pick }: Pick<Vocabulary, 'pick'>,
): string {
  return pick(findMeasure(catalogue, id)?.title) ?? id;
}

/** What an instrument is called; its id where its policy has none such. */
export function titleOfInstrument(
  policies: Pick<AssessmentReport, 'policies'>,
  wanted: { readonly id: string; readonly policy: string },
  { pick }: Pick<Vocabulary, 'pick'>,
): string {
  return pick(findInstrument(policies, wanted)?.instrument.title) ?? wanted.id;
}

/** Digits of a hash that are enough to tell two contents apart by eye. */
const HASH_DIGITS = 12;

/** The hash of a content, `sha256:...`, as reports print it. */
export function shortHash(hash: string): string {
  return hash.replace(/^sha256:/, '').slice(0, HASH_DIGITS);
}

/** Parts of a document by their ids; of several with one id the first. */
function byId<Part extends { readonly id: string }>(parts: readonly Part[]): ReadonlyMap<string, Part> {
  let known = PARTS.get(parts) as Map<string, Part> | undefined;
  if (!known) {
    known = new Map(parts.toReversed().map((part) => [part.id, part]));
    PARTS.set(parts, known);
  }
  return known;
}

/** The parts of one catalogue are looked up for many enterprises. */
const PARTS = new WeakMap<readonly { readonly id: string }[], ReadonlyMap<string, { readonly id: string }>>();

/** What the policy of an enterprise is made from. */
export interface PolicyReport extends AssessmentReport {
  readonly recommendation: Recommendation;
}

type FactInput = Input & { readonly definition: Fact };

/** The known facts that enterprises are grouped by, such as the size class. */
export function knownGroupingFacts({ inputs }: Plan, { facts }: Result): FactInput[] {
  return inputs.filter(isGrouping).filter(({ name }) => Object.hasOwn(facts, name));
}

function isGrouping(input: Input): input is FactInput {
  return input.role === 'fact' && 'group' in input.definition && input.definition.group === true;
}

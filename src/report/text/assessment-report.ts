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
import { type AnswerSet, type Evaluation, type Input, inputAt, type Plan } from '../../scoring/index.ts';
import { makeVocabulary, type Vocabulary, type VocabularySource } from './vocabulary.ts';

/** The data of all reports of one assessment. */
export interface AssessmentReport {
  readonly plan: Plan;
  readonly questionnaire: Questionnaire;
  /** The rubric, for its source. */
  readonly rubric?: Rubric | undefined;
  readonly result: Result;
  /** The answers, their notes and their evaluation, for the reasons that quote them. */
  readonly answers?: { readonly sheet: AnswerSet; readonly evaluation: Evaluation } | undefined;
  /** The number of settled questions, and the number of questions that are or may be asked. */
  readonly answeredCount?: AnsweredCount | undefined;
  /** The catalogue that contains the recommended measures. */
  readonly measures?: Measures | undefined;
  /** The policy used, followed by those it includes. */
  readonly policies?: readonly Policy[] | undefined;
  readonly recommendation?: Recommendation | undefined;
  readonly assessment?: AssessmentDetails | undefined;
  /** The key of the enterprise, if no fact states one. */
  readonly key?: string | undefined;
  /** Titles of lists, which a rubric cannot state. */
  readonly titles?: Readonly<Record<string, Text>> | undefined;
}

interface AnsweredCount {
  readonly count: number;
  readonly of: number;
  /** The names of the questions that are open. */
  readonly open: readonly string[];
}

interface AssessmentDetails {
  readonly kind?: 'self' | 'onsite' | undefined;
  readonly assessor?: string | undefined;
  readonly signer?: { readonly name: string; readonly fingerprint: string } | undefined;
  /** A date or a time stamp, of which only the date is used. */
  readonly date?: string | undefined;
}

export interface ReportLanguage {
  readonly messages: Messages;
  readonly language: Language;
}

/** Returns the vocabulary for the report of an assessment. */
export function vocabularyOf(report: AssessmentReport, { messages, language }: ReportLanguage): Vocabulary {
  const { plan, questionnaire, titles } = report;
  const source: VocabularySource = { plan, messages, language, languages: questionnaire.languages, titles };
  const cached = VOCABULARY_BY_PLAN.get(plan);
  if (cached && isSameSource(cached.source, source)) return cached.vocabulary;
  const vocabulary = makeVocabulary(source);
  VOCABULARY_BY_PLAN.set(plan, { source, vocabulary });
  return vocabulary;
}

/** A cache, because many enterprises are reported with the same vocabulary. */
const VOCABULARY_BY_PLAN = new WeakMap<Plan, { readonly source: VocabularySource; readonly vocabulary: Vocabulary }>();

function isSameSource(a: VocabularySource, b: VocabularySource): boolean {
  return a.messages === b.messages && a.language === b.language && a.languages === b.languages && a.titles === b.titles;
}

/** Counts the questions that are answered or not applicable, out of those that are or may be asked; names the others. */
export function countAnswered(plan: Plan, { asked, states }: Evaluation): AnsweredCount {
  const relevantPositions = plan.nodes.flatMap((node, position) =>
    node.op === 'input' && node.role === 'question' && asked[position] !== 'fails' ? [position] : [],
  );
  const openQuestions = relevantPositions.filter((position) => {
    const state = states[position];
    return state !== 'answered' && state !== 'notApplicable';
  });
  return {
    count: relevantPositions.length - openQuestions.length,
    of: relevantPositions.length,
    open: openQuestions.map((position) => inputAt(plan, position).name),
  };
}

/** Returns the name and the key of the enterprise, as far as known; no key if it equals the name. */
export function nameEnterprise({ plan, result, key }: AssessmentReport): {
  readonly name: string | undefined;
  readonly key: string | undefined;
} {
  const readFact = (fact: string | undefined): string | undefined => {
    const value = fact === undefined || !Object.hasOwn(result.facts, fact) ? undefined : result.facts[fact];
    return value === undefined ? undefined : String(value);
  };
  const name = readFact(
    plan.inputs.find((input) => input.role === 'fact' && input.name.toLowerCase() === 'name')?.name,
  );
  const ownKey = readFact(keyFactOf(plan)?.name) ?? key;
  return { name, key: ownKey === name ? undefined : ownKey };
}

export function findMeasure({ measures }: Pick<AssessmentReport, 'measures'>, id: string): Measure | undefined {
  return measures && byId(measures.measures).get(id);
}

export function findTrack({ policies = [] }: Pick<AssessmentReport, 'policies'>, id: string): Track | undefined {
  return policies.flatMap(({ tracks = [] }) => tracks).find((track) => track.id === id);
}

/** Whether some policy has tracks; if none has, a plan does not mention tracks. */
export function offersTracks({ policies }: Pick<AssessmentReport, 'policies'>): boolean {
  return policies === undefined || policies.some(({ tracks = [] }) => tracks.length > 0);
}

/** Whether some policy has instruments; if none has, a plan does not mention funding. */
export function offersFunding({ policies }: Pick<AssessmentReport, 'policies'>): boolean {
  return policies === undefined || policies.some(({ instruments = [] }) => instruments.length > 0);
}

/** Finds an instrument, with the policy that contains it. */
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

/** Returns the title of a measure, or its id if the catalogue does not have it. */
export function titleOfMeasure(
  catalogue: Pick<AssessmentReport, 'measures'>,
  id: string,
  { pick }: Pick<Vocabulary, 'pick'>,
): string {
  return pick(findMeasure(catalogue, id)?.title) ?? id;
}

/** Returns the title of an instrument, or its id if its policy does not have it. */
export function titleOfInstrument(
  policies: Pick<AssessmentReport, 'policies'>,
  wanted: { readonly id: string; readonly policy: string },
  { pick }: Pick<Vocabulary, 'pick'>,
): string {
  return pick(findInstrument(policies, wanted)?.instrument.title) ?? wanted.id;
}

/** The number of digits of a printed hash, enough to distinguish two contents by eye. */
const HASH_DIGITS = 12;

/** Shortens the hash of a content, `sha256:...`, for printing. */
export function shortHash(hash: string): string {
  return hash.replace(/^sha256:/, '').slice(0, HASH_DIGITS);
}

/** Maps the parts of a document by id; if several have the same id, the first one is used. */
function byId<Part extends { readonly id: string }>(parts: readonly Part[]): ReadonlyMap<string, Part> {
  let cached = CACHED_PARTS.get(parts) as Map<string, Part> | undefined;
  if (!cached) {
    cached = new Map(parts.toReversed().map((part) => [part.id, part]));
    CACHED_PARTS.set(parts, cached);
  }
  return cached;
}

/** A cache, because the parts of one catalogue are looked up for many enterprises. */
const CACHED_PARTS = new WeakMap<readonly { readonly id: string }[], ReadonlyMap<string, { readonly id: string }>>();

/** The data of an enterprise's policy report. */
export interface PolicyReport extends AssessmentReport {
  readonly recommendation: Recommendation;
}

type FactInput = Input & { readonly definition: Fact };

/** Returns the known facts by which enterprises are grouped, such as the size class. */
export function knownGroupingFacts({ inputs }: Plan, { facts }: Result): FactInput[] {
  return inputs.filter(isGrouping).filter(({ name }) => Object.hasOwn(facts, name));
}

function isGrouping(input: Input): input is FactInput {
  return input.role === 'fact' && 'group' in input.definition && input.definition.group === true;
}

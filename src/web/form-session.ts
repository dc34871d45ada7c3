// Manages the answers in the form, which are stored in the browser and saved to files.
import { LANGUAGES, type Language } from '../i18n/index.ts';
import {
  annotate,
  type GivenAnswer,
  type Interview,
  type Remarks,
  readRecordedAnswers,
  recordAnswerSet,
  recordEntry,
  setAnswer,
  startInterview,
} from '../interview/index.ts';
import type { ConsentGiven, PackStamp, RecordedAnswer, RecordedAnswers } from '../model/index.ts';
import type { AnswerSet, Plan } from '../scoring/index.ts';
import { carryOver, type LostAnswer, type Renames, toRecordedStatements } from '../versions/index.ts';
import type { UnfinishedInput } from './form-context.ts';
import { readJson } from './form-data.ts';

/** A user's session: the answers, current page and language. It is stored after every change. */
export interface Session {
  interview(): Interview;
  unfinished(name: string): UnfinishedInput | undefined;
  /** Returns the index of the part that is shown; the index after the last part means the result. */
  page(): number;
  language(): Language;
  submitAnswer(name: string, saying: GivenAnswer): void;
  /** Keeps input that is not yet a valid answer. Until it is valid, the question counts as unanswered. */
  saveUnfinished(name: string, entered: UnfinishedInput): void;
  annotate(name: string, remarks: Remarks): void;
  /** Replaces all answers by those of a sheet. */
  replace(sheet: AnswerSet, signatory: string): void;
  goToPage(page: number): void;
  setLanguage(language: Language): void;
  /** Returns who confirms the pack's statement; empty if nobody does. */
  signatory(): string;
  setSignatory(name: string): void;
  /** Returns the user's consent to a data-protection text; undefined if none was given. */
  consent(): ConsentGiven | undefined;
  setConsent(given: ConsentGiven | undefined): void;
  /** Deletes all answers, including what the browser has stored. */
  clear(): void;
  /** Whether the browser has stored the session. */
  isSaved(): boolean;
  /** Remembers that all answers are now saved in a file. */
  noteSaved(): void;
  /** Set if answers from an earlier visit were found; `lost` are those that do not fit this version of the pack. */
  readonly resumed: { readonly lost: readonly LostAnswer[] } | undefined;
  /** Calls `tell` when another window changes the stored session. */
  onChangedElsewhere(tell: () => void): void;
}

/** Starts a session, or resumes the one that the browser has stored. `languages` begins with the initial one. */
export function openSession(
  pack: AnsweredPack,
  policyFacts: readonly string[],
  languages: readonly Language[],
): Session {
  const name = `matura/${pack.stamp.id}`;
  const store = openBrowserStore(name);
  const startSession = (sheet: AnswerSet): Interview =>
    startInterview(pack.plan, { policyFacts, sheet, keyMayWait: true });
  const storedText = store.load();
  const storedSession = storedText === undefined ? undefined : readSavedSession(storedText, pack);
  let interview = startSession(storedSession?.sheet ?? new Map());
  let unfinished: ReadonlyMap<string, UnfinishedInput> = storedSession?.unfinished ?? new Map();
  let language =
    storedSession && languages.includes(storedSession.language) ? storedSession.language : (languages[0] as Language);
  const pages = interview.outline.parts.length;
  const clampPage = (page: number): number => Math.min(Math.max(page, 0), pages);
  let page = clampPage(storedSession?.page ?? 0);
  let signatory = storedSession?.signatory ?? '';
  let consent = storedSession?.consent;
  let isKept = true;
  let isInFile = true;

  const saveSession = (): void => {
    isKept = store.save(
      writeSavedSession(pack, { sheet: interview.sheet, unfinished, page, language, signatory, consent }),
    );
  };
  const changeAnswer = (next: Interview, name: string, entered?: UnfinishedInput): void => {
    const remainingInputs = new Map(unfinished);
    if (entered === undefined) remainingInputs.delete(name);
    else remainingInputs.set(name, entered);
    [interview, unfinished, isInFile] = [next, remainingInputs, false];
    saveSession();
  };

  window.addEventListener('beforeunload', (event) => {
    // If the browser cannot store the answers, it must warn the user before the page is left and the answers are lost.
    if (!isKept && !isInFile) event.preventDefault();
  });

  return {
    interview: () => interview,
    unfinished: (name) => unfinished.get(name),
    page: () => page,
    language: () => language,
    submitAnswer: (name, saying) => changeAnswer(setAnswer(interview, name, saying), name),
    saveUnfinished: (name, entered) => changeAnswer(setAnswer(interview, name, { state: 'unanswered' }), name, entered),
    annotate: (name, remarks) => changeAnswer(annotate(interview, name, remarks), name, unfinished.get(name)),
    replace: (sheet, name) => {
      [interview, unfinished, isInFile, signatory] = [startSession(sheet), new Map(), true, name];
      saveSession();
    },
    goToPage: (to) => {
      page = clampPage(to);
      saveSession();
    },
    signatory: () => signatory,
    setSignatory: (name) => {
      [signatory, isInFile] = [name, false];
      saveSession();
    },
    consent: () => consent,
    setConsent: (given) => {
      consent = given;
      saveSession();
    },
    setLanguage: (chosen) => {
      language = chosen;
      saveSession();
    },
    clear: () => {
      store.clear();
      [interview, unfinished, page, isInFile] = [startSession(new Map()), new Map(), 0, true];
      [signatory, consent] = ['', undefined];
    },
    isSaved: () => isKept,
    noteSaved: () => {
      isInFile = true;
    },
    resumed: storedSession && storedSession.sheet.size > 0 ? { lost: storedSession.lost } : undefined,
    onChangedElsewhere: (tell) => onStorageChange(name, tell),
  };
}

/** What the browser stores of a form between visits. */
interface SavedSession {
  readonly sheet: AnswerSet;
  readonly unfinished: ReadonlyMap<string, UnfinishedInput>;
  readonly page: number;
  readonly language: Language;
  readonly signatory: string;
  readonly consent: ConsentGiven | undefined;
}

interface StoredSession {
  readonly version: string;
  readonly hash: string;
  readonly said: RecordedAnswers;
  readonly unfinished: Readonly<Record<string, UnfinishedInput>>;
  readonly page: number;
  readonly language: Language;
  readonly signatory?: string;
  readonly consent?: ConsentGiven | undefined;
}

/**
 * Formats the session for storing. It includes values that were replaced by "don't know yet", so that nothing is lost
 * by a mistake.
 */
function writeSavedSession(
  { stamp }: AnsweredPack,
  { sheet, unfinished, page, language, signatory, consent }: SavedSession,
): string {
  const storedSession: StoredSession = {
    version: stamp.version,
    hash: stamp.hash,
    said: Object.fromEntries([...sheet].map(([name, entry]): [string, RecordedAnswer] => [name, recordEntry(entry)])),
    unfinished: Object.fromEntries(unfinished),
    page,
    language,
    signatory,
    consent,
  };
  return JSON.stringify(storedSession);
}

/** Parses a stored session, which may be of an earlier version of the pack; undefined if the text is something else. */
function readSavedSession(
  text: string,
  { plan, stamp, renames }: AnsweredPack,
): (SavedSession & { readonly lost: readonly LostAnswer[] }) | undefined {
  try {
    const { said, unfinished, page, language, hash, signatory, consent } = readJson(text) as StoredSession;
    const carriedAnswers = carryOver({ facts: {}, answers: said }, { plan, renames });
    return {
      sheet: readRecordedAnswers(plan, carriedAnswers).sheet,
      unfinished: hash === stamp.hash ? new Map(Object.entries(unfinished)) : new Map(),
      page: Number.isInteger(page) ? page : 0,
      language: LANGUAGES.includes(language) ? language : 'en',
      signatory: typeof signatory === 'string' ? signatory : '',
      consent: typeof consent === 'object' ? consent : undefined,
      lost: carriedAnswers.lost,
    };
  } catch {
    return undefined;
  }
}

/** The pack to which the answers belong. */
export interface AnsweredPack {
  readonly plan: Plan;
  readonly stamp: PackStamp;
  readonly renames: Renames;
}

/**
 * Formats a sheet as a file of answers. `date` is the day, ISO 8601; `signatory` is empty if nobody confirms the
 * answers; `consent` is absent if the office does not ask for it.
 */
export function writeAnswers(
  { plan, stamp }: AnsweredPack,
  sheet: AnswerSet,
  { date, signatory, consent }: Pick<SavedSession, 'signatory' | 'consent'> & { readonly date: string },
): string {
  const { facts, answers } = recordAnswerSet(plan, sheet);
  const document = {
    pack: stamp.id,
    packVersion: stamp.version,
    assessment: {
      kind: 'self',
      ...(signatory === '' ? {} : { assessor: signatory }),
      date,
      ...(consent && { consent }),
    },
    facts: toShortForm(facts),
    answers: toShortForm(answers),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Shortens recorded answers to the form that people write: without an object if there is only a value. */
function toShortForm(recorded: RecordedAnswers): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(recorded).map(([name, answer]) => {
      const { state, ...rest } = answer;
      if (state !== 'answered') return [name, answer];
      return [name, Object.keys(rest).join() === 'value' ? rest.value : rest];
    }),
  );
}

/** The result of reading an answers file. */
export type ReadFile =
  | {
      readonly sheet: AnswerSet;
      readonly lost: readonly LostAnswer[];
      readonly version: string | undefined;
      readonly signatory: string;
    }
  | { readonly problem: 'not-answers' }
  | { readonly problem: 'other-pack'; readonly pack: string };

/**
 * Reads a file of answers in JSON. Answers of another version are converted by the renames that this version declares.
 */
export function readAnswersFile(text: string, { plan, stamp, renames }: AnsweredPack): ReadFile {
  let document: Partial<Record<'pack' | 'packVersion' | 'assessment' | 'facts' | 'answers', unknown>> | null;
  try {
    document = readJson(text.replace(/^\uFEFF/, '')) as typeof document;
  } catch {
    return { problem: 'not-answers' };
  }
  const { pack, packVersion, assessment, facts, answers } = document ?? {};
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return { problem: 'not-answers' };
  if (pack !== undefined && pack !== stamp.id) return { problem: 'other-pack', pack: String(pack) };
  const carriedAnswers = carryOver(toRecordedStatements({ facts, answers }), { plan, renames });
  return {
    sheet: readRecordedAnswers(plan, carriedAnswers).sheet,
    lost: carriedAnswers.lost,
    version: typeof packVersion === 'string' ? packVersion : undefined,
    signatory: signatoryOf(assessment),
  };
}

/** Returns who has confirmed a file of answers; empty if nobody has. */
function signatoryOf(assessment: unknown): string {
  if (typeof assessment !== 'object' || assessment === null || !('assessor' in assessment)) return '';
  return typeof assessment.assessor === 'string' ? assessment.assessor : '';
}

/** Stores answers in the browser between visits. */
interface BrowserStore {
  /** Returns the stored text; undefined if nothing is stored. */
  load(): string | undefined;
  /** Stores a text; returns false if the browser does not store it. */
  save(text: string): boolean;
  clear(): void;
}

/** Opens the browser's storage under a name. Every access may fail: a browser can forbid storing, or have no room. */
function openBrowserStore(name: string): BrowserStore {
  const tryStorage = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(window.localStorage);
    } catch {
      return otherwise;
    }
  };
  return {
    load: () => tryStorage((storage) => storage.getItem(name) ?? undefined, undefined),
    save: (text) =>
      tryStorage((storage) => {
        storage.setItem(name, text);
        return true;
      }, false),
    clear: () => tryStorage((storage) => storage.removeItem(name), undefined),
  };
}

/** Calls `tell` when another window changes what is stored under a name. */
function onStorageChange(name: string, tell: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === name || event.key === null) tell();
  });
}

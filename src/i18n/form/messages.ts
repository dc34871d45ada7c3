/** The words of the browser form. Counts are numbers; all other arguments are words or written numbers. */
export interface FormMessages {
  /** The name of the language in itself, and its tag for the page. */
  readonly language: { readonly name: string; readonly tag: string };
  /** The label of the choice of languages. */
  readonly languages: string;
  /** Instead of the form, where a browser cannot run it. */
  readonly needsBrowser: string;
  /** Where the answers are, before the first question. */
  readonly intro: string;
  readonly notKept: string;
  readonly saved: string;
  readonly resumed: string;
  readonly elsewhere: string;
  readonly reload: string;
  readonly sections: string;
  readonly facts: string;
  readonly result: string;
  progress(answered: number, of: number): string;
  sectionProgress(answered: number, of: number): string;
  readonly complete: string;
  readonly back: string;
  readonly next: string;
  readonly toResult: string;
  /** Behind the name of what must be answered. */
  readonly required: string;
  readonly help: string;
  readonly clear: string;
  readonly noneOfThese: string;
  readonly remarks: string;
  /** The same where something is written there. */
  readonly remarksGiven: string;
  readonly note: string;
  readonly evidence: string;
  readonly evidenceWanted: string;
  readonly evidenceRequired: string;
  derived(answer: string): string;
  contradicted(derived: string): string;
  usual(answer: string): string;
  /** Spoken when an answer changes what else is asked. */
  more(count: number): string;
  fewer(count: number): string;
  attention(count: number): string;
  readonly unfinished: string;
  readonly requiredFault: string;
  tickAtLeast(least: number): string;
  tickAtMost(most: number): string;
  readonly scores: string;
  readonly radar: string;
  readonly radarSure: string;
  readonly radarPossible: string;
  readonly score: string;
  readonly maximum: string;
  readonly nextSteps: string;
  readonly allOpen: string;
  open(count: number): string;
  readonly goToOpen: string;
  readonly blocked: string;
  readonly save: string;
  readonly saveHint: string;
  fileSaved(name: string): string;
  readonly load: string;
  readonly loadHint: string;
  loaded(count: number): string;
  readonly notAnswers: string;
  otherPack(pack: string): string;
  otherVersion(version: string): string;
  lost(count: number): string;
  readonly print: string;
  readonly restart: string;
  readonly restartQuestion: string;
  readonly restartYes: string;
  readonly restartNo: string;
  unverified(title: string, document: string): string;
  made(pack: string, tool: string): string;
}

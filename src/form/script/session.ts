import type { Language } from '../../i18n/index.ts';
import { annotate, answer, type Remarks, type Saying } from '../../interview/answering.ts';
import { type Interview, startInterview } from '../../interview/interview.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import type { Lost } from '../../versions/carry-over.ts';
import type { AnsweredPack } from './answers-file.ts';
import type { Unfinished } from './desk.ts';
import { readKept, writeKept } from './kept.ts';
import { onElsewhere, openStore } from './store.ts';

/** One person's way through the form: what was said, where it stands, in which language. Kept after every change. */
export interface Session {
  interview(): Interview;
  unfinished(name: string): Unfinished | undefined;
  /** The part that is shown; behind the last one it is the result. */
  page(): number;
  language(): Language;
  say(name: string, saying: Saying): void;
  /** Keeps what is no answer yet; until it is one, nothing is said. */
  keep(name: string, entered: Unfinished): void;
  annotate(name: string, remarks: Remarks): void;
  /** Puts a sheet in the place of all that was said. */
  replace(sheet: Sheet): void;
  turnTo(page: number): void;
  speak(language: Language): void;
  /** Forgets everything, also in the browser. */
  clear(): void;
  /** Whether the browser keeps it. */
  isKept(): boolean;
  /** Notes that all is in a file. */
  noteSaved(): void;
  /** What was kept from an earlier visit; `lost` has no place in this version of the pack. */
  readonly resumed: { readonly lost: readonly Lost[] } | undefined;
  /** Calls back when another window changes what is kept. */
  onElsewhere(tell: () => void): void;
}

/** Begins a session, or goes on with what the browser kept. `languages`: those possible, the one to begin in first. */
export function openSession(
  pack: AnsweredPack,
  policyFacts: readonly string[],
  languages: readonly Language[],
): Session {
  const name = `matura/${pack.stamp.id}`;
  const store = openStore(name);
  const begin = (sheet: Sheet): Interview => startInterview(pack.plan, { policyFacts, sheet });
  const before = store.load();
  const kept = before === undefined ? undefined : readKept(before, pack);
  let interview = begin(kept?.sheet ?? new Map());
  let unfinished: ReadonlyMap<string, Unfinished> = kept?.unfinished ?? new Map();
  let language = kept && languages.includes(kept.language) ? kept.language : (languages[0] as Language);
  const pages = interview.outline.parts.length;
  const within = (page: number): number => Math.min(Math.max(page, 0), pages);
  let page = within(kept?.page ?? 0);
  let isKept = true;
  let isInFile = true;

  const save = (): void => {
    isKept = store.save(writeKept(pack, { sheet: interview.sheet, unfinished, page, language }));
  };
  const change = (next: Interview, name: string, entered?: Unfinished): void => {
    const others = new Map(unfinished);
    if (entered === undefined) others.delete(name);
    else others.set(name, entered);
    [interview, unfinished, isInFile] = [next, others, false];
    save();
  };

  window.addEventListener('beforeunload', (event) => {
    // Where the browser keeps nothing, leaving the page would lose what was said.
    if (!isKept && !isInFile) event.preventDefault();
  });

  return {
    interview: () => interview,
    unfinished: (one) => unfinished.get(one),
    page: () => page,
    language: () => language,
    say: (one, saying) => change(answer(interview, one, saying), one),
    keep: (one, entered) => change(answer(interview, one, { state: 'unanswered' }), one, entered),
    annotate: (one, remarks) => change(annotate(interview, one, remarks), one, unfinished.get(one)),
    replace: (sheet) => {
      [interview, unfinished, isInFile] = [begin(sheet), new Map(), true];
      save();
    },
    turnTo: (to) => {
      page = within(to);
      save();
    },
    speak: (chosen) => {
      language = chosen;
      save();
    },
    clear: () => {
      store.clear();
      [interview, unfinished, page, isInFile] = [begin(new Map()), new Map(), 0, true];
    },
    isKept: () => isKept,
    noteSaved: () => {
      isInFile = true;
    },
    resumed: kept && kept.sheet.size > 0 ? { lost: kept.lost } : undefined,
    onElsewhere: (tell) => onElsewhere(name, tell),
  };
}

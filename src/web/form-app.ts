// Runs the browser form: pages, navigation, saving and opening files.
import type { Language } from '../i18n/index.ts';
import {
  askedItems,
  finishAnswerSet,
  type Interview,
  type InterviewItem,
  isAsked,
  isOpen,
  keyFactOf,
} from '../interview/index.ts';
import { entryOf } from '../scoring/index.ts';
import type { LostAnswer } from '../versions/index.ts';
import { make } from './dom.ts';
import type { FormContext, Wording, WordingFor } from './form-context.ts';
import type { EmbeddedPack } from './form-data.ts';
import { buildFrame, buildPageButtons, type Frame, type SectionEntry } from './form-frame.ts';
import { buildSection, type SectionPage } from './form-questions.ts';
import { type Blockers, buildResult } from './form-result.ts';
import {
  type AnsweredPack,
  openSession,
  type ReadFile,
  readAnswersFile,
  type Session,
  writeAnswers,
} from './form-session.ts';

/** What a form is run with. */
interface FormSetup {
  readonly data: EmbeddedPack;
  readonly pack: AnsweredPack;
  /** The languages that can be chosen, the one to begin in first. */
  readonly languages: readonly Language[];
  readonly wordingFor: WordingFor;
  readonly root: HTMLElement;
}

/** Runs the form in the page. */
export function runForm({ data, pack, languages, wordingFor: speak, root }: FormSetup): void {
  const policyFacts = data.facts.flatMap(({ document, at }) => (at === undefined ? document.map(({ id }) => id) : []));
  const session = openSession(pack, policyFacts, languages);
  const { parts, items } = session.interview().outline;
  let wording: Wording = speak(session.language());
  let frame: Frame;
  let section: SectionPage | undefined;

  const changing = (work: () => void): void => {
    const before = askedItems(session.interview()).length;
    work();
    for (const view of section?.views ?? []) view.update();
    showProgress();
    const more = askedItems(session.interview()).length - before;
    if (more !== 0) frame.announce(more > 0 ? wording.messages.more(more) : wording.messages.fewer(-more));
  };
  const makeDesk = (): FormContext => ({
    wording,
    interview: session.interview,
    entry: (name) => entryOf(session.interview().sheet, name),
    unfinished: session.unfinished,
    submitAnswer: (name, saying) => changing(() => session.submitAnswer(name, saying)),
    saveUnfinished: (name, entered) => changing(() => session.saveUnfinished(name, entered)),
    annotate: (name, remarks) => changing(() => session.annotate(name, remarks)),
  });
  const tell = (notice: string): void => frame.showNotice(notice);
  const showProgress = (): void => frame.update(listSections(session, wording), session.isSaved());

  const goTo = (to: number): void => {
    session.goToPage(to);
    showPage();
    frame.heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  };
  const goToItem = (item: InterviewItem | undefined, isChecked = false): void => {
    if (!item) return;
    goTo(item.part);
    const view = section?.views.find((one) => one.item === item);
    if (isChecked) view?.check();
    view?.focus();
  };
  const goToOpen = (): void => {
    const state = session.interview();
    goToItem(askedItems(state).find((item) => item.input.role === 'question' && isOpen(state, item)));
  };

  const save = (): void => {
    const { sheet } = session.interview();
    const key = keyFactOf(pack.plan);
    const entry = key && entryOf(sheet, key.name);
    const name = fileNameFor(pack.stamp.id, entry?.state === 'answered' ? String(entry.value) : undefined);
    download(name, writeAnswers(pack, finishAnswerSet(sheet), today()));
    session.noteSaved();
    document.getElementById('saved-as')?.replaceChildren(wording.messages.fileSaved(name));
  };

  const introduction = (): HTMLElement[] => {
    const text = wording.pick(data.questionnaire.document.text);
    const choice = buildFileChoice(pack, wording, (read) => {
      if (!('problem' in read)) {
        session.replace(read.sheet);
        goTo(0);
      }
      tell(describeLoadedFile(read, pack, wording));
    });
    return [
      ...(text === undefined ? [] : [make('p', { class: 'section-text' }, text)]),
      make('p', { class: 'section-text quiet' }, wording.messages.intro),
      choice,
    ];
  };

  const showPage = (): void => {
    const page = session.page();
    const part = parts[page];
    tell('');
    const own = items.filter((item) => item.part === page);
    section = part && buildSection(part, own, (item) => `q${items.indexOf(item)}`, makeDesk());
    if (part && section) {
      frame.heading.textContent =
        part.kind === 'section' ? wording.titleOf(part.section.id) : wording.messages[part.kind];
      frame.content.replaceChildren(...(page === 0 ? introduction() : []), ...section.elements);
      for (const view of section.views) view.update();
    } else {
      frame.heading.textContent = wording.messages.result;
      const goToNamed = (name: string): void =>
        goToItem(
          items.find((item) => item.name === name),
          true,
        );
      const actions = { goToOpen, goTo: goToNamed, save };
      frame.content.replaceChildren(...buildResult(pack, data, makeDesk(), findBlockers(session, wording), actions));
    }
    showWays(page);
    showProgress();
  };

  const showWays = (page: number): void => {
    const next = (): number => pageFrom(session.interview(), page, 1);
    const on = (): void => {
      if (section?.check() ?? true) goTo(next());
    };
    const back = (): void => goTo(pageFrom(session.interview(), page, -1));
    const restart = (): void => {
      session.clear();
      goTo(0);
    };
    const ways = {
      back: page > 0 ? back : undefined,
      on: page < parts.length ? on : undefined,
      isResultNext: next() === parts.length,
      restart,
    };
    frame.foot.replaceChildren(...buildPageButtons(ways, wording));
  };

  const speakLanguage = (chosen: Language): void => {
    session.setLanguage(chosen);
    wording = speak(chosen);
    show();
    document.getElementById('language')?.focus();
  };
  const show = (): void => {
    const title = wording.pick(data.questionnaire.document.title) ?? pack.stamp.id;
    document.title = title;
    document.documentElement.lang = wording.messages.language.tag;
    frame = buildFrame(title, [...languages].sort(), wording, speak, { speakLanguage, goTo });
    root.replaceChildren(frame.element);
    showPage();
  };

  session.onChangedElsewhere(() => {
    const { messages } = wording;
    frame.element.inert = true;
    const goOn = make('button', { type: 'button', class: 'main', onclick: () => location.reload() }, messages.reload);
    root.prepend(make('div', { class: 'elsewhere', role: 'alert' }, make('p', {}, messages.elsewhere), goOn));
    goOn.focus();
  });
  show();
  if (session.resumed) {
    const notice = [wording.messages.resumed, ...describeLost(session.resumed.lost, wording)].join('\n');
    tell(notice);
  }
}

/** The list of sections, each with how far it is answered; the result stands last. */
function listSections(session: Session, { messages, titleOf }: Wording): SectionEntry[] {
  const state = session.interview();
  const { parts, items } = state.outline;
  return [
    ...parts.map((part, i) => {
      const asked = items.filter((item) => item.part === i && isAsked(state, item));
      return {
        title: part.kind === 'section' ? titleOf(part.section.id) : messages[part.kind],
        answered: asked.filter((item) => !isOpen(state, item)).length,
        of: asked.length,
        current: session.page() === i,
        empty: asked.length === 0,
      };
    }),
    { title: messages.result, answered: 0, of: 0, current: session.page() === parts.length, empty: false },
  ];
}

/** The page before or after one that asks something; the result is always one. */
function pageFrom({ outline, ...state }: Interview, from: number, step: 1 | -1): number {
  const isEmpty = (page: number): boolean =>
    !outline.items.some((item) => item.part === page && isAsked({ outline, ...state }, item));
  let to = from + step;
  while (to > 0 && to < outline.parts.length && isEmpty(to)) to += step;
  return to;
}

/** What keeps the answers from being handed in. */
function findBlockers(session: Session, { messages, titleOf }: Wording): Blockers {
  const state = session.interview();
  return askedItems(state).flatMap(({ name, required }) => {
    if (session.unfinished(name) !== undefined) return [{ name, title: titleOf(name), fault: messages.unfinished }];
    const isMissing = required && entryOf(state.sheet, name).state !== 'answered';
    return isMissing ? [{ name, title: titleOf(name), fault: messages.requiredFault }] : [];
  });
}

/** The choice of a saved file to open. */
function buildFileChoice(pack: AnsweredPack, { messages }: Wording, opened: (read: ReadFile) => void): HTMLElement {
  const choice = make('input', {
    type: 'file',
    id: 'load',
    accept: '.json,application/json',
    'aria-label': messages.load,
    'aria-describedby': 'load-hint',
    onchange: () => {
      const [file] = choice.files ?? [];
      choice.value = '';
      void file?.text().then((text) => opened(readAnswersFile(text, pack)));
    },
  });
  return make(
    'details',
    { class: 'load' },
    make('summary', {}, messages.load),
    choice,
    make('p', { class: 'hint', id: 'load-hint' }, messages.loadHint),
  );
}

/** What came of opening a file, in words. */
function describeLoadedFile(read: ReadFile, { stamp }: AnsweredPack, { messages }: Wording): string {
  if ('problem' in read) {
    return read.problem === 'other-pack' ? messages.otherPack(read.pack) : messages.notAnswers;
  }
  const isOther = read.version !== undefined && read.version !== stamp.version;
  return [
    messages.loaded(read.sheet.size),
    ...(isOther ? [messages.otherVersion(read.version ?? '')] : []),
    ...describeLost(read.lost, { messages }),
  ].join('\n');
}

/** Which answers have no place in this version; empty where all have one. */
function describeLost(lost: readonly LostAnswer[], { messages }: Pick<Wording, 'messages'>): string[] {
  return lost.length === 0 ? [] : [[messages.lost(lost.length), ...lost.map(({ name }) => name)].join(' ')];
}

/** So much of a key goes into the name of a file. */
const LONGEST = 60;

/** Saves a text as a file, as the browser saves what is downloaded. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = make('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The name of a file of answers, with letters, digits and hyphens only: `quick-scan-914403001922038216.json`. */
function fileNameFor(pack: string, key: string | undefined): string {
  const parts = [pack, key ?? ''].map((part) => part.normalize('NFKC').replace(/[^\p{L}\p{N}.]+/gu, '-'));
  const name = parts.filter((part) => part !== '').join('-');
  return `${[...name].slice(0, LONGEST).join('')}.json`.replace(/^\.+/, '');
}

/** Today where the person is, `YYYY-MM-DD`. */
function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

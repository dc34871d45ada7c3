// Runs the browser form: its pages, navigation, and saving and opening files.
import type { Language } from '../i18n/index.ts';
import {
  finishAnswerSet,
  type Interview,
  type InterviewItem,
  isAsked,
  isOpen,
  isRequired,
  listAskedItems,
  listPromptWarnings,
} from '../interview/index.ts';
import { entryOf } from '../scoring/index.ts';
import type { LostAnswer } from '../versions/index.ts';
import { make, setText } from './dom.ts';
import type { FormContext, Wording, WordingFor } from './form-context.ts';
import type { EmbeddedPack } from './form-data.ts';
import { buildClosing, buildLetterhead, buildPrivacy, type Consent, lacksConsent } from './form-office.ts';
import { buildSection, type SectionPage } from './form-questions.ts';
import { type Blockers, buildResult, identify } from './form-result.ts';
import {
  type AnsweredPack,
  openSession,
  type ReadFile,
  readAnswersFile,
  type Session,
  writeAnswers,
} from './form-session.ts';

interface SectionEntry {
  readonly title: string;
  readonly answered: number;
  readonly of: number;
  readonly current: boolean;
  /** Whether no question of the section is asked of this enterprise. */
  readonly empty: boolean;
  /** How many of the answered questions ask for facts about the enterprise, which do not count as answers. */
  readonly answeredFacts: number;
  readonly facts: number;
}

/** What surrounds the questions on each page: title, languages, progress, list of sections, navigation. */
interface Frame {
  readonly element: HTMLElement;
  readonly content: HTMLElement;
  readonly heading: HTMLElement;
  readonly foot: HTMLElement;
  /** Announces a text to screen readers. */
  announce(text: string): void;
  showNotice(notice: string): void;
  /** Updates the frame. `warnings` are about several questions, so they are shown above all of them. */
  update(entries: readonly SectionEntry[], isKept: boolean, warnings: readonly string[]): void;
}

interface FrameActions {
  speakLanguage(language: Language): void;
  goTo(page: number): void;
}

/** Builds the frame in the language of `wording`. */
function buildFrame(
  { title, letterhead }: { readonly title: string; readonly letterhead: HTMLElement | undefined },
  languages: readonly Language[],
  wording: Wording,
  speakIn: WordingFor,
  { speakLanguage, goTo }: FrameActions,
): Frame {
  const { messages } = wording;
  const heading = make('h2', { tabindex: -1, id: 'heading' });
  const content = make('form', { autocomplete: 'off', novalidate: true, onsubmit: (event) => event.preventDefault() });
  const foot = make('div', { class: 'foot' });
  const liveRegion = make('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  const notice = make('p', { class: 'notice', role: 'status', hidden: true });
  const doubts = make('p', { class: 'doubts', role: 'status', hidden: true });
  const progress = buildProgress(wording);
  const sections = buildSectionList(wording, goTo);
  const choice = make(
    'select',
    { id: 'language', onchange: () => speakLanguage(choice.value as Language) },
    ...languages.map((language) => {
      const { name, tag } = speakIn(language).messages.language;
      return make('option', { value: language, lang: tag, selected: language === wording.language }, name);
    }),
  );
  const element = make(
    'div',
    { class: 'page' },
    make(
      'header',
      {},
      letterhead,
      make('h1', {}, title),
      languages.length > 1 &&
        make('div', { class: 'language' }, make('label', { for: 'language' }, messages.languages), choice),
      progress.element,
    ),
    sections.element,
    make('main', {}, notice, doubts, heading, content, foot),
    liveRegion,
  );
  return {
    element,
    content,
    heading,
    foot,
    announce: (text) => setText(liveRegion, text),
    showNotice: (text) => {
      notice.hidden = text === '';
      setText(notice, text);
    },
    update: (entries, isKept, warnings) => {
      doubts.hidden = warnings.length === 0;
      setText(doubts, warnings.join('\n'));
      progress.update(entries, isKept);
      sections.update(entries);
    },
  };
}

/** Builds the bar and the count of answered questions, and the note whether answers are saved. */
function buildProgress({ messages }: Wording): {
  readonly element: HTMLElement;
  update(entries: readonly SectionEntry[], isKept: boolean): void;
} {
  const bar = make('progress', { 'aria-labelledby': 'progress', max: 1, value: 0 });
  const count = make('p', { id: 'progress', class: 'count' });
  const keptNote = make('p', { class: 'kept', id: 'kept' });
  return {
    element: make('div', { class: 'progress' }, bar, count, keptNote),
    update(entries, isKept) {
      const sum = (part: 'answered' | 'of' | 'answeredFacts' | 'facts'): number =>
        entries.reduce((total, entry) => total + entry[part], 0);
      const [answered, of, facts, factsOf] = [sum('answered'), sum('of'), sum('answeredFacts'), sum('facts')];
      bar.value = of === 0 ? 0 : answered / of;
      setText(count, messages.progress({ answered: answered - facts, of: of - factsOf, facts, factsOf }));
      setText(keptNote, isKept ? messages.saved : messages.notKept);
      keptNote.classList.toggle('warning', !isKept);
    },
  };
}

/** Builds the list of sections, which is folded away on narrow screens. */
function buildSectionList(
  { messages }: Wording,
  goTo: FrameActions['goTo'],
): { readonly element: HTMLElement; update(entries: readonly SectionEntry[]): void } {
  const sectionList = make('ol', { id: 'sections', class: 'closed' });
  const listToggle = make(
    'button',
    {
      type: 'button',
      class: 'toggle',
      'aria-expanded': 'false',
      'aria-controls': 'sections',
      onclick: () => toggleList(sectionList.classList.contains('closed')),
    },
    messages.sections,
  );
  const toggleList = (isOpen: boolean): void => {
    sectionList.classList.toggle('closed', !isOpen);
    listToggle.setAttribute('aria-expanded', String(isOpen));
  };
  const buildEntry = (entry: SectionEntry, page: number): HTMLElement => {
    const goToPage = (): void => {
      toggleList(false);
      goTo(page);
    };
    const state = entry.of === 0 ? '' : messages.sectionProgress(entry);
    const isDone = entry.of > 0 && entry.answered === entry.of;
    return make(
      'li',
      { hidden: entry.empty },
      make(
        'button',
        {
          type: 'button',
          'data-page': page,
          'aria-current': entry.current ? 'step' : undefined,
          class: isDone ? 'done' : undefined,
          onclick: goToPage,
        },
        make('span', {}, entry.title),
        ' ',
        make('span', { class: 'count' }, state, isDone && make('span', { class: 'unseen' }, ` ${messages.complete}`)),
      ),
    );
  };
  return {
    element: make('nav', { 'aria-label': messages.sections }, listToggle, sectionList),
    update(entries) {
      const focusedPage = document.activeElement?.getAttribute('data-page');
      sectionList.replaceChildren(...entries.map(buildEntry));
      if (focusedPage) sectionList.querySelector<HTMLElement>(`[data-page="${focusedPage}"]`)?.focus();
    },
  };
}

/** The actions of the buttons below a page. `on` leads to the next page; it is absent on the last page. */
interface PageButtons {
  readonly back: (() => void) | undefined;
  readonly on: (() => void) | undefined;
  /** Whether the next page is the result. */
  readonly isResultNext: boolean;
  restart(): void;
}

/** Builds the buttons below a page: back and next or, on the result page, print and delete everything. */
function buildPageButtons({ back, on, isResultNext, restart }: PageButtons, wording: Wording): HTMLElement[] {
  const { messages } = wording;
  const nextLabel = isResultNext ? messages.toResult : messages.next;
  return [
    make(
      'div',
      { class: 'ways' },
      back && make('button', { type: 'button', id: 'back', onclick: back }, messages.back),
      on
        ? make('button', { type: 'button', class: 'main', id: 'next', onclick: on }, nextLabel)
        : make('button', { type: 'button', id: 'print', onclick: () => window.print() }, messages.print),
    ),
    ...(on ? [] : [buildRestart(restart, wording)]),
  ];
}

/** Builds the button that deletes everything after confirmation. */
function buildRestart(restart: () => void, wording: Wording): HTMLElement {
  const { messages } = wording;
  const keepAnswers = (): void => {
    const replacement = buildRestart(restart, wording);
    box.replaceWith(replacement);
    replacement.querySelector('button')?.focus();
  };
  const ask = (): void => {
    const keepButton = make('button', { type: 'button', onclick: keepAnswers }, messages.restartNo);
    box.replaceChildren(
      make('p', { class: 'restart-question', role: 'alert' }, messages.restartQuestion),
      keepButton,
      make('button', { type: 'button', class: 'danger', id: 'restart-yes', onclick: restart }, messages.restartYes),
    );
    keepButton.focus();
  };
  const box = make(
    'div',
    { class: 'restart' },
    make('button', { type: 'button', class: 'quiet', id: 'restart', onclick: ask }, messages.restart),
  );
  return box;
}

/** What is needed to run the form. */
interface FormSetup {
  readonly data: EmbeddedPack;
  readonly pack: AnsweredPack;
  /** The available languages, beginning with the initial one. */
  readonly languages: readonly Language[];
  readonly wordingFor: WordingFor;
  readonly root: HTMLElement;
}

/** A running form: its session, and what the page shows. */
interface FormApp extends FormSetup {
  readonly session: Session;
  readonly outline: Interview['outline'];
  wording: Wording;
  frame: Frame;
  /** The questions of the page; undefined on the result page. */
  section: SectionPage | undefined;
}

/** Runs the form in the page. */
export function runForm(setup: FormSetup): void {
  const { data, pack, languages, wordingFor } = setup;
  const policyFacts = data.facts.flatMap(({ document, at }) => (at === undefined ? document.map(({ id }) => id) : []));
  const session = openSession(pack, policyFacts, languages);
  const actions: FrameActions = {
    goTo: (page) => goToPage(app, page),
    speakLanguage(language) {
      session.setLanguage(language);
      app.wording = wordingFor(language);
      app.frame = frameForm(setup, app.wording, actions);
      showApp(app);
      document.getElementById('language')?.focus();
    },
  };
  const wording = wordingFor(session.language());
  const app: FormApp = {
    ...setup,
    session,
    outline: session.interview().outline,
    wording,
    frame: frameForm(setup, wording, actions),
    section: undefined,
  };
  session.onChangedElsewhere(() => showChangedElsewhere(app));
  showApp(app);
  if (session.resumed) {
    const notice = [wording.messages.resumed, ...describeLost(session.resumed.lost, wording)].join('\n');
    app.frame.showNotice(notice);
  }
}

function frameForm({ data, pack, languages, wordingFor }: FormSetup, wording: Wording, actions: FrameActions): Frame {
  const head = { title: formTitle(data, pack, wording), letterhead: buildLetterhead(data.office, wording) };
  return buildFrame(head, [...languages].sort(), wording, wordingFor, actions);
}

function formTitle(data: EmbeddedPack, { stamp }: AnsweredPack, wording: Wording): string {
  return wording.pick(data.questionnaire.document.title) ?? stamp.id;
}

/** Shows the frame with the current page in the current language. */
function showApp(app: FormApp): void {
  const { data, pack, wording } = app;
  document.title = formTitle(data, pack, wording);
  document.documentElement.lang = wording.messages.language.tag;
  app.root.replaceChildren(app.frame.element);
  showPage(app);
}

/** Blocks the page, because another window has changed the answers. */
function showChangedElsewhere({ frame, root, wording: { messages } }: FormApp): void {
  frame.element.inert = true;
  const reloadButton = make(
    'button',
    { type: 'button', class: 'main', onclick: () => location.reload() },
    messages.reload,
  );
  root.prepend(make('div', { class: 'elsewhere', role: 'alert' }, make('p', {}, messages.elsewhere), reloadButton));
  reloadButton.focus();
}

function makeFormContext(app: FormApp): FormContext {
  const { session, wording } = app;
  return {
    wording,
    interview: session.interview,
    entry: (name) => entryOf(session.interview().sheet, name),
    unfinished: session.unfinished,
    submitAnswer: (name, saying) => runChange(app, () => session.submitAnswer(name, saying)),
    saveUnfinished: (name, entered) => runChange(app, () => session.saveUnfinished(name, entered)),
    annotate: (name, remarks) => runChange(app, () => session.annotate(name, remarks)),
  };
}

/** Changes an answer, updates the page, and announces how many questions more or fewer are asked. */
function runChange(app: FormApp, work: () => void): void {
  const { session, wording, frame } = app;
  const countBefore = listAskedItems(session.interview()).length;
  work();
  for (const view of app.section?.views ?? []) view.update();
  showProgress(app);
  const addedCount = listAskedItems(session.interview()).length - countBefore;
  if (addedCount !== 0)
    frame.announce(
      addedCount > 0 ? wording.messages.more({ count: addedCount }) : wording.messages.fewer({ count: -addedCount }),
    );
}

function showProgress({ session, wording, frame }: FormApp): void {
  // Warnings about a single question are shown beside that question.
  const warnings = listPromptWarnings(session.interview()).filter(({ name }) => name === undefined);
  frame.update(listSections(session, wording), session.isSaved(), warnings.map(wording.warningOf));
}

function goToPage(app: FormApp, page: number): void {
  app.session.goToPage(page);
  showPage(app);
  app.frame.heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function goToItem(app: FormApp, item: InterviewItem | undefined, isChecked = false): void {
  if (!item) return;
  goToPage(app, item.part);
  const view = app.section?.views.find((candidate) => candidate.item === item);
  if (isChecked) view?.check();
  view?.focus();
}

function goToOpen(app: FormApp): void {
  const state = app.session.interview();
  goToItem(
    app,
    listAskedItems(state).find((item) => item.input.role === 'question' && isOpen(state, item)),
  );
}

function showPage(app: FormApp): void {
  const { session, wording, frame } = app;
  const { parts, items } = app.outline;
  const page = session.page();
  const part = parts[page];
  frame.showNotice('');
  const pageContents = items.filter((item) => item.part === page);
  const section = part && buildSection(part, pageContents, (item) => `q${items.indexOf(item)}`, makeFormContext(app));
  app.section = section;
  if (part && section) {
    frame.heading.textContent =
      part.kind === 'section' ? wording.titleOf(part.section.id) : wording.messages[part.kind];
    frame.content.replaceChildren(...(page === 0 ? buildIntroduction(app) : []), ...section.elements);
    for (const view of section.views) view.update();
  } else {
    frame.heading.textContent = wording.messages.result;
    frame.content.replaceChildren(...buildResultPage(app));
  }
  showPageButtons(app, page);
  showProgress(app);
}

/** Builds the text at the top of the first page, and the control with which the user opens a saved file. */
function buildIntroduction(app: FormApp): HTMLElement[] {
  const { data, pack, wording } = app;
  const text = wording.pick(data.questionnaire.document.text);
  const choice = buildFileChoice(pack, wording, (read) => {
    if (!('problem' in read)) {
      app.session.replace(read.sheet, read.signatory);
      goToPage(app, 0);
    }
    app.frame.showNotice(describeLoadedFile(read, pack, wording));
  });
  return [
    ...(text === undefined ? [] : [make('p', { class: 'section-text' }, text)]),
    make('p', { class: 'section-text quiet' }, wording.messages.intro),
    ...buildPrivacy(data.office, wording, consentOf(app)),
    choice,
  ];
}

function consentOf({ data: { office }, session, wording }: FormApp): Consent {
  const { privacyDigest = {} } = office ?? {};
  const digests = typeof privacyDigest === 'string' ? [privacyDigest] : Object.values(privacyDigest);
  return {
    // Consent to an earlier version of the text is not consent to this version.
    isGiven: () => digests.includes(session.consent()?.text ?? ''),
    set: (given) => {
      const text = wording.pick(privacyDigest);
      session.setConsent(given && text !== undefined ? { on: formatToday(), text } : undefined);
    },
  };
}

function buildResultPage(app: FormApp): HTMLElement[] {
  const { data, pack, session } = app;
  const goToNamed = (name: string): void =>
    goToItem(
      app,
      app.outline.items.find((item) => item.name === name),
      true,
    );
  const actions = {
    goToOpen: () => goToOpen(app),
    goTo: goToNamed,
    save: () => saveSession(app),
    share: canShareFiles() ? () => shareAnswers(app) : undefined,
    signatory: session.signatory,
    sign: (name: string): void => session.setSignatory(name.trim()),
  };
  const consent = {
    isMissing: lacksConsent(data.office, consentOf(app)),
    goTo: (): void => {
      goToPage(app, 0);
      document.getElementById('consent')?.focus();
    },
  };
  return [
    ...buildResult(pack, data, makeFormContext(app), findBlockers(session, app.wording), { ...actions, consent }),
    ...buildClosing(data.office, app.wording),
  ];
}

function showPageButtons(app: FormApp, page: number): void {
  const { session, outline } = app;
  const nextPage = (): number => pageFrom(session.interview(), page, 1);
  const goToNextPage = (): void => {
    if (app.section?.check() ?? true) goToPage(app, nextPage());
  };
  const goBack = (): void => goToPage(app, pageFrom(session.interview(), page, -1));
  const restart = (): void => {
    session.clear();
    goToPage(app, 0);
  };
  const handlers = {
    back: page > 0 ? goBack : undefined,
    on: page < outline.parts.length ? goToNextPage : undefined,
    isResultNext: nextPage() === outline.parts.length,
    restart,
  };
  app.frame.foot.replaceChildren(...buildPageButtons(handlers, app.wording));
}

function makeAnswersFile(app: FormApp): { readonly name: string; readonly text: string } {
  const { pack, session } = app;
  const { sheet } = session.interview();
  const consent = consentOf(app).isGiven() ? session.consent() : undefined;
  // Until the code is known, the name distinguishes the files of several enterprises.
  const { code, name: enterpriseName } = identify(pack.plan, sheet);
  const name = fileNameFor(pack.stamp.id, code ?? enterpriseName);
  return {
    name,
    text: writeAnswers(pack, finishAnswerSet(sheet), { date: formatToday(), signatory: session.signatory(), consent }),
  };
}

function shareAnswers(app: FormApp): void {
  const { name, text } = makeAnswersFile(app);
  const files = [new File([text], name, { type: 'application/json' })];
  // The promise is also rejected if the user cancels sharing, which is not an error.
  navigator.share({ files }).catch(() => {});
}

function saveSession(app: FormApp): void {
  const { name, text } = makeAnswersFile(app);
  download(name, text);
  app.session.noteSaved();
  document.getElementById('saved-as')?.replaceChildren(app.wording.messages.fileSaved({ name }));
}

/** Lists the sections with their progress, and the result at the end. */
function listSections(session: Session, { messages, titleOf }: Wording): SectionEntry[] {
  const state = session.interview();
  const { parts, items } = state.outline;
  return [
    ...parts.map((part, i) => {
      const askedItems = items.filter((item) => item.part === i && isAsked(state, item));
      return {
        title: part.kind === 'section' ? titleOf(part.section.id) : messages[part.kind],
        answered: askedItems.filter((item) => !isOpen(state, item)).length,
        of: askedItems.length,
        current: session.page() === i,
        empty: askedItems.length === 0,
        answeredFacts: askedItems.filter((item) => item.input.role === 'fact' && !isOpen(state, item)).length,
        facts: askedItems.filter(({ input }) => input.role === 'fact').length,
      };
    }),
    {
      title: messages.result,
      answered: 0,
      of: 0,
      current: session.page() === parts.length,
      empty: false,
      answeredFacts: 0,
      facts: 0,
    },
  ];
}

/** Finds the previous or next page with at least one question; the result page always qualifies. */
function pageFrom({ outline, ...state }: Interview, from: number, step: 1 | -1): number {
  const isEmpty = (page: number): boolean =>
    !outline.items.some((item) => item.part === page && isAsked({ outline, ...state }, item));
  let pageEnd = from + step;
  while (pageEnd > 0 && pageEnd < outline.parts.length && isEmpty(pageEnd)) pageEnd += step;
  return pageEnd;
}

/** Finds what prevents the answers from being submitted. */
function findBlockers(session: Session, { messages, titleOf }: Wording): Blockers {
  const state = session.interview();
  return listAskedItems(state).flatMap((item) => {
    const { name } = item;
    if (session.unfinished(name) !== undefined) return [{ name, title: titleOf(name), fault: messages.unfinished }];
    const isMissing = isRequired(state, item) && entryOf(state.sheet, name).state !== 'answered';
    return isMissing ? [{ name, title: titleOf(name), fault: messages.requiredFault }] : [];
  });
}

/** Builds the control with which the user opens a saved file. */
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

/** Describes the result of opening a file. */
function describeLoadedFile(read: ReadFile, { stamp }: AnsweredPack, { messages }: Wording): string {
  if ('problem' in read) {
    return read.problem === 'other-pack' ? messages.otherPack({ pack: read.pack }) : messages.notAnswers;
  }
  const isOther = read.version !== undefined && read.version !== stamp.version;
  return [
    messages.loaded({ count: read.sheet.size }),
    ...(isOther ? [messages.otherVersion({ version: read.version ?? '' })] : []),
    ...describeLost(read.lost, { messages }),
  ].join('\n');
}

/** Describes the answers that do not fit this version of the pack; empty if all fit. */
function describeLost(lost: readonly LostAnswer[], { messages }: Pick<Wording, 'messages'>): string[] {
  return lost.length === 0 ? [] : [[messages.lost({ count: lost.length }), ...lost.map(({ name }) => name)].join(' ')];
}

/** Maximum length of a file name without its ending. */
const MAX_NAME_CHARS = 60;

/** Whether the browser can pass a file of answers to another program on the device. */
function canShareFiles(): boolean {
  const sample = new File(['{}'], 'answers.json', { type: 'application/json' });
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [sample] });
}

/** Saves a text as a download. */
function download(name: string, text: string): void {
  const objectUrl = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = make('a', { href: objectUrl, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the URL some time after the click, so it is released later.
  setTimeout(() => URL.revokeObjectURL(objectUrl), 60_000);
}

/**
 * Builds the name of a file of answers from letters, digits and hyphens only, such as
 * `quick-scan-914403001922038216.json`.
 */
function fileNameFor(pack: string, key: string | undefined): string {
  const parts = [pack, key ?? ''].map((part) => part.normalize('NFKC').replace(/[^\p{L}\p{N}.]+/gu, '-'));
  const name = parts.filter((part) => part !== '').join('-');
  return `${[...name].slice(0, MAX_NAME_CHARS).join('')}.json`.replace(/^\.+/, '');
}

/** Returns today's date in the user's time zone, `YYYY-MM-DD`. */
function formatToday(): string {
  const currentDate = new Date();
  const padTwo = (part: number): string => String(part).padStart(2, '0');
  return `${currentDate.getFullYear()}-${padTwo(currentDate.getMonth() + 1)}-${padTwo(currentDate.getDate())}`;
}

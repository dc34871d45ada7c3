import type { Language } from '../../i18n/messages.ts';
import { annotate, answer } from '../../interview/answering.ts';
import { askedItems, type Interview, isAsked, isOpen, startInterview } from '../../interview/interview.ts';
import { type Item, keyFactOf } from '../../interview/outline.ts';
import { finishSheet } from '../../interview/statement.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { Lost } from '../../versions/carry-over.ts';
import type { Embedded } from '../embedded.ts';
import { type AnsweredPack, readAnswersFile, writeAnswers } from './answers-file.ts';
import type { Desk, Unfinished } from './desk.ts';
import { make } from './dom.ts';
import { download, fileNameFor, today } from './download.ts';
import { buildFrame, type Entry, type Frame } from './frame.ts';
import { readKept, writeKept } from './kept.ts';
import { type Blocked, buildResult } from './result-page.ts';
import { buildSection, type SectionPage } from './section-page.ts';
import { onElsewhere, openStore } from './store.ts';
import type { Speak, Wording } from './wording.ts';

/** What a form is run with. */
export interface FormParts {
  readonly data: Embedded;
  readonly pack: AnsweredPack;
  /** The languages that can be chosen, the one to begin in first. */
  readonly languages: readonly Language[];
  readonly speak: Speak;
  readonly root: HTMLElement;
}

/** Runs the form in the page: everything it knows is in what it shows and in the browser's store. */
export function runForm({ data, pack, languages, speak, root }: FormParts): void {
  const store = openStore(`matura/${pack.stamp.id}`);
  const policyFacts = data.facts.flatMap(({ document }) => document.map(({ id }) => id));
  const start = (sheet: Sheet): Interview => startInterview(pack.plan, { policyFacts, sheet });
  const before = store.load();
  const kept = before === undefined ? undefined : readKept(before, pack);
  let interview = start(kept?.sheet ?? new Map());
  let unfinished: ReadonlyMap<string, Unfinished> = kept?.unfinished ?? new Map();
  let language = kept && languages.includes(kept.language) ? kept.language : (languages[0] as Language);
  const { parts, items } = interview.outline;
  /** Behind the last part comes the result. */
  let page = Math.min(Math.max(kept?.page ?? 0, 0), parts.length);
  let isKept = true;
  let isUnsaved = false;
  let wording: Wording = speak(language);
  let frame: Frame;
  let section: SectionPage | undefined;

  const itemsOf = (part: number): Item[] => items.filter((item) => item.part === part);
  const idOf = (item: Item): string => `q${items.indexOf(item)}`;
  const isEmpty = (part: number): boolean => !itemsOf(part).some((item) => isAsked(interview, item));

  const keep = (): void => {
    isUnsaved = true;
    isKept = store.save(writeKept(pack, { sheet: interview.sheet, unfinished, page, language }));
  };

  const change = (next: Interview, name: string, entered?: Unfinished): void => {
    const askedBefore = askedItems(interview).length;
    interview = next;
    const others = new Map(unfinished);
    if (entered === undefined) others.delete(name);
    else others.set(name, entered);
    unfinished = others;
    keep();
    for (const view of section?.views ?? []) view.update();
    updateFrame();
    const more = askedItems(interview).length - askedBefore;
    if (more !== 0) frame.speak(more > 0 ? wording.messages.more(more) : wording.messages.fewer(-more));
  };

  const desk = (): Desk => ({
    wording,
    interview: () => interview,
    entry: (name) => entryOf(interview.sheet, name),
    unfinished: (name) => unfinished.get(name),
    say: (name, saying) => change(answer(interview, name, saying), name),
    keep: (name, entered) => change(answer(interview, name, { state: 'unanswered' }), name, entered),
    annotate: (name, remarks) => change(annotate(interview, name, remarks), name, unfinished.get(name)),
  });

  const entries = (): Entry[] => {
    const counted = (part: number): Pick<Entry, 'answered' | 'of'> => {
      const asked = itemsOf(part).filter((item) => isAsked(interview, item));
      return { answered: asked.filter((item) => !isOpen(interview, item)).length, of: asked.length };
    };
    return [
      ...parts.map((part, i) => ({
        title: part.kind === 'facts' ? wording.messages.facts : wording.titleOf(part.section.id),
        ...counted(i),
        current: page === i,
        empty: isEmpty(i),
      })),
      { title: wording.messages.result, answered: 0, of: 0, current: page === parts.length, empty: false },
    ];
  };
  const updateFrame = (): void => frame.update(entries(), isKept);

  /** What keeps the answers from being handed in. */
  const findBlocked = (): Blocked => {
    const { messages } = wording;
    return askedItems(interview).flatMap(({ name, required }) => {
      const title = wording.titleOf(name);
      if (required && entryOf(interview.sheet, name).state !== 'answered' && !unfinished.has(name))
        return [{ name, title, fault: messages.requiredFault }];
      return unfinished.has(name) ? [{ name, title, fault: messages.attention(1) }] : [];
    });
  };

  const stepFrom = (from: number, step: 1 | -1): number => {
    let to = from + step;
    while (to > 0 && to < parts.length && isEmpty(to)) to += step;
    return to;
  };

  const goTo = (to: number): void => {
    page = Math.min(Math.max(to, 0), parts.length);
    keep();
    showPage();
    frame.heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  };

  const goToItem = (name: string): void => {
    const item = items.find((one) => one.name === name);
    if (!item) return;
    goTo(item.part);
    const view = section?.views.find((one) => one.item === item);
    view?.check();
    view?.focus();
  };

  const goToOpen = (): void => {
    const open = askedItems(interview).find((item) => item.input.role === 'question' && isOpen(interview, item));
    if (!open) return;
    goTo(open.part);
    section?.views.find(({ item }) => item === open)?.focus();
  };

  const save = (): void => {
    const key = keyFactOf(pack.plan);
    const entry = key && entryOf(interview.sheet, key.name);
    const name = fileNameFor(pack.stamp.id, entry?.state === 'answered' ? String(entry.value) : undefined);
    download(name, writeAnswers(pack, finishSheet(interview.sheet), today()));
    isUnsaved = false;
    const said = document.getElementById('saved-as');
    if (said) said.textContent = wording.messages.fileSaved(name);
  };

  const showPage = (): void => {
    const part = parts[page];
    const { messages } = wording;
    frame.tell('');
    if (part) {
      section = buildSection(part, itemsOf(page), idOf, desk());
      frame.heading.textContent = part.kind === 'facts' ? messages.facts : wording.titleOf(part.section.id);
      frame.content.replaceChildren(...(page === 0 ? introduction() : []), ...section.elements);
      for (const view of section.views) view.update();
    } else {
      section = undefined;
      frame.heading.textContent = messages.result;
      const actions = { goToOpen, goTo: goToItem, save };
      frame.content.replaceChildren(...buildResult(pack, data, desk(), findBlocked(), actions));
    }
    frame.foot.replaceChildren(...ways());
    updateFrame();
  };

  const introduction = (): HTMLElement[] => {
    const text = wording.pick(data.questionnaire.document.text);
    return [
      ...(text === undefined ? [] : [make('p', { class: 'section-text' }, text)]),
      make('p', { class: 'section-text quiet' }, wording.messages.intro),
      ...fileChoice(),
    ];
  };

  const fileChoice = (): HTMLElement[] => {
    const { messages } = wording;
    const choice = make('input', {
      type: 'file',
      id: 'load',
      accept: '.json,application/json',
      'aria-label': messages.load,
      'aria-describedby': 'load-hint',
      onchange: () => {
        const [file] = choice.files ?? [];
        choice.value = '';
        void file?.text().then(load);
      },
    });
    return [
      make(
        'details',
        { class: 'load' },
        make('summary', {}, messages.load),
        choice,
        make('p', { class: 'hint', id: 'load-hint' }, messages.loadHint),
      ),
    ];
  };

  const load = (text: string): void => {
    const { messages } = wording;
    const read = readAnswersFile(text, pack);
    if ('problem' in read) {
      frame.tell(read.problem === 'other-pack' ? messages.otherPack(read.pack) : messages.notAnswers);
      return;
    }
    interview = start(read.sheet);
    unfinished = new Map();
    goTo(0);
    const isOther = read.version !== undefined && read.version !== pack.stamp.version;
    frame.tell(
      [
        messages.loaded(read.sheet.size),
        isOther ? messages.otherVersion(read.version ?? '') : '',
        lostInWords(read.lost),
      ]
        .filter((part) => part !== '')
        .join('\n'),
    );
  };

  const lostInWords = (lost: readonly Lost[]): string =>
    lost.length === 0 ? '' : [wording.messages.lost(lost.length), ...lost.map(({ name }) => name)].join(' ');

  const ways = (): HTMLElement[] => {
    const { messages } = wording;
    const isResult = page === parts.length;
    const on = (): void => {
      if (section?.check() ?? true) goTo(stepFrom(page, 1));
    };
    const onLabel = stepFrom(page, 1) === parts.length ? messages.toResult : messages.next;
    return [
      make(
        'div',
        { class: 'ways' },
        ...(page > 0
          ? [make('button', { type: 'button', id: 'back', onclick: () => goTo(stepFrom(page, -1)) }, messages.back)]
          : []),
        ...(isResult
          ? [make('button', { type: 'button', id: 'print', onclick: () => window.print() }, messages.print)]
          : [make('button', { type: 'button', class: 'main', id: 'next', onclick: on }, onLabel)]),
      ),
      ...(isResult ? [restart()] : []),
    ];
  };

  const restart = (): HTMLElement => {
    const { messages } = wording;
    const remove = (): void => {
      store.clear();
      interview = start(new Map());
      unfinished = new Map();
      goTo(0);
      isUnsaved = false;
    };
    const ask = (): void => {
      const no = make('button', { type: 'button', onclick: () => box.replaceWith(restart()) }, messages.restartNo);
      const yes = make(
        'button',
        { type: 'button', class: 'danger', id: 'restart-yes', onclick: remove },
        messages.restartYes,
      );
      box.replaceChildren(make('p', { class: 'restart-question', role: 'alert' }, messages.restartQuestion), no, yes);
      no.focus();
    };
    const box = make(
      'div',
      { class: 'restart' },
      make('button', { type: 'button', class: 'quiet', id: 'restart', onclick: ask }, messages.restart),
    );
    return box;
  };

  const speakLanguage = (chosen: Language): void => {
    language = chosen;
    wording = speak(language);
    keep();
    showAll();
    document.getElementById('language')?.focus();
  };

  const showAll = (): void => {
    const title = wording.pick(data.questionnaire.document.title) ?? pack.stamp.id;
    document.title = title;
    document.documentElement.lang = wording.messages.language.tag;
    frame = buildFrame(title, languages.toSorted(), wording, speak, { speakLanguage, goTo });
    root.replaceChildren(frame.element);
    showPage();
  };

  onElsewhere(`matura/${pack.stamp.id}`, () => {
    const { messages } = wording;
    frame.element.inert = true;
    const goOn = make('button', { type: 'button', class: 'main', onclick: () => location.reload() }, messages.reload);
    root.prepend(make('div', { class: 'elsewhere', role: 'alert' }, make('p', {}, messages.elsewhere), goOn));
    goOn.focus();
  });

  window.addEventListener('beforeunload', (event) => {
    // Where the browser keeps nothing, closing the page would lose what was said.
    if (!isKept && isUnsaved && interview.sheet.size > 0) event.preventDefault();
  });

  showAll();
  const tell = (notice: string): void => frame.tell(notice);
  if (kept && kept.sheet.size > 0) {
    tell([wording.messages.resumed, lostInWords(kept.lost)].filter((part) => part !== '').join('\n'));
  }
}

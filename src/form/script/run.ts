import type { Language } from '../../i18n/index.ts';
import { askedItems, isOpen } from '../../interview/interview.ts';
import { type Item, keyFactOf } from '../../interview/outline.ts';
import { finishSheet } from '../../interview/statement.ts';
import { make } from '../../page/dom.ts';
import { entryOf } from '../../scoring/sheet.ts';
import type { Embedded } from '../embedded.ts';
import { type AnsweredPack, writeAnswers } from './answers-file.ts';
import type { Desk } from './desk.ts';
import { download, fileNameFor, today } from './download.ts';
import { buildFrame, type Frame } from './frame.ts';
import { loadChoice, loadedInWords, lostInWords } from './load-choice.ts';
import { buildResult } from './result-page.ts';
import { buildSection, type SectionPage } from './section-page.ts';
import { openSession } from './session.ts';
import { findBlocked, listSections, pageFrom } from './standing.ts';
import { buildWays } from './ways.ts';
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

/** Runs the form in the page. */
export function runForm({ data, pack, languages, speak, root }: FormParts): void {
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
    if (more !== 0) frame.speak(more > 0 ? wording.messages.more(more) : wording.messages.fewer(-more));
  };
  const makeDesk = (): Desk => ({
    wording,
    interview: session.interview,
    entry: (name) => entryOf(session.interview().sheet, name),
    unfinished: session.unfinished,
    say: (name, saying) => changing(() => session.say(name, saying)),
    keep: (name, entered) => changing(() => session.keep(name, entered)),
    annotate: (name, remarks) => changing(() => session.annotate(name, remarks)),
  });
  const tell = (notice: string): void => frame.tell(notice);
  const showProgress = (): void => frame.update(listSections(session, wording), session.isKept());

  const goTo = (to: number): void => {
    session.turnTo(to);
    showPage();
    frame.heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  };
  const goToItem = (item: Item | undefined, isChecked = false): void => {
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
    download(name, writeAnswers(pack, finishSheet(sheet), today()));
    session.noteSaved();
    document.getElementById('saved-as')?.replaceChildren(wording.messages.fileSaved(name));
  };

  const introduction = (): HTMLElement[] => {
    const text = wording.pick(data.questionnaire.document.text);
    const choice = loadChoice(pack, wording, (read) => {
      if (!('problem' in read)) {
        session.replace(read.sheet);
        goTo(0);
      }
      tell(loadedInWords(read, pack, wording));
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
      frame.heading.textContent = part.kind === 'facts' ? wording.messages.facts : wording.titleOf(part.section.id);
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
      frame.content.replaceChildren(...buildResult(pack, data, makeDesk(), findBlocked(session, wording), actions));
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
    frame.foot.replaceChildren(...buildWays(ways, wording));
  };

  const speakLanguage = (chosen: Language): void => {
    session.speak(chosen);
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

  session.onElsewhere(() => {
    const { messages } = wording;
    frame.element.inert = true;
    const goOn = make('button', { type: 'button', class: 'main', onclick: () => location.reload() }, messages.reload);
    root.prepend(make('div', { class: 'elsewhere', role: 'alert' }, make('p', {}, messages.elsewhere), goOn));
    goOn.focus();
  });
  show();
  if (session.resumed) {
    const notice = [wording.messages.resumed, ...lostInWords(session.resumed.lost, wording)].join('\n');
    tell(notice);
  }
}

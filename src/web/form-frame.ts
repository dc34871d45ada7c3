import type { Language } from '../i18n/index.ts';
import { make, setText } from './dom.ts';
import type { Wording, WordingFor } from './form-context.ts';

/** One entry of the list of sections. */
export interface SectionEntry {
  readonly title: string;
  readonly answered: number;
  readonly of: number;
  readonly current: boolean;
  /** A section that asks nothing of this enterprise. */
  readonly empty: boolean;
}

/** What surrounds the questions: title, languages, progress, the list of sections, the way on. */
export interface Frame {
  readonly element: HTMLElement;
  readonly content: HTMLElement;
  readonly heading: HTMLElement;
  readonly foot: HTMLElement;
  /** Spoken by screen readers. */
  announce(text: string): void;
  showNotice(notice: string): void;
  update(entries: readonly SectionEntry[], isKept: boolean): void;
}

interface FrameActions {
  speakLanguage(language: Language): void;
  goTo(page: number): void;
}

/** Builds the frame in the language of the wording. */
export function buildFrame(
  title: string,
  languages: readonly Language[],
  wording: Wording,
  speakIn: WordingFor,
  { speakLanguage, goTo }: FrameActions,
): Frame {
  const { messages } = wording;
  const heading = make('h2', { tabindex: -1, id: 'heading' });
  const content = make('form', { autocomplete: 'off', novalidate: true, onsubmit: (event) => event.preventDefault() });
  const foot = make('div', { class: 'foot' });
  const live = make('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  const kept = make('p', { class: 'kept', id: 'kept' });
  const notice = make('p', { class: 'notice', role: 'status', hidden: true });
  const bar = make('progress', { 'aria-labelledby': 'progress', max: 1, value: 0 });
  const count = make('p', { id: 'progress', class: 'count' });
  const list = make('ol', { id: 'sections', class: 'closed' });
  const toggle = make(
    'button',
    {
      type: 'button',
      class: 'toggle',
      'aria-expanded': 'false',
      'aria-controls': 'sections',
      onclick: () => open(list.classList.contains('closed')),
    },
    messages.sections,
  );
  const open = (isOpen: boolean): void => {
    list.classList.toggle('closed', !isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
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
      make('h1', {}, title),
      languages.length > 1 &&
        make('div', { class: 'language' }, make('label', { for: 'language' }, messages.languages), choice),
      make('div', { class: 'progress' }, bar, count, kept),
    ),
    make('nav', { 'aria-label': messages.sections }, toggle, list),
    make('main', {}, notice, heading, content, foot),
    live,
  );
  return {
    element,
    content,
    heading,
    foot,
    announce: (text) => setText(live, text),
    showNotice: (text) => {
      notice.hidden = text === '';
      setText(notice, text);
    },
    update: (entries, isKept) => {
      const answered = entries.reduce((sum, entry) => sum + entry.answered, 0);
      const of = entries.reduce((sum, entry) => sum + entry.of, 0);
      bar.value = of === 0 ? 0 : answered / of;
      setText(count, messages.progress(answered, of));
      setText(kept, isKept ? messages.saved : messages.notKept);
      kept.classList.toggle('warning', !isKept);
      const focused = document.activeElement?.getAttribute('data-page');
      list.replaceChildren(
        ...entries.map((entry, page) => {
          const go = (): void => {
            open(false);
            goTo(page);
          };
          const state = entry.of === 0 ? '' : messages.sectionProgress(entry.answered, entry.of);
          const done = entry.of > 0 && entry.answered === entry.of;
          return make(
            'li',
            { hidden: entry.empty },
            make(
              'button',
              {
                type: 'button',
                'data-page': page,
                'aria-current': entry.current ? 'step' : undefined,
                class: done ? 'done' : undefined,
                onclick: go,
              },
              make('span', {}, entry.title),
              ' ',
              make(
                'span',
                { class: 'count' },
                state,
                done && make('span', { class: 'unseen' }, ` ${messages.complete}`),
              ),
            ),
          );
        }),
      );
      if (focused) list.querySelector<HTMLElement>(`[data-page="${focused}"]`)?.focus();
    },
  };
}

/** What the buttons below a page do; without `on` it is the last one. */
interface PageButtons {
  readonly back: (() => void) | undefined;
  readonly on: (() => void) | undefined;
  /** Whether the result comes next. */
  readonly isResultNext: boolean;
  restart(): void;
}

/** The buttons below a page: back and on; below the result printing, and deleting everything. */
export function buildPageButtons({ back, on, isResultNext, restart }: PageButtons, wording: Wording): HTMLElement[] {
  const { messages } = wording;
  const onLabel = isResultNext ? messages.toResult : messages.next;
  return [
    make(
      'div',
      { class: 'ways' },
      back && make('button', { type: 'button', id: 'back', onclick: back }, messages.back),
      on
        ? make('button', { type: 'button', class: 'main', id: 'next', onclick: on }, onLabel)
        : make('button', { type: 'button', id: 'print', onclick: () => window.print() }, messages.print),
    ),
    ...(on ? [] : [buildRestart(restart, wording)]),
  ];
}

/** Deletes everything, once it was confirmed. */
function buildRestart(restart: () => void, wording: Wording): HTMLElement {
  const { messages } = wording;
  const keep = (): void => {
    const again = buildRestart(restart, wording);
    box.replaceWith(again);
    again.querySelector('button')?.focus();
  };
  const ask = (): void => {
    const no = make('button', { type: 'button', onclick: keep }, messages.restartNo);
    box.replaceChildren(
      make('p', { class: 'restart-question', role: 'alert' }, messages.restartQuestion),
      no,
      make('button', { type: 'button', class: 'danger', id: 'restart-yes', onclick: restart }, messages.restartYes),
    );
    no.focus();
  };
  const box = make(
    'div',
    { class: 'restart' },
    make('button', { type: 'button', class: 'quiet', id: 'restart', onclick: ask }, messages.restart),
  );
  return box;
}

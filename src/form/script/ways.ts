import { make } from '../../page/dom.ts';
import type { Wording } from './wording.ts';

/** What the buttons below a page do; without `on` it is the last one. */
export interface Ways {
  readonly back: (() => void) | undefined;
  readonly on: (() => void) | undefined;
  /** Whether the result comes next. */
  readonly isResultNext: boolean;
  restart(): void;
}

/** The buttons below a page: back and on; below the result printing, and deleting everything. */
export function buildWays({ back, on, isResultNext, restart }: Ways, wording: Wording): HTMLElement[] {
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

import { ask, type Desk } from './desk.ts';
import { promptList } from './list-prompt.ts';
import type { ListLine } from './list-view.ts';

/** Lets a person choose one line of a list; `onEscape` is what Esc stands for, where it may be pressed. */
export async function choose<T>(
  desk: Desk,
  title: string,
  lines: readonly ListLine<T>[],
  {
    start = 0,
    onEscape,
  }: { readonly start?: number; readonly onEscape?: { readonly does: string; readonly value: T } } = {},
): Promise<T> {
  const { screen } = desk;
  // What was typed before was not meant for a list that nobody has seen.
  screen.typeAhead.forget();
  const hints = onEscape ? [['Esc', onEscape.does] as const] : [];
  const { chosen } = await ask(desk, (context) =>
    promptList({ title, lines, hints, screen, start, cancels: onEscape !== undefined }, context),
  );
  // The list was steered with these.
  screen.typeAhead.forget();
  return chosen === undefined ? (onEscape?.value as T) : (lines[chosen]?.value as T);
}

/** Asks for a yes before something that cannot be taken back; Enter alone is no. */
export function confirm(desk: Desk, question: string, { no, yes }: { no: string; yes: string }): Promise<boolean> {
  const lines = [
    { text: no, value: false },
    { text: yes, value: true },
  ];
  return choose(desk, question, lines, { onEscape: { does: desk.screen.keys.cancel, value: false } });
}

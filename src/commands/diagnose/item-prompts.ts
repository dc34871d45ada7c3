import type { Interview } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import type { AnswerValue } from '../../scoring/sheet.ts';
import type { AskedChoice, AskedLine } from './asked.ts';
import { promptChoice } from './choice-prompt.ts';
import { ask, type Desk } from './desk.ts';
import type { KeyHint } from './frame.ts';
import type { Command } from './keys.ts';
import { promptLine } from './line-prompt.ts';
import { askItem } from './question.ts';
import type { Suggestion } from './wording.ts';

/** What was chosen or typed when something came between; it is taken up again. */
export type Pending = { readonly chosen: readonly number[] } | { readonly line: string };

/** What a person did at a fact or question; `empty` is a line with nothing on it. */
export type Reply =
  | { readonly kind: 'answer'; readonly value: AnswerValue }
  | { readonly kind: 'empty' }
  | { readonly kind: 'command'; readonly command: Command; readonly pending: Pending };

/** What a question is shown with. */
export interface Showing {
  readonly suggestion: Suggestion | undefined;
  readonly pending: Pending | undefined;
  readonly fault: string | undefined;
}

/** Asks one fact or question and waits for what the person does. */
export async function promptItem(desk: Desk, state: Interview, item: Item, showing: Showing): Promise<Reply> {
  const asked = askItem(state, item, desk.wording, showing.suggestion);
  return 'options' in asked ? promptOptions(desk, asked, showing) : promptTyped(desk, asked, showing);
}

async function promptOptions(desk: Desk, asked: AskedChoice, { pending, fault }: Showing): Promise<Reply> {
  const { screen, wording } = desk;
  const { faults } = wording.messages;
  const chosen = pending && 'chosen' in pending ? pending.chosen : undefined;
  const reply = await ask(desk, (context) => promptChoice({ asked, screen, faults, pending: chosen, fault }, context));
  return reply.kind === 'answer' ? reply : { ...reply, pending: { chosen: reply.pending } };
}

async function promptTyped(desk: Desk, asked: AskedLine, { pending, fault }: Showing): Promise<Reply> {
  const { screen, wording } = desk;
  const { faults, keys } = wording.messages;
  const foot: KeyHint[] = [
    [keys.enter, keys.confirm],
    [keys.pageUp, keys.back],
    ...(asked.commands.includes('skip') ? [[keys.pageDown, keys.skip] as const] : []),
  ];
  const check = (line: string): string | undefined => {
    if (line.trim() === '') return asked.required ? faults.required : undefined;
    const read = asked.read(line);
    return 'value' in read ? undefined : asked.explain(read);
  };
  const line = pending && 'line' in pending ? pending.line : asked.line;
  const isProposed = line === asked.line;
  const reply = await ask(desk, (context) =>
    promptLine({ asked, screen, faults, line, isProposed, foot, cancels: false, check, fault }, context),
  );
  if (reply.kind === 'command') return { ...reply, pending: { line: reply.line } };
  const read = reply.kind === 'line' && reply.line.trim() !== '' ? asked.read(reply.line) : undefined;
  return read && 'value' in read ? { kind: 'answer', value: read.value } : { kind: 'empty' };
}

import type { Interview } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { entryOf } from '../../scoring/sheet.ts';
import type { Asked } from './asked.ts';
import { ask, type Desk } from './desk.ts';
import type { KeyHint } from './frame.ts';
import { type LineReply, promptLine } from './line-prompt.ts';
import { askItem } from './question.ts';

/** Asks for the note on an answer; undefined when the person gives it up. An empty note takes it away. */
export async function askNote(desk: Desk, state: Interview, item: Item): Promise<string | undefined> {
  const { keys, remarks, faults } = desk.wording.messages;
  const { note = '' } = entryOf(state.sheet, item.name);
  const foot: KeyHint[] = [
    [keys.enter, keys.save],
    ['Esc', keys.cancel],
  ];
  const reply = await askFor(
    desk,
    titled(desk, state, item, remarks.noteTitle),
    note,
    foot,
    note === '' ? faults.noNote : undefined,
  );
  return reply.kind === 'line' ? reply.line.trim() : undefined;
}

/**
 * Asks for evidence, one piece on each line; `keep` is called with the whole list after every line, so that each piece
 * is saved before the next one. Backspace on an empty line takes the last piece up again.
 */
export async function askEvidence(
  desk: Desk,
  state: Interview,
  item: Item,
  keep: (evidence: readonly string[]) => Promise<Interview>,
): Promise<Interview> {
  const { keys, remarks, faults } = desk.wording.messages;
  let current = state;
  let taken: string | undefined;
  for (;;) {
    const all = entryOf(current.sheet, item.name).evidence ?? [];
    const foot: KeyHint[] = [
      [keys.enter, keys.add],
      ...(all.length === 0
        ? []
        : ([
            [keys.enter, keys.finishList],
            ['Backspace', keys.changeLast],
          ] as const)),
      ['Esc', keys.cancel],
    ];
    const others = taken === undefined ? all : all.slice(0, -1);
    const reply = await askFor(
      desk,
      titled(desk, current, item, remarks.evidenceTitle),
      taken ?? '',
      foot,
      all.length === 0 ? faults.noEvidence : undefined,
    );
    if (reply.kind === 'backInto') {
      taken = taken === undefined ? all.at(-1) : undefined;
      continue;
    }
    if (reply.kind !== 'line') return current;
    const line = reply.line.trim();
    if (line === '' && taken === undefined) return current;
    current = await keep(line === '' ? others : [...others, line]);
    taken = undefined;
  }
}

/** The question again, with what is asked for in place of its hint. */
function titled(desk: Desk, state: Interview, item: Item, title: string): Asked {
  const asked = askItem(state, item, desk.wording);
  // Nothing is proposed here that Enter would confirm.
  const remarks = asked.remarks.filter(({ kind }) => kind === 'known');
  return { ...asked, remarks, hint: title, help: undefined, commands: [] };
}

/** `nothing` is why an empty line is none to take; without it, it takes away or ends what is there. */
async function askFor(
  desk: Desk,
  asked: Asked,
  line: string,
  foot: readonly KeyHint[],
  nothing: string | undefined,
): Promise<LineReply> {
  const { screen, wording } = desk;
  const { faults } = wording.messages;
  const check = (typed: string): string | undefined => (typed.trim() === '' ? nothing : undefined);
  return ask(desk, (context) =>
    promptLine({ asked, screen, faults, line, isProposed: false, foot, cancels: true, check }, context),
  );
}

import type { Item } from '../../interview/outline.ts';
import { make, setText } from '../../page/dom.ts';
import type { Desk } from './desk.ts';

/** Where a note and the evidence of an answer are written. */
export function remarkFields(item: Item, id: string, desk: Desk): { readonly element: HTMLElement; update(): void } {
  const { messages } = desk.wording;
  const { name, input } = item;
  const { note = '', evidence = [] } = desk.entry(name);
  const wanted = 'evidence' in input.definition ? input.definition.evidence : undefined;
  const write = (): void => {
    const lines = evidenceLines.value.split('\n').map((line) => line.trim());
    desk.annotate(name, { note: noteLines.value.trim(), evidence: lines.filter((line) => line !== '') });
  };
  const noteLines = make('textarea', { id: `${id}-note`, rows: 2, oninput: write });
  const evidenceLines = make('textarea', { id: `${id}-evidence`, rows: 2, oninput: write });
  noteLines.value = note;
  evidenceLines.value = evidence.join('\n');
  const heading = make('summary', {});
  const element = make(
    'details',
    { class: 'remarks' },
    heading,
    (wanted === 'required' || wanted === 'recommended') &&
      make('p', { class: 'hint' }, wanted === 'required' ? messages.evidenceRequired : messages.evidenceWanted),
    make('label', { class: 'remarks-label', for: noteLines.id }, messages.note),
    noteLines,
    make('label', { class: 'remarks-label', for: evidenceLines.id }, messages.evidence),
    evidenceLines,
  );
  return {
    element,
    update: () => {
      const entry = desk.entry(name);
      const isGiven = Boolean(entry.note) || (entry.evidence ?? []).length > 0;
      setText(heading, isGiven ? messages.remarksGiven : messages.remarks);
      element.classList.toggle('given', isGiven);
    },
  };
}

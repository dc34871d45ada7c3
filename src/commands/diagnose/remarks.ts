import { plainValue } from '../../condition/unmet.ts';
import { type Derived, derivedAnswer } from '../../interview/derivation.ts';
import type { Interview } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { knownAnswer } from '../../scoring/domain.ts';
import { type AnswerValue, entryOf, type SheetEntry } from '../../scoring/sheet.ts';
import type { Remark } from './asked.ts';
import type { Look } from './look.ts';
import type { Suggestion, Wording } from './wording.ts';

/** What is already known of an answer, and what goes with it. */
export function remarksOn(
  state: Interview,
  item: Item,
  wording: Wording,
  suggestion: Suggestion | undefined,
): Remark[] {
  const { remarks } = wording.messages;
  const entry = entryOf(state.sheet, item.name);
  const derived = derivedAnswer(state, item);
  const list: (Remark | undefined)[] = [
    stateRemark(state, item, wording),
    ...(derived ? derivedRemarks(derived, item, entry.state === 'unanswered', wording) : []),
    entry.state === 'unanswered' && !derived ? proposalRemark(item, wording, suggestion) : undefined,
    entry.note === undefined ? undefined : { kind: 'known', text: remarks.note(entry.note) },
    evidenceRemark(item, entry.evidence ?? [], wording),
  ];
  return list.filter((remark) => remark !== undefined);
}

function stateRemark({ sheet }: Interview, { name }: Item, wording: Wording): Remark | undefined {
  const { remarks } = wording.messages;
  const entry = entryOf(sheet, name);
  switch (entry.state) {
    case 'answered':
      return { kind: 'known', text: remarks.answered(answerInWords(name, entry.value, wording)) };
    case 'unknown':
      return { kind: 'known', text: remarks.unknown };
    case 'notApplicable':
      return { kind: 'known', text: remarks.notApplicable };
    case 'unanswered':
      return undefined;
  }
}

function derivedRemarks(derived: Derived, { name }: Item, open: boolean, wording: Wording): Remark[] {
  const { remarks } = wording.messages;
  const { vocabulary } = wording;
  const figures = derived.sources.map(({ input, value }) =>
    remarks.figure(
      vocabulary.titleOf(input.name),
      value === undefined ? remarks.openFigure : vocabulary.say(input.name, value),
    ),
  );
  const from: Remark = { kind: 'derived', text: remarks.from(vocabulary.messages.numbers.list(figures)) };
  if (derived.value === undefined) return open ? [{ kind: 'derived', text: remarks.notDerived }, from] : [];
  const answer = answerInWords(name, derived.value, wording);
  if (derived.contradicted) return [{ kind: 'warning', text: remarks.contradicted(answer) }, from];
  return open ? [{ kind: 'derived', text: remarks.derived(answer) }, from] : [from];
}

function proposalRemark(
  { input }: Item,
  { messages }: Wording,
  suggestion: Suggestion | undefined,
): Remark | undefined {
  if (suggestion) return { kind: 'derived', text: messages.remarks.suggested(suggestion.date) };
  return input.default === null ? undefined : { kind: 'derived', text: messages.remarks.usual };
}

function evidenceRemark(
  { input }: Item,
  evidence: readonly string[],
  { vocabulary, messages }: Wording,
): Remark | undefined {
  const { remarks } = messages;
  if (evidence.length > 0) return { kind: 'known', text: remarks.evidence(vocabulary.messages.numbers.list(evidence)) };
  const wanted = 'evidence' in input.definition ? input.definition.evidence : undefined;
  if (wanted === 'required') return { kind: 'warning', text: remarks.evidenceRequired };
  return wanted === 'recommended' ? { kind: 'wanted', text: remarks.evidenceWanted } : undefined;
}

/** That a note or evidence goes with an answer, behind it: " · 2 pieces of evidence, note". */
export function markRemarks({ note, evidence = [] }: SheetEntry, { messages }: Wording, { signs }: Look): string {
  const { remarks } = messages;
  const marks = [
    ...(evidence.length > 0 ? [remarks.evidenceMark(evidence.length)] : []),
    ...(note === undefined ? [] : [remarks.noteMark]),
  ];
  return marks.length === 0 ? '' : ` ${signs.between} ${remarks.marks(marks)}`;
}

/** An answer in words, with the letter or number that stands for it: "C, 20 to 40 %". */
export function answerInWords(name: string, value: AnswerValue, { vocabulary }: Wording): string {
  const plain = plainValue(knownAnswer(value));
  const said = vocabulary.say(name, plain ?? null);
  if (typeof plain !== 'string' || said === plain) return said;
  return /^[0-9A-Za-z]$/.test(plain) ? `${plain} ${said}` : said;
}

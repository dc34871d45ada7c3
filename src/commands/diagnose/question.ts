import { plainAtom } from '../../condition/unmet.ts';
import { type Atom, sameAtom } from '../../condition/value.ts';
import { type Choice, choicesOf, findTyped, toggleChoice } from '../../interview/choices.ts';
import { derivedAnswer } from '../../interview/derivation.ts';
import type { Interview } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { progress } from '../../interview/progress.ts';
import { readTyped } from '../../interview/typed.ts';
import type { Vocabulary } from '../../report/vocabulary.ts';
import { type AnswerValue, entryOf, isChoices } from '../../scoring/sheet.ts';
import { explainFault, hintFor, typedForm } from '../steps/typing.ts';
import type { Asked, AskedChoice, AskedLine } from './asked.ts';
import { COMMAND_LETTERS, type Command } from './keys.ts';
import { remarksOn } from './remarks.ts';
import type { Suggestion, Wording } from './wording.ts';

/** A fact or question as a person sees it now. */
export function askItem(
  state: Interview,
  item: Item,
  wording: Wording,
  suggestion?: Suggestion | undefined,
): AskedChoice | AskedLine {
  const { vocabulary, messages } = wording;
  const choices = choicesOf(item.input, messages.yesNo);
  const asked: Asked = {
    ...placeOf(state, item, wording),
    text: [...numberOf(item), vocabulary.pick(item.input.definition.text) ?? vocabulary.titleOf(item.name)].join('  '),
    hint: choices ? messages.hints.tick(item.input.choose.least, item.input.choose.most) : hintFor(item, wording),
    help: vocabulary.pick(item.input.definition.help),
    remarks: remarksOn(state, item, wording, suggestion),
    slash: slashIn(item.input),
    commands: commandsAt(state, item),
  };
  const known = knownValue(state, item, suggestion);
  if (choices) return askChoice(asked, item, choices, known, wording);
  return {
    ...asked,
    line: known === undefined || isChoices(known) ? '' : typedForm(known, wording),
    required: item.required,
    read: (line) => readTyped(item.input, line, vocabulary.messages.numbers.decimal === ',' ? ',' : '.'),
    explain: (fault) => explainFault(fault, item, wording),
  };
}

function askChoice(
  asked: Asked,
  { input }: Item,
  choices: readonly Choice[],
  known: AnswerValue | undefined,
  { vocabulary }: Wording,
): AskedChoice {
  const chosen = known === undefined ? [] : isChoices(known) ? known : [known];
  return {
    ...asked,
    options: choices.map(({ key, value, text }) => ({
      key: key ?? '',
      text: vocabulary.pick(text) ?? (input.type === 'scale' ? '' : vocabulary.say(input.name, plainAtom(value))),
    })),
    multiple: input.type === 'multiple',
    choose: input.choose,
    chosen: choices.flatMap(({ value }, index) => (chosen.some((one) => sameAtom(one, value)) ? [index] : [])),
    valueOf: (positions) => {
      const values = positions.flatMap((position) => choices[position]?.value ?? []);
      return input.type === 'multiple' ? (values as string[]) : (values[0] as Atom);
    },
    toggle: (positions, position) => [...toggleChoice(choices, new Set(positions), position)],
    standsAlone: (positions) => positions.some((position) => choices[position]?.exclusive),
    findTyped: (typed) => findTyped(choices, typed),
  };
}

/** What is preselected: what was said, else what follows from figures, else what is proposed. */
function knownValue(state: Interview, item: Item, suggestion: Suggestion | undefined): AnswerValue | undefined {
  const entry = entryOf(state.sheet, item.name);
  if (entry.value !== undefined) return entry.value;
  if (entry.state !== 'unanswered') return undefined;
  return derivedAnswer(state, item)?.value ?? suggestion?.value ?? item.input.default ?? undefined;
}

/** A number that people know a question by, as on paper; a speaking id is no help to them. */
function numberOf({ name, input }: Item): string[] {
  return input.role === 'question' && /^[A-Z]*\d[\w.]*$/.test(name) ? [name] : [];
}

function placeOf(
  state: Interview,
  item: Item,
  { vocabulary, messages }: Wording,
): Pick<Asked, 'place' | 'percent' | 'share'> {
  const { place } = messages;
  const { part, section, sections, number, of, figure, percent } = progress(state, item);
  const counted = part.kind === 'facts' ? place.fact(number, of) : place.question(number, of);
  const title =
    part.kind === 'facts' ? place.facts : place.section(sectionTitle(part.section, vocabulary), section, sections);
  const parts = [counted, ...(figure ? [place.figure(figure.number, figure.of)] : []), title];
  return { place: parts.join(' · '), percent, share: place.percent(percent) };
}

export function sectionTitle(
  { id, title }: { id: string; title?: Parameters<Vocabulary['pick']>[0] },
  vocabulary: Vocabulary,
): string {
  return vocabulary.pick(title) ?? vocabulary.titleOf(id);
}

function slashIn({ type }: Item['input']): Asked['slash'] {
  if (type === 'date') return 'date';
  return type === 'text' || type === 'email' || type === 'phone' ? 'text' : 'command';
}

/** What can be done here besides answering. A required fact is answered before anything after it is reached. */
function commandsAt({ sheet }: Interview, { name, required, input }: Item): Command[] {
  const { state } = entryOf(sheet, name);
  const stays = required && state !== 'answered';
  const possible: Readonly<Partial<Record<Command, boolean>>> = {
    unknown: !required,
    notApplicable: input.notApplicable,
    skip: !stays,
    clear: state !== 'unanswered' && !required,
  };
  return (Object.keys(COMMAND_LETTERS) as Command[]).filter((command) => possible[command] ?? true);
}

import { choicesOf } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import { toNumber } from '../../model/rational.ts';
import { formatRange } from '../number.ts';
import { conditionInWords } from '../words/condition.ts';
import { optionInWords } from '../words/option.ts';
import type { PaperField, PaperQuestion } from './paper.ts';
import type { Wording } from './wording.ts';

/** A fact or question with what is needed to answer it by hand. */
export function writeQuestion(item: Item, wording: Wording): PaperQuestion {
  const { vocabulary, messages } = wording;
  const { name, input, required } = item;
  const { definition } = input;
  const field = fieldOf(item, wording);
  return {
    kind: 'question',
    number: numberOf(item),
    text: vocabulary.pick(definition.text) ?? vocabulary.titleOf(name),
    required: required ? messages.required : undefined,
    help: [
      ...linesOf(vocabulary.pick(definition.help)),
      ...(input.type === 'multiple' ? [messages.tick(input.choose.least, input.choose.most)] : []),
      ...(input.derived === null ? [] : [messages.follows]),
    ],
    onlyIf: definition.when && messages.onlyIf(conditionInWords(definition.when, vocabulary)),
    field,
    states: statesOf(item, wording),
    notes: input.role === 'fact' ? undefined : notesLabel(item, messages),
  };
}

/** What can be said instead of an answer. */
export function statesOf({ input, required }: Item, { vocabulary }: Wording): string[] {
  const { states } = vocabulary.messages.words;
  return [...(input.notApplicable ? [states.notApplicable] : []), ...(required ? [] : [states.unknown])];
}

/** Lines of a text, without the empty ones. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((line) => line.trim() !== '');
}

export function notesLabel({ input: { definition } }: Item, messages: Wording['messages']): string {
  const evidence = 'evidence' in definition ? definition.evidence : undefined;
  return evidence === 'required' ? messages.evidenceRequired : messages.notesAndEvidence;
}

function fieldOf(item: Item, { vocabulary, messages }: Wording): PaperField {
  const { name, input } = item;
  const choices = choicesOf(input, { yes: 'Y', no: 'N' });
  if (choices) {
    const boxes = choices.map((choice) => ({
      text: optionInWords(item, choice, vocabulary),
      help: vocabulary.pick(choice.help),
    }));
    return { kind: 'boxes', boxes };
  }
  if (input.type === 'date') return { kind: 'date', label: messages.day };
  if (input.value.kind !== 'number') return { kind: 'text' };
  const { low, high } = input.range;
  const isUsual = low?.n === 0n && (high === null || input.type === 'percent');
  const remark = isUsual
    ? undefined
    : formatRange(low && toNumber(low), high && toNumber(high), {
        numbers: vocabulary.messages.numbers,
        write: (value) => vocabulary.numberOf(name, value),
      });
  const unit = 'unit' in input.definition ? vocabulary.pick(input.definition.unit) : undefined;
  return { kind: 'line', label: messages.answer, unit: input.type === 'percent' ? '%' : unit, remark };
}

/** A number that people know a question by; a speaking id is no help to them. */
function numberOf({ name, input }: Item): string | undefined {
  return input.role === 'question' && /^[A-Z]*\d[\w.]*$/.test(name) ? name : undefined;
}

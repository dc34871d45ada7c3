import { choicesOf } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import type { Question } from '../../model/generated/types.ts';
import { readableId } from '../title.ts';
import { conditionInWords } from '../words/condition.ts';
import { optionInWords } from '../words/option.ts';
import type { PaperMatrix } from './paper.ts';
import { linesOf, notesLabel, statesOf } from './question.ts';
import type { Wording } from './wording.ts';

/** The rows of a matrix as one table. */
export function writeMatrix(id: string, items: readonly Item[], wording: Wording): PaperMatrix {
  const { vocabulary, messages } = wording;
  const matrix = findMatrix(id, wording);
  const [first] = items as readonly [Item];
  const { input } = first;
  const choices = choicesOf(input, { yes: 'Y', no: 'N' });
  const unit = 'unit' in input.definition ? vocabulary.pick(input.definition.unit) : undefined;
  const fields = choices?.map((choice) => optionInWords(first, choice, vocabulary)) ?? [
    unit === undefined ? messages.answer : `${messages.answer} (${unit})`,
  ];
  const states = [...new Set(items.flatMap((item) => statesOf(item, wording)))];
  const onlyIf = (when: Question['when']): string | undefined =>
    when && messages.onlyIf(conditionInWords(when, vocabulary));
  return {
    kind: 'matrix',
    number: /^[A-Z]*\d[\w.]*$/.test(id) ? id : undefined,
    text: vocabulary.pick(matrix?.text) ?? vocabulary.pick(matrix?.title) ?? readableId(id),
    help: [
      ...linesOf(vocabulary.pick(matrix?.help)),
      ...(input.type === 'multiple' ? [messages.tick(input.choose.least, input.choose.most)] : []),
    ],
    onlyIf: onlyIf(matrix?.when),
    columns: [...fields, ...states],
    isWritten: choices === undefined,
    rows: items.map((item) => {
      const row = matrix?.rows?.find((one) => `${id}/${one.id}` === item.name);
      const own = statesOf(item, wording);
      return {
        text: vocabulary.pick(row?.text) ?? readableId(row?.id ?? item.name),
        onlyIf: onlyIf(row?.when),
        cells: [...fields.map(() => true), ...states.map((state) => own.includes(state))],
      };
    }),
    notes: notesLabel(first, messages),
  };
}

function findMatrix(id: string, { questionnaire }: Wording): Question | undefined {
  return questionnaire.sections.flatMap(({ questions }) => questions).find((question) => question.id === id);
}

import { findRegionOption, rankBySpelling } from '../../model/index.ts';
import {
  type Form,
  NO_NUMBERS,
  type ParsedAnswerValue,
  plainListed,
  type QuestionType,
  readSeveralIds,
  refuseType,
  toListedAnswer,
} from './form.ts';

/** One of the options of a question. */
export const option: Form = {
  control: 'pickOne',
  cells: 'code',
  valueType: (options) => ({ kind: 'choice', options: options.map(({ id }) => id) }),
  listed({ value, options }) {
    const texts = new Map(options.map((choice) => [choice.id, choice]));
    const ids = value.kind === 'choice' ? value.options : [];
    return ids.map((id) => {
      const optionText = texts.get(id);
      return optionText ? toListedAnswer(optionText) : plainListed(id, id);
    });
  },
  allowed: ({ value }) => ({ kind: 'atoms', atoms: value.kind === 'choice' ? value.options : [], nothing: false }),
  read({ value }, given) {
    const options = value.kind === 'choice' ? value.options : [];
    if (options.includes(given)) return { value: given };
    const region = findRegionOption(given, options);
    if (region !== undefined) return { value: region };
    if (readSeveralIds(given, options)) return refuseSeveral(given, options);
    return { code: 'A102', details: { found: given, allowed: rankBySpelling(given, options) } };
  },
  readList({ value }, given) {
    const options = value.kind === 'choice' ? value.options : [];
    const isSeveral = given.length > 1 && given.every((id) => options.includes(id));
    return isSeveral ? refuseSeveral(given.join(', '), options) : refuseType(given.join(', '), { phrase: 'oneValue' });
  },
  rises: true,
  isRaisable: true,
  simulate: ({ options }, position) => options[Math.min(options.length - 1, Math.floor(position * options.length))]?.id,
};

function refuseSeveral(found: string, options: readonly string[]): ParsedAnswerValue {
  return { code: 'A103', details: { found, wanted: { phrase: 'oneOption' }, allowed: options } };
}

export const single: QuestionType = { ...NO_NUMBERS, form: option, keys: ['options'], needs: 'options' };

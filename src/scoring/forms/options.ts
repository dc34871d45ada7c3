import { type Phrase, rankBySpelling } from '../../model/index.ts';
import {
  type Answerable,
  type Form,
  NO_NUMBERS,
  type ParsedAnswerValue,
  type QuestionType,
  readSeveralIds,
  toListedAnswer,
} from './form.ts';

/** Any number of a question's options, within the limits that the question states. */
export const options: Form = {
  control: 'pickSeveral',
  cells: 'bits',
  valueType: (all) => ({ kind: 'list', of: { kind: 'choice', options: all.map(({ id }) => id) } }),
  listed: (input) => input.options.map(toListedAnswer),
  allowed: (input) => ({ kind: 'choices', sure: [], open: input.options.map(({ id }) => id), nothing: false }),
  read(input, given) {
    const ids = readSeveralIds(
      given,
      input.options.map(({ id }) => id),
    );
    return ids ? refuseUnlisted(given, ids) : readChoices(input, [given]);
  },
  readList: readChoices,
  isRaisable: true,
  simulate({ options: all, choose }, position, next) {
    const freeOptions = all.filter(({ exclusive }) => !exclusive);
    const draws = freeOptions
      .map(({ id }, i) => ({ id, i, draw: next() }))
      .sort((a, b) => a.draw - b.draw || a.i - b.i);
    const wantedCount = draws.filter(({ draw }) => draw < position).length;
    const exclusiveOption = all.find(({ exclusive }) => exclusive);
    if (wantedCount === 0 && exclusiveOption) return [exclusiveOption.id];
    const count = Math.min(choose.most ?? freeOptions.length, Math.max(choose.least, wantedCount));
    const chosenIds = new Set(draws.slice(0, count).map(({ id }) => id));
    return freeOptions.flatMap(({ id }) => (chosenIds.has(id) ? [id] : []));
  },
};

function readChoices({ options: all, choose }: Answerable, given: readonly string[]): ParsedAnswerValue {
  const ids = all.map(({ id }) => id);
  for (const [item, option] of given.entries()) {
    if (!ids.includes(option))
      return { code: 'A102', details: { found: option, allowed: rankBySpelling(option, ids) }, item };
    if (given.indexOf(option) < item) return { code: 'A106', details: { found: option }, item };
  }
  const exclusiveChoice = all.find(({ id, exclusive: alone }) => alone && given.includes(id));
  if (exclusiveChoice && given.length > 1) {
    return { code: 'A105', details: { found: exclusiveChoice.id }, item: given.indexOf(exclusiveChoice.id) };
  }
  const { least, most } = choose;
  if (given.length < least && !exclusiveChoice)
    return refuseCount({ phrase: 'atLeastOptions', count: least }, given.length);
  if (most !== null && given.length > most) return refuseCount({ phrase: 'atMostOptions', count: most }, given.length);
  // In listed order, so that the order in which options were ticked makes no difference.
  return { value: ids.filter((id) => given.includes(id)) };
}

/** Refuses a single text that names several options, because an answers file must state them as a list. */
function refuseUnlisted(found: string, ids: readonly string[]): ParsedAnswerValue {
  const advice: Phrase = { phrase: 'writeList', list: `[${ids.join(', ')}]` };
  return { code: 'A103', details: { found, wanted: { phrase: 'listOfOptions' }, advice } };
}

function refuseCount(wanted: Phrase, count: number): ParsedAnswerValue {
  return { code: 'A107', details: { found: String(count), wanted } };
}

export const multiple: QuestionType = {
  ...NO_NUMBERS,
  form: options,
  keys: ['options', 'least', 'most'],
  needs: 'options',
};

import { describe, expect, it } from 'vitest';
import { parseAnswerValue } from '../../src/scoring/check-answers.ts';
import { listedAnswers, listedValues, takesSeveral } from '../../src/scoring/forms/form.ts';
import { QUESTION_TYPES } from '../../src/scoring/forms/registry.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { type Atom, areSameAtoms, toPlainAtom } from '../../src/scoring/possible-values.ts';
import { planOf } from './pack-sketch.ts';

const NAMES = Object.keys(QUESTION_TYPES).filter((type) => type !== 'derived');
const OPTIONS = [{ id: 'a', text: 'None' }, { id: 'b', text: 'Some' }, 'c'];

/** A fact or question of each type, as plainly as its keys allow. */
function inputOf(type: string): Input {
  const { needs } = QUESTION_TYPES[type as keyof typeof QUESTION_TYPES];
  const definition = {
    id: 'Q',
    type,
    ...(needs === 'options' ? { options: OPTIONS } : {}),
    ...(needs === 'maximum' ? { maximum: 4 } : {}),
  };
  // Only facts can be of some types.
  const isFact = ['uscc', 'register', 'country', 'email', 'phone'].includes(type);
  const plan = planOf({
    ...(isFact ? { facts: [definition] } : {}),
    questions: [{ id: 'counted', type: 'integer' }, ...(isFact ? [] : [definition])],
    scores: { s: { sum: ['counted'] } },
  });
  return plan.inputs.find(({ name }) => name === 'Q') as Input;
}

describe.each(NAMES)('an answer to a question of type %s', (type) => {
  const input = inputOf(type);
  const { form } = input;

  it('every value listed as possible is accepted as an answer, and read as itself', () => {
    const listed = listedAnswers(input) ?? [];
    expect(listedValues(input) ?? []).toEqual(listed.map(({ value }) => value));
    for (const { id, value } of listed) {
      const read = parseAnswerValue(input, id);
      const expected = takesSeveral(input) ? [value] : value;
      expect(read).toMatchObject({ value: expected });
    }
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });

  it('every listed answer is within the limits of the question', () => {
    const allowed = form.allowed(input);
    const listed = listedValues(input) ?? [];
    const isAllowed = (value: Atom): boolean =>
      allowed.kind === 'choices'
        ? allowed.open.includes(String(value))
        : allowed.kind === 'atoms' && allowed.atoms.some((atom) => areSameAtoms(atom, value));
    expect(listed.filter((value) => !isAllowed(value)).map(toPlainAtom)).toEqual([]);
  });

  it('an answer has the same kind of value in columns and in conditions', () => {
    const kinds = { code: ['choice', 'boolean', 'number'], bits: ['list'], number: ['number'], text: ['text'] };
    expect(kinds[form.cells]).toContain(input.value.kind);
    expect(form.listed !== undefined).toBe(form.cells === 'code' || form.cells === 'bits');
    expect(form.rises === true && form.listed === undefined).toBe(false);
    expect(form.textRule !== undefined && form.cells !== 'text').toBe(false);
  });

  it('an answer is simulated as an allowed value, the same for the same random number', () => {
    for (const position of [0, 0.3, 0.5, 0.99, 1]) {
      const drawn = form.simulate?.(input, position, () => 0.4);
      if (drawn === undefined) continue;
      const text = Array.isArray(drawn) ? drawn.map(String) : String(toPlainAtom(drawn as Atom));
      expect(parseAnswerValue(input, text)).toMatchObject({ value: drawn });
      expect(form.simulate?.(input, position, () => 0.4)).toEqual(drawn);
    }
  });

  it('the pattern of a question refuses every text that is refused on reading', () => {
    const { pattern } = form;
    const texts = ['a@b.cn', 'a@b', '+86 28 1234567', '12', 'none', '91350100M000100Y43', '91350100M000100Y4', ''];
    for (const text of pattern ? texts : []) {
      const isRead = 'value' in parseAnswerValue(input, text);
      expect(new RegExp(pattern?.javaScript ?? '').test(text), text).toBe(isRead);
    }
  });
});

it('a list of answers is refused for a single-choice question, and read for a multiple-choice one', () => {
  for (const type of NAMES) {
    const input = inputOf(type);
    const read = parseAnswerValue(input, ['a', 'b']);
    if (takesSeveral(input)) expect(read).toEqual({ value: ['a', 'b'] });
    // Other forms that read a list make one value of it.
    else if (!input.form.readList)
      expect(read).toMatchObject({ code: 'A103', details: { wanted: { phrase: 'oneValue' } } });
  }
});

it('the text of a step is its label, and the text of an option is the option’s own', () => {
  const plan = planOf({
    questions: [
      { id: 'S', type: 'scale', minimum: 1, maximum: 3, labels: { 2: 'Half' } },
      { id: 'O', type: 'single', options: OPTIONS },
    ],
    points: { O: { each: 1 } },
    scores: { total: { sum: ['S', 'O'] } },
  });
  const texts = plan.inputs.map((input) => (listedAnswers(input) ?? []).map(({ id, text }) => [id, text]));
  expect(texts).toEqual([
    [
      ['1', undefined],
      ['2', 'Half'],
      ['3', undefined],
    ],
    [
      ['a', 'None'],
      ['b', 'Some'],
      ['c', undefined],
    ],
  ]);
});

it('every key that a question type requires is allowed by its definition', () => {
  for (const { keys, needs } of Object.values(QUESTION_TYPES)) if (needs) expect(keys).toContain(needs);
});

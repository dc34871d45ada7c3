import { type Fact, fromNumber, type Question, type Rational, ZERO } from '../model/index.ts';
import type { ValueType } from './condition.ts';
import type { Atom, Range } from './possible-values.ts';

/**
 * How a fact or question is answered: by one option or several, by yes or no, by a step of a scale, or by something that
 * is typed. Other code asks for the form, so types that are answered alike differ only here.
 */
export type AnswerForm =
  | 'option'
  | 'options'
  | 'yesNo'
  | 'step'
  | 'number'
  | 'date'
  | 'text'
  | 'uscc'
  | 'email'
  | 'phone';

/** The types of facts and questions; `derived` are facts without a type, and matrices, whose rows have types of their own. */
export type InputType = Exclude<NonNullable<Fact['type'] | Question['type']>, 'matrix'> | 'derived';

/** What the type of a fact or question means, whatever its own definition says. */
interface QuestionType {
  readonly form: AnswerForm;
  /** Whether only whole numbers are answers. */
  readonly whole: boolean;
  /** Which of the keys below a definition may have. */
  readonly keys: readonly TypedKey[];
  /** The one it must have. */
  readonly needs?: TypedKey;
  /** The numbers allowed where the definition says nothing else. */
  readonly range: Range;
}

/** The keys of definitions that only some types have. */
export const TYPED_KEYS = ['options', 'least', 'most', 'minimum', 'maximum', 'plausible', 'unit', 'labels'] as const;

type TypedKey = (typeof TYPED_KEYS)[number];

const UNBOUNDED: Range = { low: null, high: null };
const NUMBER = {
  form: 'number',
  whole: false,
  keys: ['minimum', 'maximum', 'plausible', 'unit'],
  range: UNBOUNDED,
} as const;
const TYPED = { whole: false, keys: [], range: UNBOUNDED } as const;

/** Every type of fact and question. */
export const QUESTION_TYPES: Readonly<Record<InputType, QuestionType>> = {
  single: { ...TYPED, form: 'option', keys: ['options'], needs: 'options' },
  multiple: { ...TYPED, form: 'options', keys: ['options', 'least', 'most'], needs: 'options' },
  scale: {
    form: 'step',
    whole: true,
    keys: ['minimum', 'maximum', 'unit', 'labels'],
    needs: 'maximum',
    range: { low: ZERO, high: null },
  },
  boolean: { ...TYPED, form: 'yesNo' },
  integer: { ...NUMBER, whole: true },
  decimal: NUMBER,
  percent: { ...NUMBER, range: { low: ZERO, high: fromNumber(100) } },
  date: { ...TYPED, form: 'date' },
  text: { ...TYPED, form: 'text' },
  uscc: { ...TYPED, form: 'uscc' },
  email: { ...TYPED, form: 'email' },
  phone: { ...TYPED, form: 'phone' },
  derived: { ...TYPED, form: 'option', keys: TYPED_KEYS },
};

/** What is known of an input as far as it decides what can be answered. */
interface Answerable {
  readonly form: AnswerForm;
  readonly value: ValueType;
  readonly options: readonly { readonly id: string }[];
  readonly range: Range;
}

/**
 * The values to choose from, from least to most: options, no and yes, the steps of a scale. This order gives them their
 * codes in tables and in the kernel. Undefined where an answer is typed.
 */
export function listedValues({ form, value, options, range }: Answerable): readonly Atom[] | undefined {
  switch (form) {
    case 'option':
      return value.kind === 'choice' ? value.options : [];
    case 'options':
      return options.map(({ id }) => id);
    case 'yesNo':
      return [false, true];
    case 'step':
      return wholeNumbersWithin(range) ?? [];
    case 'number':
    case 'text':
    case 'date':
    case 'uscc':
    case 'email':
    case 'phone':
      return undefined;
  }
}

/** The whole numbers from the lower bound to the upper one; undefined where one of them is missing. */
export function wholeNumbersWithin({ low, high }: Range): readonly Rational[] | undefined {
  if (!low || !high) return undefined;
  return Array.from({ length: Number(high.n - low.n) + 1 }, (_, step) => ({ n: low.n + BigInt(step), d: 1n }));
}

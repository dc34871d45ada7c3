import type { Fact, Path, Phrase, ProblemCode, ProblemDetails, Question, Text } from '../../model/index.ts';
import type { ValueType } from '../condition.ts';
import type { AnswerValue, Atom, Possible, Range } from '../possible-values.ts';

/**
 * The types of facts and questions; `derived` is for facts without a type and for matrices, whose rows have types of
 * their own.
 */
export type InputType = Exclude<NonNullable<Fact['type'] | Question['type']>, 'matrix'> | 'derived';

/** Keys that only the definitions of some types have. */
export const TYPED_KEYS = ['options', 'least', 'most', 'minimum', 'maximum', 'plausible', 'unit', 'labels'] as const;

export type TypedKey = (typeof TYPED_KEYS)[number];

/** The meaning of a fact's or question's type, independent of its definition. */
export interface QuestionType {
  readonly form: Form;
  /** Whether answers must be whole numbers. */
  readonly whole: boolean;
  /** The keys of `TYPED_KEYS` that a definition may have. */
  readonly keys: readonly TypedKey[];
  /** The key that it must have. */
  readonly needs?: TypedKey;
  /** The range of numbers allowed if the definition states none. */
  readonly range: Range;
}

/** Defaults of most types: answers are not numbers, and definitions have no keys of their own. */
export const NO_NUMBERS = { whole: false, keys: [], range: { low: null, high: null } } as const;

/** One option of a question. */
export interface InputOption {
  readonly id: string;
  readonly text: Text | undefined;
  /** The wording of the option outside its question. */
  readonly statement: Text | undefined;
  readonly help: Text | undefined;
  readonly exclusive: boolean;
  /** The ids of the options that must be chosen together with it. */
  readonly with: readonly string[];
}

/** A fact or question as its form sees it. */
export interface Answerable {
  readonly definition: Fact | Question;
  readonly type: InputType;
  /** Whether answers must be whole numbers. */
  readonly whole: boolean;
  readonly value: ValueType;
  /** In listed order, from least to most mature. Empty unless options are chosen. */
  readonly options: readonly InputOption[];
  /** The range of numbers allowed; null is unbounded. */
  readonly range: Range;
  /** How many options can be chosen; null is unlimited. */
  readonly choose: { readonly least: number; readonly most: number | null };
}

/**
 * The control with which a person answers. Terminal, browser, paper and forms of survey platforms support all of them,
 * so a form that uses one of them needs nothing else there.
 */
export type Control =
  /** Pick one of the listed answers, or any number of them. */
  | 'pickOne'
  | 'pickSeveral'
  | 'pickYesNo'
  /** Pick a step of a scale; a long scale is typed. */
  | 'pickStep'
  | TypedControl;

/** A control for typing: a number, a day, an address, the credit code of an enterprise, or any text. */
export type TypedControl = 'typeNumber' | 'typeDay' | 'typeEmail' | 'typePhone' | 'typeCreditCode' | 'typeText';

/** How a table stores the answers of many enterprises: codes of listed answers, a bit per option, numbers or texts. */
export type CellLayout = 'code' | 'bits' | 'number' | 'text';

/** An answer that can be chosen; with several options, each of them is one. */
export interface ListedAnswer {
  readonly value: Atom;
  /** The spelling in documents, tables and keys of points. */
  readonly id: string;
  readonly text: Text | undefined;
  /** The wording of the answer outside its question. */
  readonly statement: Text | undefined;
  readonly help: Text | undefined;
  /** Whether it cannot be chosen together with others. */
  readonly exclusive: boolean;
}

/**
 * The value of an answer; `isLong` if it is a double that a program wrote with more digits than people do. Or the
 * problem of a text that is not an answer; `item` is its position in a list.
 */
export type ParsedAnswerValue =
  | { readonly value: AnswerValue; readonly isLong?: boolean }
  | { readonly code: ProblemCode; readonly details: ProblemDetails; readonly item?: number };

/** A regular expression for an answer, in JavaScript and in the XPath of XLSForm. */
export interface AnswerPattern {
  readonly javaScript: string;
  /** A condition on `.`, the answer. */
  readonly xpath: string;
}

/** Everything about how a fact or question is answered; other parts use the form instead of comparing types. */
export interface Form {
  readonly control: Control;
  readonly cells: CellLayout;
  /** The type of an answer in conditions, points and operators; `outcomes` are the values of a fact with cases. */
  valueType(options: readonly InputOption[], outcomes: readonly string[]): ValueType;
  /** Reports problems of a definition at `at` that only this form can find. Default: none. */
  check?(
    input: Answerable,
    at: Path,
    report: (code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value') => void,
  ): void;
  /**
   * The answers to choose from; from least to most mature if `rises` is set. Their order determines their codes in
   * tables. Points, conditions, tables and the optimiser then need nothing else. Default: answers are typed.
   */
  listed?(input: Answerable): readonly ListedAnswer[];
  /** All allowed answers, apart from "not applicable". */
  allowed(input: Answerable): Possible;
  /** Reads the text of an answer. */
  read(input: Answerable, given: string): ParsedAnswerValue;
  /** Reads an answer that is written as a list. Default: an answer is a single value. */
  readList?(input: Answerable, given: readonly string[]): ParsedAnswerValue;
  /**
   * Whether answers are steps of a scale: numbers that may have labels, and that reports show as levels. Default: no.
   */
  readonly isScale?: boolean;
  /** Whether each listed answer is more mature than the one before. Default: the order has no meaning. */
  readonly rises?: boolean;
  /**
   * Whether answers have an order in which measures, and thus the optimiser, can raise them. Default: measures never
   * change the answer.
   */
  readonly isRaisable?: boolean;
  /** Whether answers are contact details of a person. Default: only if the definition marks them so. */
  readonly isPersonal?: boolean;
  /**
   * The answer of a simulated enterprise whose maturity is `position`, from 0 to 1; `next` draws a random number from 0
   * to below 1. Default: none.
   */
  simulate?(input: Answerable, position: number, next: () => number): AnswerValue | undefined;
  /** The rule broken by a table cell that `read` refuses. Default: only the layout is checked. */
  readonly textRule?: 'not-date' | 'not-email' | 'not-phone' | 'check-character';
  /** The pattern with which survey platforms validate an answer. Default: only what the control validates. */
  readonly pattern?: AnswerPattern;
}

/** A fact or question with its form. */
type InputWithForm = Answerable & { readonly form: Form };

/** The answers to choose from, with their texts; undefined if answers are typed. */
export function listedAnswers(input: InputWithForm): readonly ListedAnswer[] | undefined {
  return listOf(input)?.answers;
}

/** The values to choose from, in the order of their codes; undefined if answers are typed. */
export function listedValues(input: InputWithForm): readonly Atom[] | undefined {
  return listOf(input)?.values;
}

interface AnswerList {
  readonly answers: readonly ListedAnswer[];
  readonly values: readonly Atom[];
}

/** Cached on first read, because a table reads the same list for each of many cells. */
const CACHED_LISTS = new WeakMap<InputWithForm, AnswerList>();

function listOf(input: InputWithForm): AnswerList | undefined {
  const cached = CACHED_LISTS.get(input);
  if (cached || !input.form.listed) return cached;
  const answers = input.form.listed(input);
  const list = { answers, values: answers.map(({ value }) => value) };
  CACHED_LISTS.set(input, list);
  return list;
}

/** Whether an answer may consist of several options. */
export function takesSeveral({ value }: Pick<Answerable, 'value'>): boolean {
  return value.kind === 'list';
}

/** An option as a listed answer. */
export function optionAnswer({ id, text, statement, help, exclusive }: InputOption): ListedAnswer {
  return { value: id, id, text, statement, help, exclusive };
}

/** A listed answer without further texts. */
export function plainListed(value: Atom, id: string, text?: Text): ListedAnswer {
  return { value, id, text, statement: undefined, help: undefined, exclusive: false };
}

/** The problem of an answer of another type. */
export function refuseType(found: string, wanted: Phrase): ParsedAnswerValue {
  return { code: 'A103', details: { found, wanted } };
}

import type {
  Fact,
  Path,
  Phrase,
  ProblemCode,
  ProblemDetails,
  Question,
  RegisterFault,
  Text,
} from '../../model/index.ts';
import type { ValueType } from '../condition.ts';
import type { AnswerValue, Atom, Possible, Range } from '../possible-values.ts';

/**
 * The types of facts and questions; `derived` is for facts without a type and for matrices, whose rows have types of
 * their own.
 */
export type InputType = Exclude<NonNullable<Fact['type'] | Question['type']>, 'matrix'> | 'derived';

/** Keys that are allowed only in definitions of certain types. */
export const TYPED_KEYS = ['options', 'least', 'most', 'minimum', 'maximum', 'plausible', 'unit', 'labels'] as const;

export type TypedKey = (typeof TYPED_KEYS)[number];

/** What a type of facts or questions means, independent of single definitions. */
export interface QuestionType {
  readonly form: Form;
  /** Whether answers must be whole numbers. */
  readonly whole: boolean;
  /** The keys of `TYPED_KEYS` that a definition of this type may have. */
  readonly keys: readonly TypedKey[];
  /** The key that a definition of this type must have. */
  readonly needs?: TypedKey;
  /** The range of allowed numbers if the definition does not state one. */
  readonly range: Range;
}

/** The defaults for types whose answers are not numbers and whose definitions have no special keys. */
export const NO_NUMBERS = { whole: false, keys: [], range: { low: null, high: null } } as const;

/** One option of a question. */
export interface InputOption {
  readonly id: string;
  readonly text: Text | undefined;
  /** The text of the option for places where it is shown without its question. */
  readonly statement: Text | undefined;
  readonly help: Text | undefined;
  readonly exclusive: boolean;
  /** The ids of options that must be chosen whenever this option is. */
  readonly with: readonly string[];
}

/** What a form needs to know about a fact or question. */
export interface Answerable {
  readonly definition: Fact | Question;
  readonly type: InputType;
  /** Whether answers must be whole numbers. */
  readonly whole: boolean;
  readonly value: ValueType;
  /** The options in listed order, from least to most mature; empty if the type has none. */
  readonly options: readonly InputOption[];
  /** The range of allowed numbers; null means unbounded. */
  readonly range: Range;
  /** The minimum and maximum number of options that can be chosen; null means no maximum. */
  readonly choose: { readonly least: number; readonly most: number | null };
}

/**
 * The control with which a person answers. Terminal, browser, paper and survey platforms support all controls, so a new
 * form that uses one of these works everywhere.
 */
export type Control =
  /** Pick one of the listed answers (`pickOne`), or any number of them (`pickSeveral`). */
  | 'pickOne'
  | 'pickSeveral'
  | 'pickYesNo'
  /** Pick a step of a scale; on a long scale, the number is typed. */
  | 'pickStep'
  | TypedControl;

/** A control for typing: a number, a day, an address, the number of an enterprise in a register, or any text. */
export type TypedControl = 'typeNumber' | 'typeDay' | 'typeEmail' | 'typePhone' | 'typeRegisterNumber' | 'typeText';

/**
 * How answers are stored in a table with many enterprises: as the code of a listed answer, one bit per option, a
 * number, or text.
 */
export type CellLayout = 'code' | 'bits' | 'number' | 'text';

/** An answer that people choose from a list; if several options can be chosen, each option is a listed answer. */
export interface ListedAnswer {
  readonly value: Atom;
  /** How the answer is written in documents, tables and keys of points. */
  readonly id: string;
  readonly text: Text | undefined;
  /** The text of the answer for places where it is shown without its question. */
  readonly statement: Text | undefined;
  readonly help: Text | undefined;
  /** Whether the answer cannot be chosen together with others. */
  readonly exclusive: boolean;
}

/**
 * The value of a text that was typed as an answer, or why the text is not an answer. `isLong` marks a double with more
 * digits than people write, as programs write it; `item` is the index of the faulty entry in a list.
 */
export type ParsedAnswerValue =
  | { readonly value: AnswerValue; readonly isLong?: boolean }
  | { readonly code: ProblemCode; readonly details: ProblemDetails; readonly item?: number };

/** A regular expression for an answer, in JavaScript and in the XPath of XLSForm. */
export interface AnswerPattern {
  readonly javaScript: string;
  /** A condition in which `.` is the answer. */
  readonly xpath: string;
}

/**
 * Everything about how facts and questions of a type are answered. Other parts ask the form instead of comparing types.
 */
export interface Form {
  readonly control: Control;
  readonly cells: CellLayout;
  /**
   * Returns the type of an answer in conditions, points and operators. `outcomes` are the values of a fact with cases.
   */
  valueType(options: readonly InputOption[], outcomes: readonly string[]): ValueType;
  /** Reports problems in a definition that apply only to this form. `at` is the definition's path. Default: none. */
  check?(
    input: Answerable,
    at: Path,
    report: (code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value') => void,
  ): void;
  /**
   * Returns the answers to choose from, in the order of their codes in tables; if `rises` is set, this order is from
   * least to most mature. Points, conditions, tables and the optimiser need only this list from the form. Default:
   * answers are typed.
   */
  listed?(input: Answerable): readonly ListedAnswer[];
  /** Returns all allowed answers, except "not applicable". */
  allowed(input: Answerable): Possible;
  /** Reads the text of an answer. */
  read(input: Answerable, given: string): ParsedAnswerValue;
  /** Reads an answer that is written as a list. Default: answers are never lists. */
  readList?(input: Answerable, given: readonly string[]): ParsedAnswerValue;
  /**
   * Whether answers are steps of a scale: numbers that can have labels and that reports show like levels. Default: no.
   */
  readonly isScale?: boolean;
  /** Whether each listed answer is more mature than the one before it. Default: no, the order has no meaning. */
  readonly rises?: boolean;
  /**
   * Whether measures, and thus the optimiser, can raise an answer in the order of the listed answers. Default: measures
   * never change the answer.
   */
  readonly isRaisable?: boolean;
  /** Whether answers are always contact details of a person. Default: only if the definition says so. */
  readonly isPersonal?: boolean;
  /**
   * Returns the answer of a simulated enterprise whose maturity is `position`, from 0 to 1. `next` returns a random
   * number from 0 to below 1. Default: such questions are not answered.
   */
  simulate?(input: Answerable, position: number, next: () => number): AnswerValue | undefined;
  /** The rule that a table cell violates if `read` refuses it. Default: cells are checked only for their layout. */
  readonly textRule?: 'not-date' | 'not-email' | 'not-phone' | 'check-character';
  /**
   * For register numbers: which kinds are expected, how they are usually spelled, and what is wrong with a given
   * number. A number that cannot be read keeps its spelling.
   */
  readonly register?: {
    readonly kinds: 'uscc' | 'any';
    spell(given: string): string;
    findFault(given: string): RegisterFault | undefined;
  };
  /** The pattern by which survey platforms check an answer. Default: they check only what the control requires. */
  readonly pattern?: AnswerPattern;
}

/** A fact or question with its form. */
type InputWithForm = Answerable & { readonly form: Form };

/** Returns the answers to choose from, with their texts; undefined if answers are typed. */
export function listedAnswers(input: InputWithForm): readonly ListedAnswer[] | undefined {
  return listOf(input)?.answers;
}

/** Returns the values to choose from, in the order of their codes; undefined if answers are typed. */
export function listedValues(input: InputWithForm): readonly Atom[] | undefined {
  return listOf(input)?.values;
}

interface AnswerList {
  readonly answers: readonly ListedAnswer[];
  readonly values: readonly Atom[];
}

/** Lists of answers, cached because a table reads the same list for each of many cells. */
const CACHED_LISTS = new WeakMap<InputWithForm, AnswerList>();

function listOf(input: InputWithForm): AnswerList | undefined {
  const cached = CACHED_LISTS.get(input);
  if (cached || !input.form.listed) return cached;
  const answers = input.form.listed(input);
  const answerList = { answers, values: answers.map(({ value }) => value) };
  CACHED_LISTS.set(input, answerList);
  return answerList;
}

/** Whether an answer may consist of several options. */
export function takesSeveral({ value }: Pick<Answerable, 'value'>): boolean {
  return value.kind === 'list';
}

/** Converts an option to a listed answer. */
export function toListedAnswer({ id, text, statement, help, exclusive }: InputOption): ListedAnswer {
  return { value: id, id, text, statement, help, exclusive };
}

/** Creates a listed answer that has at most one text. */
export function plainListed(value: Atom, id: string, text?: Text): ListedAnswer {
  return { value, id, text, statement: undefined, help: undefined, exclusive: false };
}

/** Returns the ids in a text that names several options, such as `B, C`; undefined for other texts. */
export function readSeveralIds(text: string, ids: readonly string[]): readonly string[] | undefined {
  const parts = text.split(/[\s,，、;；/+]+/).filter((part) => part !== '');
  return parts.length > 1 && parts.every((part) => ids.includes(part)) ? parts : undefined;
}

/** Returns the problem that an answer has the wrong type. */
export function refuseType(found: string, wanted: Phrase): ParsedAnswerValue {
  return { code: 'A103', details: { found, wanted } };
}

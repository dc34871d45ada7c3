import type { Fact, Path, Phrase, ProblemCode, ProblemDetails, Question, Text } from '../../model/index.ts';
import type { ValueType } from '../condition.ts';
import type { AnswerValue, Atom, Possible, Range } from '../possible-values.ts';

/** The types of facts and questions; `derived` are facts without a type, and matrices, whose rows have types of their own. */
export type InputType = Exclude<NonNullable<Fact['type'] | Question['type']>, 'matrix'> | 'derived';

/** The keys of definitions that only some types have. */
export const TYPED_KEYS = ['options', 'least', 'most', 'minimum', 'maximum', 'plausible', 'unit', 'labels'] as const;

export type TypedKey = (typeof TYPED_KEYS)[number];

/** What the type of a fact or question means, whatever its own definition says. */
export interface QuestionType {
  readonly form: Form;
  /** Whether only whole numbers are answers. */
  readonly whole: boolean;
  /** Which of `TYPED_KEYS` a definition may have. */
  readonly keys: readonly TypedKey[];
  /** The one it must have. */
  readonly needs?: TypedKey;
  /** The numbers allowed where the definition says nothing else. */
  readonly range: Range;
}

/** What most types have in common: an answer is not a number, and the definition has no keys of its own. */
export const NO_NUMBERS = { whole: false, keys: [], range: { low: null, high: null } } as const;

/** One option of a question. */
export interface InputOption {
  readonly id: string;
  readonly text: Text | undefined;
  /** What it states outside of its question. */
  readonly statement: Text | undefined;
  readonly help: Text | undefined;
  readonly exclusive: boolean;
  /** The ids of the options that are to be chosen with it. */
  readonly with: readonly string[];
}

/** A fact or question as its form sees it. */
export interface Answerable {
  readonly definition: Fact | Question;
  readonly type: InputType;
  /** Whether only whole numbers are answers. */
  readonly whole: boolean;
  readonly value: ValueType;
  /** In their listed order, from least to most mature. Empty where nothing is chosen. */
  readonly options: readonly InputOption[];
  /** The numbers allowed; null is unbounded. */
  readonly range: Range;
  /** How many options can be chosen; null is no limit. */
  readonly choose: { readonly least: number; readonly most: number | null };
}

/**
 * The control that a person answers with. A terminal, a browser, paper and forms of survey platforms each know all of
 * these, so a form that uses one of them needs nothing else there.
 */
export type Control =
  /** Pick one of the listed answers, or any number of them. */
  | 'pickOne'
  | 'pickSeveral'
  | 'pickYesNo'
  /** Pick a step of a scale; a long scale is typed. */
  | 'pickStep'
  | TypedControl;

/** A control that is typed into: a number, a day, an address, the credit code of an enterprise, or any text. */
export type TypedControl = 'typeNumber' | 'typeDay' | 'typeEmail' | 'typePhone' | 'typeCreditCode' | 'typeText';

/** How a table keeps the answers of many enterprises: as codes of listed answers, a bit for each option, numbers or texts. */
export type CellLayout = 'code' | 'bits' | 'number' | 'text';

/** An answer that can be chosen; of several options, each is one. */
export interface ListedAnswer {
  readonly value: Atom;
  /** How documents, tables and keys of points write it. */
  readonly id: string;
  readonly text: Text | undefined;
  /** What it states outside of its question. */
  readonly statement: Text | undefined;
  readonly help: Text | undefined;
  /** Whether it cannot be chosen with others. */
  readonly exclusive: boolean;
}

/**
 * An answer's value, and whether it is a number of more digits than people write, read as the double that a program wrote so;
 * or why the text is not one, `item` is the position in a list.
 */
export type ParsedAnswerValue =
  | { readonly value: AnswerValue; readonly isLong?: boolean }
  | { readonly code: ProblemCode; readonly details: ProblemDetails; readonly item?: number };

/** A regular expression for an answer, as JavaScript and the XPath of XLSForm write it. */
export interface AnswerPattern {
  readonly javaScript: string;
  /** A condition on `.`, the answer. */
  readonly xpath: string;
}

/** How a fact or question is answered. All that it means is here; other parts ask the form instead of comparing types. */
export interface Form {
  readonly control: Control;
  readonly cells: CellLayout;
  /** What conditions, points and operators take an answer for; `outcomes` are the values that cases give a fact. */
  valueType(options: readonly InputOption[], outcomes: readonly string[]): ValueType;
  /** Reports what only this form can find wrong with a definition at `at`. Default: nothing. */
  check?(
    input: Answerable,
    at: Path,
    report: (code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value') => void,
  ): void;
  /**
   * The answers to choose from: from least to most mature where `rises` says so. Their order gives them their codes in
   * tables; points, conditions, tables and the optimiser then need nothing else. Default: an answer is typed.
   */
  listed?(input: Answerable): readonly ListedAnswer[];
  /** Every allowed answer, "not applicable" apart. */
  allowed(input: Answerable): Possible;
  /** Reads the text of an answer. */
  read(input: Answerable, given: string): ParsedAnswerValue;
  /** Reads an answer written as a list. Default: only one value is an answer. */
  readList?(input: Answerable, given: readonly string[]): ParsedAnswerValue;
  /** Whether answers are steps of a scale: numbers that may have labels and that reports write as levels. Default: no. */
  readonly isScale?: boolean;
  /** Whether each listed answer is more mature than the one before. Default: no order is better than another. */
  readonly rises?: boolean;
  /**
   * Whether answers have an order from low to high, so that a measure can raise one, and the optimiser with it. Default: no
   * measure changes an answer.
   */
  readonly isRaisable?: boolean;
  /** Whether answers are the contact details of a person. Default: only where a definition says so. */
  readonly isPersonal?: boolean;
  /**
   * The answer of a simulated enterprise at a position from 0, the least mature, to 1; `next` draws a number from 0 to
   * below 1. Default: none.
   */
  simulate?(input: Answerable, position: number, next: () => number): AnswerValue | undefined;
  /** The rule that a cell of a table breaks if `read` refuses it. Default: nothing beyond the layout is checked. */
  readonly textRule?: 'not-date' | 'not-email' | 'not-phone' | 'check-character';
  /** What survey platforms check an answer with. Default: nothing but what the control checks. */
  readonly pattern?: AnswerPattern;
}

/** A fact or question with its form. */
type Formed = Answerable & { readonly form: Form };

/** The answers to choose from, each with its texts; undefined if an answer is typed. */
export function listedAnswers(input: Formed): readonly ListedAnswer[] | undefined {
  return listOf(input)?.answers;
}

/** The values to choose from, in the order of their codes; undefined if an answer is typed. */
export function listedValues(input: Formed): readonly Atom[] | undefined {
  return listOf(input)?.values;
}

interface AnswerList {
  readonly answers: readonly ListedAnswer[];
  readonly values: readonly Atom[];
}

/** Lists are made when they are first read: a table of many rows reads the same one for every cell. */
const LISTS = new WeakMap<Formed, AnswerList>();

function listOf(input: Formed): AnswerList | undefined {
  const known = LISTS.get(input);
  if (known || !input.form.listed) return known;
  const answers = input.form.listed(input);
  const list = { answers, values: answers.map(({ value }) => value) };
  LISTS.set(input, list);
  return list;
}

/** Whether any number of options is an answer. */
export function takesSeveral({ value }: Pick<Answerable, 'value'>): boolean {
  return value.kind === 'list';
}

/** An option as an answer. */
export function optionAnswer({ id, text, statement, help, exclusive }: InputOption): ListedAnswer {
  return { value: id, id, text, statement, help, exclusive };
}

/** A listed answer without texts of its own. */
export function plainListed(value: Atom, id: string, text?: Text): ListedAnswer {
  return { value, id, text, statement: undefined, help: undefined, exclusive: false };
}

/** The fault of an answer of another type. */
export function wrongType(found: string, wanted: Phrase): ParsedAnswerValue {
  return { code: 'A103', details: { found, wanted } };
}

import { choiceCountInWords, type Messages } from '../../i18n/index.ts';
import {
  choicesOf,
  createOutline,
  type InterviewItem,
  type InterviewPart,
  isQuestionNumber,
  splitQuestionNumber,
} from '../../interview/index.ts';
import type { Question, Questionnaire } from '../../model/index.ts';
import { type Plan, takesSeveral } from '../../scoring/index.ts';
import type { Letterhead } from '../document/letterhead.ts';
import { optionInWords, rangeInWords } from '../text/answer-text.ts';
import { conditionInWords } from '../text/condition-text.ts';
import { readableId, type Vocabulary } from '../text/vocabulary.ts';

interface PaperSource {
  readonly plan: Plan;
  readonly questionnaire: Questionnaire;
  readonly vocabulary: Vocabulary;
  /** The names of the facts that only the policy asks for. */
  readonly policyFacts: ReadonlySet<string>;
  /** What the office puts on the questionnaire, and whether the office asks for consent to its data-protection text. */
  readonly letterhead?: Letterhead | undefined;
  readonly asksConsent?: boolean;
}

/** Builds the whole questionnaire for paper. Paper cannot hide questions, so the condition of each is stated. */
export function makePaper(source: PaperSource): Paper {
  const { plan, questionnaire, vocabulary, policyFacts, letterhead, asksConsent = false } = source;
  const { pick } = vocabulary;
  const { paper: messages, form } = vocabulary.messages;
  const wording = { vocabulary, messages, questionnaire };
  const title = pick(questionnaire.title) ?? questionnaire.id;
  const { parts, items } = createOutline(plan, policyFacts);
  return {
    tag: form.language.tag,
    title,
    edition: messages.edition({ title: questionnaire.id, version: questionnaire.version }),
    text: nonEmptyLines(pick(questionnaire.text)),
    howTo: messages.howTo,
    fields: [messages.enterprise, messages.date, messages.filledBy, messages.assessor],
    owner: messages.enterprise,
    parts: parts.flatMap((part, i) => {
      const askedItems = items.filter((item) => item.part === i && item.input.type !== 'derived');
      return askedItems.length === 0 ? [] : [writePart(part, askedItems, wording)];
    }),
    statement: pick(questionnaire.statement),
    signatory: messages.filledBy,
    moreNotes: messages.moreNotes,
    office: letterhead && writeOffice(letterhead, asksConsent, vocabulary),
  };
}

function writeOffice(
  { logo, sender, closing, signatures, privacy }: Letterhead,
  asksConsent: boolean,
  { messages: { form, report } }: Vocabulary,
): PaperOffice {
  return {
    logo,
    sender,
    privacyTitle: report.letterhead.privacy,
    privacy,
    consent: asksConsent && privacy.length > 0 ? form.consent : undefined,
    closing,
    signatures: signatures.map((signatory) => report.letterhead.signature({ signatory })),
  };
}

function writePart(part: InterviewPart, items: readonly InterviewItem[], wording: PaperContext): PaperPart {
  const { vocabulary, messages } = wording;
  const askedGroups = groupOf(items).map((group) => writeGroup(group, wording));
  if (part.kind !== 'section') {
    const text = part.kind === 'funding' ? [vocabulary.messages.form.fundingText] : [];
    return { title: messages[part.kind], text, onlyIf: undefined, asked: askedGroups };
  }
  const { section } = part;
  return {
    title: vocabulary.titleOf(section.id),
    text: nonEmptyLines(vocabulary.pick(section.text)),
    onlyIf: section.when && messages.onlyIf({ condition: conditionInWords(section.when, vocabulary) }),
    asked: askedGroups,
  };
}

/** Groups the rows of a matrix; every other item is a group of its own. */
function groupOf(items: readonly InterviewItem[]): InterviewItem[][] {
  const groups: InterviewItem[][] = [];
  for (const item of items) {
    const lastGroup = groups.at(-1);
    const isRow = item.input.matrix !== null && lastGroup?.[0]?.input.matrix === item.input.matrix;
    if (isRow) lastGroup?.push(item);
    else groups.push([item]);
  }
  return groups;
}

function writeGroup(group: readonly InterviewItem[], wording: PaperContext): PaperQuestion | PaperMatrix {
  const [first] = group as readonly [InterviewItem];
  return first.input.matrix === null ? writeQuestion(first, wording) : writeMatrix(first.input.matrix, group, wording);
}

/** The content of a questionnaire to be filled in by hand, in one language, without its layout. */
export interface Paper {
  /** The language tag. */
  readonly tag: string;
  readonly title: string;
  readonly edition: string;
  /** The purpose of the questionnaire. */
  readonly text: readonly string[];
  readonly howTo: readonly string[];
  /** The labels of the fields on the first page. */
  readonly fields: readonly string[];
  /** The label of the field in the header of all pages but the first, because sheets may get separated. */
  readonly owner: string;
  readonly parts: readonly PaperPart[];
  /** The statement confirmed at the end, and the label of the field for the person who confirms it. */
  readonly statement: string | undefined;
  readonly signatory: string;
  readonly moreNotes: string;
  readonly office: PaperOffice | undefined;
}

/** What the office puts on the questionnaire. */
interface PaperOffice extends Pick<Letterhead, 'logo' | 'sender' | 'closing' | 'privacy'> {
  readonly privacyTitle: string;
  /** The sentence to tick, below the data-protection text. */
  readonly consent: string | undefined;
  /** The lines to sign. */
  readonly signatures: readonly string[];
}

export interface PaperPart {
  readonly title: string;
  readonly text: readonly string[];
  readonly onlyIf: string | undefined;
  readonly asked: readonly (PaperQuestion | PaperMatrix)[];
}

/** The part of a question before its answer. */
interface Lead {
  /** The number of the question, as printed. */
  readonly number: string | undefined;
  readonly text: string;
  /** Texts in small print: advice, and how many boxes may be ticked. */
  readonly help: readonly string[];
  readonly onlyIf: string | undefined;
}

export interface PaperQuestion extends Lead {
  readonly kind: 'question';
  /** A mark after the text if an answer is required. */
  readonly required: string | undefined;
  readonly field: PaperField;
  /** The alternatives to an answer, such as "unknown". */
  readonly states: readonly string[];
  /** The label of the line for notes; undefined without such a line. */
  readonly notes: string | undefined;
}

export type PaperField =
  | { readonly kind: 'boxes'; readonly boxes: readonly PaperBox[] }
  /** A line for handwriting, followed by the unit and the allowed values. */
  | {
      readonly kind: 'line';
      readonly label: string;
      readonly unit: string | undefined;
      readonly remark: string | undefined;
    }
  | { readonly kind: 'text' }
  | { readonly kind: 'date'; readonly label: string };

export interface PaperBox {
  readonly text: string;
  readonly help: string | undefined;
}

/** Questions with the same choices, one in each row. */
export interface PaperMatrix extends Lead {
  readonly kind: 'matrix';
  /** The choices to tick, followed by the alternatives to an answer. */
  readonly columns: readonly string[];
  /** Whether the first column is for handwriting instead of a tick. */
  readonly isWritten: boolean;
  readonly rows: readonly PaperRow[];
  readonly notes: string;
}

interface PaperRow {
  readonly text: string;
  readonly onlyIf: string | undefined;
  /** By column, whether the row has a cell in it. */
  readonly cells: readonly boolean[];
}

/** Builds a fact or question with everything that is needed to answer it by hand. */
function writeQuestion(item: InterviewItem, wording: PaperContext): PaperQuestion {
  const { vocabulary, messages } = wording;
  const { name, input, required } = item;
  const { definition } = input;
  const field = fieldOf(item, wording);
  return {
    kind: 'question',
    number: splitQuestionNumber(item)[0],
    text: vocabulary.pick(definition.text) ?? vocabulary.titleOf(name),
    required: required ? messages.required : undefined,
    help: [
      ...nonEmptyLines(vocabulary.pick(definition.help)),
      ...(takesSeveral(input) ? [choiceCountInWords(messages.tick, input.choose)] : []),
      ...(input.derived === null ? [] : [messages.follows]),
    ],
    onlyIf: definition.when && messages.onlyIf({ condition: conditionInWords(definition.when, vocabulary) }),
    field,
    states: listAnswerStates(item, wording),
    notes: input.role === 'fact' ? undefined : notesLabel(item, messages),
  };
}

/** Lists the alternatives to an answer that can be ticked, such as "not applicable". */
function listAnswerStates({ input, required }: InterviewItem, { vocabulary }: PaperContext): string[] {
  const { states } = vocabulary.messages.words;
  return [...(input.notApplicable ? [states.notApplicable] : []), ...(required ? [] : [states.unknown])];
}

function nonEmptyLines(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((line) => line.trim() !== '');
}

function notesLabel({ input: { definition } }: InterviewItem, messages: PaperContext['messages']): string {
  const evidence = 'evidence' in definition ? definition.evidence : undefined;
  return evidence === 'required' ? messages.evidenceRequired : messages.notesAndEvidence;
}

function fieldOf(item: InterviewItem, { vocabulary, messages }: PaperContext): PaperField {
  const { input } = item;
  const choices = choicesOf(input, { yes: 'Y', no: 'N' });
  if (choices) {
    const boxes = choices.map((choice) => ({
      text: optionInWords(item, choice, vocabulary),
      help: vocabulary.pick(choice.help),
    }));
    return { kind: 'boxes', boxes };
  }
  if (input.form.control === 'typeDay') return { kind: 'date', label: messages.day };
  if (input.value.kind !== 'number') return { kind: 'text' };
  const { low, high } = input.range;
  const isUsual = low?.n === 0n && (high === null || input.type === 'percent');
  const remark = isUsual ? undefined : rangeInWords(input, vocabulary);
  const unit = 'unit' in input.definition ? vocabulary.pick(input.definition.unit) : undefined;
  return { kind: 'line', label: messages.answer, unit: input.type === 'percent' ? '%' : unit, remark };
}

function writeMatrix(id: string, items: readonly InterviewItem[], wording: PaperContext): PaperMatrix {
  const { vocabulary, messages } = wording;
  const matrix = findMatrix(id, wording);
  const [first] = items as readonly [InterviewItem];
  const { input } = first;
  const choices = choicesOf(input, { yes: 'Y', no: 'N' });
  const unit = 'unit' in input.definition ? vocabulary.pick(input.definition.unit) : undefined;
  const fields = choices?.map((choice) => optionInWords(first, choice, vocabulary)) ?? [
    unit === undefined ? messages.answer : `${messages.answer} (${unit})`,
  ];
  const states = [...new Set(items.flatMap((item) => listAnswerStates(item, wording)))];
  const onlyIf = (when: Question['when']): string | undefined =>
    when && messages.onlyIf({ condition: conditionInWords(when, vocabulary) });
  return {
    kind: 'matrix',
    number: isQuestionNumber(id) ? id : undefined,
    text: vocabulary.pick(matrix?.text) ?? vocabulary.pick(matrix?.title) ?? readableId(id),
    help: [
      ...nonEmptyLines(vocabulary.pick(matrix?.help)),
      ...(takesSeveral(input) ? [choiceCountInWords(messages.tick, input.choose)] : []),
    ],
    onlyIf: onlyIf(matrix?.when),
    columns: [...fields, ...states],
    isWritten: choices === undefined,
    rows: items.map((item) => {
      const row = matrix?.rows?.find((candidate) => `${id}/${candidate.id}` === item.name);
      const ownStates = listAnswerStates(item, wording);
      return {
        text: vocabulary.pick(row?.text) ?? readableId(row?.id ?? item.name),
        onlyIf: onlyIf(row?.when),
        cells: [...fields.map(() => true), ...states.map((state) => ownStates.includes(state))],
      };
    }),
    notes: notesLabel(first, messages),
  };
}

function findMatrix(id: string, { questionnaire }: PaperContext): Question | undefined {
  return questionnaire.sections.flatMap(({ questions }) => questions).find((question) => question.id === id);
}

interface PaperContext {
  readonly vocabulary: Vocabulary;
  readonly messages: Messages['paper'];
  readonly questionnaire: Questionnaire;
}

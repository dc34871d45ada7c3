import { type BrowserMessages, type Language, type Messages, pickText } from '../../i18n/index.ts';
import { type Fact, fillYears, fromNumber, type Rational, type Text, toNumber } from '../../model/index.ts';
import {
  ALL_QUESTIONS,
  comparedBounds,
  type Input,
  type ListedAnswer,
  listedAnswers,
  listLevelRequirements,
  type Plan,
  toPointsKey,
} from '../../scoring/index.ts';
import { formatDate, formatNumber, roundForPrint } from './number-format.ts';

/** A value in a result or recommendation. */
export type PlainValue = string | number | boolean | null | readonly (string | number | boolean)[];

/** Turns the names and values of a plan into words of one language. */
export interface Vocabulary<Words extends BrowserMessages = Messages> {
  readonly language: Language;
  readonly messages: Words;
  /**
   * Whether texts name command-line options, for readers who type commands. Owners read documents, in which texts
   * describe what to do in words.
   */
  readonly namesOptions?: boolean;
  /** Whether a label already says that what follows is to be clarified. */
  readonly isClarifying?: boolean;
  pick(text: Text | undefined): string | undefined;
  /** Returns the short title of a fact, question, section, list or score. */
  titleOf(name: string): string;
  /** Returns the text with which to ask: the title of a question, or the whole text of a fact. */
  promptOf(name: string): string;
  /** Whether the title is a question, so that an answer follows it rather than a value. */
  isQuestionTitle(name: string): boolean;
  /** Whether the values of the name are levels: it is a question on a level scale, or the score `level`. */
  isLevelScale(name: string): boolean;
  isScore(name: string): boolean;
  /** Returns the fact or question with this name. */
  inputOf(name: string): Input | undefined;
  /** Returns the word for one member of a list; any other name is returned unchanged. */
  memberOf(name: string): string;
  /** Writes a number of the score, question or fact, with enough digits to be on the correct side of its gates. */
  numberOf(name: string, value: number, gates?: readonly number[]): string;
  /** Returns the number as it is printed by `numberOf`. */
  roundOf(name: string, value: number, gates?: readonly number[]): Rational;
  /** Adds the unit to a number; returns it unchanged if the name has no unit. */
  withUnit(name: string, number: string): string;
  /** Returns the rubric's label for a value of a score. */
  labelOf(name: string, value: number): string | undefined;
  /** Writes a value: the text of an option, a number with its unit or label, yes or no. */
  valueText(name: string, value: PlainValue): string;
  /** Writes an option so that it is understood without its question. */
  optionOf(name: string, option: string): string;
  /** Writes a level with its title; `short` is for use after a label such as "Level". */
  levelOf(level: number, title?: Text, form?: 'full' | 'short'): string;
}

/** A vocabulary with only the messages of a page in a browser. */
export type BrowserVocabulary = Vocabulary<BrowserMessages>;

/** The data from which a vocabulary is built. */
export interface VocabularySource<Words extends BrowserMessages = Messages> {
  readonly plan: Plan;
  readonly messages: Words;
  readonly language: Language;
  /** The languages of the pack; the first one is used for missing texts. */
  readonly languages: readonly string[];
  /** Titles for names without a title in the plan, such as lists. */
  readonly titles?: Readonly<Record<string, Text>> | undefined;
  /** The year of the assessment, for texts with placeholders of years; without it, the placeholders stay. */
  readonly year?: number | undefined;
}

const LEVEL_SCORE = 'level';
/**
 * The maximum number of decimals: of stated numbers, which are shown as stated, and of derived ones, which are shown to
 * a hundredth of a per cent.
 */
const STATED_DECIMALS = 15;
const DERIVED_DECIMALS = 4;
/** The number of written numbers that are cached per name before the cache is cleared. */
const CACHE_LIMIT = 1024;

/** Builds the vocabulary of a plan in one language. */
export function makeVocabulary<Words extends BrowserMessages>({
  plan,
  messages,
  language,
  languages,
  titles = {},
  year,
}: VocabularySource<Words>): Vocabulary<Words> {
  const { numbers, words } = messages;
  const names = indexNames(plan);
  const { inputs, scores, isLadder } = names;
  const pick = createTextPicker(messages.language, languages, year);
  const titleOf = createTitles(plan, names, { pick, titles, messages });
  const numberTexts = createNumberTexts(plan, names, numbers);
  const ladder = listLevelRequirements(plan);
  return {
    language,
    messages,
    pick,
    titleOf,
    promptOf: (name) => {
      const input = inputs.get(name);
      return (input?.role === 'fact' && pick((input.definition as Fact).text)) || titleOf(name);
    },
    isQuestionTitle: (name) => isQuestionText(titleOf(name)),
    isLevelScale: isLadder,
    isScore: (name) => scores.has(name),
    inputOf: (name) => inputs.get(name),
    memberOf: (name) => {
      const node = plan.nodes[plan.names.get(name)?.node ?? -1];
      if (node?.op !== 'list') return name;
      const members = node.members.map((member) => member.name);
      return members.find((member) => !isLadder(member)) ?? members[0] ?? name;
    },
    ...numberTexts,
    ...createValueTexts(names, numberTexts.numberOf, { pick, messages }),
    levelOf: (level, title, form = 'full') => {
      const levelTitle = title ?? ladder.find(({ value }) => toNumber(value) === level)?.title;
      const write = form === 'short' ? words.shortLevel : words.numberedLevel;
      return write({ number: formatNumber(level, { numbers, decimals: 6 }), title: pick(levelTitle) });
    },
  };
}

type PickText = (text: Text | undefined) => string | undefined;

/** Returns a function that picks a text in the language and fills in the years, with a cache. */
function createTextPicker(
  language: BrowserMessages['language'],
  languages: readonly string[],
  year: number | undefined,
): PickText {
  const pickedTexts = new WeakMap<object, string | undefined>();
  return (text) => {
    if (text === undefined) return undefined;
    if (typeof text === 'string') return year === undefined ? text : fillYears(text, year);
    const cached = pickedTexts.get(text);
    if (cached !== undefined || pickedTexts.has(text)) return cached;
    const statedText = pickText(text, language, languages);
    const filledText = statedText !== undefined && year !== undefined ? fillYears(statedText, year) : statedText;
    pickedTexts.set(text, filledText);
    return filledText;
  };
}

/** The inputs and scores of a plan by name. */
interface PlanNames {
  readonly inputs: ReadonlyMap<string, Input>;
  readonly scores: ReadonlyMap<string, Plan['scores'][number]>;
  /**
   * Returns the name of the score if a policy refers to a result of the pack in use, as in `quick-scan.level`; other
   * names are returned unchanged.
   */
  localName(name: string): string;
  /** Whether the values are levels. */
  isLadder(name: string): boolean;
}

function indexNames(plan: Plan): PlanNames {
  const inputs = new Map(plan.inputs.map((input) => [input.name, input]));
  const scores = new Map(plan.scores.map((score) => [score.name, score]));
  const scoreAt = new Map(plan.scores.map(({ node, name }) => [node, name]));
  const localName = (name: string): string => {
    if (inputs.has(name) || scores.has(name)) return name;
    return scoreAt.get(plan.names.get(name)?.node ?? -1) ?? name;
  };
  const isLadder = (name: string): boolean =>
    localName(name) === LEVEL_SCORE || inputs.get(name)?.form.isScale === true;
  return { inputs, scores, localName, isLadder };
}

/** The words from which titles and values are composed. */
interface TextSource {
  readonly pick: PickText;
  readonly messages: BrowserMessages;
}

/** Returns a function that finds the short title of a fact, question, section, list or score, with a cache. */
function createTitles(
  plan: Plan,
  { inputs, scores, localName }: PlanNames,
  { pick, titles, messages }: TextSource & { readonly titles: Readonly<Record<string, Text>> },
): (name: string) => string {
  const { numbers, words } = messages;
  const sections = new Map(plan.sections.map((section) => [section.id, section]));
  const { shortenText, shortenRow } = createShortLabels(plan, pick);
  /** Returns the stated title of a list or, under the name `tag/value`, of a tag's value. */
  const statedTitle = (name: string): string | undefined =>
    pick(Object.hasOwn(titles, name) ? titles[name] : undefined);
  const ownTitle = (name: string): string | undefined => {
    const input = inputs.get(name);
    if (input) {
      const title = pick(input.definition.title);
      if (title !== undefined) return title;
      const text = pick(input.definition.text);
      return text === undefined ? undefined : shortenText(input.role, text);
    }
    const score = scores.get(name);
    const title = pick(score?.title ?? sections.get(name)?.title);
    // The title of a member (its name has a slash) is composed later, from its list and its tags.
    const isMember = score !== undefined && name.includes('/');
    return title ?? (isMember ? undefined : statedTitle(name));
  };
  const findTitle = (stated: string): string => {
    const name = localName(stated);
    const title = ownTitle(name);
    if (name === LEVEL_SCORE) return title ?? words.level;
    const [group = name, ...members] = name.split('/');
    if (name === ALL_QUESTIONS) return title ?? words.allQuestions;
    if (members.length === 0) return title ?? readableId(name);
    const matrixTitle = title ?? ownTitle(group) ?? readableId(group);
    const row = pick(inputs.get(name)?.row ?? undefined);
    // If the title already ends with the text of the row, the row is not added.
    if (row !== undefined)
      return matrixTitle.endsWith(row) ? matrixTitle : numbers.labelled(matrixTitle, shortenRow(group, row));
    const tags = Object.entries(scores.get(name)?.by ?? {}).map((tag) => tag.join('/'));
    return numbers.labelled(
      matrixTitle,
      numbers.items(members.map((member, i) => statedTitle(tags[i] ?? '') ?? readableId(member))),
    );
  };
  const foundTitles = new Map<string, string>();
  return (stated) => {
    const title = foundTitles.get(stated) ?? findTitle(stated);
    foundTitles.set(stated, title);
    return title;
  };
}

/** Shortens texts to labels, as far as the labels stay unique. */
interface ShortLabels {
  /** Returns the shortest name that can be derived from a text and is unique among facts or questions. */
  shortenText(role: Input['role'], text: string): string;
  /** Returns a label for a row of a matrix, as short as possible without being ambiguous. */
  shortenRow(matrix: string, row: string): string;
}

function createShortLabels(plan: Plan, pick: PickText): ShortLabels {
  let sharedLabels: { readonly question: SharedLabels; readonly fact: SharedLabels } | undefined;
  const rowLabels = new Map<string, SharedLabels>();
  return {
    shortenText(role, text) {
      sharedLabels ??= {
        question: findSharedLabels(
          plan.sections.flatMap(({ questions }) => questions),
          questionLabels,
          pick,
        ),
        fact: findSharedLabels(
          plan.inputs.filter((input) => input.role === 'fact').map(({ definition }) => definition),
          factLabels,
          pick,
        ),
      };
      const isShared = sharedLabels[role];
      const labels = role === 'question' ? questionLabels(text) : factLabels(text);
      return labels.find((label) => !isShared.has(label)) ?? text;
    },
    shortenRow(matrix, row) {
      let labels = rowLabels.get(matrix);
      if (!labels) {
        const rows = plan.inputs.filter((input) => input.matrix === matrix).map((input) => ({ text: input.row ?? '' }));
        labels = findSharedLabels(rows, questionLabels, pick);
        rowLabels.set(matrix, labels);
      }
      const isShared = labels;
      return questionLabels(row).find((label) => !isShared.has(label)) ?? row;
    },
  };
}

type NumberTexts = Pick<Vocabulary, 'numberOf' | 'roundOf'>;

/** Writes the numbers of a plan. Caches texts, because most enterprises share their numbers with others. */
function createNumberTexts(plan: Plan, { inputs }: PlanNames, numbers: BrowserMessages['numbers']): NumberTexts {
  const gates: Gates = collectGates(plan);
  const decimalsOf = (name: string): number => {
    const input = inputs.get(name);
    if (!input) return plan.decimals;
    return input.derived === null ? STATED_DECIMALS : DERIVED_DECIMALS;
  };
  const gatesOf = (name: string, more: readonly number[]): readonly number[] => [...(gates.get(name) ?? []), ...more];
  const writeNumber = (name: string, value: number, more: readonly number[]): string =>
    formatNumber(value, { numbers, decimals: decimalsOf(name), gates: gatesOf(name, more) });
  const writtenNumbers = new Map<string, Map<number, string>>();
  return {
    numberOf(name, value, more = []) {
      if (more.length > 0) return writeNumber(name, value, more);
      let texts = writtenNumbers.get(name);
      if (!texts || texts.size >= CACHE_LIMIT) {
        texts = new Map();
        writtenNumbers.set(name, texts);
      }
      let text = texts.get(value);
      if (text === undefined) {
        text = writeNumber(name, value, more);
        texts.set(value, text);
      }
      return text;
    },
    roundOf: (name, value, more = []) => roundForPrint(value, decimalsOf(name), gatesOf(name, more)),
  };
}

/** Writes values with their units, labels and options. */
function createValueTexts(
  { inputs, scores, localName, isLadder }: PlanNames,
  numberOf: NumberTexts['numberOf'],
  { pick, messages: { numbers, words } }: TextSource,
): Pick<Vocabulary, 'withUnit' | 'valueText' | 'labelOf' | 'optionOf'> {
  const addUnit = (name: string, number: string): string => {
    const input = inputs.get(name);
    if (input?.type === 'percent') return numbers.percent(number);
    const unit = input && 'unit' in input.definition ? pick(input.definition.unit) : undefined;
    return unit === undefined ? number : numbers.withUnit(number, unit);
  };
  const labelOf = (name: string, value: number): string | undefined =>
    pick(scores.get(localName(name))?.labels?.get(toPointsKey(fromNumber(value))));
  const findListedAnswer = (input: Input | undefined, option: string): ListedAnswer | undefined =>
    input && listedAnswers(input)?.find(({ value }) => value === option);
  const optionOf = (name: string, option: string): string => {
    const input = inputs.get(name);
    const listedOption = findListedAnswer(input, option);
    const text = pick(listedOption?.statement ?? listedOption?.text);
    // The value of a derived answer without a text is not an id, so it is not turned into words.
    return text ?? (listedOption && input && input.options.length > 0 ? readableId(option) : option);
  };
  const valueText = (name: string, value: PlainValue): string => {
    if (value === null)
      return inputs.has(name) ? words.states.notApplicable : name === LEVEL_SCORE ? words.noLevel : words.noValue;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'number') {
      const number = numberOf(name, value);
      if (isLadder(name)) return words.shortLevel({ number, title: undefined });
      const label = labelOf(name, value);
      return label === undefined ? addUnit(name, number) : numbers.remark(number, label);
    }
    if (typeof value === 'string') return readSource(inputs.get(name), value);
    const items = value.map((item) => valueText(name, item));
    return items.length === 0 ? words.noValue : numbers.list(items);
  };
  /** Writes a value from a document: an option's id, a day, a number, true or false. */
  const readSource = (input: Input | undefined, value: string): string => {
    if (input && findListedAnswer(input, value)) return optionOf(input.name, value);
    if (input?.form.control === 'pickYesNo' && (value === 'true' || value === 'false'))
      return words[value === 'true' ? 'yes' : 'no'];
    if (input?.form.control === 'typeDay') return formatDate(value, numbers);
    const isNumeric = input === undefined || input.value.kind === 'number';
    if (isNumeric && value.trim() !== '' && Number.isFinite(Number(value))) {
      return addUnit(input?.name ?? '', numberOf(input?.name ?? '', Number(value)));
    }
    return value;
  };
  return { withUnit: addUnit, valueText, labelOf, optionOf };
}

/** The maximum length of a question's name: the text before its first colon is the name if it is not longer. */
const MAX_LABEL_CHARS = 48;

/**
 * Returns possible names of a question, derived from its text, the shortest first: the part before the first colon; the
 * text without its remark; the whole text.
 */
export function questionLabels(text: string): readonly string[] {
  const match = /^([^:：]+)[:：]\s*\S/u.exec(text);
  const label = match?.[1]?.trim();
  const fallbackLabels = [removeRemark(text), text.trim()];
  return label && label.length <= MAX_LABEL_CHARS ? [label, ...fallbackLabels] : fallbackLabels;
}

/**
 * Returns possible names of a fact, the shortest first: its first question without remarks; the text without remarks;
 * the whole text.
 */
function factLabels(text: string): readonly string[] {
  return [factLabel(text), removeRemark(text), text.trim()];
}

/**
 * Derives the name of a fact from its text: its first question without remarks or, if it has none, the whole text
 * without remarks.
 */
export function factLabel(text: string): string {
  return removeRemark(/^[^?？]*[?？]/u.exec(text)?.[0] ?? text);
}

/** Names that would fit several questions, facts or rows, and are therefore ambiguous. */
type SharedLabels = ReadonlySet<string>;

function findSharedLabels(
  named: readonly { readonly title?: Text | undefined; readonly text?: Text | undefined }[],
  labelsOf: (text: string) => readonly string[],
  pick: (text: Text | undefined) => string | undefined,
): SharedLabels {
  const seenTexts = new Set<string>();
  const sharedTexts = new Set<string>();
  for (const { title, text } of named) {
    const statedTitle = pick(title);
    const askedText = pick(text);
    const labels = statedTitle === undefined ? (askedText === undefined ? [] : labelsOf(askedText)) : [statedTitle];
    for (const label of new Set(labels)) {
      if (seenTexts.has(label)) sharedTexts.add(label);
      seenTexts.add(label);
    }
  }
  return sharedTexts;
}

/** Removes a remark in brackets at the end: "What does it cost (in yuan)?" becomes "What does it cost?". */
function removeRemark(text: string): string {
  const shortenedText = text
    .trim()
    .replace(/\s*[(（][^()（）]*[)）]\s*([?？]?)$/u, '$1')
    .trim();
  return shortenedText === '' ? text.trim() : shortenedText;
}

export function isQuestionText(text: string): boolean {
  return /[?？]$/u.test(text);
}

/** Turns an id into words if there is no title: `keyScenes` is "Key scenes", `data-quality` is "Data quality". */
export function readableId(id: string): string {
  if (/^[A-Z]*\d/.test(id)) return id;
  const words = id
    .replaceAll(/[-_]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])$/, '$1 $2')
    .replaceAll(/([a-z0-9])([A-Z])(?=[a-z])/g, (_, before, letter) => `${before} ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The bounds with which each score, question or fact is compared anywhere in a plan. */
type Gates = ReadonlyMap<string, readonly number[]>;

/** Collects every bound in the plan's conditions and steps, by the name of the value that is compared with it. */
function collectGates(plan: Plan): Gates {
  const gates = new Map<string, number[]>();
  const names = namesByPosition(plan);
  const addBound = (name: string, bound: number): void => {
    const bounds = gates.get(name);
    if (!bounds) gates.set(name, [bound]);
    else if (!bounds.includes(bound)) bounds.push(bound);
  };
  for (const node of plan.nodes) {
    for (const { node: position, name, bound } of comparedBounds(node)) {
      const comparedNode = plan.nodes[position];
      addBound(name, toNumber(bound));
      if (comparedNode?.op === 'list')
        for (const member of comparedNode.members) addBound(member.name, toNumber(bound));
    }
    if (node.op !== 'steps') continue;
    const name = names.get(node.of);
    if (name !== undefined) for (const { bound } of node.steps) addBound(name, toNumber(bound));
  }
  return gates;
}

function namesByPosition(plan: Plan): ReadonlyMap<number, string> {
  const names = new Map(plan.scores.map(({ name, node }) => [node, name]));
  plan.nodes.forEach((node, position) => {
    if (node.op === 'input') names.set(position, node.name);
  });
  return names;
}

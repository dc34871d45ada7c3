// Outlines a pack for survey platforms: groups of fields, their texts in all languages, and what a form cannot express.

import { chooseLanguage, LANGUAGES, loadMessages, type Messages } from '../../i18n/index.ts';
import {
  allOf,
  choicesOf,
  createFormulas,
  createOutline,
  type FormFormulas,
  type FormState,
  type Formula,
  type InterviewItem,
  type InterviewPart,
  negateFormula,
} from '../../interview/index.ts';
import { itemAt, type Text, toDecimalText } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import {
  makeVocabulary,
  rangeInWords,
  type TemplateWords,
  templateWords,
  type Vocabulary,
} from '../../report/index.ts';
import { type Condition, type Input, isNumber, type Plan, takesSeveral } from '../../scoring/index.ts';
import { chooseStateWord, nameOtherColumns, planFormColumns } from '../../table/index.ts';

/**
 * A language of the pack, with the messages of the form in it (in English if the interface does not have the language).
 */
export interface FormLanguage {
  /** The tag of the language, as the pack writes it. */
  readonly tag: string;
  readonly messages: Messages;
  readonly vocabulary: Vocabulary;
  readonly words: TemplateWords;
}

/** Returns a text in the given language; undefined if it has none. */
export type LocalText = (language: FormLanguage) => string | undefined;

/** A choice, identified by its text in the export. */
export interface FormChoice {
  readonly id: string;
  readonly label: LocalText;
  /** Whether choosing it excludes all other choices. */
  readonly isAlone: boolean;
  /** The state that the choice means instead of a value: unknown or not applicable. */
  readonly state?: FormState;
}

/** A fact or question in a form. */
export interface FormField {
  readonly input: Input;
  /** The name of the field, which becomes the heading of its column in the export. */
  readonly name: string;
  readonly required: boolean;
  /** Empty if the answer is typed and not chosen. */
  readonly choices: readonly FormChoice[];
  /**
   * Two fields whose answers together make up one cell of the export: the value, and the state ("unknown", "not
   * applicable"). Used for typed answers, in which a state cannot be typed, and for multiple choice, which platforms
   * export in different ways. `state` is `null` if no state can be chosen.
   */
  readonly parts?: {
    readonly value: string;
    readonly state: { readonly name: string; readonly choices: readonly FormChoice[] } | null;
  };
  readonly askedIf: Formula;
  readonly label: LocalText;
  readonly hint: LocalText;
  /** A note shown when the number is outside the plausible range. */
  readonly surprise?: FormNote;
}

/** A note shown in the form; it needs a name like a field. */
export interface FormNote {
  readonly name: string;
  readonly say: LocalText;
}

/** Fields that are asked together. */
export interface FormGroup {
  readonly name: string;
  readonly label: LocalText;
  readonly text: FormNote;
  readonly fields: readonly FormField[];
}

/** Parts of a pack that a form cannot express; messages for them are in `template.unsaid`. */
export type OmittedPart =
  | { readonly code: 'condition'; readonly name: string; readonly reads: readonly string[] }
  | { readonly code: 'heading'; readonly name: string; readonly heading: string }
  | { readonly code: 'state'; readonly name: string; readonly state: 'unknown' | 'notApplicable' }
  | { readonly code: 'check-characters'; readonly name: string }
  | { readonly code: 'scope' };

/** A questionnaire as a form. */
export interface FormOutline {
  readonly id: string;
  readonly version: string;
  readonly languages: readonly FormLanguage[];
  readonly title: LocalText;
  readonly text: FormNote;
  readonly groups: readonly FormGroup[];
  /** A note shown to enterprises that are outside the questionnaire's scope. */
  readonly scope: (FormNote & { readonly fails: Formula }) | null;
  readonly omittedParts: readonly OmittedPart[];
  /** The name of a hidden note that lists the parts that the form cannot express. */
  readonly remarks: string;
}

/** Naming rules of a survey platform. */
export interface FormNames {
  /** Returns possible names of a fact or question, the best first. */
  headingsOf(input: Input): readonly string[];
  groupOf(id: string): string;
}

/** Outlines a pack as a form; help texts that mention years count them from `year`. */
export async function outlineForm(compiled: CompiledPack, names: FormNames, year: number): Promise<FormOutline> {
  const { plan, pack, policies } = compiled;
  const { id, version, title, text } = pack.questionnaire.document;
  const policyFacts = new Set(policies.flatMap(({ document }) => (document.facts ?? []).map((fact) => fact.id)));
  const { parts, items: all } = createOutline(plan, policyFacts);
  const items = all.filter(({ input }) => input.type !== 'derived');
  const languages = await Promise.all(
    pack.questionnaire.document.languages.map((tag) => loadFormLanguage(compiled, tag, year)),
  );
  const columns = planFormColumns(
    plan,
    items.map(({ input }) => input),
    names.headingsOf,
  );
  const groups = plan.sections.map(({ id: section }) => names.groupOf(section));
  const extras = [
    ...items.flatMap((item, i) => listExtraNames(item, columns[i]?.heading ?? '')),
    ...['out_of_scope', 'form_text', 'form_remarks', FACTS, FUNDING],
    ...[FACTS, FUNDING, ...groups].map((group) => `${group}_text`),
  ];
  const freeNames = nameOtherColumns(plan, columns, extras, groups);
  const nameByExtra = new Map(freeNames.map((name, i) => [itemAt(extras, i), name]));
  const nameOf = (wanted: string): string => nameByExtra.get(wanted) ?? wanted;
  const statesByInput = new Map<Input, readonly FormState[]>(
    items.map((item) => [
      item.input,
      ['unanswered', ...selectableStatesOf(item), ...(addsNoneOption(item.input) ? ['none' as const] : [])],
    ]),
  );
  const formulas = createFormulas(plan, (input) => statesByInput.get(input) ?? []);
  const fields = items.map((item, i) => makeField(item, columns[i]?.heading ?? '', nameOf, formulas));
  const omittedParts: OmittedPart[] = [
    ...columns.flatMap(({ input, heading, isCertain }): OmittedPart[] =>
      isCertain ? [] : [{ code: 'heading', name: input.name, heading }],
    ),
    ...items.flatMap((item) => listOmittedParts(item, formulas)),
    ...(plan.scope && formulas.unsaid(plan.scope.when).length > 0 ? [{ code: 'scope' } as const] : []),
  ];
  return {
    id,
    version,
    languages,
    title: ({ vocabulary }) => vocabulary.pick(title) ?? id,
    text: { name: nameOf('form_text'), say: ({ vocabulary }) => vocabulary.pick(text) },
    groups: parts.flatMap((part, i) => {
      const sectionFields = fields.filter((_, at) => items[at]?.part === i);
      return sectionFields.length === 0 ? [] : [{ ...describePart(part, names, nameOf), fields: sectionFields }];
    }),
    scope: makeScope(plan, nameOf('out_of_scope'), formulas),
    omittedParts,
    remarks: nameOf('form_remarks'),
  };
}

async function loadFormLanguage({ plan, pack }: CompiledPack, tag: string, year: number): Promise<FormLanguage> {
  const { languages } = pack.questionnaire.document;
  const spokenLanguage = LANGUAGES.find((language) => language === chooseLanguage(tag, {})) ?? 'en';
  const interfaceWords = await loadMessages(spokenLanguage);
  const variants = [tag.replaceAll('_', '-').toLowerCase()];
  const messages = { ...interfaceWords, language: { ...interfaceWords.language, variants } };
  const vocabulary = makeVocabulary({
    plan,
    messages,
    language: spokenLanguage,
    languages,
    titles: pack.rubric.document.titles,
    year,
  });
  return { tag, messages, vocabulary, words: templateWords(languages, messages, year) };
}

/** Lists the additional names that a field needs: for its parts, and for the note about an implausible value. */
function listExtraNames(item: InterviewItem, heading: string): string[] {
  return [
    ...(hasParts(item) ? [`${heading}_value`, `${heading}_state`] : []),
    ...(item.input.plausible ? [`${heading}_note`] : []),
  ];
}

/**
 * Returns the states that a form offers as choices, the same as in a diagnosis. A typed fact needs no "unknown",
 * because it can simply be left blank.
 */
function selectableStatesOf(item: InterviewItem): ('unknown' | 'notApplicable')[] {
  const { input, required } = item;
  const mayBeUnknown = !required && !(isTyped(item) && input.role === 'fact' && !input.notApplicable);
  return [...(mayBeUnknown ? ['unknown' as const] : []), ...(input.notApplicable ? ['notApplicable' as const] : [])];
}

/**
 * Whether the form needs an extra choice "none". That is so if it is allowed to choose nothing and no option means
 * "none": a question left blank would count as unanswered.
 */
function addsNoneOption(input: Input): boolean {
  return takesSeveral(input) && input.choose.least === 0 && !input.options.some(({ exclusive }) => exclusive);
}

function hasParts(item: InterviewItem): boolean {
  return takesSeveral(item.input) || (isTyped(item) && selectableStatesOf(item).length > 0);
}

function isTyped({ input }: InterviewItem): boolean {
  return choicesOf(input, YES_NO_KEYS) === undefined;
}

/** The keyboard keys for yes and no in a diagnosis. A form does not use them, but `choicesOf` requires them. */
const YES_NO_KEYS = { yes: 'Y', no: 'N' };

function makeField(
  item: InterviewItem,
  name: string,
  nameOf: (wanted: string) => string,
  formulas: FormFormulas,
): FormField {
  const { input, required } = item;
  const states = selectableStatesOf(item);
  const state = {
    name: nameOf(`${name}_state`),
    choices: states.map((stateName) => stateChoice(stateName, stateName)),
  };
  return {
    input,
    name,
    required: required && input.default === null,
    choices: isTyped(item) ? [] : makeChoices(item, hasParts(item) ? [] : states),
    ...(hasParts(item) ? { parts: { value: nameOf(`${name}_value`), state: states.length > 0 ? state : null } } : {}),
    // A value that can be calculated from other answers need not be asked.
    askedIf: allOf([formulas.asked(input), negateFormula(formulas.follows(input))]),
    label: ({ words }) => words.heading(input),
    hint: (language) => hintOf(item, formulas, language),
    ...(input.plausible
      ? { surprise: { name: nameOf(`${name}_note`), say: (language) => writeImplausibleHint(input, language) } }
      : {}),
  };
}

function makeChoices({ input }: InterviewItem, states: readonly ('unknown' | 'notApplicable')[]): FormChoice[] {
  const choices = (choicesOf(input, YES_NO_KEYS) ?? []).map(({ value, text, exclusive }): FormChoice => {
    const id = isNumber(value) ? toDecimalText(value, 0) : String(value);
    return { id, label: (language) => choiceText(input, id, text, language), isAlone: exclusive };
  });
  return [
    ...choices,
    ...(addsNoneOption(input)
      ? [{ id: '[]', label: localiseMessage(({ form }) => form.noneOfThese), isAlone: true, state: 'none' } as const]
      : []),
    ...states.flatMap((state) => {
      const id = chooseStateWord(input, state);
      return id === undefined ? [] : [stateChoice(state, id)];
    }),
  ];
}

function choiceText(
  { form }: Input,
  id: string,
  text: Text | undefined,
  { vocabulary, messages }: FormLanguage,
): string {
  if (form.control === 'pickYesNo') return messages.words[id === 'true' ? 'yes' : 'no'];
  return vocabulary.pick(text) ?? id;
}

function stateChoice(state: 'unknown' | 'notApplicable', id: string): FormChoice {
  return { id, label: localiseMessage(({ words }) => words.states[state]), isAlone: true, state };
}

function localiseMessage(pick: (messages: Messages) => string): LocalText {
  return ({ messages }) => pick(messages);
}

/**
 * Returns the help of the question and its options. If the answer can be derived from later answers, which a form
 * cannot do, a note says so.
 */
function hintOf({ input }: InterviewItem, formulas: FormFormulas, { words, vocabulary, messages }: FormLanguage) {
  const optionHelps = input.options.flatMap(({ id, text, help }) => {
    const helpText = vocabulary.pick(help);
    return helpText === undefined ? [] : [messages.numbers.labelled(vocabulary.pick(text) ?? id, helpText)];
  });
  const derivedNote = input.derived !== null && formulas.follows(input) === false ? [messages.paper.follows] : [];
  const lines = [words.help(input), ...optionHelps, ...derivedNote].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines.join('\n');
}

function writeImplausibleHint({ name, plausible }: Input, { vocabulary, messages }: FormLanguage): string {
  const range = rangeInWords({ name, range: plausible ?? { low: null, high: null } }, vocabulary) ?? '';
  return messages.template.surprise({ title: vocabulary.titleOf(name), range });
}

function listOmittedParts(item: InterviewItem, formulas: FormFormulas): OmittedPart[] {
  const { input } = item;
  const omittedInputs = input.when ? formulas.unsaid(input.when) : [];
  const states = hasParts(item)
    ? []
    : selectableStatesOf(item).filter((state) => chooseStateWord(input, state) === undefined);
  return [
    ...(omittedInputs.length > 0 ? [{ code: 'condition', name: input.name, reads: omittedInputs } as const] : []),
    ...states.map((state) => ({ code: 'state', name: input.name, state }) as const),
  ];
}

/** The names of the groups of facts. */
const [FACTS, FUNDING] = ['enterprise_facts', 'funding_facts'];

function describePart(
  part: InterviewPart,
  { groupOf }: FormNames,
  nameOf: (wanted: string) => string,
): Omit<FormGroup, 'fields'> {
  if (part.kind === 'section') {
    const { section } = part;
    const name = groupOf(section.id);
    return {
      name,
      label: ({ vocabulary }) => vocabulary.titleOf(section.id),
      text: { name: nameOf(`${name}_text`), say: ({ vocabulary }) => vocabulary.pick(section.text) },
    };
  }
  const name = nameOf(part.kind === 'facts' ? FACTS : FUNDING);
  return {
    name,
    label: localiseMessage(({ paper }) => paper[part.kind]),
    text: {
      name: nameOf(`${name}_text`),
      say: localiseMessage(({ form }) => (part.kind === 'funding' ? form.fundingText : '')),
    },
  };
}

function makeScope({ scope }: Plan, name: string, formulas: FormFormulas): FormOutline['scope'] {
  if (!scope || formulas.unsaid(scope.when).length > 0) return null;
  const condition: Condition = scope.when;
  return {
    name,
    fails: negateFormula(formulas.mayHold(condition)),
    say: ({ vocabulary }) => vocabulary.pick(scope.text),
  };
}

/** The facts and questions that a formula reads, each once. */
export function collectInputs(formula: Formula): readonly Input[] {
  if (typeof formula === 'boolean') return [];
  if (formula.op === 'not') return collectInputs(formula.of);
  if (formula.op !== 'and' && formula.op !== 'or') return [formula.input];
  return [...new Set(formula.of.flatMap(collectInputs))];
}

/**
 * Makes a text safe for platforms: characters that start references, markup or Markdown become full-width ones, which
 * look the same and are recognised as the same when read back.
 */
export function plainText(text: string): string {
  const toFullWidth = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) + 0xfee0);
  const isPair = (sign: string): boolean => text.indexOf(sign) !== text.lastIndexOf(sign);
  return text
    .replace(/\{|<(?=[\s/!]*[A-Za-z])|\\(?=[\\*_#])|\](?=\()|^#|(?<=\n)\s*#/g, (found) => {
      const sign = found.trimStart();
      return found.slice(0, found.length - sign.length) + toFullWidth(sign);
    })
    .replace(/[*_]/g, (sign) => (isPair(sign) ? toFullWidth(sign) : sign));
}

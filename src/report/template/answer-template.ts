import { type Messages, pickText } from '../../i18n/index.ts';
import { type Fact, fillYears, type Question, type Text, toDecimalText } from '../../model/index.ts';
import { type Input, listedAnswers, type Plan } from '../../scoring/index.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { conditionInWords } from '../text/condition-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

/** A placeholder for an answer; it has the same meaning as an absent answer. */
const UNANSWERED_ENTRY = '{ state: unanswered }';
const NOTED_ENTRY = '{ value: 2, note: …, evidence: [a.pdf] }';

/** What a funding programme asks of the enterprises of its place. */
export interface ProgrammeQuestions {
  readonly id: string;
  readonly title: Text;
  readonly inputs: readonly Input[];
  /** The words of the pack with this programme. */
  readonly vocabulary: Vocabulary;
}

/**
 * Renders an empty answer file in YAML, with each question or fact that can be answered and its possible answers. What
 * the programmes of single countries ask is commented out, because the country is not known yet.
 */
export function renderAnswersTemplate(
  plan: Plan,
  { id, version, vocabulary, programmes = [] }: TemplatePack,
  words: TemplateWords,
  messages: Messages,
): string {
  const { template, numbers } = messages;
  const inputs = plan.inputs.filter(({ type }) => type !== 'derived');
  const askedInputs = inputs.filter(({ derived }) => derived === null);
  const derivedQuestions = inputs.filter((input) => input.derived !== null && input.role === 'question');
  const listEntries = (role: Input['role']): string[] =>
    askedInputs.filter((input) => input.role === role).flatMap((input) => renderInput(input, words, vocabulary));
  const [facts, answers] = [listEntries('fact'), listEntries('question')];
  const funding = programmes.flatMap((programme) => renderProgramme(programme, words, messages));
  return [
    formatComment(template.opening({ pack: id, blank: UNANSWERED_ENTRY })),
    formatComment(template.more({ unknown: '{ state: unknown }', noted: NOTED_ENTRY })),
    `pack: ${id}`,
    `packVersion: ${JSON.stringify(version)}`,
    '',
    ...(facts.length > 0 ? ['facts:', ...facts, ...funding, ''] : []),
    ...(answers.length > 0 ? ['answers:', ...answers] : ['answers: {}']),
    ...(derivedQuestions.length > 0
      ? ['', formatComment(template.derived({ names: numbers.items(derivedQuestions.map(({ name }) => name)) }))]
      : []),
    '',
  ].join('\n');
}

/** The pack of a template, and what the programmes of single countries ask. */
interface TemplatePack {
  readonly id: string;
  readonly version: string;
  readonly vocabulary: Vocabulary;
  readonly programmes?: readonly ProgrammeQuestions[];
}

/** Renders what a programme asks as comments: entries of facts from which the sign of the comment can be removed. */
function renderProgramme(
  { id, title, inputs, vocabulary }: ProgrammeQuestions,
  words: TemplateWords,
  messages: Messages,
): readonly string[] {
  const name = pickText(title, messages.language, []) ?? id;
  const lines = inputs.flatMap((input) => renderInput(input, words, vocabulary));
  return [
    `  ${formatComment(messages.template.programme({ title: name, programme: id }))}`,
    ...lines.map((line) => line.replace(/^ {2}(?!#)/, '  # ')),
  ];
}

function renderInput(input: Input, words: TemplateWords, vocabulary: Vocabulary): string[] {
  const { messages } = vocabulary;
  const { template, paper } = messages;
  const { definition } = input;
  const condition = definition.when && conditionInWords(definition.when, vocabulary);
  const isRequired = ('key' in definition && definition.key) || ('required' in definition && definition.required);
  const notes = [
    valuesInWords(input, messages),
    ...(isRequired ? [template.required] : []),
    ...(input.notApplicable ? [template.notApplicable({ state: '{ state: notApplicable }' })] : []),
  ];
  const key = /^[A-Za-z][\w./-]*$/.test(input.name) ? input.name : JSON.stringify(input.name);
  return [
    `  ${formatComment(words.heading(input))}`,
    ...(condition === undefined ? [] : [`  #   ${sanitizeLine(paper.onlyIf({ condition }))}`]),
    ...choicesOf(input, words).map((choice) => `  #   ${sanitizeLine(choice)}`),
    `  ${key}: ${UNANSWERED_ENTRY}  ${formatComment(messages.numbers.clauses(notes))}`,
  ];
}

function valuesInWords(input: Input, { template, numbers }: Messages): string {
  const ids = (listedAnswers(input) ?? []).map(({ id }) => id);
  const listIds = (): string => numbers.items(ids);
  switch (input.form.control) {
    case 'pickOne':
      return template.choose({ values: listIds() });
    case 'pickSeveral':
      return template.several({ values: listIds(), example: `[${ids.slice(0, 2).join(', ')}]` });
    case 'pickYesNo':
      return template.yesNo({ yes: 'true', no: 'false' });
    case 'typeDay':
      return template.date;
    case 'pickStep':
    case 'typeNumber':
      return template.number({ range: rangeInWords(input, numbers) });
    case 'typeEmail':
    case 'typePhone':
    case 'typeRegisterNumber':
    case 'typeText':
      return template.text;
  }
}

function rangeInWords({ range: { low, high } }: Input, numbers: Messages['numbers']): string {
  const [from, to] = [low, high].map((bound) => (bound ? toDecimalText(bound, 15) : ''));
  if (from && to) return numbers.range(from, to, `${from}${to}`.includes('-'));
  if (from) return numbers.atLeast(from);
  return to ? numbers.atMost(to) : '';
}

/** Lists the values, with their texts if these differ from the values. */
function choicesOf(input: Input, words: TemplateWords): string[] {
  if (input.form.control === 'pickYesNo' || input.form.control === 'typeText') return [];
  return (listedAnswers(input) ?? []).flatMap(({ id }, i) => {
    const text = words.choice(input, i);
    return text === undefined ? [] : [`${id}: ${text}`];
  });
}

function formatComment(text: string): string {
  return `# ${sanitizeLine(text)}`;
}

/** The texts of facts and questions in files to be filled in. */
export interface TemplateWords {
  /** Returns the whole question, with the unit of a number. */
  heading(input: Input): string;
  /** Returns the text of the i-th value of a question; undefined if it has none. */
  choice(input: Input, i: number): string | undefined;
  /** Returns the advice on how to answer; undefined if there is none. */
  help(input: Input): string | undefined;
}

/**
 * Returns the texts of a pack in one language or, if it lacks them, in the pack's first language; `year` replaces the
 * placeholders of years.
 */
export function templateWords(
  languages: readonly string[],
  { language, words }: Messages,
  year: number,
): TemplateWords {
  const pick = (text: Text | undefined): string | undefined => pickText(text, language, languages);
  return {
    heading({ name, definition }) {
      const { title, text, unit } = definition as Fact & Question;
      const askedText = pick(text) ?? pick(title) ?? name;
      const measure = pick(unit);
      return measure === undefined ? askedText : `${askedText} (${measure})`;
    },
    choice(input, i) {
      if (input.form.control === 'pickYesNo') return i === 0 ? words.no : words.yes;
      return pick(listedAnswers(input)?.[i]?.text);
    },
    help({ definition }) {
      const help = pick(definition.help);
      return help === undefined ? undefined : fillYears(help, year);
    },
  };
}

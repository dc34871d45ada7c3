// The script of the browser form, an entry of the build. It uses texts of reports and must not import Node modules.

import {
  type BrowserMessages,
  baseOf,
  choiceCountInWords,
  LANGUAGES,
  type Language,
  loadBrowserMessages,
} from '../i18n/index.ts';
import { choicesOf, type InterviewItem } from '../interview/index.ts';
import type { Questionnaire, Rubric } from '../model/index.ts';
import {
  type BrowserVocabulary,
  explainFault,
  formatKind,
  labelsOf,
  levelInWords,
  makeVocabulary,
  optionInWords,
  scoreText,
  unmetInWords,
  warningInWords,
  writeTypedForm,
} from '../report/index.ts';
import { type Atom, compilePlan, isChoices, type Plan, toPlainValue, toSettledAnswer } from '../scoring/index.ts';
import { collectRenames } from '../versions/index.ts';
import { runForm } from './form-app.ts';
import type { Wording, WordingFor } from './form-context.ts';
import { DATA_ID, readEmbedded } from './form-data.ts';

const root = document.getElementById('form');
const data = document.getElementById(DATA_ID)?.textContent;
const sheet = document.getElementById('watched');
if (sheet instanceof HTMLLinkElement) follow(sheet);
if (root && data) void startForm(root, data);

/** The interval between two checks of a watched page's style sheet, in milliseconds. */
const POLL_PAUSE_MS = 300;

/**
 * Polls the style sheet beside a watched page, which names the current page and shows errors. If the current page is
 * another one, the browser loads it. If the sheet is gone for good, the browser loads the final page.
 */
function follow(shown: HTMLLinkElement, round = 1, wasThere = false): void {
  const next = document.createElement('link');
  Object.assign(next, { rel: 'stylesheet', id: shown.id, href: `${shown.href.split('?')[0]}?${round}` });
  next.dataset.page = shown.dataset.page;
  next.onload = () => {
    shown.remove();
    const pageMark = getComputedStyle(document.documentElement).getPropertyValue('--page').trim();
    if (pageMark !== next.dataset.page) location.reload();
    setTimeout(() => follow(next, round + 1, true), POLL_PAUSE_MS);
  };
  next.onerror = () => {
    next.remove();
    if (wasThere) location.reload();
    else setTimeout(() => follow(shown, round + 1), POLL_PAUSE_MS);
  };
  shown.after(next);
}

async function startForm(root: HTMLElement, text: string): Promise<void> {
  const data = readEmbedded(text);
  const { questionnaire, rubric, pack } = data;
  const { plan } = compilePlan(data);
  const languages = languagesFrom(questionnaire.document.languages, data.language);
  const words = await Promise.all(languages.map(loadBrowserMessages));
  runForm({
    data,
    pack: { plan, stamp: pack, renames: collectRenames({ plan, questionnaire: questionnaire.document }) },
    languages,
    wordingFor: speakerOf(
      plan,
      questionnaire.document,
      rubric.document,
      new Map(words.map((messages, i) => [languages[i] as Language, messages])),
    ),
    root,
  });
}

/**
 * Returns the languages of the pack's texts. The initial one comes first: the requested one or, by default, the
 * browser's.
 */
function languagesFrom(tags: readonly string[], requested: Language | null): Language[] {
  const baseTags = tags.map(baseOf);
  const possibleLanguages = LANGUAGES.filter((language) => baseTags.includes(language));
  const languages: readonly Language[] = possibleLanguages.length > 0 ? possibleLanguages : ['en'];
  const preferredTags = [...(requested ? [requested] : []), ...navigator.languages.map(baseOf), ...baseTags];
  const firstTag = preferredTags.find((language) => languages.some((candidate) => candidate === language));
  return [...languages].sort((a, b) => Number(b === firstTag) - Number(a === firstTag));
}

/**
 * Creates a function that returns the texts of a pack's form: its own texts, and the texts that it shares with reports
 * and the diagnosis.
 */
function speakerOf(
  plan: Plan,
  { languages }: Questionnaire,
  { titles }: Rubric,
  words: ReadonlyMap<Language, BrowserMessages>,
): WordingFor {
  return (language) => {
    const messages = words.get(language) as BrowserMessages;
    return makeWording(makeVocabulary({ plan, messages, language, languages, titles, year: new Date().getFullYear() }));
  };
}

function makeWording(vocabulary: BrowserVocabulary): Wording {
  const { language, messages } = vocabulary;
  const hintWording = { vocabulary, messages: messages.diagnose };
  return {
    language,
    messages: messages.form,
    decimal: messages.numbers.decimal === ',' ? ',' : '.',
    pick: vocabulary.pick,
    titleOf: vocabulary.titleOf,
    askedOf: ({ name, input }) => vocabulary.pick(input.definition.text) ?? vocabulary.titleOf(name),
    optionOf: (item, choice) => optionInWords(item, choice, vocabulary),
    answerOf: (name, value) => vocabulary.valueText(name, toPlainValue(toSettledAnswer(value)) ?? null),
    unknown: messages.words.states.unknown,
    notApplicable: messages.words.states.notApplicable,
    hintFor: (item) => hintInWords(item, hintWording),
    faultOf: (fault, item) => explainFault(fault, item, hintWording),
    typedForm: (_, value) => (isChoices(value) ? value.join(', ') : writeTypedForm(value as Atom, hintWording)),
    levelOf: (level) => levelInWords(level, vocabulary),
    lacksOf: ({ level }) => {
      if (!level?.next) return undefined;
      const heading = messages.summary.lacks({ level: vocabulary.levelOf(level.next.value, level.next.title) });
      return { heading, lines: unmetInWords(level.next.unmet, vocabulary) };
    },
    scoreOf: (name, score) => scoreText(name, score, vocabulary),
    numberOf: vocabulary.numberOf,
    warningOf: (warning) => warningInWords(warning, vocabulary),
    warnings: messages.summary.warnings,
  };
}

function hintInWords(
  { input }: InterviewItem,
  hintWording: { vocabulary: BrowserVocabulary; messages: BrowserMessages['diagnose'] },
): string | undefined {
  const { hints } = hintWording.messages;
  switch (input.form.control) {
    case 'pickOne':
    case 'pickYesNo':
    case 'typeText':
    case 'typeDay':
      return undefined;
    case 'pickSeveral':
      return choiceCountInWords(hints.tick, input.choose);
    case 'pickStep': {
      if (choicesOf(input, hintWording.messages.yesNo)) return undefined;
      return [formatKind(input, hintWording), ...labelsOf(input, hintWording.vocabulary)].join('\n');
    }
    case 'typeNumber':
      return formatKind(input, hintWording);
    case 'typeRegisterNumber':
    case 'typeEmail':
    case 'typePhone':
      // A question with a help text of its own does not need the general hint on how to type.
      return input.definition.help === undefined ? formatKind(input, hintWording) : undefined;
  }
}

import { plainValue } from '../../condition/unmet.ts';
import type { Atom } from '../../condition/value.ts';
import type { Speak, Wording } from '../../form/script/wording.ts';
import type { BrowserMessages, Language } from '../../i18n/index.ts';
import { choicesOf } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import type { Questionnaire, Rubric } from '../../model/generated/types.ts';
import { levelInWords } from '../../report/summary/level.ts';
import { scoreText } from '../../report/summary/scores.ts';
import { type BrowserVocabulary, makeVocabulary } from '../../report/vocabulary.ts';
import { optionInWords } from '../../report/words/option.ts';
import { unmetInWords } from '../../report/words/unmet.ts';
import { warningInWords } from '../../report/words/warning.ts';
import { knownAnswer } from '../../scoring/domain.ts';
import type { Plan } from '../../scoring/plan.ts';
import { isChoices } from '../../scoring/sheet.ts';
import { explainFault, kindInWords, labelsOf, typedForm } from '../steps/typing.ts';

/** The words of a pack's form: those of the form itself, and those that reports and the diagnosis have already. */
export function speakerOf(
  plan: Plan,
  { languages }: Questionnaire,
  { titles }: Rubric,
  words: ReadonlyMap<Language, BrowserMessages>,
): Speak {
  return (language) => {
    const messages = words.get(language) as BrowserMessages;
    return makeWording(makeVocabulary({ plan, messages, language, languages, titles }));
  };
}

function makeWording(vocabulary: BrowserVocabulary): Wording {
  const { language, messages } = vocabulary;
  const typing = { vocabulary, messages: messages.diagnose };
  return {
    language,
    messages: messages.form,
    decimal: messages.numbers.decimal === ',' ? ',' : '.',
    pick: vocabulary.pick,
    titleOf: vocabulary.titleOf,
    askedOf: ({ name, input }) => vocabulary.pick(input.definition.text) ?? vocabulary.titleOf(name),
    optionOf: (item, choice) => optionInWords(item, choice, vocabulary),
    answerOf: (name, value) => vocabulary.say(name, plainValue(knownAnswer(value)) ?? null),
    unknown: messages.words.states.unknown,
    notApplicable: messages.words.states.notApplicable,
    hintFor: (item) => hintInWords(item, typing),
    faultOf: (fault, item) => explainFault(fault, item, typing),
    typedForm: (_, value) => (isChoices(value) ? value.join(', ') : typedForm(value as Atom, typing)),
    levelOf: (level) => levelInWords(level, vocabulary),
    lacksOf: ({ level }) => {
      if (!level?.next) return undefined;
      const heading = messages.summary.lacks(vocabulary.levelOf(level.next.value, level.next.title));
      return { heading, lines: unmetInWords(level.next.unmet, vocabulary) };
    },
    scoreOf: (name, score) => scoreText(name, score, vocabulary),
    numberOf: vocabulary.numberOf,
    warningOf: (warning) => warningInWords(warning, vocabulary),
    warnings: messages.summary.warnings,
  };
}

function hintInWords(
  { input }: Item,
  typing: { vocabulary: BrowserVocabulary; messages: BrowserMessages['diagnose'] },
): string | undefined {
  const { hints } = typing.messages;
  switch (input.type) {
    case 'single':
    case 'boolean':
    case 'text':
    case 'date':
      return undefined;
    case 'multiple':
      return hints.tick(input.choose.least, input.choose.most);
    case 'scale': {
      if (choicesOf(input, typing.messages.yesNo)) return undefined;
      return [kindInWords(input, typing), ...labelsOf(input, typing.vocabulary)].join('\n');
    }
    default:
      return kindInWords(input, typing);
  }
}

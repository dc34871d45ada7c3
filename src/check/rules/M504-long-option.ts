import { spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import type { PlacedText } from '../texts.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

/** How many lines an option has at least in a terminal of 80 columns and 24 lines, the list being longer. */
const MOST_LINES = 4;
/** What the pointer and the letter leave of 80 columns. */
const COLUMNS = 74;

const RUBRIC = rubricOf('points: { erp: { none: 0, full: 1 } }\nscores: { tools: sum }');
const asking = (text: string): string =>
  questionnaireOf(`      - id: erp
        type: single
        options:
          - { id: none }
          ${text}`);
const SENTENCE = 'All orders, purchases and stock are kept in one system, which accounting reads as well. ';

export const longOption: Rule = {
  code: 'M504',
  title: 'An option too long for a terminal',
  why: 'On a laptop of 80 columns and 24 lines the options around it vanish, and nobody compares what cannot be seen together.',
  fix: 'Say in the option what sets it apart; the rest belongs into the help of the question.',
  bad: {
    'questionnaire.yaml': asking(`#! M504 text\n          - { id: full, text: "${SENTENCE.repeat(4).trim()}" }`),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': asking(`- { id: full, text: "${SENTENCE.trim()}", help: "${SENTENCE.repeat(4).trim()}" }`),
    'rubric.yaml': RUBRIC,
  },
  check: (subject) =>
    spokenDocuments(subject).flatMap(({ file, texts }) =>
      texts.filter(isOption).flatMap(({ text, at }) => {
        const versions = typeof text === 'string' ? [text] : Object.values(text);
        const lines = Math.max(...versions.map((version) => Math.ceil(columnsOf(version) / COLUMNS)));
        if (lines <= MOST_LINES) return [];
        return [
          {
            code: 'M504' as const,
            file,
            at,
            on: 'key' as const,
            details: { found: String(lines), wanted: String(MOST_LINES) },
          },
        ];
      }),
    ),
};

/** What is listed to choose from: the text of an option, the label of a number. */
function isOption({ holder, at }: PlacedText): boolean {
  return (holder === 'Option' && at.at(-1) === 'text') || at.at(-2) === 'labels';
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** About how many columns a text takes: Chinese characters take two. */
function columnsOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

// What a catalogue says of a gap is true of every enterprise that has it, whichever answer it gave.
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/i18n/index.ts';
import type { Text } from '../../src/model/index.ts';
import { judgeGap } from '../../src/policy/priorities.ts';
import { collectNames } from '../../src/report/policy/priorities-section.ts';
import { evaluate } from '../../src/scoring/index.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { preparePack, readSheet } from '../policy/joinery-pack.ts';
import { withIncluded } from './advise-project.ts';
import { measuresOf, PACKS, questionnaireOf, questionsOf, rubricOf } from './bundled-documents.ts';

/** A shorter answer, such as "none" or "by hand", is a word like any other. */
const MIN_LENGTH = { en: 13, de: 18, zh: 6 } as const;

/** The languages in which the bundled packs are written. */
const WRITTEN = ['en', 'zh', 'de'] as const;

/** The words with which a text states alternatives, or that something is missing. */
const UNSURE = { en: /\b(or|no|not)\b/, de: /\b(oder|kein|keine|keinen|nicht)\b/, zh: /或|没有|未/ } as const;

const textIn = (text: Text, language: Language): string => (typeof text === 'string' ? text : text[language]) ?? '';

/** The texts of the answers that a question lists, by what is answered. */
function labelsOf({ type, options, definition }: Input): (readonly [answer: unknown, label: Text])[] {
  const labels = 'labels' in definition ? (definition.labels ?? {}) : {};
  return [
    ...options.flatMap(({ id, text }) =>
      text === undefined ? [] : [[type === 'multiple' ? [id] : id, text] as const],
    ),
    ...Object.entries(labels).map(([answer, text]) => [Number(answer), text] as const),
  ];
}

/** The packs with gaps and with questions that are answered otherwise than by yes or no. */
const JUDGED = PACKS.filter(
  (id) => measuresOf(id).priorities && questionsOf(id).some(({ type }) => type !== 'boolean'),
);

describe.each(JUDGED)('a gap of %s', (id) => {
  const questionnaire = questionnaireOf(id);
  const pack = preparePack({
    questionnaire,
    rubric: rubricOf(id),
    measures: measuresOf(id),
    policies: withIncluded(questionnaire.policy ?? 'eu-sme'),
  });
  const questions = pack.plan.inputs.filter(({ role, derived }) => role === 'question' && !derived);
  const gaps = measuresOf(id).priorities ?? [];

  test.each(WRITTEN)(
    'a gap’s text in %s quotes only answers that every enterprise with the gap must have given',
    (language) => {
      let judged = 0;
      const strangers = gaps.flatMap(({ id: gap, text, when: stated }) => {
        const { when } = pack.priorities.find((priority) => priority.id === gap) ?? {};
        const words = textIn(text, language).toLowerCase();
        if (!when || words === '') return [];
        return questions.flatMap((question) => {
          const labels = labelsOf(question);
          return labels.flatMap(([, label], quoted) => {
            const said = textIn(label, language);
            judged += 1;
            if (said.length < MIN_LENGTH[language] || !words.includes(said.toLowerCase())) return [];
            // An answer beside others, or one that was not given, is not said to be given.
            if (collectNames(stated).includes(question.name) && UNSURE[language].test(words)) return [];
            const mayHold = (answer: unknown): boolean =>
              judgeGap(when, evaluate(pack.plan, readSheet(pack, { [question.name]: answer }))) !== 'fails';
            const isForced = labels.every(([answer], i) => mayHold(answer) === (i === quoted));
            return isForced ? [] : [`${gap}: ${said} (${question.name})`];
          });
        });
      });
      expect(strangers).toEqual([]);
      expect(judged).toBeGreaterThan(100);
    },
  );
});

import { plainForm } from '../../model/plain.ts';
import type { Problem } from '../../model/problem.ts';
import { type SpokenDocument, spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('points: { erp: { none: 0, partial: 1, full: 2 } }\nscores: { tools: sum }');
const asking = (full: string): string =>
  questionnaireOf(`      - id: erp
        type: single
        options:
          - { id: none, text: Not at all }
          - { id: partial, text: For purchasing }
          ${full}`);

export const optionsAlike: Rule = {
  code: 'M509',
  title: 'Two options that read the same',
  why: 'Nobody can tell which of them to choose, and an export that gives answers by their texts cannot be read: such rows are rejected.',
  fix: 'Say in each option what sets it apart. Upper and lower case, blanks and full-width forms set nothing apart.',
  bad: {
    'questionnaire.yaml': asking('#! M509 For Purchasing\n          - { id: full, text: For Purchasing }'),
    'rubric.yaml': RUBRIC,
  },
  good: { 'questionnaire.yaml': asking('- { id: full, text: For purchasing and sales }'), 'rubric.yaml': RUBRIC },
  check: (subject) => spokenDocuments(subject).flatMap(findAlike),
};

function findAlike({ file, texts }: SpokenDocument): Problem[] {
  const earlier = new Map<string, string>();
  return texts.flatMap(({ text, at, holder }) => {
    if (holder !== 'Option' || at.at(-1) !== 'text') return [];
    const option = at.at(-2);
    const list = at.slice(0, -2).join('.');
    const versions =
      typeof text === 'string'
        ? [{ tag: undefined, words: text }]
        : Object.entries(text).map(([tag, words]) => ({ tag, words }));
    return versions.flatMap(({ tag, words }): Problem[] => {
      const key = JSON.stringify([list, tag ?? '', plainForm(words)]);
      const first = earlier.get(key);
      if (first === undefined) {
        earlier.set(key, String(Number(option) + 1));
        return [];
      }
      const details = { found: words, wanted: first };
      return [{ code: 'M509', file, at: tag === undefined ? at : [...at, tag], details }];
    });
  });
}

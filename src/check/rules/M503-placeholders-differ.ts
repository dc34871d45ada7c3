import type { Problem } from '../../model/problem.ts';
import { spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import type { PlacedText } from '../texts.ts';
import { bilingualOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');
const asking = (german: string): string =>
  bilingualOf(`      - id: erp
        type: scale
        maximum: 4
        text:
          en: What did {name} do in {year}?
          ${german}`);

export const placeholdersDiffer: Rule = {
  code: 'M503',
  title: 'Placeholders that differ between languages',
  why: 'What is filled in for readers of one language is lost for those of another, or a bare `{year}` is printed.',
  fix: 'Use the same placeholders in every language, in any order.',
  bad: {
    'questionnaire.yaml': asking('#! M503 Was tat {name} im {Jahr}?\n          de: Was tat {name} im {Jahr}?'),
    'rubric.yaml': RUBRIC,
  },
  good: { 'questionnaire.yaml': asking('de: Was tat {name} im Jahr {year}?'), 'rubric.yaml': RUBRIC },
  check: (subject) =>
    spokenDocuments(subject).flatMap(({ file, texts }) => texts.flatMap((placed) => findDifference(placed, file))),
};

function findDifference({ text, at }: PlacedText, file: string): Problem[] {
  if (typeof text === 'string') return [];
  const [first, ...others] = Object.entries(text).map(([tag, version]) => ({ tag, holds: placeholdersIn(version) }));
  return others.flatMap(({ tag, holds }): Problem[] => {
    if (!first || holds === first.holds) return [];
    const details = { name: tag, found: holds || 'none', wanted: `${first.tag} ${first.holds || 'none'}` };
    return [{ code: 'M503', file, at: [...at, tag], details }];
  });
}

/** The placeholders of a text, each once, in the order of the alphabet. */
function placeholdersIn(text: string): string {
  return [...new Set(text.match(/\{[\p{L}_][\p{L}\p{N}_.-]*\}/gu) ?? [])].sort().join(' ');
}

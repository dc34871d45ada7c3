import type { Path, Problem } from '../../model/problem.ts';
import { changesOf } from '../changes.ts';
import { type Place, placesOfInputs } from '../places.ts';
import type { Rule, Subject } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const BEFORE = {
  'before/questionnaire.yaml': questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }
      - { id: mes, type: scale, maximum: 4 }`),
  'before/rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores: { tools: sum }`),
};
const now = (questions: string): string => questionnaireOf(questions).replace('1.0.0', '1.1.0');
const RUBRIC = rubricOf('points: { erp: { none: 0, full: 2 } }\nscores: { tools: sum }');

export const idLost: Rule = {
  code: 'M601',
  title: 'An id that is gone since the revision compared with',
  why: 'Answers are kept under ids. Those of assessments made before have no place any more, and a renamed question starts from nothing.',
  fix: 'Where it was renamed, name the old id in `renamedFrom`. A pack keeps its id for good. Where something was taken out on purpose, leave it so: `matura diff OLD NEW --files DIR` says what is lost.',
  bad: {
    ...BEFORE,
    'questionnaire.yaml': now(`      #! M601 erp
      - { id: erp, type: single, options: [none, full] }
      - { id: production, type: scale, maximum: 4 }`).replace('  - id: tools', '  #! M601 tools\n  - id: tools'),
    'rubric.yaml': RUBRIC,
  },
  good: {
    ...BEFORE,
    'questionnaire.yaml': now(`      - { id: erp, type: single, options: [none, { id: full, renamedFrom: partial }] }
      - { id: production, type: scale, maximum: 4, renamedFrom: mes }`),
    'rubric.yaml': RUBRIC,
  },
  check: (subject) => [
    ...otherPack(subject),
    ...changesOf(subject).flatMap((change): Problem[] => {
      if (change.kind !== 'removed') return [];
      const { thing, name, of } = change;
      if (thing !== 'fact' && thing !== 'question' && thing !== 'row' && thing !== 'option') return [];
      const { file, at } = placeLeft(of ?? name, subject);
      return [{ code: 'M601', file, at, details: { found: name, wanted: thing } }];
    }),
  ],
};

/** A pack under another id is another pack: what is kept names the old one. */
function otherPack({ questionnaire: { file, document }, before }: Subject): Problem[] {
  const old = before?.questionnaire.document.id;
  if (old === undefined || old === document.id) return [];
  return [{ code: 'M601', file, at: ['id'], details: { found: old, wanted: 'pack' } }];
}

/** What is left of the place where something stood: its question or matrix, its section, or the whole. */
function placeLeft(name: string, subject: Subject): Place {
  const { file, document } = subject.questionnaire;
  const input = placesOfInputs(subject).get(name);
  if (input) return { file: input.file, at: input.id };
  const { sections } = document;
  const [matrix] = name.split('/');
  for (const [s, { questions }] of sections.entries()) {
    const q = questions.findIndex(({ id }) => id === matrix);
    if (q >= 0) return { file, at: ['sections', s, 'questions', q, 'id'] };
  }
  const section = subject.before?.plan.inputs.find((one) => one.name === name || one.matrix === name)?.section;
  const s = sections.findIndex(({ id }) => id === section);
  const at: Path = s >= 0 ? ['sections', s, 'id'] : ['version'];
  return { file, at };
}

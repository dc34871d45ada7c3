import type { Problem } from '../../model/problem.ts';
import type { Source } from '../../scoring/namespace.ts';
import { orderVersions } from '../../versions/order.ts';
import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = '      - { id: erp, type: single, options: [none, partial, full] }';
const RUBRIC = rubricOf('points: { erp: { none: 0, partial: 1, full: 2 } }\nscores: { tools: sum }');
const withVersion = (version: string): string => questionnaireOf(QUESTIONS).replace('1.0.0', version);

export const lowerVersion: Rule = {
  code: 'M604',
  title: 'A version that goes back',
  why: 'Whoever looks for the newest version takes the old one, and the same version may come to stand for two contents.',
  fix: 'Give it a version above the one before, also where an earlier state is taken up again: 1.3 that is like 1.1 is still 1.3.',
  bad: {
    'before/questionnaire.yaml': withVersion('1.10.0'),
    'before/rubric.yaml': RUBRIC,
    'questionnaire.yaml': withVersion('1.9.0').replace('version:', '#! M604 1.9.0\nversion:'),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'before/questionnaire.yaml': withVersion('1.9.0'),
    'before/rubric.yaml': RUBRIC,
    'questionnaire.yaml': withVersion('1.10.0'),
    'rubric.yaml': RUBRIC,
  },
  check({ before, questionnaire, policies }) {
    if (!before) return [];
    const pairs: [Versioned | undefined, Versioned][] = [
      [before.questionnaire, questionnaire],
      ...policies.map((now): [Versioned | undefined, Versioned] => [
        before.policies.find((one) => one.document.id === now.document.id),
        now,
      ]),
    ];
    return pairs.flatMap(([old, now]) => (old && old.document.id === now.document.id ? compare(old, now) : []));
  },
};

type Versioned = Source<{ readonly id: string; readonly version: string }>;

function compare(old: Versioned, now: Versioned): Problem[] {
  const [wanted, found] = [old.document.version, now.document.version];
  if (orderVersions(found, wanted) >= 0) return [];
  return [{ code: 'M604', file: now.file, at: ['version'], details: { found, wanted } }];
}

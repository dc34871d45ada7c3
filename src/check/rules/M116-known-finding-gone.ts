import type { Rule } from '../rule.ts';
import { knownWeights, ODD_WEIGHTS } from './sample.ts';

const BASELINE = knownWeights('Published like this; they add up to 99.');

export const knownFindingGone: Rule = {
  code: 'M116',
  title: 'A known finding that is gone',
  why: 'An entry of the baseline that matches nothing waits to hide the next mistake of the same kind at the same place.',
  fix: 'Remove the entry, or run `matura validate --write-baseline FILE` again, which keeps the reasons of what is left.',
  bad: {
    ...ODD_WEIGHTS,
    'rubric.yaml': ODD_WEIGHTS['rubric.yaml'].replace('24', '25'),
    'baseline.yaml': BASELINE.replace('  - code', '  #! M116 M309\n  - code'),
  },
  good: { ...ODD_WEIGHTS, 'baseline.yaml': BASELINE },
};

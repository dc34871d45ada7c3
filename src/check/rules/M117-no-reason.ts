import type { Rule } from '../rule.ts';
import { knownWeights, ODD_WEIGHTS } from './sample.ts';

export const noReason: Rule = {
  code: 'M117',
  title: 'A known finding without a reason',
  why: 'What nobody justified nobody decided: a baseline full of TODO is a list of mistakes that enterprises are scored with.',
  fix: 'Say in `reason` why the finding may stay, or mend what it found.',
  bad: {
    ...ODD_WEIGHTS,
    'rubric.yaml': ODD_WEIGHTS['rubric.yaml'].replace('  tools:', '  #! M309 mean\n  tools:'),
    'baseline.yaml': knownWeights('TODO').replace('    reason', '    #! M117 TODO\n    reason'),
  },
  good: { ...ODD_WEIGHTS, 'baseline.yaml': knownWeights('Published like this; they add up to 99.') },
};

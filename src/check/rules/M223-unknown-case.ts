import type { Rule } from '../rule.ts';

export const unknownCase: Rule = {
  code: 'M223',
  title: 'A case that does not exist',
  why: 'A case built on one that is not there has no answers of its own, so it would test nothing and still pass.',
  fix: 'Take the id of another case of the same pack.',
  bad: {
    'cases/all.yaml': `kind: cases
cases:
  - id: first
    answers: { erp: full }
    expect: { scores: { tools: 2 } }
  - id: second
    #! M223 frist
    base: frist
    expect: { scores: { tools: 2 } }
`,
  },
  good: {
    'cases/all.yaml': `kind: cases
cases:
  - id: first
    answers: { erp: full }
    expect: { scores: { tools: 2 } }
  - id: second
    base: first
    expect: { scores: { tools: 2 } }
`,
  },
};

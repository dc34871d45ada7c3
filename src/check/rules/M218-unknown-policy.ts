import type { Rule } from '../rule.ts';

export const unknownPolicy: Rule = {
  code: 'M218',
  title: 'A policy that is not found',
  why: 'The national instruments that a city builds on would be missing from every recommendation, and enterprises would not hear of money they can apply for.',
  fix: 'Take the id that is suggested, or put the policy into a folder `policies` beside the packs.',
  bad: {
    'policies/city.yaml': `kind: policy
id: city
version: 1.0.0
title: A city
currency: CNY
source: { document: an example, verified: true }
#! M218 nation
include: [nation]
`,
  },
  good: {
    'policies/city.yaml': `kind: policy
id: city
version: 1.0.0
title: A city
currency: CNY
source: { document: an example, verified: true }
include: [nation]
`,
    'policies/nation.yaml': `kind: policy
id: nation
version: 1.0.0
title: A nation
currency: CNY
source: { document: an example, verified: true }
`,
  },
};

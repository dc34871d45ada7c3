import type { Rule } from '../rule.ts';

export const unknownInstrument: Rule = {
  code: 'M219',
  title: 'An instrument that does not exist',
  why: 'Whoever excludes an instrument by a misspelled id excludes nothing: an enterprise would be promised two payments that the office may not grant together.',
  fix: 'Take the id that is suggested, or add the instrument.',
  bad: {
    'policies/city.yaml': `kind: policy
id: city
version: 1.0.0
title: A city
currency: CNY
source: { document: an example, verified: true }
instruments:
  - id: voucher
    title: Voucher
    type: voucher
    source: { document: an example, verified: true }
    amount: null
    #! M219 loan
    stack: { excludes: [loan] }
`,
  },
  good: {
    'policies/city.yaml': `kind: policy
id: city
version: 1.0.0
title: A city
currency: CNY
source: { document: an example, verified: true }
instruments:
  - id: voucher
    title: Voucher
    type: voucher
    source: { document: an example, verified: true }
    amount: null
    stack: { excludes: [loan] }
  - id: loan
    title: Loan
    type: loan
    source: { document: an example, verified: true }
    amount: null
`,
  },
};

import type { Rule } from '../rule.ts';

export const unknownMeasure: Rule = {
  code: 'M217',
  title: 'A measure that does not exist',
  why: 'A measure that builds on one that is not in the catalogue can never be planned, so enterprises are not told the step they need.',
  fix: 'Take the id that is suggested, or add the measure.',
  bad: {
    'measures.yaml': `kind: measures
source: { document: an example, verified: true }
measures:
  - id: introduce-erp
    title: Introduce an ERP system
    achieves: { erp: partial }
    #! M217 clean-data
    needs: [clean-data]
`,
  },
  good: {
    'measures.yaml': `kind: measures
source: { document: an example, verified: true }
measures:
  - id: introduce-erp
    title: Introduce an ERP system
    achieves: { erp: full }
    needs: [start-erp]
  - id: start-erp
    title: Start with purchasing
    achieves: { erp: partial }
`,
  },
};

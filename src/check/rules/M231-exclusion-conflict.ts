import type { Rule } from '../rule.ts';
import { measuresOf } from './sample.ts';

const catalogueWith = (key: string): string =>
  measuresOf(`  - id: cloud-erp
    title: Rent an ERP system
    achieves: { erp: partial }
  - id: erp-on-phones
    title: The ERP system on phones
    achieves: { erp: full }
    needs: [cloud-erp]
    ${key}`);

export const exclusionConflict: Rule = {
  code: 'M231',
  title: 'Measures that exclude each other although one needs the other',
  why: 'A measure cannot be taken with what it excludes, nor without what it needs: it could never be planned, and nobody would be told why.',
  fix: 'Take the exclusion, the common variant or the need away, or name the measure that is meant.',
  bad: { 'measures.yaml': catalogueWith('#! M231 cloud-erp\n    excludes: [cloud-erp]') },
  good: { 'measures.yaml': catalogueWith('tags: [cloud]') },
};

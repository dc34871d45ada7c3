import type { Rule } from '../rule.ts';
import { measuresOf } from './sample.ts';

const MEASURES = measuresOf('  - { id: new-erp, title: Introduce an ERP, achieves: { erp: full } }');

export const unreadFile: Rule = {
  code: 'M118',
  title: 'A file that is not read',
  why: 'The parts of a pack have fixed names. Under another one measures are never recommended and cases never run, and the pack passes as if it had none.',
  fix: 'Call the file as the finding says, or move it out of the pack.',
  bad: { 'measures.yml': MEASURES.replace(/^/, '#! M118 kind\n') },
  good: { 'measures.yaml': MEASURES },
};

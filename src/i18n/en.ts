import { batch } from './batch/en.ts';
import { cases } from './cases/en.ts';
import { comparison } from './comparison/en.ts';
import { demand } from './demand/en.ts';
import { explain } from './explain/en.ts';
import { files } from './files/en.ts';
import { funding } from './funding/en.ts';
import { mapping } from './mapping/en.ts';
import type { Messages } from './messages.ts';
import { numbers } from './numbers/en.ts';
import { page } from './page/en.ts';
import { policy } from './policy/en.ts';
import { portfolio } from './portfolio/en.ts';
import { records } from './records/en.ts';
import { report } from './report/en.ts';
import { roadmap } from './roadmap/en.ts';
import { summary } from './summary/en.ts';
import { tables } from './tables/en.ts';
import { template } from './template/en.ts';
import { versions } from './versions/en.ts';
import { whatIf } from './what-if/en.ts';
import { words } from './words/en.ts';

export const en: Messages = {
  numbers,
  words,
  summary,
  policy,
  page,
  funding,
  roadmap,
  report,
  explain,
  files,
  versions,
  cases,
  comparison,
  batch,
  mapping,
  records,
  whatIf,
  demand,
  portfolio,
  tables,
  template,
};

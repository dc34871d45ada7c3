import { batch } from './batch/de.ts';
import { cases } from './cases/de.ts';
import { comparison } from './comparison/de.ts';
import { demand } from './demand/de.ts';
import { explain } from './explain/de.ts';
import { files } from './files/de.ts';
import { funding } from './funding/de.ts';
import { mapping } from './mapping/de.ts';
import type { Messages } from './messages.ts';
import { numbers } from './numbers/de.ts';
import { page } from './page/de.ts';
import { policy } from './policy/de.ts';
import { portfolio } from './portfolio/de.ts';
import { records } from './records/de.ts';
import { report } from './report/de.ts';
import { roadmap } from './roadmap/de.ts';
import { summary } from './summary/de.ts';
import { tables } from './tables/de.ts';
import { template } from './template/de.ts';
import { versions } from './versions/de.ts';
import { whatIf } from './what-if/de.ts';
import { words } from './words/de.ts';

export const de: Messages = {
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

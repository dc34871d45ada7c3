import { batch } from './batch/zh.ts';
import { cases } from './cases/zh.ts';
import { comparison } from './comparison/zh.ts';
import { demand } from './demand/zh.ts';
import { explain } from './explain/zh.ts';
import { files } from './files/zh.ts';
import { funding } from './funding/zh.ts';
import { mapping } from './mapping/zh.ts';
import type { Messages } from './messages.ts';
import { numbers } from './numbers/zh.ts';
import { page } from './page/zh.ts';
import { policy } from './policy/zh.ts';
import { portfolio } from './portfolio/zh.ts';
import { records } from './records/zh.ts';
import { report } from './report/zh.ts';
import { roadmap } from './roadmap/zh.ts';
import { summary } from './summary/zh.ts';
import { tables } from './tables/zh.ts';
import { template } from './template/zh.ts';
import { versions } from './versions/zh.ts';
import { whatIf } from './what-if/zh.ts';
import { words } from './words/zh.ts';

export const zh: Messages = {
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

import type { Messages } from '../messages.ts';
import { batch, mapping, tables } from './batch.ts';
import { comparison } from './comparison.ts';
import { diagnose } from './diagnose.ts';
import { explain, whatIf } from './explain.ts';
import { findings, notices, rulePages } from './findings.ts';
import { form } from './form.ts';
import { demand, funding } from './funding.ts';
import { language, numbers } from './language.ts';
import { outlook } from './outlook.ts';
import { cases, config, init, packList, versions } from './packs.ts';
import { page, policy, policyChoice, priorities, records, roadmap } from './policy.ts';
import { dashboard, portfolio } from './portfolio.ts';
import { files, refusals } from './refusals.ts';
import { documents, report } from './report.ts';
import { simulate } from './simulate.ts';
import { imports, paper, template } from './templates.ts';
import { redaction, verify } from './verify.ts';
import { summary, words } from './words.ts';

/** All words in Chinese. */
export const messages: Messages = {
  batch,
  mapping,
  tables,
  comparison,
  diagnose,
  explain,
  whatIf,
  findings,
  notices,
  rulePages,
  form,
  demand,
  funding,
  language,
  numbers,
  packList,
  outlook,
  cases,
  config,
  init,
  versions,
  page,
  policy,
  policyChoice,
  priorities,
  records,
  roadmap,
  dashboard,
  portfolio,
  files,
  refusals,
  documents,
  report,
  simulate,
  imports,
  paper,
  template,
  summary,
  verify,
  redaction,
  words,
};

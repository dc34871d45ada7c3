import * as batch from './batch.ts';
import * as comparison from './comparison.ts';
import * as diagnose from './diagnose.ts';
import * as explain from './explain.ts';
import * as findings from './findings.ts';
import * as form from './form.ts';
import * as funding from './funding.ts';
import * as language from './language.ts';
import * as outlook from './outlook.ts';
import * as packs from './packs.ts';
import * as policy from './policy.ts';
import * as portfolio from './portfolio.ts';
import * as refusals from './refusals.ts';
import * as report from './report.ts';
import * as simulate from './simulate.ts';
import * as templates from './templates.ts';
import * as verify from './verify.ts';
import * as words from './words.ts';

/** All words in English, which every other language must have, too. */
export const messages = {
  ...batch,
  ...comparison,
  ...diagnose,
  ...explain,
  ...findings,
  ...form,
  ...funding,
  ...language,
  ...outlook,
  ...packs,
  ...policy,
  ...portfolio,
  ...refusals,
  ...report,
  ...simulate,
  ...templates,
  ...verify,
  ...words,
};

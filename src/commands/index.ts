import type { Command } from 'commander';
import type { World } from '../world.ts';

/** What a command's module must offer: it adds its options and its action; the action's exit code goes to `done`. */
interface CommandModule {
  configure(command: Command, world: World, done: (code: number) => void): void;
}

interface Entry {
  /** The heading of the help that it stands under. */
  readonly group: string;
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command. Only the one that is asked for is loaded. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  diagnose: {
    group: 'Assess',
    usage: '<pack>',
    summary: 'the interactive diagnosis; writes the enterprise file and the policy',
    load: () => import('./diagnose.ts'),
  },
  score: {
    group: 'Assess',
    usage: '<pack> <answers>',
    summary: 'scores one answers file (YAML or JSON; - is standard input), or that of an enterprise file',
    load: () => import('./score.ts'),
  },
  template: {
    group: 'Assess',
    usage: '<pack>',
    summary: 'an empty file of answers to fill in: YAML, CSV or XLSX, or a Word document for paper',
    load: () => import('./template.ts'),
  },
  form: {
    group: 'Assess',
    usage: '<pack>',
    summary: 'one HTML file to answer in any browser, offline',
    load: () => import('./form.ts'),
  },
  import: {
    group: 'Assess',
    usage: '<pack> <answers...>',
    summary: 'takes answers that the browser form saved into the enterprise files',
    load: () => import('./import.ts'),
  },
  batch: {
    group: 'Score many',
    usage: '<pack> <export>',
    summary: 'scores an export: a CSV or XLSX table of many enterprises',
    load: () => import('./batch.ts'),
  },
  map: {
    group: 'Score many',
    usage: '<pack> <export>',
    summary: 'proposes how the columns of an export match the questions, for a person to review',
    load: () => import('./map.ts'),
  },
  explain: {
    group: 'Understand',
    usage: '<enterprise> [name]',
    summary: 'where a score or the level comes from, down to the answers',
    load: () => import('./explain.ts'),
  },
  'what-if': {
    group: 'Understand',
    usage: '<enterprise>',
    summary: 'level, scores and policy under changed answers, side by side',
    load: () => import('./what-if.ts'),
  },
  compare: {
    group: 'Understand',
    usage: '<enterprise...>',
    summary: 'assessments of one enterprise over time, self against on-site, or against its peers',
    load: () => import('./compare.ts'),
  },
  recommend: {
    group: 'Plan',
    usage: '<enterprise>',
    summary:
      'the measures that reach a level and close the worst gaps at little cost, when to take them, what every level costs',
    load: () => import('./recommend.ts'),
  },
  record: {
    group: 'Plan',
    usage: '<enterprise>',
    summary:
      'what became of the policy of an enterprise: measures planned, started, done; money applied for, granted, paid',
    load: () => import('./record.ts'),
  },
  report: {
    group: 'Report',
    usage: '<enterprise>',
    summary: 'the report of one enterprise to hand over: a page for any browser, a Word document, a PDF',
    load: () => import('./report.ts'),
  },
  portfolio: {
    group: 'Programme',
    usage: '<input...>',
    summary: 'coverage, levels, ranking and quality of many enterprises, from enterprise files and batch results',
    load: () => import('./portfolio.ts'),
  },
  simulate: {
    group: 'Programme',
    usage: '<spec>',
    summary: 'writes a synthetic region, marked as such: registry, exports, links, a panel over time',
    load: () => import('./simulate.ts'),
  },
  packs: {
    group: 'Packs',
    usage: '',
    summary: 'lists the packs and policies that are found',
    load: () => import('./packs.ts'),
  },
  init: {
    group: 'Packs',
    usage: '<dir>',
    summary: 'writes a small working pack with cases, a workflow and settings for editors',
    load: () => import('./init.ts'),
  },
  validate: {
    group: 'Packs',
    usage: '[path...]',
    summary: 'checks packs and policies; every finding with its line',
    load: () => import('./validate.ts'),
  },
  test: {
    group: 'Packs',
    usage: '[path...]',
    summary: 'runs the cases of packs',
    load: () => import('./test.ts'),
  },
  diff: {
    group: 'Packs',
    usage: '<old> <new>',
    summary: 'what changed between two versions of a pack, and whose level it would change',
    load: () => import('./diff.ts'),
  },
  rule: {
    group: 'Packs',
    usage: '[id]',
    summary: 'explains a check, or lists all of them',
    load: () => import('./rule.ts'),
  },
  schema: {
    group: 'Packs',
    usage: '<kind>',
    summary: 'prints the JSON Schema of a document kind, for editors',
    load: () => import('./schema.ts'),
  },
};

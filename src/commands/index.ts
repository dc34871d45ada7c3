import type { Command } from 'commander';
import type { World } from '../world.ts';

/** The interface of a command's module: it adds its options and action; the action passes its exit code to `done`. */
interface CommandModule {
  configure(command: Command, world: World, done: (code: number) => void): void;
}

interface Entry {
  /** The heading under which the help lists the command. */
  readonly group: string;
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** All commands; only the requested one is loaded. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  diagnose: {
    group: 'Assess',
    usage: '<pack>',
    summary: 'Assess an enterprise by interview; writes its file and its policy',
    load: () => import('./diagnose.ts'),
  },
  score: {
    group: 'Assess',
    usage: '<pack> <answers>',
    summary: 'Score one set of answers: a YAML or JSON file, an enterprise file, or - for standard input',
    load: () => import('./score.ts'),
  },
  template: {
    group: 'Assess',
    usage: '<pack>',
    summary: 'Write an empty answer sheet to fill in: YAML, CSV, XLSX, a Word document for paper, a survey form',
    load: () => import('./template.ts'),
  },
  form: {
    group: 'Assess',
    usage: '<pack>',
    summary: 'Write a form to fill in offline, in any browser: a single HTML file',
    load: () => import('./form.ts'),
  },
  import: {
    group: 'Assess',
    usage: '<pack> <answers...>',
    summary: 'Add answers saved by the browser form to the enterprise files',
    load: () => import('./import.ts'),
  },
  batch: {
    group: 'Score many',
    usage: '<pack> <export...>',
    summary: 'Score exports: CSV or XLSX tables of many enterprises',
    load: () => import('./batch.ts'),
  },
  map: {
    group: 'Score many',
    usage: '<pack> <export>',
    summary: 'Match the columns of an export to the questions, for review',
    load: () => import('./map.ts'),
  },
  explain: {
    group: 'Understand',
    usage: '<enterprise> [name]',
    summary: 'Explain where a score or the level comes from, down to the answers',
    load: () => import('./explain.ts'),
  },
  'what-if': {
    group: 'Understand',
    usage: '<enterprise>',
    summary: 'Show level, scores and policy under changed answers, side by side',
    load: () => import('./what-if.ts'),
  },
  compare: {
    group: 'Understand',
    usage: '<enterprise...>',
    summary: 'Compare assessments of an enterprise: over time, self against on-site, or with its peers',
    load: () => import('./compare.ts'),
  },
  recommend: {
    group: 'Plan',
    usage: '<enterprise>',
    summary:
      'Recommend measures that reach a level and close the worst gaps at little cost, with a schedule and funding',
    load: () => import('./recommend.ts'),
  },
  record: {
    group: 'Plan',
    usage: '<enterprise>',
    summary:
      'Record what became of the policy of an enterprise: measures planned, started, done; money applied for, granted, paid',
    load: () => import('./record.ts'),
  },
  report: {
    group: 'Report',
    usage: '<enterprise>',
    summary: 'Write the report of one enterprise: a web page, a Word document or a PDF',
    load: () => import('./report.ts'),
  },
  portfolio: {
    group: 'Programme',
    usage: '<input...>',
    summary:
      'Report on many enterprises, from enterprise files and batch results: coverage, levels, ranking, data quality',
    load: () => import('./portfolio.ts'),
  },
  simulate: {
    group: 'Programme',
    usage: '<spec>',
    summary: 'Generate a synthetic region, marked as such: registry, exports, supplier links, assessments over time',
    load: () => import('./simulate.ts'),
  },
  verify: {
    group: 'Programme',
    usage: '[path...]',
    summary: 'Check that enterprise files are as they were written; names what was altered, removed or inserted',
    load: () => import('./verify.ts'),
  },
  redact: {
    group: 'Programme',
    usage: '<enterprise>',
    summary: 'Remove who assessed, notes, evidence and contacts from the file of an enterprise',
    load: () => import('./redact.ts'),
  },
  packs: {
    group: 'Packs',
    usage: '',
    summary: 'List the packs and policies that are found',
    load: () => import('./packs.ts'),
  },
  init: {
    group: 'Packs',
    usage: '<dir>',
    summary: 'Create a small working pack with cases, a workflow and editor settings',
    load: () => import('./init.ts'),
  },
  validate: {
    group: 'Packs',
    usage: '[path...]',
    summary: 'Check packs and policies; every finding names its line',
    load: () => import('./validate.ts'),
  },
  test: {
    group: 'Packs',
    usage: '[path...]',
    summary: 'Run the cases of packs',
    load: () => import('./test.ts'),
  },
  diff: {
    group: 'Packs',
    usage: '<old> <new>',
    summary: 'Show what changed between two versions of a pack, and whose level it would change',
    load: () => import('./diff.ts'),
  },
  graph: {
    group: 'Packs',
    usage: '<pack>',
    summary: 'Draw a pack as a chart: questions, conditions, scores and levels',
    load: () => import('./graph.ts'),
  },
  rule: {
    group: 'Packs',
    usage: '[id]',
    summary: 'Explain a check, or list all of them',
    load: () => import('./rule.ts'),
  },
  schema: {
    group: 'Packs',
    usage: '<kind>',
    summary: 'Print the JSON Schema of a document kind, for editors',
    load: () => import('./schema.ts'),
  },
  lsp: {
    group: 'Packs',
    usage: '',
    summary: 'Help an editor with packs: findings as one types, completion, explanation, renaming',
    load: () => import('./lsp.ts'),
  },
  key: {
    group: 'Settings',
    usage: '<action> <name>',
    summary: 'Make a key to sign assessments with, or show the fingerprint of one',
    load: () => import('./key.ts'),
  },
  config: {
    group: 'Settings',
    usage: '',
    summary: 'Show what matura.yaml and the environment set',
    load: () => import('./config.ts'),
  },
  completion: {
    group: 'Settings',
    usage: '<shell> [words...]',
    summary: 'Print what completes commands in bash, zsh, fish or PowerShell',
    load: () => import('./completion.ts'),
  },
};

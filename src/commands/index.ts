import type { Command } from 'commander';
import type { HelpDetails } from '../app/index.ts';
import type { World } from '../world.ts';

/** The interface of a command's module: it adds its options and action; the action passes its exit code to `done`. */
interface CommandModule {
  configure(command: Command, world: World, done: (code: number) => void): void;
  readonly help?: HelpDetails;
}

interface Entry {
  /** The heading under which the help lists the command. */
  readonly group: string;
  readonly usage: string;
  readonly load: () => Promise<CommandModule>;
}

/** All commands; only the requested one is loaded. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  diagnose: {
    group: 'assess',
    usage: '<pack>',
    load: () => import('./diagnose.ts'),
  },
  score: {
    group: 'assess',
    usage: '<pack> <answers>',
    load: () => import('./score.ts'),
  },
  template: {
    group: 'assess',
    usage: '<pack>',
    load: () => import('./template.ts'),
  },
  form: {
    group: 'assess',
    usage: '<pack>',
    load: () => import('./form.ts'),
  },
  import: {
    group: 'assess',
    usage: '<pack> <answers...>',
    load: () => import('./import.ts'),
  },
  batch: {
    group: 'score-many',
    usage: '<pack> <export...>',
    load: () => import('./batch.ts'),
  },
  map: {
    group: 'score-many',
    usage: '<pack> <export>',
    load: () => import('./map.ts'),
  },
  explain: {
    group: 'understand',
    usage: '<enterprise> [name]',
    load: () => import('./explain.ts'),
  },
  'what-if': {
    group: 'understand',
    usage: '<enterprise>',
    load: () => import('./what-if.ts'),
  },
  compare: {
    group: 'understand',
    usage: '<enterprise...>',
    load: () => import('./compare.ts'),
  },
  recommend: {
    group: 'plan',
    usage: '<enterprise>',
    load: () => import('./recommend.ts'),
  },
  record: {
    group: 'plan',
    usage: '<enterprise>',
    load: () => import('./record.ts'),
  },
  report: {
    group: 'report',
    usage: '<enterprise>',
    load: () => import('./report.ts'),
  },
  portfolio: {
    group: 'programme',
    usage: '<input...>',
    load: () => import('./portfolio.ts'),
  },
  simulate: {
    group: 'programme',
    usage: '<spec>',
    load: () => import('./simulate.ts'),
  },
  verify: {
    group: 'programme',
    usage: '[path...]',
    load: () => import('./verify.ts'),
  },
  redact: {
    group: 'programme',
    usage: '<enterprise>',
    load: () => import('./redact.ts'),
  },
  packs: {
    group: 'packs',
    usage: '',
    load: () => import('./packs.ts'),
  },
  init: {
    group: 'packs',
    usage: '<dir>',
    load: () => import('./init.ts'),
  },
  validate: {
    group: 'packs',
    usage: '[path...]',
    load: () => import('./validate.ts'),
  },
  test: {
    group: 'packs',
    usage: '[path...]',
    load: () => import('./test.ts'),
  },
  diff: {
    group: 'packs',
    usage: '<old> <new>',
    load: () => import('./diff.ts'),
  },
  graph: {
    group: 'packs',
    usage: '<pack>',
    load: () => import('./graph.ts'),
  },
  rule: {
    group: 'packs',
    usage: '[id]',
    load: () => import('./rule.ts'),
  },
  schema: {
    group: 'packs',
    usage: '<kind>',
    load: () => import('./schema.ts'),
  },
  lsp: {
    group: 'packs',
    usage: '',
    load: () => import('./lsp.ts'),
  },
  key: {
    group: 'settings',
    usage: '<action> <name>',
    load: () => import('./key.ts'),
  },
  config: {
    group: 'settings',
    usage: '',
    load: () => import('./config.ts'),
  },
  completion: {
    group: 'settings',
    usage: '<shell> [words...]',
    load: () => import('./completion.ts'),
  },
};

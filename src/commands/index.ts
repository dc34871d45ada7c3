import type { Command } from 'commander';
import type { HelpDetails } from '../app/index.ts';
import type { World } from '../world.ts';

/**
 * The exports of a command's module: `configure` adds the options and the action, which passes its exit code to `done`.
 */
interface CommandModule {
  configure(command: Command, world: World, done: (code: number) => void): void;
  readonly help?: HelpDetails;
}

interface Entry {
  /** The key of the heading under which the help lists the command. */
  readonly group: string;
  readonly usage: string;
  /** Names that other tools use for this command; if one of them is typed, the command is suggested. */
  readonly synonyms?: readonly string[];
  readonly load: () => Promise<CommandModule>;
}

/** All commands; only the requested one is loaded. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  diagnose: {
    group: 'assess',
    usage: '<pack>',
    synonyms: ['interview', 'assess', 'assessment', 'ask', 'survey', 'start', 'run', 'diagnosis', 'befragung', '诊断'],
    load: () => import('./diagnose.ts'),
  },
  score: {
    group: 'assess',
    usage: '<pack> <answers>',
    synonyms: ['evaluate', 'rate', 'grade', 'calc', 'bewerten', '评分'],
    load: () => import('./score.ts'),
  },
  template: {
    group: 'assess',
    usage: '<pack>',
    synonyms: ['export', 'questionnaire', 'fragebogen', '模板'],
    load: () => import('./template.ts'),
  },
  form: {
    group: 'assess',
    usage: '<pack>',
    synonyms: ['html', 'web', 'formular', '表单'],
    load: () => import('./form.ts'),
  },
  import: {
    group: 'assess',
    usage: '<pack> <answers...>',
    synonyms: ['add', 'load', 'read', 'einlesen', '导入'],
    load: () => import('./import.ts'),
  },
  rename: {
    group: 'assess',
    usage: '<enterprise> <code>',
    synonyms: ['code', 'uscc', 'move', 'mv', 'umbenennen', '改名', '标识'],
    load: () => import('./rename.ts'),
  },
  batch: {
    group: 'score-many',
    usage: '<pack> <export...>',
    synonyms: ['bulk', 'many', 'csv', '批量'],
    load: () => import('./batch.ts'),
  },
  map: {
    group: 'score-many',
    usage: '<pack> <export>',
    synonyms: ['mapping', 'columns', 'zuordnen'],
    load: () => import('./map.ts'),
  },
  explain: {
    group: 'understand',
    usage: '<enterprise> [name]',
    synonyms: ['why', 'trace', 'breakdown', 'erklären', '解释'],
    load: () => import('./explain.ts'),
  },
  'what-if': {
    group: 'understand',
    usage: '<enterprise>',
    synonyms: ['whatif', 'scenario', 'try'],
    load: () => import('./what-if.ts'),
  },
  compare: {
    group: 'understand',
    usage: '<enterprise...>',
    synonyms: ['trend', 'history', 'vergleichen', '对比'],
    load: () => import('./compare.ts'),
  },
  recommend: {
    group: 'plan',
    usage: '<enterprise>',
    synonyms: ['plan', 'advise', 'advice', 'policy', 'measures', 'roadmap', 'empfehlen', '建议'],
    load: () => import('./recommend.ts'),
  },
  record: {
    group: 'plan',
    usage: '<enterprise>',
    synonyms: ['follow-up', 'track', 'log', 'done', 'grant', '记录'],
    load: () => import('./record.ts'),
  },
  report: {
    group: 'report',
    usage: '<enterprise>',
    synonyms: ['show', 'print', 'view', 'open', 'pdf', 'bericht', '报告'],
    load: () => import('./report.ts'),
  },
  list: {
    group: 'report',
    usage: '[word...]',
    synonyms: ['ls', 'find', 'search', 'info', 'enterprises', 'status', 'files', 'liste', '列表'],
    load: () => import('./list.ts'),
  },
  portfolio: {
    group: 'programme',
    usage: '<input...>',
    synonyms: ['dashboard', 'region', 'city', 'statistics', 'stats', 'summary', 'overview', 'auswerten', '看板'],
    load: () => import('./portfolio.ts'),
  },
  simulate: {
    group: 'programme',
    usage: '<spec>',
    synonyms: ['generate', 'sample', 'fake', 'synthetic'],
    load: () => import('./simulate.ts'),
  },
  verify: {
    group: 'programme',
    usage: '[path...]',
    synonyms: ['audit', 'integrity', 'checksum', 'prüfen', '核验'],
    load: () => import('./verify.ts'),
  },
  redact: {
    group: 'programme',
    usage: '<enterprise>',
    synonyms: ['anonymise', 'anonymize'],
    load: () => import('./redact.ts'),
  },
  forget: {
    group: 'programme',
    usage: '<enterprise>',
    synonyms: ['delete', 'remove', 'erase', 'purge', 'rm', 'löschen', 'vergessen', '删除'],
    load: () => import('./forget.ts'),
  },
  packs: {
    group: 'packs',
    usage: '',
    synonyms: ['questionnaires', 'catalogue', 'catalog', 'policies', 'programmes'],
    load: () => import('./packs.ts'),
  },
  init: {
    group: 'packs',
    usage: '<dir>',
    synonyms: ['new', 'create', 'demo', 'example', 'begin', 'neu'],
    load: () => import('./init.ts'),
  },
  programme: {
    group: 'packs',
    usage: '[source]',
    synonyms: ['program', 'funding', 'foerderung', 'förderung', 'förderprogramm', '政策'],
    load: () => import('./programme.ts'),
  },
  validate: {
    group: 'packs',
    usage: '[path...]',
    synonyms: ['check', 'lint', '校验', 'validieren'],
    load: () => import('./validate.ts'),
  },
  test: {
    group: 'packs',
    usage: '[path...]',
    synonyms: ['tests', 'cases', '测试'],
    load: () => import('./test.ts'),
  },
  diff: {
    group: 'packs',
    usage: '<old> <new>',
    synonyms: ['changes', 'changelog'],
    load: () => import('./diff.ts'),
  },
  graph: {
    group: 'packs',
    usage: '<pack>',
    synonyms: ['draw', 'diagram', 'mermaid', 'tree'],
    load: () => import('./graph.ts'),
  },
  rule: {
    group: 'packs',
    usage: '[id]',
    synonyms: ['rules', 'finding'],
    load: () => import('./rule.ts'),
  },
  schema: {
    group: 'packs',
    usage: '<kind>',
    synonyms: ['schemas', 'jsonschema', 'json-schema'],
    load: () => import('./schema.ts'),
  },
  lsp: {
    group: 'packs',
    usage: '',
    synonyms: ['language-server', 'editor'],
    load: () => import('./lsp.ts'),
  },
  key: {
    group: 'settings',
    usage: '<action> <name>',
    synonyms: ['keys', 'keygen', 'sign'],
    load: () => import('./key.ts'),
  },
  config: {
    group: 'settings',
    usage: '',
    synonyms: ['settings', 'preferences', 'einstellungen', '设置'],
    load: () => import('./config.ts'),
  },
  completion: {
    group: 'settings',
    usage: '<shell> [words...]',
    synonyms: ['completions', 'complete', 'autocomplete', 'shell'],
    load: () => import('./completion.ts'),
  },
};

/** Maps names that other tools use to the commands here. */
export const COMMAND_SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries(COMMANDS).flatMap(([name, { synonyms = [] }]) => synonyms.map((synonym) => [synonym, name] as const)),
);

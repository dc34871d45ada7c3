import type { Command } from 'commander';
import {
  addOutputOptions,
  addStyleOptions,
  DATA_FORMATS,
  type DataFormat,
  type HelpDetails,
  loadProject,
  type OutputOptions,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import type { Messages } from '../i18n/index.ts';
import { renderTerminalBlocks, type TerminalOptions, unbrokenTable } from '../report/index.ts';
import type { World } from '../world.ts';

type ConfigOptions = OutputOptions<DataFormat>;

/** A setting with its effective value. `from` is the file or variable that sets it; null for a default. */
interface Setting {
  readonly name: string;
  readonly value: string | readonly string[] | Readonly<Record<string, string>> | null;
  readonly from: string | null;
}

export const help: HelpDetails = {
  examples: ['matura config'],
  shown: {
    settings: [
      'kind: project',
      'packs: [questionnaires]',
      'policy: region',
      'lang: en',
      'files: files',
      'assessor: A. Example',
      'signers: ["SHA256:..."]',
      'letterhead: { logo: logo.png, name: Digital office }',
      'privacy: { file: privacy.txt, consent: true }',
      'rules: { M312: off, M501: error }',
      'docs: https://standards.example/matura',
    ],
  },
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, DATA_FORMATS);
  addStyleOptions(command).action((options: ConfigOptions) => showConfig(world, options).then(done));
}

async function showConfig(world: World, options: ConfigOptions): Promise<number> {
  const { messages, language } = await resolveLanguage(world, options.lang);
  const project = await (await loadProject()).readProject(world);
  const { MATURA_PACKS = '', LC_ALL, LC_MESSAGES, LANG } = world.env;
  const variable = LC_ALL ? 'LC_ALL' : LC_MESSAGES ? 'LC_MESSAGES' : LANG ? 'LANG' : null;
  const readFromProject = <T>(value: T | undefined): readonly [T, string] | undefined =>
    project && value !== undefined ? [value, project.file] : undefined;
  const packs =
    readFromProject(project?.packs) ?? (MATURA_PACKS === '' ? [null, null] : [MATURA_PACKS, 'MATURA_PACKS']);
  const settings: Setting[] = (
    [
      ['packs', packs],
      ['policy', readFromProject(project?.policy) ?? [null, null]],
      ['lang', readFromProject(project?.lang) ?? [language, variable]],
      ['files', readFromProject(project?.files) ?? ['files', null]],
      ['assessor', readFromProject(project?.assessor) ?? [null, null]],
      ['signers', readFromProject(project?.signers) ?? [null, null]],
      ['letterhead', readFromProject(project?.letterhead && Object.keys(project.letterhead)) ?? [null, null]],
      ['privacy', readFromProject(project?.privacy && Object.keys(project.privacy)) ?? [null, null]],
      ['rules', readFromProject(project?.rules) ?? [null, null]],
      ['docs', readFromProject(project?.docs) ?? [null, null]],
    ] as const
  ).map(([name, [value, from]]) => ({ name, value, from }));
  const titles = Object.values(messages.config.headings);
  const rows = settings.map((setting) => [
    setting.name,
    valueInWords(setting, messages),
    setting.from ?? messages.config.usual,
  ]);
  const outputMakers = {
    pretty: (look: TerminalOptions) => renderTerminalBlocks([unbrokenTable(titles, rows)], look),
    json: () => ({ schemaVersion: 1, settings }),
  };
  await showOutput(world, options, outputMakers, messages);
  return 0;
}

function valueInWords({ name, value }: Setting, { config, numbers }: Messages): string {
  if (value === null) return name === 'packs' ? config.bundled : name === 'policy' ? config.usualPolicy : config.none;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return numbers.list(value);
  return numbers.list(Object.entries(value).map(([code, severity]) => config.rule({ code, severity })));
}

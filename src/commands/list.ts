import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addOutputOptions,
  addStyleOptions,
  DATA_FORMATS,
  type DataFormat,
  filesOption,
  type HelpDetails,
  matchesWords,
  type OutputOptions,
  prepareOutput,
  readEachEnterprise,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { CodedRefusal, type Messages, pickText } from '../i18n/index.ts';
import { readRecordedName } from '../interview/index.ts';
import type { Enterprise, LevelResult, Text } from '../model/index.ts';
import {
  formatDate,
  formatNumber,
  levelInWords,
  renderTerminalBlocks,
  type TerminalOptions,
  unbrokenTable,
} from '../report/index.ts';
import type { World } from '../world.ts';

interface ListOptions extends OutputOptions<DataFormat> {
  readonly files: string;
}

export const help: HelpDetails = {
  examples: [
    'matura list',
    { DE: 'matura list GmbH', CN: 'matura list 精密' },
    { DE: 'matura list 4711 --json', CN: 'matura list 9135 --json' },
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(filesOption());
  addOutputOptions(command, DATA_FORMATS);
  addStyleOptions(command.optionsGroup('general')).action((words: string[], options: ListOptions) =>
    list(world, words, options).then(done),
  );
}

async function list(world: World, words: readonly string[], options: ListOptions): Promise<number> {
  const { messages } = await resolveLanguage(world, options.lang);
  await prepareOutput(world, options, ['enterprises']);
  const folder = {
    root: resolve(world.cwd, options.files),
    messages,
    quiet: options.quiet ?? false,
  };
  let unreadable = 0;
  let total = 0;
  const foundEnterprises: Enterprise[] = [];
  const countUnreadable = (): void => {
    unreadable += 1;
  };
  for await (const enterprise of readEachEnterprise(world, folder, countUnreadable)) {
    total += 1;
    if (matchesWords(enterprise, words)) foundEnterprises.push(enterprise);
  }
  if (total + unreadable === 0) throw new CodedRefusal(3, 'noFiles', { folder: options.files });
  if (foundEnterprises.length === 0 && words.length > 0)
    throw new CodedRefusal(3, 'nobodyFound', {
      words: words.join(' '),
      folder: options.files,
    });
  const rows = foundEnterprises
    .map(createRow)
    .sort((a, b) => compareText(b.assessedOn, a.assessedOn) || compareText(a.key, b.key));
  await showOutput(
    world,
    options,
    {
      pretty: (look) => renderRows(rows, messages, look),
      json: () => ({ schemaVersion: 1, enterprises: rows }),
    },
    messages,
  );
  return unreadable > 0 ? 1 : 0;
}

function compareText(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}

/** A row of the list: an enterprise on file with its newest assessment. Values are null if there is no assessment. */
interface Row {
  readonly key: string;
  readonly name: string | null;
  readonly assessments: number;
  /** The day of the assessment, `YYYY-MM-DD`. */
  readonly assessedOn: string | null;
  readonly kind: 'self' | 'onsite' | null;
  readonly pack: string | null;
  readonly level: Pick<LevelResult, 'value' | 'title' | 'lowest' | 'highest'> | null;
}

function createRow(enterprise: Enterprise): Row {
  const newestAssessment = enterprise.assessments.at(-1);
  return {
    key: enterprise.key,
    name: readRecordedName(enterprise) ?? null,
    assessments: enterprise.assessments.length,
    assessedOn: newestAssessment?.finishedAt.slice(0, 'YYYY-MM-DD'.length) ?? null,
    kind: newestAssessment?.kind ?? null,
    pack: newestAssessment?.pack.id ?? null,
    level: newestAssessment?.result.level ? pickLevel(newestAssessment.result.level) : null,
  };
}

function pickLevel({ value, title, lowest, highest }: LevelResult): Row['level'] {
  return { ...(value === undefined ? {} : { value }), ...(title === undefined ? {} : { title }), lowest, highest };
}

function renderRows(rows: readonly Row[], messages: Messages, look: TerminalOptions): string {
  const { listing, numbers, words } = messages;
  const { key, name, level, assessed, kind, pack } = listing.headings;
  const levelWords = {
    messages,
    levelOf: (value: number, title?: Text): string =>
      words.shortLevel({
        number: formatNumber(value, { numbers, decimals: 6 }),
        title: pickText(title, messages.language, []),
      }),
  };
  const cells = rows.map((row) => [
    row.key,
    row.name ?? '',
    row.level ? levelInWords(row.level, levelWords, 'short') : '',
    row.assessedOn === null ? '' : formatDate(row.assessedOn, numbers),
    row.kind === null ? '' : words.kinds[row.kind],
    row.pack ?? '',
  ]);
  return renderTerminalBlocks([unbrokenTable([key, name, level, assessed, kind, pack], cells)], look);
}

import { copyFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addStyleOptions,
  choiceOption,
  countryOf,
  EXAMPLE_COUNTRIES,
  type ExampleCountry,
  exampleNames,
  type HelpDetails,
  type ImportedPack,
  listFirstCommands,
  loadWorkbookImport,
  type NewFile,
  type NewPack,
  openAnswers,
  openPack,
  planFiles,
  requireEmptyFolder,
  resolveAsOf,
  resolveLanguage,
  scoreAnswers,
} from '../app/index.ts';
import { CodedRefusal, type Language, type Messages } from '../i18n/index.ts';
import { listInvisibleCharacters, Refusal } from '../model/index.ts';
import { FileProblem, writeAtomic, writeFolderAtomic } from '../store/index.ts';
import type { World } from '../world.ts';

interface InitOptions {
  readonly id?: string;
  readonly title?: string;
  readonly lang?: string;
  readonly from?: string;
  readonly example?: boolean;
  readonly country?: ExampleCountry;
}

export const help: HelpDetails = {
  examples: [
    'matura init demo --example',
    'matura init packs --id digital-check --title "Digital check"',
    'matura template quick-scan --format xlsform -o survey.xlsx',
    'matura init imported --from survey.xlsx',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--id <id>')
    .option('--title <title>')
    .option('--from <workbook>')
    .addOption(new Option('--example').conflicts(['id', 'title', 'from']))
    .addOption(choiceOption('--country <country>', EXAMPLE_COUNTRIES).conflicts(['id', 'title', 'from']));
  addStyleOptions(command).action((folder: string, options: InitOptions) =>
    (options.example || options.country ? writeExample : init)(world, folder, options).then(done),
  );
}

async function init(world: World, given: string, options: InitOptions): Promise<number> {
  if (given === '') throw new CodedRefusal(2, 'emptyFolderName');
  const { language, messages } = await resolveLanguage(world, options.lang);
  const words = messages.init;
  const folder = resolve(world.cwd, given);
  const id = chooseId(folder, options.id, words);
  await requireEmptyFolder(given, folder, words.refusals);
  const importedWorkbook =
    options.from === undefined ? undefined : await readWorkbook(world, options.from, language, messages);
  const title = titleFor(options.title ?? importedWorkbook?.title, words);
  const subject: NewPack = {
    id,
    title,
    language,
    words,
    ...(importedWorkbook ? { imported: importedWorkbook.files({ id, title }) } : {}),
  };
  for (const line of importedWorkbook?.remarks ?? []) world.stderr.write(`${line}\n`);
  const files = planFiles(subject);
  try {
    await writeFiles(folder, files, world.now());
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new Refusal(3, messages.files.problems[error.code]({ path: error.path }));
  }
  const { written, next, install } = words.done;
  const commands = [...goTo(given), ...listFirstCommands(subject)].map((line) => `  ${line}`);
  world.stdout.write(
    [written({ files: files.length, folder: given }), '', next, ...commands, '', install, ''].join('\n'),
  );
  return 0;
}

/** A folder in which commands can be tried. */
interface ExampleFolder {
  /** The files to create, each with the file in `examples` from which it is copied. */
  readonly files: Readonly<Record<string, string>>;
  /** The pack. `programme` is the funding programme of the enterprise, if it is not the one that the pack names. */
  readonly pack: string;
  readonly programme?: string;
  /** The commands to continue with. */
  readonly next: readonly string[];
}

/** The files of a city in China, as its published figures show it. */
const CITY_FILES = {
  'answers.yaml': 'answers/miit-sme-2024.yaml',
  'answers-self.yaml': 'answers/miit-sme-2024-self.yaml',
  'export.csv': 'exports/quick-scan-china/ids.csv',
  'dirty.csv': 'exports/quick-scan-china/dirty.csv',
  'region.yaml': 'chengdu/region.yaml',
};

/** The files of the district of a chamber in Germany. */
const CHAMBER_FILES = [
  'README.md',
  'matura.yaml',
  'answers.yaml',
  'answers-self.yaml',
  'export.csv',
  'dirty.csv',
  'register.csv',
  'region.yaml',
];

/** Plans the example folder; by default that of the country that goes with the language. */
function chooseExample(language: Language, country: ExampleCountry = countryOf(language)): ExampleFolder {
  const { enterprise, pack, survey, submittedOn } = exampleNames(language, country);
  if (country === 'CN') {
    return {
      files: CITY_FILES,
      pack,
      next: [
        `matura report ${enterprise} -o report.html`,
        `matura batch ${survey} export.csv`,
        'matura simulate region.yaml -o region',
      ],
    };
  }
  const place = language === 'de' ? 'de' : 'en';
  return {
    files: Object.fromEntries(CHAMBER_FILES.map((name) => [name, `chamber/${place}/${name}`])),
    pack,
    programme: 'germany',
    next: [
      `matura report ${enterprise} -o ${place === 'de' ? 'bericht' : 'report'}.html`,
      `matura batch ${survey} export.csv --date "${submittedOn}" --files files`,
      'matura portfolio files --registry register.csv --by district',
    ],
  };
}

/**
 * Writes a folder in which commands can be tried; its enterprise has a self-assessment and a later on-site assessment.
 */
async function writeExample(world: World, given: string, { lang, country }: InitOptions): Promise<number> {
  if (given === '') throw new CodedRefusal(2, 'emptyFolderName');
  const speech = await resolveLanguage(world, lang);
  const { done, refusals } = speech.messages.init;
  const folder = resolve(world.cwd, given);
  await requireEmptyFolder(given, folder, refusals);
  const { files, pack, programme, next } = chooseExample(speech.language, country);
  const compiledPack = await openPack(world, { pack, ...(programme === undefined ? {} : { policy: programme }) });
  await writeFolderAtomic(
    folder,
    async (place) => {
      for (const [name, from] of Object.entries(files))
        await copyFile(join(world.home, 'examples', from), join(place, name));
      for (const name of ['answers-self.yaml', 'answers.yaml']) {
        const openedAnswers = await openAnswers(world, compiledPack, join(place, name), { migrate: false });
        const asOf = resolveAsOf(world, undefined);
        await scoreAnswers(world, compiledPack, openedAnswers, {
          asOf,
          isAdvised: true,
          files: join(place, 'files'),
          language: speech,
        });
      }
    },
    world.now(),
  );
  const commands = [...goTo(given), ...next].map((line) => `  ${line}`);
  const writtenText = done.written({ files: Object.keys(files).length + 2, folder: given });
  world.stdout.write([writtenText, '', done.next, ...commands, ''].join('\n'));
  return 0;
}

/** Returns the command that changes to a folder; nothing for the current folder. */
function goTo(folder: string): readonly string[] {
  return folder === '.' ? [] : [`cd ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}`];
}

async function readWorkbook(world: World, path: string, language: Language, messages: Messages): Promise<ImportedPack> {
  const { importWorkbook } = await loadWorkbookImport();
  return importWorkbook(world, path, language, messages);
}

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const ANY_ID = 'digital-check';

/** Returns the requested id, otherwise an id derived from the folder's name. */
function chooseId(folder: string, wanted: string | undefined, { refusals }: Messages['init']): string {
  if (wanted !== undefined && !isId(wanted)) throw new Refusal(2, refusals.badId({ id: wanted }), refusals.badIdNext);
  if (wanted !== undefined) return wanted;
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 64);
  return isId(name) ? name : ANY_ID;
}

/**
 * Whether an id can also be the name of the pack's folder: it is not reserved by Windows, and not the folder of
 * policies.
 */
function isId(id: string): boolean {
  return ID_PATTERN.test(id) && !id.endsWith('.') && !/^(con|prn|aux|nul|com\d|lpt\d|policies)(\.|$)/i.test(id);
}

function titleFor(wanted: string | undefined, { pack, refusals }: Messages['init']): string {
  if (wanted === undefined) return pack.title;
  const title = wanted.replace(/\s+/g, ' ').trim();
  if (title === '') throw new Refusal(2, refusals.emptyTitle);
  const unseenCharacters = listInvisibleCharacters(title);
  if (unseenCharacters.length > 0)
    throw new Refusal(2, refusals.unseenInTitle({ characters: unseenCharacters.join(', ') }));
  return title;
}

/** Writes all files or, if one fails, none. */
async function writeFiles(folder: string, files: readonly NewFile[], now: Date): Promise<void> {
  await writeFolderAtomic(
    folder,
    async (place) => {
      for (const { name, text } of files) await writeAtomic(join(place, ...name.split('/')), text, { root: place });
    },
    now,
  );
}

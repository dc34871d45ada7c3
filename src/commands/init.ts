import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addStyleOptions,
  type ImportedPack,
  langOption,
  loadWorkbookImport,
  type NewFile,
  type NewPack,
  nextCommands,
  planFiles,
  requireEmptyFolder,
  resolveLanguage,
} from '../app/index.ts';
import { CodedRefusal, type Language, type Messages } from '../i18n/index.ts';
import { invisibleCharacters, Refusal } from '../model/index.ts';
import { FileProblem, writeAtomic, writeFolderAtomic } from '../store/index.ts';
import type { World } from '../world.ts';

interface InitOptions {
  readonly id?: string;
  readonly title?: string;
  readonly lang?: string;
  readonly from?: string;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--id <id>', 'the id of the pack (default: the name of the folder)')
    .option('--title <title>', 'the title of the pack')
    .option('--from <workbook>', 'build the pack from an XLSForm or a table of questions (XLSX)');
  addStyleOptions(
    command,
    langOption((codes) => `language, also of the pack and its comments: ${codes} (default: the system's)`),
  )
    .addHelpText(
      'after',
      `
Creates a small working pack with measures, a policy and cases, a GitHub workflow, hooks for pre-commit, and the
settings and schemas with which an editor completes, explains and checks. The folder must be new or empty, apart from
.git.

With --from, the pack is built from a workbook: an XLSForm (sheets survey and choices), or a table with the headings
Section, Question, Type, Options and Points, in English, Chinese or German. Options are in one cell, separated by ; or
line breaks, or in rows of their own below the question. Guesses are listed.

Exit code 0: written; 3: the folder is not empty or cannot be written to.

Examples:
  matura init our-questionnaires --id digital-check --title "Digital check"
  matura init our-questionnaires --from questions.xlsx`,
    )
    .action((folder: string, options: InitOptions) => init(world, folder, options).then(done));
}

async function init(world: World, given: string, options: InitOptions): Promise<number> {
  if (given === '') throw new CodedRefusal(2, 'emptyFolderName');
  const { language, messages } = await resolveLanguage(world, options.lang);
  const words = messages.init;
  const folder = resolve(world.cwd, given);
  const id = idFor(folder, options.id, words);
  await requireEmptyFolder(given, folder, words.refusals);
  const imported = options.from === undefined ? undefined : await readWorkbook(world, options.from, language, messages);
  const title = titleFor(options.title ?? imported?.title, words);
  const subject: NewPack = {
    id,
    title,
    language,
    words,
    ...(imported ? { imported: imported.files({ id, title }) } : {}),
  };
  for (const line of imported?.remarks ?? []) world.stderr.write(`${line}\n`);
  const files = planFiles(subject);
  try {
    await writeFiles(folder, files, world.now());
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new Refusal(3, messages.files.problems[error.code](error.path));
  }
  const { written, next, install } = words.done;
  const goThere = given === '.' ? [] : [`cd ${/^[\w./-]+$/.test(given) ? given : JSON.stringify(given)}`];
  const commands = [...goThere, ...nextCommands(subject)].map((line) => `  ${line}`);
  world.stdout.write([written(files.length, given), '', next, ...commands, '', install, ''].join('\n'));
  return 0;
}

async function readWorkbook(world: World, path: string, language: Language, messages: Messages): Promise<ImportedPack> {
  const { importWorkbook } = await loadWorkbookImport();
  return importWorkbook(world, path, language, messages);
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const ANY_ID = 'digital-check';

/** The id that was asked for, else the folder's name as far as an id can hold it. */
function idFor(folder: string, wanted: string | undefined, { refusals }: Messages['init']): string {
  if (wanted !== undefined && !isId(wanted)) throw new Refusal(2, refusals.badId(wanted), refusals.badIdNext);
  if (wanted !== undefined) return wanted;
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 64);
  return isId(name) ? name : ANY_ID;
}

/** The pack stands in a folder of this name: one that Windows does not allow, or that is that of the policies, is none. */
function isId(id: string): boolean {
  return ID.test(id) && !id.endsWith('.') && !/^(con|prn|aux|nul|com\d|lpt\d|policies)(\.|$)/i.test(id);
}

function titleFor(wanted: string | undefined, { pack, refusals }: Messages['init']): string {
  if (wanted === undefined) return pack.title;
  const title = wanted.replace(/\s+/g, ' ').trim();
  if (title === '') throw new Refusal(2, refusals.emptyTitle);
  const unseen = invisibleCharacters(title);
  if (unseen.length > 0) throw new Refusal(2, refusals.unseenInTitle(unseen.join(', ')));
  return title;
}

/** Writes all files, or none. */
async function writeFiles(folder: string, files: readonly NewFile[], now: Date): Promise<void> {
  await writeFolderAtomic(
    folder,
    async (place) => {
      for (const { name, text } of files) await writeAtomic(join(place, ...name.split('/')), text, { root: place });
    },
    now,
  );
}

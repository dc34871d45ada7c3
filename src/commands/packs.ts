import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  DATA_FORMATS,
  type DataFormat,
  type OutputOptions,
  type PackOptions,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { type Messages, pickText } from '../i18n/index.ts';
import { checkPack, checkPolicy, findPacks } from '../pack/index.ts';
import { renderTerminalBlocks, type TerminalOptions, unbrokenTable } from '../report/index.ts';
import type { World } from '../world.ts';

type PacksOptions = PackOptions & OutputOptions<DataFormat>;

interface ListedPack {
  readonly kind: 'pack' | 'policy';
  readonly id: string;
  /** Null if the file of the pack or policy cannot be read as a document. */
  readonly version: string | null;
  readonly title: string | null;
  readonly languages?: readonly string[];
  readonly questions?: number;
  readonly policy?: string;
  readonly bundled: boolean;
  readonly path: string;
  /** The number of problems in the pack; with any, it cannot be used. */
  readonly problems: number;
  /** Whether another pack with the same id takes precedence. */
  readonly hidden: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((options: PacksOptions) => listPacks(world, options).then(done));
}

async function listPacks(world: World, options: PacksOptions): Promise<number> {
  const { messages } = await resolveLanguage(world, options.lang);
  const foundPacks = await findPacks(world, options.packs ?? []);
  const folders = options.packs ?? [];
  const packs = await Promise.all(
    foundPacks.packs.map(async ({ id, folder, bundled }, i): Promise<ListedPack> => {
      const { pack, problems } = await checkPack(world, folder, folders);
      const document = pack?.questionnaire.document;
      return {
        kind: 'pack',
        id,
        version: pack?.version ?? null,
        title: pickText(document?.title, messages.language, document?.languages ?? []) ?? null,
        ...(document
          ? {
              languages: document.languages,
              questions: document.sections.reduce((sum, { questions }) => sum + questions.length, 0),
              ...(document.policy === undefined ? {} : { policy: document.policy }),
            }
          : {}),
        bundled,
        path: folder,
        problems: problems.length,
        hidden: isShadowed(id, i, foundPacks.packs),
      };
    }),
  );
  const policies = await Promise.all(
    foundPacks.policies.map(async ({ id, path, bundled }, i): Promise<ListedPack> => {
      const { policies, problems } = await checkPolicy(world, path, { packFolders: [], folders });
      const title = pickText(policies?.[0]?.document.title, messages.language, []) ?? null;
      return {
        kind: 'policy',
        id,
        version: policies?.[0]?.version ?? null,
        title,
        bundled,
        path,
        problems: problems.length,
        hidden: isShadowed(id, i, foundPacks.policies),
      };
    }),
  );
  const makers = {
    pretty: (look: TerminalOptions) => renderLists(packs, policies, messages, look),
    json: () => ({ schemaVersion: 1, packs, policies }),
  };
  await showOutput(world, options, makers, messages);
  return 0;
}

function isShadowed(id: string, position: number, all: readonly { readonly id: string }[]): boolean {
  return all.findIndex((one) => one.id === id) < position;
}

function renderLists(
  packs: readonly ListedPack[],
  policies: readonly ListedPack[],
  { packList: words }: Messages,
  look: TerminalOptions,
): string {
  const { pack, policy, version, status, title, languages, where } = words.headings;
  const placeOf = ({ bundled, path }: ListedPack): string => (bundled ? words.bundled : path);
  const makeFirstCells = (one: ListedPack): string[] => [
    one.id,
    one.version ?? '',
    statusOf(one, words),
    one.title ?? '',
  ];
  const packRows = packs.map((one) => [
    ...makeFirstCells(one),
    one.languages?.join(' ') ?? '',
    one.policy ?? '',
    placeOf(one),
  ]);
  const policyRows = policies.map((one) => [...makeFirstCells(one), placeOf(one)]);
  const blocks = [
    unbrokenTable([pack, version, status, title, languages, policy, where], packRows),
    unbrokenTable([policy, version, status, title, where], policyRows),
  ];
  return renderTerminalBlocks(blocks, look);
}

function statusOf({ problems, hidden }: ListedPack, words: Messages['packList']): string {
  const remarks = [
    ...(hidden ? [words.hidden] : []),
    ...(problems > 0 ? [words.problems({ count: String(problems), n: problems })] : []),
  ];
  return remarks.join('; ') || words.fine;
}

import type { Command } from 'commander';
import { pickText } from '../i18n/text.ts';
import { findPacks } from '../pack/find.ts';
import { loadPackFolder } from '../pack/load.ts';
import { loadPolicy } from '../pack/policy.ts';
import { renderTable } from '../report/table.ts';
import type { World } from '../world.ts';
import { lookOf, speechOf } from './steps/look.ts';

interface PacksOptions {
  readonly json?: boolean;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

interface Listed {
  readonly kind: 'pack' | 'policy';
  readonly id: string;
  /** Null where its file has problems. */
  readonly version: string | null;
  readonly title: string | null;
  readonly languages?: readonly string[];
  readonly questions?: number;
  readonly policy?: string;
  readonly bundled: boolean;
  readonly path: string;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--json', 'as JSON')
    .option('--packs <dir...>', 'folders to look in as well; MATURA_PACKS names more')
    .option('--lang <language>', 'en, zh or de (default: that of the system)')
    .option('--no-color', 'without colours')
    .action(async (options: PacksOptions) => {
      done(await listPacks(world, options));
    });
}

async function listPacks(world: World, options: PacksOptions): Promise<number> {
  const { language } = speechOf(world, options.lang);
  const found = await findPacks(world, options.packs ?? []);
  const packs = await Promise.all(
    found.packs.map(async ({ id, folder, bundled }): Promise<Listed> => {
      const { pack } = await loadPackFolder(world, folder);
      const document = pack?.questionnaire.document;
      return {
        kind: 'pack',
        id,
        version: pack?.version ?? null,
        title: pickText(document?.title, language, document?.languages ?? []) ?? null,
        ...(document
          ? {
              languages: document.languages,
              questions: document.sections.reduce((sum, { questions }) => sum + questions.length, 0),
              ...(document.policy === undefined ? {} : { policy: document.policy }),
            }
          : {}),
        bundled,
        path: folder,
      };
    }),
  );
  const policies = await Promise.all(
    found.policies.map(async ({ id, path, bundled }): Promise<Listed> => {
      const policy = (await loadPolicy(world, path, { packs: options.packs ?? [] })).policies?.[0];
      const title = pickText(policy?.document.title, language, []) ?? null;
      return { kind: 'policy', id, version: policy?.version ?? null, title, bundled, path };
    }),
  );
  if (options.json) {
    world.stdout.write(`${JSON.stringify({ schemaVersion: 1, packs, policies }, null, 2)}\n`);
  } else world.stdout.write(renderLists(packs, policies, lookOf(world, world.stdout, options)));
  return 0;
}

function renderLists(
  packs: readonly Listed[],
  policies: readonly Listed[],
  look: { color: boolean; width: number },
): string {
  const version = ({ version: known }: Listed): string => known ?? 'has problems: matura validate';
  const where = ({ bundled, path }: Listed): string => (bundled ? 'bundled' : path);
  const packRows = packs.map((one) => [
    one.id,
    version(one),
    one.title ?? '',
    one.languages?.join(' ') ?? '',
    one.policy ?? '',
    where(one),
  ]);
  const policyRows = policies.map((one) => [one.id, version(one), one.title ?? '', where(one)]);
  return [
    renderTable(['Pack', 'Version', 'Title', 'Languages', 'Policy', 'Where'], packRows, look),
    renderTable(['Policy', 'Version', 'Title', 'Where'], policyRows, look),
  ].join('\n');
}

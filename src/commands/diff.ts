import { resolve } from 'node:path';
import type { Command } from 'commander';
import { joinVocabularies } from '../report/diff/vocabulary.ts';
import { type DiffReport, renderDiff } from '../report/diff.ts';
import { makeVocabulary, type Vocabulary } from '../report/vocabulary.ts';
import { compareVersions, isOfSubstance, type Version } from '../versions/compare.ts';
import { headlineOf } from '../versions/outcome.ts';
import { renamesOf } from '../versions/renames.ts';
import type { World } from '../world.ts';
import { compareEnterprises } from './diff/enterprises.ts';
import { langOption, lookOf, speechOf } from './steps/look.ts';
import { openPack } from './steps/open-pack.ts';
import type { Settled } from './steps/settle.ts';

interface DiffOptions {
  readonly files?: string;
  readonly json?: boolean;
  readonly texts?: boolean;
  readonly policy?: string;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--files <dir>', 'a folder of enterprise files: whose level would change, and which answers would be lost')
    .option('--json', 'as JSON')
    .option('--texts', 'lists changed texts and translations instead of counting them')
    .option('--policy <id|path>', 'the policy whose facts are asked as well (default: those the questionnaires name)')
    .option('--packs <dir...>', 'folders to look for packs in first')
    .addOption(langOption())
    .option('--quiet', 'without progress')
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      `
OLD and NEW are ids or paths of packs, such as two folders with the same pack. What NEW declares with \`renamedFrom\` is
applied first. With --files the newest assessment of each enterprise under OLD's id is taken over and scored under NEW;
its recorded result is compared, and nothing is written.

Exit code 0: nothing to look at; 1: something that counts changed though the version is the same, or with --files a level
changes or may change, an answer is lost or a file cannot be read; 3: a pack or the folder cannot be used.

Examples:
  matura diff miit-sme-2024 ./my-edition
  matura diff before/my-pack my-pack --files files
  matura diff before/my-pack my-pack --texts --lang zh`,
    )
    .action(async (old: string, now: string, options: DiffOptions) => {
      done(await diff(world, old, now, options));
    });
}

async function diff(world: World, oldGiven: string, nowGiven: string, options: DiffOptions): Promise<number> {
  const speech = await speechOf(world, options.lang);
  const old = await openPack(world, { ...options, pack: oldGiven });
  const now = await openPack(world, { ...options, pack: nowGiven });
  const [before, after] = [versionOf(old), versionOf(now)];
  const changes = compareVersions(before, after);
  const headline = headlineOf(after.rubric);
  const target = { plan: now.plan, renames: renamesOf(after), stamp: now.stamp, tool: world.version, headline };
  const enterprises =
    options.files === undefined
      ? undefined
      : await compareEnterprises(world, old.stamp, target, {
          root: resolve(world.cwd, options.files),
          messages: speech.messages,
          quiet: options.quiet ?? false,
        });
  const substance = changes.filter(isOfSubstance);
  const isQuiet = old.stamp.id === now.stamp.id && old.stamp.version === now.stamp.version && substance.length > 0;
  if (isQuiet)
    world.stderr.write(
      `What counts changed, yet both are version ${now.stamp.version}: raise the version, so that results can be told apart.\n`,
    );
  if (options.json) {
    const texts = changes.length - substance.length;
    const listed = options.texts ? changes : substance;
    const output = { schemaVersion: 1, tool: world.version, old: old.stamp, new: now.stamp, changes: listed, texts };
    world.stdout.write(`${JSON.stringify({ ...output, ...(enterprises ? { enterprises } : {}) }, null, 2)}\n`);
  } else {
    const [one, other] = [old, now].map(({ plan, pack: { questionnaire, rubric } }) =>
      makeVocabulary({ plan, ...speech, languages: questionnaire.document.languages, titles: rubric.document.titles }),
    ) as [Vocabulary, Vocabulary];
    const measures = [...(before.measures?.measures ?? []), ...(after.measures?.measures ?? [])];
    const report: DiffReport = {
      old: before.questionnaire,
      now: after.questionnaire,
      changes,
      measureTitles: new Map(measures.map(({ id, title }) => [id, other.pick(title) ?? id])),
      enterprises,
      headline,
      texts: options.texts ?? false,
    };
    const vocabularies = joinVocabularies(one, other, now.plan);
    world.stdout.write(renderDiff(report, { ...lookOf(world, world.stdout, options), vocabularies }));
  }
  const isToLookAt = enterprises && (enterprises.changed.length > 0 || enterprises.unreadable.length > 0);
  return isQuiet || isToLookAt ? 1 : 0;
}

function versionOf({ pack, plan }: Settled): Version {
  return {
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    measures: pack.measures?.document ?? null,
    plan,
  };
}

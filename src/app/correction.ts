// Helps users correct the newest assessment on file.
import { CodedRefusal } from '../i18n/index.ts';
import type { Assessment, Enterprise } from '../model/index.ts';
import { type CompiledPack, findPresentIds } from '../pack/index.ts';
import { belongsTo } from '../versions/index.ts';
import type { World } from '../world.ts';
import { STANDARD_FOLDER } from './common-options.ts';
import { quoteWord } from './console.ts';

/** Returns the newest assessment of an enterprise under any version of a pack, or under its former id. */
export function newestAssessmentUnder(
  { assessments }: Enterprise,
  { pack: { questionnaire } }: CompiledPack,
): Assessment | undefined {
  return assessments.findLast(({ pack }) => belongsTo(pack, questionnaire.document));
}

/**
 * Returns the newest assessment that goes on under a pack and can be corrected with it; undefined if there is none, or if
 * it was made with a version of the pack that goes on under another id.
 */
export async function findCorrectable(
  world: World,
  enterprise: Enterprise,
  { compiled, packs }: { readonly compiled: CompiledPack; readonly packs?: readonly string[] | undefined },
): Promise<Assessment | undefined> {
  const newest = newestAssessmentUnder(enterprise, compiled);
  if (newest === undefined || newest.pack.id !== compiled.stamp.id) return newest;
  return (await findPresentIds(world, packs))(newest.pack) === compiled.stamp.id ? newest : undefined;
}

/** Throws a `Refusal` if a recorded version of a pack goes on as another pack. */
export async function refuseFormerId(
  world: World,
  id: string,
  recorded: { readonly id: string; readonly version: string },
  { path, packs }: { readonly path: string; readonly packs?: readonly string[] | undefined },
): Promise<void> {
  if (recorded.id !== id) return;
  const now = (await findPresentIds(world, packs))(recorded);
  if (now !== id) throw new CodedRefusal(3, 'goesOnAs', { path, pack: id, version: recorded.version, now });
}

/** Where a command finds its files, and the language in which it was typed; options at their defaults are left out. */
export interface CommandPlace {
  readonly files: string;
  readonly packs?: readonly string[] | undefined;
  readonly lang?: string | undefined;
}

/** Returns a command as it would be typed again: its words quoted, followed by the options of its place. */
export function typedCommand(words: readonly string[], { files, packs = [], lang }: CommandPlace): string {
  return [
    'matura',
    ...words.map(quoteWord),
    ...(files === STANDARD_FOLDER ? [] : ['--files', quoteWord(files)]),
    ...packs.flatMap((folder) => ['--packs', quoteWord(folder)]),
    ...(lang === undefined ? [] : ['--lang', lang]),
  ].join(' ');
}

/** Returns the command that opens the newest assessment of an enterprise to correct its answers. */
export function correctionCommand({
  pack,
  key,
  ...place
}: CommandPlace & {
  /** The pack as the user would type it: an id or a path. */
  readonly pack: string;
  readonly key: string;
}): string {
  return typedCommand(['diagnose', pack, '--enterprise', key, '--correct'], place);
}

// Helps users correct the newest assessment on file.
import type { Assessment, Enterprise } from '../model/index.ts';
import { type CompiledPack, findPresentIds } from '../pack/index.ts';
import { belongsTo } from '../versions/index.ts';
import type { World } from '../world.ts';
import { type CommandPlace, writeTypedCommand } from './typed-command.ts';

/** Returns the newest assessment of an enterprise under any version of a pack, or under its former id. */
export function findNewestAssessment(
  { assessments }: Enterprise,
  { pack: { questionnaire } }: CompiledPack,
): Assessment | undefined {
  return assessments.findLast(({ pack }) => belongsTo(pack, questionnaire.document));
}

/**
 * Returns the newest assessment that can be corrected with a pack, which may have been recorded under the pack's former
 * id. Undefined if there is none, or if it was made with a version of the pack that was continued under another id.
 */
export async function findCorrectable(
  world: World,
  enterprise: Enterprise,
  { compiled, packs }: { readonly compiled: CompiledPack; readonly packs?: readonly string[] | undefined },
): Promise<Assessment | undefined> {
  const newest = findNewestAssessment(enterprise, compiled);
  if (newest === undefined || newest.pack.id !== compiled.stamp.id) return newest;
  return (await findPresentIds(world, packs))(newest.pack) === compiled.stamp.id ? newest : undefined;
}

/** Returns the command that opens the newest assessment of an enterprise to correct its answers. */
export function writeCorrectionCommand({
  pack,
  key,
  ...place
}: CommandPlace & {
  /** The pack as the user would type it: an id or a path. */
  readonly pack: string;
  readonly key: string;
}): string {
  return writeTypedCommand(['diagnose', pack, '--enterprise', key, '--correct'], place);
}

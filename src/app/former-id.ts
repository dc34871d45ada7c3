// Recognises what was made with a pack under its former id.
import { CodedRefusal } from '../i18n/index.ts';
import { findPresentIds, type LoadedPack } from '../pack/index.ts';
import { belongsTo } from '../versions/index.ts';
import type { World } from '../world.ts';

/** A file that states a pack by its id, and the folders in which packs are looked for first. */
interface FormerSource {
  readonly path: string;
  readonly packs?: readonly string[] | undefined;
}

/**
 * Returns a document with the present id of its pack in place of a former one. Throws a `Refusal` if the document
 * states a version of the pack that was continued under another id.
 */
export async function withPresentId<
  Document extends { readonly pack?: string | undefined; readonly packVersion?: string | undefined },
>(world: World, pack: LoadedPack, document: Document, source: FormerSource): Promise<Document> {
  const { pack: id, packVersion: version } = document;
  if (id === undefined || version === undefined) return document;
  if (belongsTo({ id, version }, pack.questionnaire.document) && id !== pack.id) return { ...document, pack: pack.id };
  await refuseFormerId(world, pack.id, { id, version }, source);
  return document;
}

/** Throws a `Refusal` if a recorded version of a pack was continued as another pack. */
export async function refuseFormerId(
  world: World,
  id: string,
  recorded: { readonly id: string; readonly version: string },
  { path, packs }: FormerSource,
): Promise<void> {
  if (recorded.id !== id) return;
  const presentId = (await findPresentIds(world, packs))(recorded);
  if (presentId !== id)
    throw new CodedRefusal(3, 'goesOnAs', { path, pack: id, version: recorded.version, now: presentId });
}

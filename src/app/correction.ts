// Helps users correct the newest assessment on file.
import type { Assessment, Enterprise } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import { belongsTo } from '../versions/index.ts';
import { STANDARD_FOLDER } from './common-options.ts';
import { quoteWord } from './console.ts';

/** Returns the newest assessment of an enterprise under any version of a pack, or under its former id. */
export function newestAssessmentUnder(
  { assessments }: Enterprise,
  { pack: { questionnaire } }: CompiledPack,
): Assessment | undefined {
  return assessments.findLast(({ pack }) => belongsTo(pack, questionnaire.document));
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

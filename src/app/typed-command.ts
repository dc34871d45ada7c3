// Writes commands that users can type again.
import { STANDARD_FOLDER } from './common-options.ts';
import { quoteWord } from './console.ts';

/** Where a command finds its files, and the language in which it was typed; options at their defaults are left out. */
export interface CommandPlace {
  readonly files: string;
  readonly packs?: readonly string[] | undefined;
  readonly lang?: string | undefined;
}

/** Returns a command in the form in which it would be typed: its words quoted, followed by the options of its place. */
export function writeTypedCommand(words: readonly string[], { files, packs = [], lang }: CommandPlace): string {
  return [
    'matura',
    ...words.map(quoteWord),
    ...(files === STANDARD_FOLDER ? [] : ['--files', quoteWord(files)]),
    ...packs.flatMap((folder) => ['--packs', quoteWord(folder)]),
    ...(lang === undefined ? [] : ['--lang', lang]),
  ].join(' ');
}

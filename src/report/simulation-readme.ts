import type { Messages } from '../i18n/index.ts';
import { heading, left, paragraph, type ReportDocument, tableOf } from './document/document-model.ts';

/** A file of a synthetic region, and what it holds in words. */
export interface WrittenFile {
  /** Below the folder, with `/`. */
  readonly name: string;
  readonly holds: string;
}

/** What stands in the folder of a synthetic region: that nothing in it is real, what it stands for, its files. */
export function documentFolder(
  region: { readonly tag: string; readonly title: string; readonly description: string | undefined },
  files: readonly WrittenFile[],
  words: Messages['simulate'],
): ReportDocument {
  const { tag, title, description } = region;
  return {
    tag,
    title,
    cover: [],
    blocks: [
      paragraph([{ strong: words.synthetic }]),
      ...(description === undefined ? [] : [heading(2, 'region', words.describedAs), paragraph(description)]),
      heading(2, 'files', words.filesTitle),
      ...tableOf(
        left(words.file, words.holds),
        files.map(({ name, holds }) => [name, holds]),
      ),
    ],
    notes: [],
    notesTitle: '',
  };
}

import type { Messages } from '../i18n/index.ts';
import { createLeftTitles, heading, paragraph, type ReportDocument, tableOf } from './document/document-model.ts';

/** A file of a synthetic region, with a description of its content. */
export interface WrittenFile {
  /** The path relative to the folder, with `/` as separator. */
  readonly name: string;
  readonly holds: string;
}

/** Whether the codes of enterprises are credit codes or plain numbers. */
type SyntheticCodes = 'credit' | 'plain';

/** Documents the folder of a synthetic region: that all data are invented, what they represent, and the files. */
export function documentFolder(
  region: { readonly tag: string; readonly title: string; readonly description: string | undefined },
  files: readonly WrittenFile[],
  words: Messages['simulate'],
  codes: SyntheticCodes,
): ReportDocument {
  const { tag, title, description } = region;
  return {
    tag,
    title,
    cover: [],
    blocks: [
      paragraph([{ strong: words.synthetic({ codes }) }]),
      ...(description === undefined ? [] : [heading(2, 'region', words.describedAs), paragraph(description)]),
      heading(2, 'files', words.filesTitle),
      ...tableOf(
        createLeftTitles(words.file, words.holds),
        files.map(({ name, holds }) => [name, holds]),
      ),
    ],
    notes: [],
    notesTitle: '',
  };
}

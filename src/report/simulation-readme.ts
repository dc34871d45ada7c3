import type { Messages } from '../i18n/index.ts';
import type { Block, ReportDocument } from './document/document-model.ts';

/** A file of a synthetic region, and what it holds in words. */
export interface WrittenFile {
  /** Below the folder, with `/`. */
  readonly name: string;
  readonly holds: string;
}

/** What stands in the folder of a synthetic region: that nothing in it is real, what it stands for, its files. */
export function documentFolder(
  {
    tag,
    title,
    description,
  }: { readonly tag: string; readonly title: string; readonly description: string | undefined },
  files: readonly WrittenFile[],
  words: Messages['simulate'],
): ReportDocument {
  const heading = (id: string, text: string): Block => ({ kind: 'heading', level: 2, id, text: [text] });
  const described: Block[] =
    description === undefined ? [] : [heading('region', words.describedAs), { kind: 'paragraph', text: [description] }];
  const columns = [words.file, words.holds].map((column) => ({ title: [column], align: 'left' as const }));
  const rows = files.map(({ name, holds }) => [{ text: [name] }, { text: [holds] }]);
  return {
    tag,
    title,
    cover: [],
    blocks: [
      { kind: 'paragraph', text: [{ strong: words.synthetic }] },
      ...described,
      heading('files', words.filesTitle),
      { kind: 'table', columns, rows },
    ],
    notes: [],
    notesTitle: '',
  };
}

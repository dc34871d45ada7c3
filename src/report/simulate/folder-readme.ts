import type { SimulateMessages } from '../../i18n/simulate/messages.ts';
import { escapeMarkdown, escapeStart } from '../markdown/escape.ts';
import { drawTable } from '../markdown/table.ts';

/** A file of a synthetic region, and what it holds in words. */
export interface WrittenFile {
  /** Below the folder, with `/`. */
  readonly name: string;
  readonly holds: string;
}

/** What stands in the folder of a synthetic region, as Markdown: that nothing in it is real, what it stands for, its files. */
export function renderFolderReadme(
  title: string,
  description: string | undefined,
  files: readonly WrittenFile[],
  words: SimulateMessages,
): string {
  const rows = files.map(({ name, holds }) => [`\`${name}\``, escapeMarkdown(holds)]);
  const described = description === undefined ? [] : [`## ${words.describedAs}`, escapeStart(description)];
  const table = drawTable([words.file, words.holds], rows).join('\n');
  const parts = [`# ${escapeMarkdown(title)}`, `**${words.synthetic}**`, ...described, `## ${words.filesTitle}`, table];
  return `${parts.join('\n\n')}\n`;
}

import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';

const COMMAND = 'src/commands/packs.ts';

/** Packs and policies in the order of their titles. */
export const option: Planting = {
  id: 'option',
  title: 'an option of a command: packs --sort',
  most: 3,
  edits: [
    {
      file: COMMAND,
      replace: "import type { Command } from 'commander';",
      text: "import { type Command, Option } from 'commander';",
    },
    {
      file: COMMAND,
      replace: 'type PacksOptions = PackOptions & OutputOptions<DataFormat>;',
      text: "type PacksOptions = PackOptions & OutputOptions<DataFormat> & { readonly sort?: 'title' };",
    },
    {
      file: COMMAND,
      replace: '  addPackOptions(command).action(',
      text: `  addPackOptions(command)
    .addOption(new Option('--sort <order>', 'the order of the lists (default: as they are found)').choices(['title']))
    .action(`,
    },
    {
      file: COMMAND,
      before: '  const makers = {\n',
      text: `  if (options.sort === 'title') for (const list of [packs, policies]) list.sort(byTitle);\n`,
    },
    {
      file: COMMAND,
      before: 'function comesLater(',
      text: `function byTitle(a: Listed, b: Listed): number {
  const [first, second] = [a.title ?? '', b.title ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}

`,
    },
    {
      file: 'src/i18n/de/help.ts',
      before: "  'a folder to search for packs and policies first; repeatable':",
      text: "  'the order of the lists (default: as they are found)': 'Reihenfolge der Listen (Standard: wie gefunden)',\n",
    },
    {
      file: 'src/i18n/zh/help.ts',
      before: "  'a folder to search for packs and policies first; repeatable':",
      text: "  'the order of the lists (default: as they are found)': '列表的顺序（默认：按找到的先后）',\n",
    },
  ],
  tests: ['test/i18n/help', 'test/commands/completion', 'test/commands/options-together'],
  async probe({ matura }) {
    const titlesOf = (list: readonly { readonly title: string }[]): string[] => list.map(({ title }) => title);
    const { packs, policies } = JSON.parse(await matura(['packs', '--sort', 'title', '--json', '--lang', 'en']));
    for (const list of [packs, policies]) expectEqual(titlesOf(list), [...titlesOf(list)].sort());
    // Otherwise the order would show nothing.
    const found = JSON.parse(await matura(['packs', '--json', '--lang', 'en']));
    expectEqual(titlesOf(found.packs).join() === titlesOf(packs).join(), false);
    expectEqual((await matura(['packs', '--help', '--lang', 'de'])).includes('Reihenfolge der Listen'), true);
    await matura(['packs', '--sort', 'size'], 2);
  },
};

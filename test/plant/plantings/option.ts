import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';

const COMMAND = 'src/commands/packs.ts';

/** Packs and policies in the order of their titles. */
export const option: Planting = {
  id: 'option',
  title: 'an option of a command: packs --sort (each further translation 1 more)',
  most: 3,
  edits: [
    {
      file: COMMAND,
      before: '  DATA_FORMATS,\n',
      text: '  choiceOption,\n',
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
    .addOption(choiceOption('--sort <order>', ['title']))
    .action(`,
    },
    {
      file: COMMAND,
      before: '  const outputMakers = {\n',
      text: `  if (options.sort === 'title') for (const list of [packs, policies]) list.sort(byTitle);\n`,
    },
    {
      file: COMMAND,
      before: 'function isShadowed(',
      text: `function byTitle(a: ListedPack, b: ListedPack): number {
  const [first, second] = [a.title ?? '', b.title ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}

`,
    },
    {
      file: 'src/i18n/en/help.yaml',
      before: '  init:\n    summary:',
      text: "    options:\n      sort: 'the order of the lists (default: as they are found)'\n",
    },
    {
      file: 'src/i18n/de/help.yaml',
      before: '  init:\n    summary:',
      text: "    options:\n      sort: 'Reihenfolge der Listen (Standard: wie gefunden)'\n",
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

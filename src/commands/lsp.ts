import type { Command } from 'commander';
import { addPackOptions, loadLanguageServer, type PackOptions, resolveAsOf } from '../app/index.ts';
import type { Project } from '../model/index.ts';
import type { World } from '../world.ts';

export function configure(command: Command, world: World, done: (code: number) => void): void {
  // Editors pass this option to every server they start.
  command.option('--stdio', 'speak over standard input and output, as is done anyway');
  addPackOptions(command)
    .addHelpText(
      'after',
      `
An editor starts it and speaks the language server protocol over standard input and output: findings while one types,
what a key or an id means, completion, the place where an id is given, and renaming in all files of a pack and its
policies. The folder examples/editor of Matura sets it up for VS Code, Neovim and Helix.`,
    )
    .action(async (options: PackOptions & Pick<Project, 'rules' | 'docs'>) => {
      const { serveEditor } = await loadLanguageServer();
      done(
        await serveEditor(world, {
          folders: options.packs ?? [],
          asOf: resolveAsOf(world, undefined),
          lang: options.lang,
          severities: options.rules,
          docs: options.docs,
        }),
      );
    });
}

import type { Command } from 'commander';
import { addPackOptions, loadLanguageServer, type PackOptions, resolveAsOf } from '../app/index.ts';
import type { Project } from '../model/index.ts';
import type { World } from '../world.ts';

export function configure(command: Command, world: World, done: (code: number) => void): void {
  // Editors pass this option to every server they start.
  command.option('--stdio');
  addPackOptions(command).action(async (options: PackOptions & Pick<Project, 'rules' | 'docs'>) => {
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

// Asks how to begin, if `matura` is started without a command at a terminal.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Messages, pickText } from '../i18n/index.ts';
import { findPacks } from '../pack/index.ts';
import type { World } from '../world.ts';
import { askChoice, askText } from './ask-terminal.ts';
import { quoteWord, resolveLanguage } from './console.ts';
import { openPack } from './open-pack.ts';

/** The folders for the example and for a new pack have the same names as in the guides. */
const EXAMPLE_FOLDER = 'demo';
const PACK_FOLDER = 'my-questionnaire';

/**
 * Asks how to begin and for the details, prints the resulting command on stderr, and returns its words to be run.
 * Throws a `Refusal` if the person cancels.
 */
export async function chooseFirstStep(world: World): Promise<readonly string[]> {
  const { messages } = await resolveLanguage(world, undefined);
  const { firstSteps: words } = messages;
  const { ways } = words;
  const promptContext = { messages, left: words.left };
  const choice = await askChoice(
    world,
    words.question,
    (['example', 'diagnose', 'batch', 'pack', 'help'] as const).map((id) => ({ id, text: ways[id] })),
    promptContext,
  );
  const command = await completeCommand();
  world.stderr.write(`$ ${['matura', ...command].map(quoteWord).join(' ')}\n\n`);
  return command;

  async function completeCommand(): Promise<readonly string[]> {
    switch (choice) {
      case 'example':
        return ['init', await askNewFolder(EXAMPLE_FOLDER), '--example'];
      case 'diagnose':
        return ['diagnose', await askPack(world, messages)];
      case 'batch':
        return ['batch', await askPack(world, messages), await askFile()];
      case 'pack':
        return ['init', await askNewFolder(PACK_FOLDER)];
      case 'help':
        return ['--help'];
    }
  }

  function askNewFolder(standard: string): Promise<string> {
    const check = (text: string): string | undefined =>
      existsSync(resolve(world.cwd, text)) ? words.folderThere({ folder: text }) : undefined;
    return askText(
      world,
      { message: words.folder, check, ...(check(standard) === undefined ? { standard } : {}) },
      promptContext,
    );
  }

  function askFile(): Promise<string> {
    const check = (text: string): string | undefined =>
      text === '' || !existsSync(resolve(world.cwd, text)) ? words.noFile({ path: text }) : undefined;
    return askText(world, { message: words.file, check }, promptContext);
  }
}

async function askPack(world: World, messages: Messages): Promise<string> {
  const { firstSteps: words } = messages;
  const ids = [...new Set((await findPacks(world, [])).packs.map(({ id }) => id))];
  const choices = await Promise.all(
    ids.map(async (id) => {
      const { pack } = await openPack(world, { pack: id, measures: false });
      const { title, languages, sections } = pack.questionnaire.document;
      const count = sections.reduce((sum, { questions }) => sum + questions.length, 0);
      return { id, text: words.pack({ title: pickText(title, messages.language, languages) ?? id, count }) };
    }),
  );
  return askChoice(world, words.whichPack, choices, { messages, left: words.left });
}

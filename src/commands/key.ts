import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addStyleOptions,
  forceOption,
  type HelpDetails,
  outputOption,
  refuseUnknownChoice,
  resolveLanguage,
} from '../app/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import { sanitizeLine } from '../report/index.ts';
import { computeFingerprint, readSigningKey, writeSigningKey } from '../store/index.ts';
import type { World } from '../world.ts';

interface KeyOptions {
  readonly output: string;
  readonly force?: boolean;
  readonly lang?: string;
  readonly quiet?: boolean;
}

export const help: HelpDetails = {
  examples: ['matura key new "A. Example"', 'matura key show matura.key'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(outputOption().default('matura.key')).addOption(forceOption());
  addStyleOptions(command).action((action: string, name: string, options: KeyOptions) =>
    runKey(world, action, name, options).then(done),
  );
}

async function runKey(world: World, action: string, name: string, options: KeyOptions): Promise<number> {
  if (action !== 'new' && action !== 'show') throw refuseUnknownChoice('<action>', action, ['new', 'show']);
  const { messages } = await resolveLanguage(world, options.lang);
  const path = resolve(world.cwd, action === 'new' ? options.output : name);
  if (action === 'new' && !options.force && existsSync(path))
    throw new CodedRefusal(3, 'keyThere', { path: options.output });
  const key = action === 'new' ? await writeSigningKey(path, name) : readSigningKey(path);
  if (action === 'new' && !options.quiet)
    world.stderr.write(`${sanitizeLine(messages.verify.keyWritten({ path: options.output }))}\n`);
  world.stdout.write(`${sanitizeLine(`${computeFingerprint(key.publicKey)} ${key.name}`)}\n`);
  return 0;
}

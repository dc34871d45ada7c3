import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../model/index.ts';
import { sanitizeLine } from '../report/index.ts';
import type { World } from '../world.ts';
import { formatFinalRefusal, resolveLanguage } from './console.ts';

/** An editor may write several files, or one in several steps. */
const PAUSE = 100;

/**
 * Does something now, and again whenever a YAML file at or below a path changes, until a signal ends the run. What
 * refuses to go on is told, and tried again after the next change.
 */
export async function repeatOnChange(
  world: World,
  paths: readonly string[],
  lang: string | undefined,
  run: () => Promise<unknown>,
): Promise<never> {
  const { findings } = (await resolveLanguage(world, lang)).messages;
  let isChanged = false;
  let wake = (): void => {};
  const note = (_: string, name: string | null): void => {
    if (name !== null && !/\.ya?ml$/i.test(name)) return;
    isChanged = true;
    wake();
  };
  for (const path of paths) {
    const place = resolve(world.cwd, path);
    const isFolder = (await stat(place)).isDirectory();
    // Editors put another file in the place of one that they save: only its folder knows.
    watch(isFolder ? place : dirname(place), { recursive: isFolder }, note);
  }
  for (;;) {
    isChanged = false;
    await run().catch(async (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      const lines = await formatFinalRefusal(error, world, lang);
      world.stderr.write(
        `${lines
          .flatMap((line) => line.split('\n'))
          .map(sanitizeLine)
          .join('\n')}\n`,
      );
    });
    world.stderr.write(`${findings.watching}\n`);
    // A change during the run counts, too.
    if (!isChanged)
      await new Promise<void>((changed) => {
        wake = changed;
      });
    await sleep(PAUSE);
  }
}

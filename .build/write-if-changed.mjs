import { readFile, writeFile } from 'node:fs/promises';

/** A file that stays as it is keeps its time, so editors and test watchers do not start over after each build. */
export async function writeIfChanged(file, text) {
  const old = await readFile(file, 'utf8').catch(() => undefined);
  if (old !== text) await writeFile(file, text);
}

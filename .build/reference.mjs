import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { importSource } from './bundle.mjs';

/** Writes the reference of the format beside the packs it is about. */
export async function writeReference(root) {
  const { renderReference } = await importSource(root, 'src/model/reference.ts');
  const opening = await readFile(path.join(root, 'src/model/reference.md'), 'utf8');
  const { renderExports } = await importSource(root, 'src/table/export-reference.ts');
  await mkdir(path.join(root, 'questionnaires/reference'), { recursive: true });
  for (const [file, text] of Object.entries(renderReference(opening, { exports: renderExports() }))) {
    const target = path.join(root, 'questionnaires', file);
    const old = await readFile(target, 'utf8').catch(() => '');
    if (text !== old) await writeFile(target, text);
  }
}

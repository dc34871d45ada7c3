import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BUNDLED_FOLDER, computePrebuiltName, normaliseLineEnds } from './document-file.ts';
import type { WrittenKind } from './document-kinds.ts';
import { peekKey } from './find-packs.ts';
import { readDocument } from './read-document.ts';
import { decodeText } from './source-encoding.ts';

const KIND_BY_FILE: Readonly<Record<string, WrittenKind>> = {
  'questionnaire.yaml': 'questionnaire',
  'rubric.yaml': 'rubric',
  'measures.yaml': 'measures',
};

const KIND_BY_FOLDER: Readonly<Record<string, WrittenKind>> = { policies: 'policy', cases: 'cases' };

/**
 * Converts every YAML file of the bundled packs and policies to JSON when Matura is built, because parsing YAML would
 * take most of the time of a run. A file with problems is left out; a run then parses it and reports the problems.
 */
export async function prebuild(root: string, outDir: string): Promise<void> {
  const folder = join(root, BUNDLED_FOLDER);
  await mkdir(outDir, { recursive: true });
  const entries = await readdir(folder, { recursive: true });
  for (const folderEntry of entries.sort()) {
    const kind =
      KIND_BY_FILE[basename(folderEntry)] ??
      (folderEntry.endsWith('.yaml') ? KIND_BY_FOLDER[basename(dirname(folderEntry))] : undefined);
    if (!kind) continue;
    const bytes = await readFile(join(folder, folderEntry));
    const text = decodeText(bytes);
    const isVariant =
      (kind === 'rubric' || kind === 'measures') &&
      peekKey(join(folder, dirname(folderEntry), 'questionnaire.yaml'), 'extends') !== undefined;
    const document = text === undefined ? null : readDocument(kind, folderEntry, text, { isVariant }).document;
    if (document === null) continue;
    await writeFile(
      join(outDir, computePrebuiltName(kind, normaliseLineEnds(bytes), isVariant)),
      JSON.stringify(document),
    );
  }
}

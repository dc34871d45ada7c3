import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT, scratchFolder } from './matura.ts';

/** Replaces a text that must be there, as often as it is. */
export async function edit(file: string, ...changes: readonly (readonly [string, string])[]): Promise<void> {
  let text = await readFile(file, 'utf8');
  for (const [before, after] of changes) {
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
    text = text.replaceAll(before, after);
  }
  await writeFile(file, text);
}

/**
 * A folder with `edition`, a later version of the ministry's pack: a question renamed, an option gone, points changed, a
 * gate raised, a text changed.
 */
export async function makeEdition(): Promise<string> {
  const cwd = await scratchFolder();
  const questionnaires = path.join(ROOT, 'questionnaires');
  const edition = path.join(cwd, 'edition');
  await cp(path.join(questionnaires, 'miit-sme-2024'), edition, { recursive: true });
  await cp(path.join(questionnaires, 'policies'), path.join(cwd, 'policies'), { recursive: true });
  const questionnaire = path.join(edition, 'questionnaire.yaml');
  const text = await readFile(questionnaire, 'utf8');
  const question = text.indexOf('- id: Q8\n');
  const [option, next] = ['- id: D\n', '- id: E\n'].map((id) => text.indexOf(id, question));
  await writeFile(questionnaire, text.slice(0, option) + text.slice(next));
  await edit(
    questionnaire,
    ['version: 2024.3.0', 'version: 2025.1.0'],
    ['- id: productDesign\n', '- id: designTools\n        renamedFrom: productDesign\n'],
    ['en: "Planning and implementation:', 'en: "Planning and action:'],
  );
  await edit(
    path.join(edition, 'rubric.yaml'),
    ['C: 3, D: 4.5, E: 6, F: 7.5', 'C: 3, E: 6, F: 7.5'],
    ['C: 5, D: 7.5, E: 10', 'C: 4, D: 7.5, E: 10'],
    ['total: { minimum: 40 }', 'total: { minimum: 45 }'],
  );
  await edit(
    path.join(edition, 'measures.yaml'),
    ['productDesign', 'designTools'],
    ['Q8: { enum: [A, B, C, D, E] }', 'Q8: { enum: [A, B, C, E] }'],
    ['Q8: { enum: [A, B, C, D] }', 'Q8: { enum: [A, B, C] }'],
    [', Q8: D }', ', Q8: C }'],
  );
  return cwd;
}

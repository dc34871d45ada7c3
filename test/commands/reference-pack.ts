import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './matura.ts';

const FILES = {
  questionnaire: 'questionnaire.yaml',
  rubric: 'rubric.yaml',
  measures: 'measures.yaml',
  cases: 'cases/cases.yaml',
};

/** What the reference shows as examples, by what stands after the fence. */
export async function readExamples(): Promise<ReadonlyMap<string, string>> {
  const page = await readFile(path.join(ROOT, 'questionnaires/README.md'), 'utf8');
  const found = page.matchAll(/^```yaml (\w+)\n([\s\S]*?)^```$/gm);
  return new Map([...found].map(([, kind = '', text = '']) => [kind, text]));
}

/** Writes the pack that the reference shows. */
export async function writeFirstLook(folder: string): Promise<void> {
  const examples = await readExamples();
  await mkdir(path.join(folder, 'cases'), { recursive: true });
  for (const [kind, file] of Object.entries(FILES)) {
    await writeFile(path.join(folder, file), examples.get(kind) ?? '');
  }
}

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sampleQuestionnaire, sampleRubric } from '../check/rules/sample-documents.ts';
import { scratchFolder } from './matura.ts';

/** A question in the form of a sound pack. */
export const ERP = '      - { id: erp, type: single, options: [none, partial, full] }';

/** The same with a slip: an error in column 26 of line 10. */
export const SLIP = '      - { id: erp, type: singel, options: [none, partial, full] }';

export const POINTS = 'points: { erp: { none: 0, partial: 1, full: 2 } }';

/** A pack that is sound but for a warning (M309) in column 12 of line 5 of its rubric. */
export const ODD = {
  'questionnaire.yaml': sampleQuestionnaire(
    ['erp', 'mes', 'crm'].map((id) => `      - { id: ${id}, type: scale, maximum: 4 }`).join('\n'),
  ),
  'rubric.yaml': sampleRubric('scores:\n  tools: { mean: { erp: 40, mes: 35, crm: 24 } }'),
};

/** A pack with the questions given; nothing else is wrong with it. */
export function packWith(questions: string): Readonly<Record<string, string>> {
  return {
    'questionnaire.yaml': sampleQuestionnaire(questions),
    'rubric.yaml': sampleRubric(`${POINTS}\nscores: { tools: sum }`),
  };
}

/** A folder with packs of these files, by the packs' names; gone after the test. */
export async function writePacks(
  packs: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>,
): Promise<string> {
  const cwd = await scratchFolder();
  for (const [pack, files] of Object.entries(packs)) {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(cwd, pack, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  return cwd;
}

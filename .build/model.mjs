// Makes src/model/generated/: the types and the validators of the document kinds, and the pattern of their dates.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { kindOf, readSchemas } from './schemas.mjs';
import { typesSource } from './types.mjs';
import { validatorDeclarations, validatorsModule } from './validators.mjs';
import { writeIfChanged } from './write-if-changed.mjs';

/** Kept apart from the other kinds: hardly a command reads no enterprise file, and few read what people write as it stands. */
const ENTERPRISE = 'enterprise.schema.json';

/** What commands write and none reads: tests hold them to these schemas. */
const OUTPUTS = ['explanation.schema.json', 'recommendation.schema.json', 'result.schema.json'];

/** Writes the generated modules; gives esbuild's account of the packages that the validators took in. */
export async function generateModel(root) {
  const schemas = await readSchemas(path.join(root, 'src/model'));
  const folder = path.join(root, 'src/model/generated');
  await mkdir(folder, { recursive: true });
  await writeIfChanged(path.join(folder, 'types.ts'), await typesSource(schemas));
  // By itself, so that what knows a date does not carry all the schemas.
  const { pattern } = schemas.get('common.schema.json').$defs.date;
  const source = JSON.stringify(pattern);
  await writeIfChanged(path.join(folder, 'date-pattern.ts'), `export const DATE_PATTERN =\n  ${source};\n`);
  const others = [...schemas.keys()].filter((file) => kindOf(file) && file !== ENTERPRISE && !OUTPUTS.includes(file));
  const validators = await writeValidators('validators', others);
  await writeValidators('enterprise-validator', [ENTERPRISE]);
  await writeValidators('output-validators', OUTPUTS);
  return validators.metafile;

  async function writeValidators(name, kinds) {
    const { text, metafile } = await validatorsModule(root, schemas, kinds);
    await writeIfChanged(path.join(folder, `${name}.js`), text);
    await writeIfChanged(path.join(folder, `${name}.d.ts`), validatorDeclarations(kinds));
    return { metafile };
  }
}

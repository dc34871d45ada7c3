// Reads the schemas of the document kinds: src/model/KIND.schema.json, and common.schema.json with what they share.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const SUFFIX = '.schema.json';

/** Every schema of the folder by file name (which is also its `$id`), in the order of the names. */
export async function readSchemas(folder) {
  const files = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX)).sort();
  const schemas = new Map();
  for (const file of files) {
    const schema = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
    if (schema.$id !== file) throw new Error(`${file}: its $id is "${schema.$id}", but must be the file's name`);
    schemas.set(file, schema);
  }
  return schemas;
}

/** The kind of document that a schema file describes; undefined for the file of shared definitions. */
export function kindOf(file) {
  return file === `common${SUFFIX}` ? undefined : file.slice(0, -SUFFIX.length);
}

/** "a weighted mean" or "weighted-mean" as the name of a type: "WeightedMean". */
export function typeName(words) {
  return words
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

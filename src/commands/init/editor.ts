import { selfContainedSchema } from '../../model/schemas.ts';
import { PACKS } from './automation.ts';

/** The documents people write, and the files that hold them. */
const GLOBS = {
  questionnaire: `${PACKS}/*/questionnaire.yaml`,
  rubric: `${PACKS}/*/rubric.yaml`,
  measures: `${PACKS}/*/measures.yaml`,
  cases: `${PACKS}/*/cases/*.yaml`,
  policy: `${PACKS}/policies/*.yaml`,
  answers: 'answers/*.yaml',
} as const;

export const SCHEMA_KINDS = Object.keys(GLOBS) as (keyof typeof GLOBS)[];

/** Where the schema of a kind of document stands in a new repository. */
export function schemaFile(kind: keyof typeof GLOBS): string {
  return `.vscode/schemas/${kind}.schema.json`;
}

/** Everything that makes an editor complete, explain and check: its settings, and the schemas beside them. */
export function editorFiles(): { readonly name: string; readonly text: string }[] {
  const schemas = Object.fromEntries(SCHEMA_KINDS.map((kind) => [`./${schemaFile(kind)}`, GLOBS[kind]]));
  return [
    { name: '.vscode/settings.json', text: json({ 'yaml.schemas': schemas }) },
    { name: '.vscode/extensions.json', text: json({ recommendations: ['redhat.vscode-yaml'] }) },
    ...SCHEMA_KINDS.map((kind) => ({ name: schemaFile(kind), text: json(selfContainedSchema(kind)) })),
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

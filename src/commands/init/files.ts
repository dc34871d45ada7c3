import { hooksText, PACKS, workflowText } from './automation.ts';
import { editorFiles, SCHEMA_KINDS, schemaFile } from './editor.ts';
import { casesText, measuresText, questionnaireText, rubricText, type Subject } from './pack.ts';
import { answersText, policyText } from './place.ts';

/** A file of a new repository; the name has slashes. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
}

/** Everything a new repository holds, in the order in which a reader meets it. */
export function planFiles(subject: Subject): readonly NewFile[] {
  const pack = `${PACKS}/${subject.id}`;
  return [
    { name: 'README.md', text: readmeText(subject) },
    { name: `${pack}/questionnaire.yaml`, text: questionnaireText(subject) },
    { name: `${pack}/rubric.yaml`, text: rubricText(subject) },
    { name: `${pack}/measures.yaml`, text: measuresText(subject) },
    { name: `${pack}/cases/cases.yaml`, text: casesText(subject) },
    { name: `${PACKS}/policies/region.yaml`, text: policyText(subject) },
    { name: 'answers/example.yaml', text: answersText(subject) },
    { name: '.github/workflows/questionnaires.yml', text: workflowText(subject) },
    { name: '.pre-commit-config.yaml', text: hooksText(subject) },
    ...editorFiles(),
    { name: '.gitignore', text: '/files/\nmatura.sarif\n' },
  ];
}

/** The commands to go on with, from the new folder. */
export function nextCommands({ id }: Subject): readonly string[] {
  return [
    `matura validate ${PACKS}`,
    `matura test ${PACKS}`,
    `matura score ./${PACKS}/${id} answers/example.yaml`,
    `matura diagnose ./${PACKS}/${id}`,
  ];
}

function readmeText(subject: Subject): string {
  const { id, title, words } = subject;
  const { places, ...readme } = words.readme;
  const rows: readonly (readonly [string, string])[] = [
    [`${PACKS}/${id}/`, places.pack],
    [`${PACKS}/policies/`, places.policies],
    ['answers/', places.answers],
    ['.github/workflows/', places.workflow],
    ['.pre-commit-config.yaml', places.hooks],
    ['.vscode/', places.editor],
  ];
  const schemas = SCHEMA_KINDS.map((kind) => `matura schema ${kind} > ${schemaFile(kind)}`);
  return [
    `# ${markdown(title)}`,
    readme.intro(markdown(title)),
    `## ${readme.files}`,
    rows.map(([name, what]) => `- \`${name}\`: ${what}`).join('\n'),
    `## ${readme.work}`,
    block(nextCommands(subject)),
    readme.install,
    readme.schemas,
    block(schemas),
  ]
    .join('\n\n')
    .concat('\n');
}

function block(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

/** A text of which every character is itself in Markdown. */
function markdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&');
}

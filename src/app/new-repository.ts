import type { Language, Messages } from '../i18n/index.ts';
import { buildSelfContainedSchema } from '../model/index.ts';
import { PROJECT_FILE } from './program.ts';

/** A file of a new repository; its name is a path with slashes. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
}

/** Lists the files of a new repository, in the order in which a reader would look at them. */
export function planFiles(subject: NewPack): readonly NewFile[] {
  const pack = `${PACKS_FOLDER}/${subject.id}`;
  const { imported } = subject;
  return [
    { name: 'README.md', text: readmeText(subject) },
    { name: PROJECT_FILE, text: `kind: project\npacks: [${PACKS_FOLDER}]\n` },
    { name: `${pack}/questionnaire.yaml`, text: imported?.questionnaire ?? questionnaireText(subject) },
    { name: `${pack}/rubric.yaml`, text: imported?.rubric ?? rubricText(subject) },
    ...(imported
      ? []
      : [
          { name: `${pack}/measures.yaml`, text: measuresText(subject) },
          { name: `${pack}/cases/cases.yaml`, text: casesText(subject) },
          { name: `${PACKS_FOLDER}/policies/region.yaml`, text: policyText(subject) },
          { name: 'answers/example.yaml', text: answersText(subject) },
        ]),
    { name: '.github/workflows/questionnaires.yml', text: workflowText(subject) },
    { name: '.pre-commit-config.yaml', text: hooksText(subject) },
    ...writeEditorFiles(),
    { name: '.gitignore', text: '/files/\nmatura.sarif\n' },
  ];
}

/** Returns the commands to continue with, run from the new folder. */
export function listFirstCommands({ id, imported }: NewPack): readonly string[] {
  return [
    `matura validate ${PACKS_FOLDER}`,
    ...(imported ? [] : [`matura test ${PACKS_FOLDER}`, `matura score ${id} answers/example.yaml`]),
    `matura diagnose ${id}`,
  ];
}

function readmeText(subject: NewPack): string {
  const { id, title, words } = subject;
  const { places, ...readme } = words.readme;
  const rows: readonly (readonly [string, string])[] = [
    [PROJECT_FILE, places.project],
    [`${PACKS_FOLDER}/${id}/`, places.pack],
    ...(subject.imported
      ? []
      : ([
          [`${PACKS_FOLDER}/policies/`, places.policies],
          ['answers/', places.answers],
        ] as const)),
    ['.github/workflows/', places.workflow],
    ['.pre-commit-config.yaml', places.hooks],
    ['.vscode/', places.editor],
  ];
  const schemas = SCHEMA_KINDS.map((kind) => `matura schema ${kind} > ${schemaFileOf(kind)}`);
  return [
    `# ${escapeMarkdown(title)}`,
    readme.intro({ title: escapeMarkdown(title) }),
    `## ${readme.files}`,
    rows.map(([name, what]) => `- \`${name}\`: ${what}`).join('\n'),
    `## ${readme.work}`,
    joinLines(listFirstCommands(subject)),
    readme.install,
    readme.schemas,
    joinLines(schemas),
  ]
    .join('\n\n')
    .concat('\n');
}

function joinLines(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

/** Escapes a text so that Markdown shows every character as it is. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&');
}

/** The pack that a new repository is created for. */
export interface NewPack {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly words: Messages['init'];
  /**
   * The documents of an imported pack, which replace the sample pack. The repository then has no measures, cases,
   * policy or answers.
   */
  readonly imported?: { readonly questionnaire: string; readonly rubric: string };
}

/** Quotes a text for YAML with double quotes, which allow any character. */
const quote = (text: string): string => JSON.stringify(text);

function questionnaireText({ id, title, language, words }: NewPack): string {
  const { pack, comments } = words;
  const { none, single, most, controlled } = pack.machineLabels;
  return `# ${comments.questionnaire}
kind: questionnaire
id: ${id}
version: 0.1.0
title: ${quote(title)}
text: ${quote(pack.purpose)}
languages: [${language}]
policy: region
source: { document: ${quote(pack.source)}, verified: false }

facts:
  - { id: number, type: text, key: true, required: true, text: ${quote(pack.number)} }
  - { id: name, type: text, required: true, text: ${quote(pack.name)} }
  - { id: employees, type: integer, minimum: 0, text: ${quote(pack.employees)} }
  - id: size
    type: single
    group: true
    text: ${quote(pack.size)}
    options:
      - { id: small, text: ${quote(pack.sizes.small)} }
      - { id: medium, text: ${quote(pack.sizes.medium)} }
      - { id: large, text: ${quote(pack.sizes.large)} }
    first:
      - { value: large, when: { employees: { minimum: 250 } } }
      - { value: medium, when: { employees: { minimum: 50 } } }
      - { value: small }

sections:
  - id: operations
    title: ${quote(pack.operations)}
    questions:
      - id: planning
        type: single
        text: ${quote(pack.planning)}
        help: ${quote(pack.planningHelp)}
        options:
          - { id: paper, text: ${quote(pack.plannings.paper)} }
          - { id: sheets, text: ${quote(pack.plannings.sheets)} }
          - { id: system, text: ${quote(pack.plannings.system)} }
      - id: machines
        type: scale
        maximum: 3
        text: ${quote(pack.machines)}
        labels:
          0: ${quote(none)}
          1: ${quote(single)}
          2: ${quote(most)}
          3: ${quote(controlled)}
  - id: data
    title: ${quote(pack.data)}
    questions:
      - id: protection
        type: multiple
        text: ${quote(pack.protection)}
        options:
          - { id: none, exclusive: true, text: ${quote(pack.protections.none)} }
          - { id: backup, text: ${quote(pack.protections.backup)} }
          - { id: accounts, text: ${quote(pack.protections.accounts)} }
          - { id: training, text: ${quote(pack.protections.training)} }
      - id: figures
        type: single
        text: ${quote(pack.figures)}
        options:
          - { id: rarely, text: ${quote(pack.figureOptions.rarely)} }
          - { id: monthly, text: ${quote(pack.figureOptions.monthly)} }
          - { id: daily, text: ${quote(pack.figureOptions.daily)} }
`;
}

/** Writes the sample rubric, with twelve points and three levels. */
function rubricText({ id, words: { pack, comments } }: NewPack): string {
  const { first, second, third } = pack.levels;
  return `# ${comments.rubric}
kind: rubric
id: ${id}
source: { document: ${quote(pack.source)}, verified: false }
decimals: 1
points:
  planning: { paper: 0, sheets: 1, system: 3 }
  protection: { each: 1 }
  figures: { rarely: 0, monthly: 1, daily: 3 }
scores:
  operations: sum
  data: sum
  total:
    title: ${quote(pack.total)}
    sum: [operations, data]
    to: 100
  level:
    title: ${quote(pack.level)}
    levels:
      - { value: 1, title: ${quote(first)}, when: { total: { minimum: 25 } } }
      - { value: 2, title: ${quote(second)}, when: { total: { minimum: 50 }, operations: { minimum: 3 } } }
      - { value: 3, title: ${quote(third)}, when: { total: { minimum: 75 }, data: { minimum: 4 } } }
`;
}

/** Writes sample measures that lead from the lowest answers to the highest level. */
function measuresText({ words: { pack, comments } }: NewPack): string {
  const writeCost = (low: number, high: number): string =>
    `{ low: ${low}, high: ${high}, currency: ${pack.currency}, illustrative: true }`;
  return `# ${comments.measures}
kind: measures
source: { document: ${quote(pack.source)}, verified: false }
measures:
  - id: planning-system
    title: ${quote(pack.measures.planningSystem)}
    when: { planning: { enum: [paper, sheets] } }
    achieves: { planning: system }
    cost: ${writeCost(20000, 60000)}
    months: { low: 3, high: 6 }
    tags: [software]
  - id: machine-data
    title: ${quote(pack.measures.machineData)}
    when: { machines: { maximum: 1 } }
    achieves: { machines: 2 }
    needs: [planning-system]
    cost: ${writeCost(30000, 120000)}
    months: { low: 3, high: 9 }
    tags: [equipment]
  - id: data-protection
    title: ${quote(pack.measures.protection)}
    achieves: { protection: { add: [backup, accounts, training] } }
    cost: ${writeCost(3000, 10000)}
    months: { low: 1, high: 2 }
    tags: [software, quick]
  - id: dashboard
    title: ${quote(pack.measures.dashboard)}
    when: { figures: { enum: [rarely, monthly] } }
    achieves: { figures: daily }
    cost: ${writeCost(5000, 20000)}
    months: { low: 1, high: 3 }
    tags: [software, quick]
`;
}

/** Writes sample cases; their scores are calculated by hand. */
function casesText({ words: { pack, comments } }: NewPack): string {
  const { cases, example } = pack;
  return `# ${comments.cases}
kind: cases
cases:
  - id: lowest
    why: ${quote(cases.lowest)}
    facts: { number: '1', name: ${quote(example)}, employees: 20 }
    answers: { planning: paper, machines: 0, protection: [none], figures: rarely }
    expect: { scores: { operations: 0, data: 0, total: 0 }, level: null, unmet: [total] }
  - id: highest
    base: lowest
    why: ${quote(cases.highest)}
    answers: { planning: system, machines: 3, protection: [backup, accounts, training], figures: daily }
    expect: { scores: { operations: 6, data: 6, total: 100 }, level: 3 }
  - id: gate-of-level-3
    base: highest
    why: ${quote(cases.gate)}
    answers: { figures: rarely }
    expect: { scores: { data: 3, total: 75 }, level: 2, unmet: [data] }
  - id: data-not-answered
    base: highest
    why: ${quote(cases.open)}
    answers: { protection: { state: unanswered }, figures: { state: unanswered } }
    expect: { scores: { operations: 6, total: { lowest: 50, highest: 100 } }, level: { lowest: 2, highest: 3 } }
  - id: quick-track
    base: lowest
    why: ${quote(cases.plan)}
    asOf: 2026-06-30
    expect: { facts: { size: small }, track: quick, measures: [data-protection], instruments: { voucher: eligible } }
`;
}

/** The folder of packs in a new repository. */
const PACKS_FOLDER = 'questionnaires';

/** Writes the workflow that checks every change on GitHub and shows findings at their lines in the pull request. */
function workflowText({ words: { comments }, imported }: NewPack): string {
  // An imported pack has no cases, so this step is left out.
  const cases = `      - name: Run the cases
        if: \${{ !cancelled() }}
        run: matura test ${PACKS_FOLDER}
`;
  return `name: questionnaires

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

env:
  # ${comments.install}
  MATURA: \${{ vars.MATURA }}

jobs:
  check:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write
    steps:
      - uses: actions/checkout@v4
        with:
          # ${comments.history}
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - name: Install Matura
        run: |
          test -n "$MATURA" || { echo "::error::set the repository variable MATURA"; exit 1; }
          npm install --global "$MATURA"
      - name: Check the questionnaires
        env:
          SINCE: \${{ github.event_name == 'pull_request' && format('origin/{0}', github.base_ref) || '' }}
        run: matura validate ${PACKS_FOLDER} \${SINCE:+--since "$SINCE"} --format github --format sarif --output matura.sarif
      - name: Let warnings fail, too
        if: \${{ !cancelled() }}
        # ${comments.warnings}
        run: matura validate ${PACKS_FOLDER} --fail-on warning
${imported ? '' : cases}      - name: Show the findings under code scanning
        if: \${{ !cancelled() && hashFiles('matura.sarif') != '' }}
        # ${comments.scanning}
        continue-on-error: true
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: matura.sarif
`;
}

/** Writes the settings that run the same checks before every commit. */
function hooksText({ words: { comments }, imported }: NewPack): string {
  const writeHook = (command: 'validate' | 'test'): string => `      - id: matura-${command}
        name: matura ${command}
        entry: matura ${command} ${PACKS_FOLDER}
        language: system
        files: ^${PACKS_FOLDER}/.*\\.yaml$
        pass_filenames: false
`;
  return `# ${comments.hooks}
repos:
  - repo: local
    hooks:
${writeHook('validate')}${imported ? '' : writeHook('test')}`;
}

/** Writes the sample policy: the tracks and one instrument of a place. */
function policyText({ words: { pack, policy, comments } }: NewPack): string {
  return `# ${comments.policy}
kind: policy
id: region
version: 0.1.0
title: ${quote(policy.title)}
currency: ${pack.currency}
source: { document: ${quote(pack.source)}, verified: false }
tracks:
  - { id: quick, title: ${quote(policy.quick)}, when: { size: { enum: [small, medium] } }, prefers: [quick] }
  - { id: integrated, title: ${quote(policy.integrated)}, prefers: [equipment] }
instruments:
  - id: voucher
    title: ${quote(policy.voucher)}
    text: ${quote(policy.voucherText)}
    type: voucher
    when: { size: { enum: [small, medium] } }
    covers: [software]
    amount: { sum: { cost: 0.5 }, cap: 20000 }
    source: { document: ${quote(pack.source)}, verified: false }
`;
}

/** Writes answers of a fictitious enterprise, ready to score. */
function answersText({ id, words: { pack, comments } }: NewPack): string {
  return `# ${comments.answers}
pack: ${id}
facts: { number: '1', name: ${quote(pack.example)}, employees: 20 }
answers:
  planning: sheets
  machines: 1
  protection: [backup]
  figures: { state: unknown }
`;
}

/** For each kind of document, the pattern of the files that contain it. */
const SCHEMA_GLOBS = {
  questionnaire: `${PACKS_FOLDER}/*/questionnaire.yaml`,
  rubric: `${PACKS_FOLDER}/*/rubric.yaml`,
  measures: `${PACKS_FOLDER}/*/measures.yaml`,
  cases: `${PACKS_FOLDER}/*/cases/*.yaml`,
  policy: `${PACKS_FOLDER}/policies/*.yaml`,
  answers: 'answers/*.yaml',
  project: PROJECT_FILE,
} as const;

const SCHEMA_KINDS = Object.keys(SCHEMA_GLOBS) as (keyof typeof SCHEMA_GLOBS)[];

/** Returns the path of the JSON Schema for a kind of document. */
function schemaFileOf(kind: keyof typeof SCHEMA_GLOBS): string {
  return `.vscode/schemas/${kind}.schema.json`;
}

/** Lists the files that let an editor complete, explain and check documents: the editor's settings and the schemas. */
function writeEditorFiles(): { readonly name: string; readonly text: string }[] {
  const schemas = Object.fromEntries(SCHEMA_KINDS.map((kind) => [`./${schemaFileOf(kind)}`, SCHEMA_GLOBS[kind]]));
  return [
    { name: '.vscode/settings.json', text: formatJson({ 'yaml.schemas': schemas }) },
    { name: '.vscode/extensions.json', text: formatJson({ recommendations: ['redhat.vscode-yaml'] }) },
    ...SCHEMA_KINDS.map((kind) => ({ name: schemaFileOf(kind), text: formatJson(buildSelfContainedSchema(kind)) })),
  ];
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

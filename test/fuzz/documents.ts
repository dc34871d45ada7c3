import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { writeZip } from '../../src/zip.ts';
// @ts-expect-error: a script of the benchmark, without types
import { writeWorkbook } from '../bench/batch/workbook.mjs';
import { matura, ROOT } from '../commands/matura.ts';

/** A file that people hand over, and the commands that read it. `{}` is the folder that holds it. */
interface Subject {
  readonly name: string;
  readonly file: string;
  readonly commands: readonly (readonly string[])[];
}

const KEY = '91350100M000100Y43';
const PACK = ['validate', 'pack', '--format', 'pretty'];
const SUBJECTS: readonly Subject[] = [
  {
    name: 'questionnaire',
    file: 'pack/questionnaire.yaml',
    commands: [PACK, ['template', 'pack', '-o', 'sheet.yaml', '--force']],
  },
  {
    name: 'rubric',
    file: 'pack/rubric.yaml',
    commands: [PACK, ['batch', 'pack', 'export.csv', '-o', 'results.csv', '--force']],
  },
  { name: 'measures', file: 'pack/measures.yaml', commands: [PACK] },
  {
    name: 'answers',
    file: 'answers.yaml',
    commands: [
      ['score', 'miit-sme-2024', 'answers.yaml'],
      ['score', 'miit-sme-2024', 'answers.yaml', '--json'],
    ],
  },
  {
    name: 'enterprise file',
    file: `files/${KEY}.json`,
    commands: [
      ['report', KEY, '-o', 'report.html', '--force'],
      ['explain', KEY],
      ['compare', KEY],
      ['portfolio', 'files'],
      ['record', KEY],
      ['verify'],
      ['redact', KEY, '--dry-run'],
    ],
  },
  { name: 'export', file: 'export.csv', commands: [['batch', 'pack', 'export.csv', '-o', 'results.csv', '--force']] },
  {
    name: 'workbook',
    file: 'export.xlsx',
    commands: [['batch', 'pack', 'export.xlsx', '-o', 'results.csv', '--force']],
  },
  ...['arrow', 'parquet'].map((format) => ({
    name: format,
    file: `export.${format}`,
    commands: [
      ['batch', 'pack', `export.${format}`, '--map', 'columns.yaml', '-o', 'results.csv', '--force'],
      ...(format === 'parquet' ? [['portfolio', 'export.parquet']] : []),
    ],
  })),
  { name: 'region', file: 'region.yaml', commands: [['simulate', 'region.yaml', '-o', 'region']] },
  { name: 'project', file: 'matura.yaml', commands: [['config'], ['packs']] },
];

/** What a stranger might put in place of a word. */
const STRANGE = [
  '',
  '-1',
  '1e999',
  '9007199254740993',
  '0.1e-400',
  '.nan',
  'null',
  'true',
  '[]',
  '{}',
  '[[[[[[[[[[[[]]]]]]]]]]]]',
  '__proto__',
  'constructor',
  'toString',
  '*a',
  '&a',
  '<<: *a',
  '!!js/function "x"',
  '"\\u001b]0;x\\u0007"',
  '"\\u202eabc"',
  '../../../etc/passwd',
  '/dev/zero',
  '=HYPERLINK("x")',
  '<script>polluted=1</script>',
  '工',
  '\ud800',
  'x'.repeat(5000),
  '(a+)+$',
  '2026-02-30',
  '%s%n',
];

/** Longest processor time, in milliseconds, that any command may take for a small file: a busy machine is no hang. */
const PATIENCE = 60_000;

export interface DocumentFuzz {
  /** Changes a file and reads it by its commands; gives what was wrong with it, else undefined. */
  tryOne(chance: () => number): Promise<string | undefined>;
  remove(): void;
}

/** Makes a folder with one file of each kind. */
export async function prepareDocuments(): Promise<DocumentFuzz> {
  const folder = mkdtempSync(path.join(tmpdir(), 'matura-fuzz-'));
  const made = await matura(['init', '--example', '--lang', 'zh', 'example'], { cwd: folder });
  if (made.code !== 0) throw new Error(made.stderr);
  cpSync(path.join(folder, 'example'), folder, { recursive: true });
  cpSync(path.join(ROOT, 'questionnaires/quick-scan-china'), path.join(folder, 'pack'), { recursive: true });
  // A variant that has a rubric of its own.
  cpSync(path.join(ROOT, 'questionnaires/quick-scan/rubric.yaml'), path.join(folder, 'pack/rubric.yaml'));
  cpSync(path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv'), path.join(folder, 'export.csv'));
  const table = readFileSync(path.join(folder, 'export.csv'), 'utf8').trim().split(/\r?\n/);
  const [headings = [], ...rows] = table.filter((line) => !line.includes('"')).map((line) => line.split(','));
  writeWorkbook(path.join(folder, 'export.xlsx'), headings, rows);
  writeFileSync(
    path.join(folder, 'matura.yaml'),
    'kind: project\nlang: en\npacks: [pack]\nfiles: files\nassessor: somebody\n',
  );
  const columnar = ['arrow', 'parquet'].map((format) => {
    return ['batch', 'pack', 'export.csv', '--answers', '-o', `export.${format}`];
  });
  // Results state no names, which are required.
  columnar.push(['map', 'pack', 'export.arrow', '-o', 'columns.yaml']);
  for (const commands of [columnar, ...SUBJECTS.map((one) => one.commands)]) {
    for (const command of commands) {
      rmSync(path.join(folder, 'region'), { recursive: true, force: true });
      const { code, stderr } = await matura(command, { cwd: folder });
      if (code > 1) throw new Error(`matura ${command.join(' ')}: ${stderr}`);
    }
  }
  const whole = new Map(SUBJECTS.map(({ file }) => [file, readFileSync(path.join(folder, file))]));

  return {
    async tryOne(chance) {
      const subject = pick(SUBJECTS, chance);
      const place = path.join(folder, subject.file);
      const before = whole.get(subject.file) as Buffer;
      const mutate = MUTATIONS[path.extname(subject.file)] ?? mutateText;
      const after = await mutate(before, chance);
      writeFileSync(place, after);
      try {
        for (const command of subject.commands) {
          rmSync(path.join(folder, 'region'), { recursive: true, force: true });
          const wrong = await watch(command, folder);
          if (wrong) return `${subject.name}: matura ${command.join(' ')}: ${wrong}\n${saveCase(place, after)}`;
        }
        return undefined;
      } finally {
        writeFileSync(place, before);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };

  /** Keeps the file that went wrong where a person can look at it. */
  function saveCase(place: string, bytes: Uint8Array): string {
    const kept = path.join(mkdtempSync(path.join(tmpdir(), 'matura-fuzz-case-')), path.basename(place));
    writeFileSync(kept, bytes);
    return kept;
  }
}

async function watch(command: readonly string[], cwd: string): Promise<string | undefined> {
  const start = process.cpuUsage();
  const { code, stdout, stderr } = await matura(command, { cwd });
  const { user, system } = process.cpuUsage(start);
  const time = (user + system) / 1000;
  if (code === 4 || ![0, 1, 2, 3].includes(code)) return `exit code ${code}: ${stderr.slice(0, 2000)}`;
  if (time > PATIENCE) return `${Math.round(time)} ms`;
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in globalThis) return 'what all objects share was changed';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(stdout + stderr);
  if (control) return `a control character ${JSON.stringify(control[0])} in the output`;
  return undefined;
}

function mutateText(bytes: Buffer, chance: () => number): Buffer {
  if (chance() < 0.1) return mutateBytes(bytes, chance);
  const lines = bytes.toString('utf8').split('\n');
  for (let left = 1 + Math.floor(chance() * 4); left > 0; left--) {
    const at = Math.floor(chance() * lines.length);
    const other = Math.floor(chance() * lines.length);
    const line = lines[at] as string;
    const change = Math.floor(chance() * 8);
    if (change === 0) lines.splice(at, 1 + Math.floor(chance() * 5));
    else if (change === 1) lines.splice(at, 0, ...lines.slice(other, other + 1 + Math.floor(chance() * 5)));
    else if (change === 2) lines[at] = lines[other] as string;
    else if (change === 3) lines[at] = `  ${line}`;
    else if (change === 4) lines[at] = line.replace(/^ {2}/, '');
    else lines[at] = replaceWord(line, chance);
    if (lines.length === 0) lines.push('');
  }
  return Buffer.from(lines.join('\n'));
}

/** Another word of the line's or a strange one in the place of a word, a number or a sign. */
function replaceWord(line: string, chance: () => number): string {
  const words = [...line.matchAll(/[\p{L}\p{N}_.]+|[^\p{L}\p{N}_.\s]/gu)];
  if (words.length === 0) return pick(STRANGE, chance);
  const word = pick(words, chance);
  const instead = chance() < 0.3 ? pick(words, chance)[0] : pick(STRANGE, chance);
  return line.slice(0, word.index) + instead + line.slice(word.index + word[0].length);
}

function mutateBytes(bytes: Buffer, chance: () => number): Buffer {
  const copy = Buffer.from(chance() < 0.3 ? bytes.subarray(0, Math.floor(chance() * bytes.length)) : bytes);
  for (let left = 1 + Math.floor(chance() * 6); left > 0 && copy.length > 0; left--)
    copy[somewhere(copy, chance)] = Math.floor(chance() * 256);
  return copy;
}

/** Half of the places are near the end, where tables of contents are. */
function somewhere({ length }: Buffer, chance: () => number): number {
  const reach = chance() < 0.5 ? Math.min(length, 2000) : length;
  return length - 1 - Math.floor(chance() * reach);
}

/** A workbook with some bytes changed, or a part of it that is changed as a text is. */
async function mutateWorkbook(bytes: Buffer, chance: () => number): Promise<Buffer> {
  if (chance() < 0.4) return mutateBytes(bytes, chance);
  const parts = await unzip(bytes);
  const name = pick([...parts.keys()].sort(), chance);
  const text = Buffer.from(parts.get(name) ?? '')
    .toString('utf8')
    .replaceAll('><', '>\n<');
  const changed = new Map(parts).set(name, mutateText(Buffer.from(text), chance));
  return writeZip([...changed].map(([one, content]) => ({ name: one, content })));
}

/** How a file is changed, by its ending; any other as a text. */
const MUTATIONS: Readonly<Record<string, (bytes: Buffer, chance: () => number) => Buffer | Promise<Buffer>>> = {
  '.xlsx': mutateWorkbook,
  '.arrow': mutateBytes,
  '.parquet': mutateBytes,
};

function pick<T>(list: readonly T[], chance: () => number): T {
  return list[Math.floor(chance() * list.length)] as T;
}

import { normalize, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addPackOptions,
  applySeverities,
  type ContentByFormat,
  checkPacks,
  choiceOption,
  countOption,
  type DeletedDocuments,
  dayOption,
  findDeleted,
  forceOption,
  formatOption,
  type HelpDetails,
  isStandardOutput,
  nameFromRoot,
  outputOption,
  type PackOptions,
  refuseUnknownChoice,
  removeAccepted,
  removeIgnored,
  repairFiles,
  repeatOnChange,
  resolveAsOf,
  resolveFormat,
  resolveLanguage,
  resolveProblemWords,
  showOutput,
  writeAnnotations,
  writeBaseline,
} from '../app/index.ts';
import { CodedRefusal, loadProblemTexts } from '../i18n/index.ts';
import { type LocatedProblem, type Project, type Severity, severityOf } from '../model/index.ts';
import { findPacksAt, locateProblems, type SourceText } from '../pack/index.ts';
import {
  type Findings,
  isFailing,
  loadSarifLog,
  type ProblemWords,
  renderFindingsJson,
  renderGithub,
  renderJunit,
  renderProblems,
  sanitizeLine,
} from '../report/index.ts';
import type { World } from '../world.ts';

interface ValidateOptions extends PackOptions {
  readonly failOn: Severity;
  readonly maxWarnings?: number;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly asOf?: string;
  readonly since?: string;
  readonly force?: boolean;
  readonly fix?: boolean;
  readonly watch?: boolean;
  /** The settings for rules in `matura.yaml`, and the address of the rules' pages. */
  readonly rules?: Project['rules'];
  readonly docs?: Project['docs'];
}

export const help: HelpDetails = {
  examples: ['matura validate packs -o matura.sarif --format pretty'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  const { addFormat, addFile, outputs } = collectOutputs();
  const format = formatOption(FORMATS).argParser(addFormat);
  const output = outputOption().argParser(addFile);
  format.isRepeatable = true;
  output.isRepeatable = true;
  command
    .addOption(choiceOption('--fail-on <severity>', ['error', 'warning']).default('error'))
    .addOption(countOption('--max-warnings <number>'))
    .option('--baseline <file>')
    .addOption(new Option('--write-baseline <file>').conflicts('baseline'))
    .addOption(dayOption('--as-of <date>'))
    .option('--since <revision>')
    .addOption(new Option('--fix').conflicts('writeBaseline'))
    .option('--watch')
    .optionsGroup('output')
    .addOption(format)
    .option('--json')
    .on('option:json', () => addFormat('json'))
    .addOption(output)
    .addOption(forceOption());
  addPackOptions(command).action((paths: string[], options: ValidateOptions) => {
    const targets = paths.length > 0 ? paths : ['.'];
    const run = (): Promise<number> => validate(world, targets, options, outputs());
    const { watch, lang } = options;
    return (watch ? repeatOnChange(world, { paths: targets, lang, run }) : run()).then(done);
  });
}

async function validate(
  world: World,
  named: readonly string[],
  options: ValidateOptions,
  outputs: readonly Output[],
): Promise<number> {
  const asOf = resolveAsOf(world, options.asOf);
  if (options.writeBaseline !== undefined && outputs.some(({ file }) => !isStandardOutput(file))) {
    throw new CodedRefusal(2, 'baselineAlone');
  }
  const packs = await Promise.all(named.map((path) => findPacksAt(world, path)));
  const { since } = options;
  const { problems, sources } = await checkPacks(world, packs, {
    folders: options.packs ?? [],
    asOf,
    since,
    lang: options.lang,
  });
  const deletedDocuments = since === undefined ? [] : await findAllDeleted(world, named, since);
  const texts = new Map<string, SourceText>([
    ...sources,
    ...deletedDocuments.flatMap((documents) => [...documents.sources]),
  ]);
  const locatedProblems = await locateProblems(
    [...problems, ...deletedDocuments.flatMap((documents) => documents.problems)],
    texts,
  );
  const siftedFindings = await removeIgnored(locatedProblems, texts);
  const locatedFindings = applySeverities(siftedFindings.findings, options.rules);
  if (options.writeBaseline !== undefined)
    return printBaseline(world, locatedFindings, options.writeBaseline, options.lang);
  const siftedSoFar =
    options.baseline === undefined
      ? { findings: locatedFindings, known: 0 }
      : await removeAccepted(world, locatedFindings, { path: options.baseline, sources });
  const { findings } = siftedSoFar;
  if (options.fix && (await repairFindings(world, findings, options.lang)))
    return validate(world, named, options, outputs);
  const knownCount = siftedSoFar.known + siftedFindings.known;
  const files = [...sources.keys(), ...('file' in siftedSoFar ? [siftedSoFar.file] : [])];
  const { failOn } = options;
  await writeOutputs(world, { findings, files, known: knownCount, failOn }, outputs, options);
  return exceedsLimits(findings, options) ? 1 : 0;
}

/** Makes all safe repairs and reports them; returns whether there were any. */
async function repairFindings(
  world: World,
  findings: readonly LocatedProblem[],
  lang: string | undefined,
): Promise<boolean> {
  const { findings: words } = (await resolveLanguage(world, lang)).messages;
  const repairs = await repairFiles(world, findings);
  for (const { finding, found, instead } of repairs) {
    const lineReference = `${finding.file}:${finding.line}:${finding.column}`;
    world.stderr.write(`${sanitizeLine(words.repaired({ place: lineReference, found, instead }))}\n`);
  }
  return repairs.length > 0;
}

/**
 * Finds what was deleted below each path since a revision. Paths are handled one after another, because each of them
 * starts git.
 */
async function findAllDeleted(world: World, paths: readonly string[], since: string): Promise<DeletedDocuments[]> {
  const deletedDocuments: DeletedDocuments[] = [];
  for (const path of paths) deletedDocuments.push(await findDeleted(world, resolve(world.cwd, path), since));
  return deletedDocuments;
}

async function printBaseline(
  world: World,
  findings: readonly LocatedProblem[],
  path: string,
  lang: string | undefined,
): Promise<number> {
  const { findings: words, numbers } = (await resolveLanguage(world, lang)).messages;
  const { written, open } = await writeBaseline(world, findings, path);
  const reasons = open === 0 ? words.baseline.complete : words.baseline.open({ count: String(open) });
  const message = words.baseline.written({ path, count: String(written), n: written });
  world.stderr.write(`${numbers.clauses([message, reasons])}\n`);
  return 0;
}

function exceedsLimits(findings: readonly LocatedProblem[], { failOn, maxWarnings }: ValidateOptions): boolean {
  if (findings.some((finding) => isFailing(finding, failOn))) return true;
  const warnings = findings.filter((finding) => severityOf(finding) === 'warning').length;
  return maxWarnings !== undefined && warnings > maxWarnings;
}

const FORMATS = ['pretty', 'json', 'github', 'sarif', 'junit'] as const;

type Format = (typeof FORMATS)[number];

/** A requested format, and the file to write. */
interface Output {
  readonly format: Format;
  /** The path of the file; undefined for standard output. */
  readonly file: string | undefined;
}

/**
 * Collects `--format` and `--output` in the order in which they are typed. A file gets the format typed directly before
 * it, otherwise the format that its ending stands for.
 */
function collectOutputs(): {
  readonly addFormat: (text: string) => Format;
  readonly addFile: (file: string) => string;
  /** Returns the outputs, or `pretty` if no format was named; throws a `Refusal` if they exclude each other. */
  readonly outputs: () => readonly Output[];
} {
  const givenOutputs: { format?: Format | undefined; file?: string }[] = [];
  return {
    addFormat(text) {
      const format = FORMATS.find((candidate) => candidate === text);
      if (!format) throw refuseUnknownChoice('--format', text, FORMATS);
      const lastOutput = givenOutputs.at(-1);
      if (lastOutput && lastOutput.format === undefined) lastOutput.format = format;
      else givenOutputs.push({ format });
      return format;
    },
    addFile(file) {
      if (file === '') throw new CodedRefusal(2, 'missingValue', { option: '--output', command: 'matura validate' });
      const lastOutput = givenOutputs.at(-1);
      if (lastOutput && lastOutput.file === undefined) lastOutput.file = file;
      else givenOutputs.push({ format: resolveFormat<Format, undefined>(FORMATS, undefined, file, undefined), file });
      return file;
    },
    outputs: () => pairOutputs(givenOutputs),
  };
}

function pairOutputs(
  given: readonly { readonly format?: Format | undefined; readonly file?: string }[],
): readonly Output[] {
  if (given.length === 0) return [{ format: 'pretty', file: undefined }];
  const outputs = given.map(({ format, file }) => ({ format: resolveFormat(FORMATS, format, file, 'pretty'), file }));
  const standardFormats = outputs.filter(({ file }) => isStandardOutput(file)).map(({ format }) => format);
  if (standardFormats.length > 1)
    throw new CodedRefusal(2, 'oneFormat', { formats: standardFormats, first: String(standardFormats[0]) });
  const files = outputs.flatMap(({ file }) => (isStandardOutput(file) ? [] : [normalize(file)]));
  const repeatedFile = files.find((file, i) => files.indexOf(file) < i);
  if (repeatedFile !== undefined) throw new CodedRefusal(2, 'sameFile', { path: repeatedFile });
  return outputs;
}

/**
 * Writes findings in every requested format and, when running in GitHub Actions, also as annotations. People read them
 * in their own language; output for programs is in English unless a language was requested.
 */
async function writeOutputs(
  world: World,
  checked: Omit<Findings, 'words'>,
  outputs: readonly Output[],
  options: ValidateOptions,
): Promise<void> {
  refuseSources(world, checked, outputs);
  const shownWords = await resolveProblemWords(world, options.lang);
  const writtenWords = options.lang === undefined ? await resolveProblemWords(world, 'en') : shownWords;
  const { messages } = await resolveLanguage(world, options.lang);
  const outputMakers = createFindingMakers(world, checked, {
    spoken: shownWords,
    written: writtenWords,
    docs: options.docs,
  });
  for (const { format, file } of outputs)
    await showOutput(world, { ...options, format, output: file, command: 'validate' }, outputMakers, messages);
  writeAnnotations(world, outputs, (pathOf) => renderGithub({ ...checked, words: writtenWords }, pathOf));
}

/** Throws a `Refusal` if an output would overwrite a checked file. */
function refuseSources({ cwd }: World, { files }: Pick<Findings, 'files'>, outputs: readonly Output[]): void {
  const checkedFiles = new Set(files.map((file) => resolve(cwd, file)));
  const overwrittenInput = outputs.find(({ file }) => !isStandardOutput(file) && checkedFiles.has(resolve(cwd, file)));
  if (overwrittenInput) throw new CodedRefusal(2, 'fileIsChecked', { path: String(overwrittenInput.file) });
}

/** Creates functions that write the findings in each format, for people (`spoken`) or for programs (`written`). */
function createFindingMakers(
  world: World,
  checked: Omit<Findings, 'words'>,
  { spoken, written, docs }: Pick<ValidateOptions, 'docs'> & Readonly<Record<'spoken' | 'written', ProblemWords>>,
): ContentByFormat<Format> {
  const pathOf = (file: string): string => nameFromRoot(world, file);
  const findings = { ...checked, words: written };
  return {
    pretty: (look) =>
      renderProblems(checked.findings, { ...checked, words: spoken, ...look, files: checked.files.length }),
    json: async () => renderFindingsJson(findings, await loadProblemTexts('en')),
    github: () => renderGithub(findings, pathOf),
    junit: () => renderJunit(findings),
    sarif: async () => {
      // Loaded on demand, because it contains the text of every rule.
      const { renderSarif } = await loadSarifLog();
      return renderSarif(findings, { version: world.version, pathOf, docs });
    },
  };
}

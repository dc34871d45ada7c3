import { type Command, Option } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  collectValues,
  DATA_FORMATS,
  type DataFormat,
  filesOption,
  formatChainFinding,
  formatRefusal,
  type HelpDetails,
  hasFindings,
  type OutputOptions,
  type PackOptions,
  prepareOutput,
  resolveLanguage,
  showOutput,
  startProgress,
  type VerifiedFile,
  type VerifyFinding,
  verifyFiles,
} from '../app/index.ts';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { isProvisionalKey, Refusal } from '../model/index.ts';
import {
  type Block,
  formatNumber,
  groupBlocks,
  leadParagraph,
  paragraph,
  renderTerminalBlocks,
  type TerminalOptions,
} from '../report/index.ts';
import type { World } from '../world.ts';

interface VerifyOptions extends PackOptions, OutputOptions<DataFormat> {
  readonly files: string;
  readonly score: boolean;
  readonly signer?: readonly string[];
}

export const help: HelpDetails = {
  examples: ['matura verify', 'matura verify files/{enterprise}.json --json'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addOption(filesOption())
    .addOption(new Option('--signer <fingerprint>').argParser(collectValues))
    .option('--no-score');
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((paths: string[], options: VerifyOptions) => verify(world, paths, options).then(done));
}

/** Matches the fingerprint of a key. */
const FINGERPRINT_PATTERN = /^SHA256:[0-9A-Za-z+/]{43}$/;

async function verify(world: World, given: readonly string[], options: VerifyOptions): Promise<number> {
  const otherText = options.signer?.find((signer) => !FINGERPRINT_PATTERN.test(signer));
  if (otherText !== undefined) throw new CodedRefusal(2, 'notAFingerprint', { text: otherText });
  const { messages } = await resolveLanguage(world, options.lang);
  await prepareOutput(world, options, ['altered', 'files']);
  const files: VerifiedFile[] = [];
  const paths = given.length > 0 ? given : [options.files];
  const progress = startProgress(
    world,
    (done, _, rate) => messages.portfolio.progress({ done: String(done), rate: String(rate) }),
    {
      quiet: options.quiet ?? false,
    },
  );
  for await (const file of verifyFiles(world, paths, options)) {
    files.push(file);
    progress.tell(files.length, files.length);
  }
  progress.end();
  if (files.length === 0) {
    const { emptyFolder, makeFiles } = messages.portfolio;
    throw new Refusal(
      3,
      emptyFolder({ folder: paths.join(', ') }),
      makeFiles({ command: 'matura score PACK ANSWERS --files DIR' }),
    );
  }
  const outputMakers = {
    pretty: (look: TerminalOptions) => renderTerminalBlocks(makeBlocks(files, options.score, messages), look),
    json: () => asJson(files, messages),
  };
  await showOutput(world, options, outputMakers, messages);
  return files.some(hasFindings) ? 1 : 0;
}

function asJson(files: readonly VerifiedFile[], messages: Messages): object {
  const fileEntries = files.map((file) => ({
    path: file.path,
    key: file.key ?? null,
    head: file.head ?? null,
    findings: [
      ...(file.problem ? [{ code: file.problem.code, text: formatRefusal(file.problem, messages, file.path)[0] }] : []),
      ...file.findings.map((finding) => ({ ...finding, text: findingInWords(finding, messages) })),
    ],
    rescored: file.rescored,
    unchecked: file.unchecked,
  }));
  return { schemaVersion: 1, altered: files.filter(hasFindings).length, files: fileEntries };
}

function findingInWords(finding: VerifyFinding, messages: Messages): string {
  const { verify, numbers } = messages;
  if (finding.code === 'unsigned')
    return verify.findings.unsigned({
      entry: verify.entries[finding.entry.kind]({ number: String(finding.entry.number) }),
    });
  if (finding.code === 'policy-of-another') return verify.policyOlder;
  if (finding.code !== 'score-differs') return formatChainFinding(finding, messages);
  const writeNumber = (value: number | string | null): string =>
    typeof value === 'number' ? formatNumber(value, { numbers, decimals: 2 }) : (value ?? verify.none);
  const { entry, name, stored, now } = finding;
  return verify.scoreDiffers({
    entry: verify.entries[entry.kind]({ number: String(entry.number) }),
    name,
    stored: writeNumber(stored),
    now: writeNumber(now),
  });
}

function makeBlocks(files: readonly VerifiedFile[], isScored: boolean, messages: Messages): Block[] {
  const { verify, numbers } = messages;
  const writeCount = (count: number): string => formatNumber(count, { numbers, decimals: 0 });
  const findingBlocks = files
    .filter(hasFindings)
    .flatMap(({ path, problem, findings }): Block[] => [
      leadParagraph([{ path: problem ? (formatRefusal(problem, messages, path)[0] ?? '') : path }]),
      ...findings.map((finding) => paragraph(findingInWords(finding, messages))),
    ]);
  const uncheckedReasons = (Object.keys(verify.unchecked) as (keyof typeof verify.unchecked)[]).flatMap((reason) => {
    const count = files.reduce((sum, { unchecked }) => sum + unchecked[reason], 0);
    return count === 0 || (reason === 'withoutPack' && !isScored)
      ? []
      : [verify.unchecked[reason]({ count: writeCount(count) })];
  });
  const provisionalCount = files.filter(({ key }) => key !== undefined && isProvisionalKey(key)).length;
  const rescoredCount = files.reduce((sum, file) => sum + file.rescored, 0);
  const summary = [
    verify.summary({ altered: writeCount(files.filter(hasFindings).length), files: writeCount(files.length) }),
    ...(rescoredCount > 0 ? [verify.rescored({ count: writeCount(rescoredCount) })] : []),
    ...(provisionalCount > 0 ? [verify.provisional({ count: provisionalCount })] : []),
    ...(uncheckedReasons.length > 0 ? [numbers.labelled(verify.notChecked, numbers.list(uncheckedReasons))] : []),
  ];
  return [...groupBlocks(findingBlocks), ...groupBlocks(summary.map((line) => leadParagraph(line)))];
}

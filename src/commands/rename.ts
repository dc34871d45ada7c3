import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  DATA_FORMATS,
  type DataFormat,
  filesOption,
  formatPath,
  giveCode,
  type OutputOptions,
  openEnterprise,
  openPackOf,
  type PackOptions,
  prepareOutput,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { CodedRefusal, loadProblemTexts, phraseInWords } from '../i18n/index.ts';
import { keyFactOf } from '../interview/index.ts';
import { isProvisionalKey } from '../model/index.ts';
import { groupBlocks, leadParagraph, renderTerminalBlocks, type TerminalOptions } from '../report/index.ts';
import { parseAnswerValue } from '../scoring/index.ts';
import { rootOf } from '../store/index.ts';
import type { World } from '../world.ts';

interface RenameOptions extends OutputOptions<DataFormat>, PackOptions {
  readonly files: string;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(filesOption());
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((file: string, code: string, options: RenameOptions) =>
    rename(world, file, code, options).then(done),
  );
}

async function rename(world: World, file: string, given: string, options: RenameOptions): Promise<number> {
  const { language, messages } = await resolveLanguage(world, options.lang);
  await prepareOutput(world, options, ['key', 'path']);
  const { enterprise, path } = await openEnterprise(world, file, options.files, options.lang);
  if (!isProvisionalKey(enterprise.key)) throw new CodedRefusal(3, 'notProvisional', { key: enterprise.key });
  const newestAssessment = enterprise.assessments.at(-1);
  if (!newestAssessment) throw new CodedRefusal(3, 'noAssessment', { path: file });
  const { plan } = await openPackOf(world, enterprise, newestAssessment, options);
  const fact = keyFactOf(plan);
  if (!fact) throw new CodedRefusal(3, 'noKeyFact');
  const parsedKey = parseAnswerValue(fact, given);
  if (!('value' in parsedKey)) {
    const texts = await loadProblemTexts(language);
    const reason = phraseInWords(parsedKey.details.wanted ?? parsedKey.code, texts);
    throw new CodedRefusal(3, 'notACode', { code: given, reason });
  }
  const code = String(parsedKey.value);
  const target = formatPath(world, await giveCode(world, resolve(rootOf(path, enterprise.key)), enterprise.key, code));
  const outputMakers = {
    pretty: (look: TerminalOptions) =>
      renderTerminalBlocks(
        groupBlocks([leadParagraph([{ path: messages.redaction.renamed({ code, path: target }) }])]),
        look,
      ),
    json: () => ({ schemaVersion: 1, key: code, path: target }),
  };
  await showOutput(world, options, outputMakers, messages);
  return 0;
}

import { type Command, Option } from 'commander';
import type { Assessment } from '../model/generated/types.ts';
import { Refusal } from '../model/refusal.ts';
import { importAsJson, renderImportSummary, renderTaken, type Taken } from '../report/import.ts';
import { plainLine } from '../report/terminal/line.ts';
import { makeVocabulary } from '../report/vocabulary.ts';
import type { World } from '../world.ts';
import { findAnswerFiles } from './import/find.ts';
import { takeFile } from './import/take.ts';
import { dayOf } from './steps/advise.ts';
import { langOption, speechOf } from './steps/look.ts';
import { openPack } from './steps/open-pack.ts';
import { startProgress } from './steps/progress.ts';
import { tellOnSignal } from './steps/tell-signal.ts';

interface ImportOptions {
  readonly json?: boolean;
  readonly files: string;
  readonly policy?: string;
  readonly asOf?: string;
  readonly kind?: Assessment['kind'];
  readonly assessor?: string;
  readonly renamed?: boolean;
  readonly quiet?: boolean;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--files <dir>', 'the folder of enterprise files', 'files')
    .option(
      '--policy <id|path>',
      'recommends measures and funding from this policy (default: that of the questionnaire)',
    )
    .option('--as-of <date>', 'the day instruments are judged on (default: today)')
    .addOption(
      new Option(
        '--kind <kind>',
        'self: answered by the enterprise; onsite: a diagnosis (default: what the answers say, else self)',
      ).choices(['self', 'onsite']),
    )
    .option('--assessor <name>', 'who assessed')
    .option('--renamed', 'the enterprises have other names now than in their files')
    .option('--json', 'what became of each file as JSON')
    .option('--quiet', 'without progress')
    .option('--packs <dir...>', 'folders to look for packs in first')
    .addOption(langOption())
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      `
ANSWERS are files that the browser form saved, any other files of answers, or folders with such JSON files. Each becomes
an assessment in its enterprise's file; the same assessment again adds nothing. Answers given under another version of
the pack are taken over by the renames it declares.

Exit code 0: all are in the files; 1: some were refused, or answers had no place in this version; 3: all were refused.

Examples:
  matura import quick-scan quick-scan-914403001922038216.json
  matura import miit-sme-2024 inbox --files files --lang zh`,
    )
    .action(async (pack: string, answers: string[], options: ImportOptions) => {
      done(await importAnswers(world, pack, answers, options));
    });
}

async function importAnswers(
  world: World,
  given: string,
  paths: readonly string[],
  request: ImportOptions,
): Promise<number> {
  if (request.files === '') throw new Refusal(2, '--files needs the name of a folder');
  const speech = await speechOf(world, request.lang);
  const messages = speech.messages.imports;
  const asOf = dayOf(world, request.asOf);
  const files = await findAnswerFiles(world, paths, messages);
  const settled = await openPack(world, { ...request, pack: given });
  const progress = startProgress(world, (done, total) => messages.progress(String(done), String(total)), {
    quiet: request.quiet ?? false,
  });
  const taken: Taken[] = [];
  await tellOnSignal(world, plainLine(messages.interrupted(request.files)), async () => {
    for (const file of files) {
      taken.push(await takeFile(world, settled, file, { ...request, asOf, speech }, taken));
      progress.tell(taken.length, files.length);
    }
  });
  progress.end();
  const { pack, plan } = settled;
  const { languages } = pack.questionnaire.document;
  const vocabulary = makeVocabulary({ plan, ...speech, languages, titles: pack.rubric.document.titles });
  const words = { messages, vocabulary };
  if (request.json) world.stdout.write(`${JSON.stringify(importAsJson(taken, settled.stamp), null, 2)}\n`);
  else {
    const lines = taken.flatMap((one) => renderTaken(one, words));
    world.stdout.write(`${[...lines, renderImportSummary(taken, words)].join('\n')}\n`);
  }
  return exitCodeOf(taken);
}

function exitCodeOf(taken: readonly Taken[]): number {
  const refused = taken.filter(({ outcome }) => outcome === 'refused').length;
  if (refused === taken.length) return 3;
  return refused > 0 || taken.some((one) => one.outcome !== 'refused' && one.lost.length > 0) ? 1 : 0;
}

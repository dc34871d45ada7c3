import { type Command, Option } from 'commander';
import {
  addPackOptions,
  choiceOption,
  costOption,
  dayOption,
  type HelpDetails,
  isDrawn,
  kindOption,
  openPack,
  programmeOption,
  resolveAsOf,
  resolveLanguage,
  signOption,
  terminalStyleOf,
} from '../app/index.ts';
import { LANGUAGES } from '../i18n/index.ts';
import { keyFactOf } from '../interview/index.ts';
import { Refusal } from '../model/index.ts';
import type { World } from '../world.ts';
import { type DiagnoseOptions, STANDARD_FOLDER } from './diagnose/diagnosis.ts';
import { keepKeysWhileLoading } from './diagnose/interruption.ts';

interface Options extends DiagnoseOptions {
  readonly color?: boolean;
}

export const help: HelpDetails = {
  examples: ['matura diagnose miit-sme-2024 --lang zh --assessor "Li Na"'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addOption(new Option('--files <dir>').default(STANDARD_FOLDER))
    .option('--enterprise <key>')
    .addOption(kindOption().default('onsite'))
    .option('--assessor <name>')
    .addOption(choiceOption('--also-lang <language>', LANGUAGES))
    .addOption(signOption())
    .addOption(programmeOption())
    .addOption(dayOption('--as-of <date>'))
    .addOption(costOption());
  addPackOptions(command).action(async (pack: string, options: Options) => {
    let stopKeeping = (): void => {};
    if (world.stdin.isTTY && isDrawn(world, world.stdout)) {
      // Keys typed before the first question belong to it: the terminal stops echoing them, and what it already
      // echoed is cleared.
      stopKeeping = keepKeysWhileLoading(world);
      world.stdout.write('\r\x1b[K');
    }
    try {
      done(await diagnose(world, pack, options, stopKeeping));
    } finally {
      stopKeeping();
    }
  });
}

async function diagnose(world: World, pack: string, options: Options, onLoaded: () => void): Promise<number> {
  const { language, messages } = await resolveLanguage(world, options.lang);
  const { ending, identity } = messages.diagnose;
  const compiled = await openPack(world, { ...options, pack });
  if (!world.stdin.isTTY || !isDrawn(world, world.stdout))
    throw new Refusal(2, ending.needsTerminal, ending.useScore({ pack }));
  const asOf = resolveAsOf(world, options.asOf);
  if (!keyFactOf(compiled.plan)) throw new Refusal(3, identity.noKey({ pack }));
  // The prompts take long to load, and `--help` does not need them.
  const { runDiagnosis } = await import('./diagnose/run-diagnosis.ts');
  onLoaded();
  return runDiagnosis(
    world,
    { ...options, compiled, pack, isPolicyGiven: options.policy !== undefined, asOf },
    language,
    terminalStyleOf(world, world.stdout, options).color,
  );
}

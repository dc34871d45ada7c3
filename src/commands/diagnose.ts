import type { Command } from 'commander';
import {
  addPackOptions,
  choiceOption,
  costOption,
  dayOption,
  filesOption,
  findTyped,
  type HelpDetails,
  isDrawn,
  kindOption,
  openPack,
  programmeOption,
  refuseTyped,
  resolveAsOf,
  resolveLanguage,
  signOption,
  terminalStyleOf,
} from '../app/index.ts';
import { LANGUAGES } from '../i18n/index.ts';
import { keyFactOf } from '../interview/index.ts';
import { Refusal } from '../model/index.ts';
import type { World } from '../world.ts';
import type { DiagnoseOptions } from './diagnose/diagnosis.ts';
import { keepKeysWhileLoading } from './diagnose/interruption.ts';

interface Options extends DiagnoseOptions {
  readonly color?: boolean;
}

export const help: HelpDetails = {
  examples: [
    {
      DE: 'matura diagnose quick-scan --assessor "Karin Example"',
      CN: 'matura diagnose miit-sme-2024 --assessor "李伟"',
    },
    'matura diagnose {pack} --enterprise {enterprise} --correct',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addOption(filesOption())
    .option('--enterprise <key>')
    .option('--correct')
    .addOption(kindOption().default('onsite'))
    .option('--assessor <name>')
    .addOption(choiceOption('--also-lang <language>', LANGUAGES))
    .addOption(signOption())
    .addOption(programmeOption())
    .addOption(dayOption('--as-of <date>'))
    .addOption(costOption());
  addPackOptions(command).action(async (pack: string, options: Options) => {
    if (options.enterprise === undefined) refuseTyped(command, ['correct'], '--enterprise', '--enterprise CODE');
    let stopKeeping = (): void => {};
    if (world.stdin.isTTY && isDrawn(world, world.stdout)) {
      // From here on, typed keys are kept for the first question. What the terminal has already echoed is cleared.
      stopKeeping = keepKeysWhileLoading(world);
      world.stdout.write('\r\x1b[K');
    }
    try {
      const isKindGiven = findTyped(command, ['kind']) !== undefined;
      done(await diagnose(world, pack, { ...options, isKindGiven }, stopKeeping));
    } finally {
      stopKeeping();
    }
  });
}

async function diagnose(
  world: World,
  pack: string,
  options: Options & { readonly isKindGiven: boolean },
  onLoaded: () => void,
): Promise<number> {
  const { language, messages } = await resolveLanguage(world, options.lang);
  const { ending, identity } = messages.diagnose;
  const compiledPack = await openPack(world, { ...options, pack });
  if (!world.stdin.isTTY || !isDrawn(world, world.stdout))
    throw new Refusal(2, ending.needsTerminal, ending.useScore({ pack }));
  const asOf = resolveAsOf(world, options.asOf);
  if (!keyFactOf(compiledPack.plan)) throw new Refusal(3, identity.noKey({ pack }));
  // The prompts take long to load, and `--help` does not need them.
  const { runDiagnosis } = await import('./diagnose/run-diagnosis.ts');
  onLoaded();
  return runDiagnosis(
    world,
    { ...options, compiled: compiledPack, pack, isPolicyGiven: options.policy !== undefined, asOf },
    language,
    terminalStyleOf(world, world.stdout, options).color,
  );
}

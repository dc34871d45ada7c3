import { type Command, CommanderError, Option } from 'commander';
import {
  findProjectFile,
  findTypedLanguage,
  formatError,
  HelpRequest,
  isAtTerminal,
  isDrawn,
  LocalizedCommand,
  langOption,
  loadConsole,
  loadFirstSteps,
  loadHelpRenderer,
  loadNamedFiles,
  loadProject,
  loadTypedOptions,
  refuseUnknownCommand,
  takesColors,
} from './app/index.ts';
import { COMMAND_SYNONYMS, COMMANDS } from './commands/index.ts';
import { Refusal } from './model/index.ts';
import { loadTerminalText } from './report/index.ts';
import { realWorld, type World } from './world.ts';

/** Runs one command line and returns its exit code. All errors are caught here and nowhere else. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  let code = 0;
  const program = new LocalizedCommand('matura');
  program.synonyms = COMMAND_SYNONYMS;
  try {
    if (argv.length === 0 && isAtTerminal(world) && isDrawn(world, world.stderr)) {
      const { chooseFirstStep } = await loadFirstSteps();
      return await main(await chooseFirstStep(world), world);
    }
    configureProgram(program, world);
    await addCommands(program, argv, world, (result) => {
      code = result;
    });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    const lang = findTypedLanguage(argv) ?? (await projectLanguage(world));
    if (error instanceof HelpRequest) return showHelp(error, world, lang);
    return explainFailure(error, world, lang, argv);
  }
}

/** Shows the help that was requested, or that is shown instead of a missing command; returns the exit code. */
async function showHelp({ command, isError }: HelpRequest, world: World, lang: string | undefined): Promise<number> {
  const { renderHelp } = await loadHelpRenderer();
  const entry = command.parent ? COMMANDS[command.name()] : undefined;
  const { help } = entry ? await entry.load() : { help: PROGRAM_HELP };
  (isError ? world.stderr : world.stdout).write(await renderHelp(world, command, lang, help));
  return isError ? 2 : 0;
}

const PROGRAM_HELP = { examples: ['matura score {pack} answers.yaml --files files'] };

/**
 * Returns the language in the project's settings, which also applies to help. Problems in the settings are ignored
 * here, because they are reported when a command runs.
 */
async function projectLanguage(world: World): Promise<string | undefined> {
  if (findProjectFile(world.cwd) === undefined) return undefined;
  const { readProject } = await loadProject();
  return (await readProject(world).catch(() => undefined))?.lang;
}

/** Adds the options of the program itself. */
export function configureProgram(program: Command, world: World): void {
  program
    .optionsGroup('general')
    .version(world.version, '-V, --version')
    .addOption(langOption())
    .helpCommand('help [command]')
    .addHelpOption(new Option('-h, --help').helpGroup('general'))
    // Arguments after a command are parsed by that command.
    .enablePositionalOptions()
    .hook('preSubcommand', (_, command) => {
      const { lang } = program.opts();
      if (lang !== undefined) command.setOptionValueWithSource('lang', lang, 'cli');
    })
    .configureOutput({ writeOut: (text) => world.stdout.write(text), writeErr: (text) => world.stderr.write(text) })
    .exitOverride();
}

/**
 * Adds all commands. Only the command that is called gets its options; for the others, the help needs only their names.
 */
export async function addCommands(
  program: Command,
  argv: readonly string[],
  world: World,
  done: (code: number) => void,
): Promise<void> {
  // The first word that is not an option, or the word after `help`, names the command.
  const words = argv.filter((word, i) => !word.startsWith('-') && argv[i - 1] !== '--lang');
  const wantedCommand = words[0] === 'help' ? words[1] : words[0];
  if (words[0] === 'help' && wantedCommand !== undefined && !Object.hasOwn(COMMANDS, wantedCommand)) {
    throw refuseUnknownCommand(wantedCommand, Object.keys(COMMANDS), COMMAND_SYNONYMS);
  }
  for (const [name, { group, usage, load }] of Object.entries(COMMANDS)) {
    const command = program.command(`${name} ${usage}`.trim()).helpGroup(group);
    // Completing a command line needs the options of the command on it.
    if (name === wantedCommand || (wantedCommand === 'completion' && words.includes(name)))
      (await load()).configure(
        command
          .hook('preAction', expandArguments(world))
          .hook('preAction', applyProjectFile(world))
          .hook('preAction', readOptionValues(world)),
        world,
        done,
      );
  }
}

/** Expands patterns in the arguments of commands that take several files, because Windows shells do not expand them. */
function expandArguments(world: World): (_: Command, action: Command) => Promise<void> {
  return async (_, { registeredArguments, processedArgs }) => {
    for (const [i, { variadic }] of registeredArguments.entries()) {
      const givenValues: readonly string[] = variadic ? (processedArgs[i] ?? []) : [];
      if (!givenValues.some((path) => /[*?]/.test(path))) continue;
      const { expandPatterns } = await loadNamedFiles();
      processedArgs[i] = await expandPatterns(world, givenValues);
    }
  };
}

/** Fills in options that were not typed with values from the project's settings file, if there is one. */
function applyProjectFile(world: World): (_: Command, action: Command) => Promise<void> {
  return async (_, action) => {
    if (findProjectFile(world.cwd) !== undefined) await (await loadProject()).applyProject(world, action);
  };
}

/** Reads typed amounts, numbers and days in the notation of the user's language. */
function readOptionValues(world: World): (_: Command, action: Command) => Promise<void> {
  return async (_, action) => {
    if (!action.options.some((option) => action.getOptionValueSource(option.attributeName()) === 'cli')) return;
    const { readTypedOptions } = await loadTypedOptions();
    await readTypedOptions(world, action, async () => {
      const { resolveLanguage } = await loadConsole();
      const { messages } = await resolveLanguage(world, action.opts().lang);
      return messages.numbers.decimal === ',' ? ',' : '.';
    });
  };
}

async function explainFailure(
  error: unknown,
  world: World,
  lang: string | undefined,
  argv: readonly string[],
): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal) {
    const { formatFinalRefusal } = await loadConsole();
    const { sanitizeLine } = await loadTerminalText();
    // Removes control characters, because text from the user or from a file must not control the terminal.
    const lines = (await formatFinalRefusal(error, world, lang, argv)).join('\n').split('\n').map(sanitizeLine);
    const isColored = takesColors(world, world.stderr, !argv.includes('--no-color'));
    world.stderr.write(formatError(`matura: ${lines.join('\n')}\n`, isColored));
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.stderr.write(
    `matura: this is a bug in Matura, not in what you did.\nPlease report it with the lines below, the command, and the file it read if you may share it:\n\nmatura ${world.version}, Node ${process.version}, ${process.platform}\n${stack}\n`,
  );
  return 4;
}

export { realWorld };

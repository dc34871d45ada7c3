import { type Command, CommanderError, Option } from 'commander';
import {
  createProgram,
  findProjectFile,
  formatError,
  langOption,
  loadConsole,
  loadNamedFiles,
  loadProject,
  loadTypedOptions,
  takesColors,
} from './app/index.ts';
import { COMMANDS } from './commands/index.ts';
import { Refusal } from './model/index.ts';
import { loadTerminalText } from './report/index.ts';
import { realWorld, type World } from './world.ts';

/** Runs one command line; gives the exit code. The only place that catches. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  let code = 0;
  const program = await createProgram(argv, world, await projectLanguage(world));
  try {
    configureProgram(program, world);
    await addCommands(program, argv, world, (result) => {
      code = result;
    });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explainFailure(error, world, program, takesColors(world, world.stderr, !argv.includes('--no-color')));
  }
}

/** The language that the file of the project sets, for help, too; what is wrong with the file is said when a command runs. */
async function projectLanguage(world: World): Promise<string | undefined> {
  if (findProjectFile(world.cwd) === undefined) return undefined;
  const { readProject } = await loadProject();
  return (await readProject(world).catch(() => undefined))?.lang;
}

/** The help and the options of the program itself. */
export function configureProgram(program: Command, world: World): void {
  program
    .description(
      'Digital-maturity assessments of enterprises: ask for answers or read them, score them against a rubric, keep one file per enterprise and write a policy for each. Works entirely offline.',
    )
    .optionsGroup('General:')
    .version(world.version, '-V, --version', 'show the version')
    .addOption(langOption())
    .helpCommand('help [command]', 'Show the help of a command')
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup('General:'))
    // What stands behind a command is the command's own.
    .enablePositionalOptions()
    .hook('preSubcommand', (_, command) => {
      const { lang } = program.opts();
      if (lang !== undefined) command.setOptionValueWithSource('lang', lang, 'cli');
    })
    .exitOverride()
    .showHelpAfterError('(add --help for usage)')
    .addHelpText(
      'after',
      `
Exit codes: 0 done; 1 done, with something to look at, such as findings or
rejected rows; 2 wrong usage; 3 nothing could be done; 4 a bug in Matura; 130
interrupted.

For a file that is only read, - is standard input.

Amounts: 500000, 500,000, 50万 or 0.5 million; in German, 500.000,00. Days:
2026-01-31, 2026/1/31, 31.1.2026 or today. What could mean two things is refused.

Example: matura score miit-sme-2024 answers.yaml --files files`,
    )
    .addHelpText('afterAll', '\nThe examples of every help run in the folder that matura init demo --example\nmakes.');
}

/** Adds the commands, of which only the one that is called has its options: the others stay a line of the help. */
export async function addCommands(
  program: Command,
  argv: readonly string[],
  world: World,
  done: (code: number) => void,
): Promise<void> {
  // The first word that is no option, or the one after `help`, names the command.
  const words = argv.filter((word, i) => !word.startsWith('-') && argv[i - 1] !== '--lang');
  const wanted = words[0] === 'help' ? words[1] : words[0];
  if (words[0] === 'help' && wanted !== undefined && !Object.hasOwn(COMMANDS, wanted)) {
    const { unknownCommand } = await loadConsole();
    throw unknownCommand(wanted, Object.keys(COMMANDS));
  }
  for (const [name, { group, usage, summary, load }] of Object.entries(COMMANDS)) {
    const command = program.command(`${name} ${usage}`.trim()).description(summary).helpGroup(`${group}:`);
    // What is completed needs its options, too.
    if (name === wanted || (wanted === 'completion' && words.includes(name)))
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

/** Expands patterns among the files that a command takes any number of: a shell of Windows does not. */
function expandArguments(world: World): (_: Command, action: Command) => Promise<void> {
  return async (_, { registeredArguments, processedArgs }) => {
    for (const [i, { variadic }] of registeredArguments.entries()) {
      const given: readonly string[] = variadic ? (processedArgs[i] ?? []) : [];
      if (!given.some((path) => /[*?]/.test(path))) continue;
      const { expandPatterns } = await loadNamedFiles();
      processedArgs[i] = await expandPatterns(world, given);
    }
  };
}

/** Lets the file of the project set what nobody typed; read only where there is one. */
function applyProjectFile(world: World): (_: Command, action: Command) => Promise<void> {
  return async (_, action) => {
    if (findProjectFile(world.cwd) !== undefined) await (await loadProject()).applyProject(world, action);
  };
}

/** Reads what was typed as amounts, numbers and days, by the habits of the language. */
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

async function explainFailure(error: unknown, world: World, program: Command, isColored: boolean): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal) {
    const { formatFinalRefusal } = await loadConsole();
    const lang = program.commands.map((command) => command.opts().lang).find((given) => typeof given === 'string');
    const { sanitizeLine } = await loadTerminalText();
    // What was typed, or stands in a file, must not steer the terminal.
    const lines = (await formatFinalRefusal(error, world, lang)).join('\n').split('\n').map(sanitizeLine);
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

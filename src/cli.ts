import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { loadConsole } from './app/index.ts';
import { COMMANDS } from './commands/index.ts';
import { Refusal } from './model/index.ts';
import { loadTerminalText } from './report/index.ts';
import { realWorld, type World } from './world.ts';

/** Runs one command line; gives the exit code. The only place that catches. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  let code = 0;
  const program = createProgram(world);
  try {
    await addCommands(program, argv, world, (result) => {
      code = result;
    });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explainFailure(error, world, program);
  }
}

function createProgram(world: World): Command {
  return new Command('matura')
    .description(
      'Digital-maturity assessments of enterprises: asks or reads answers, scores them against a rubric,\nkeeps one file per enterprise and writes one policy for each. Works with no network at all.',
    )
    .version(world.version, '-V, --version', 'shows the version')
    .helpCommand('help [command]', 'shows the help of a command')
    .helpOption('-h, --help', 'shows this, or the help of a command')
    .configureOutput(outputOf(world))
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText(
      'after',
      `
Exit codes: 0 done; 1 done, with something to look at, such as findings or rejected rows; 2 wrong usage; 3 nothing could
be done; 4 a bug in Matura; 130 interrupted.

Example: matura score miit-sme-2024 answers.yaml --files files`,
    );
}

function outputOf(world: World): OutputConfiguration {
  return {
    writeOut: (text) => world.stdout.write(reflow(text)),
    writeErr: (text) => world.stderr.write(text),
    getOutHelpWidth: () => HELP_WIDTH,
    getErrHelpWidth: () => HELP_WIDTH,
  };
}

const HELP_WIDTH = 80;

/** Breaks the paragraphs of a help anew; lists and examples, which are indented, stay as they are. */
function reflow(text: string): string {
  return text.replace(/^\S.*(?:\n\S.*)+$|^\S.{80,}$/gm, (paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(/\s+/)) {
      const line = lines.at(-1) as string;
      if (line === '') lines[lines.length - 1] = word;
      else if (line.length + 1 + word.length <= HELP_WIDTH) lines[lines.length - 1] = `${line} ${word}`;
      else lines.push(word);
    }
    return lines.join('\n');
  });
}

async function addCommands(
  program: Command,
  argv: readonly string[],
  world: World,
  done: (code: number) => void,
): Promise<void> {
  // The first word that is no option, or the one after `help`, names the command; the others stay a line of the help.
  const words = argv.filter((word) => !word.startsWith('-'));
  const wanted = words[0] === 'help' ? words[1] : words[0];
  if (words[0] === 'help' && wanted !== undefined && !Object.hasOwn(COMMANDS, wanted)) {
    const { unknownCommand } = await loadConsole();
    throw unknownCommand(wanted, Object.keys(COMMANDS));
  }
  for (const [name, { group, usage, summary, load }] of Object.entries(COMMANDS)) {
    const command = program.command(`${name} ${usage}`.trim()).description(summary).helpGroup(`${group}:`);
    command.configureOutput(outputOf(world)).exitOverride().helpOption('-h, --help', 'shows this');
    if (name === wanted) (await load()).configure(command, world, done);
  }
}

async function explainFailure(error: unknown, world: World, program: Command): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal) {
    const { formatFinalRefusal } = await loadConsole();
    const lang = program.commands.map((command) => command.opts().lang).find((given) => typeof given === 'string');
    const { sanitizeLine } = await loadTerminalText();
    // What was typed, or stands in a file, must not steer the terminal.
    const lines = (await formatFinalRefusal(error, world, lang)).join('\n').split('\n').map(sanitizeLine);
    world.stderr.write(`matura: ${lines.join('\n')}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.stderr.write(
    `matura: this is a bug in Matura, not in what you did.\nPlease report it with the lines below, the command, and the file it read if you may share it:\n\nmatura ${world.version}, Node ${process.version}, ${process.platform}\n${stack}\n`,
  );
  return 4;
}

export { realWorld };

import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { Refusal } from './model/refusal.ts';
import { realWorld, type World } from './world.ts';

/** What a command's module must offer: it adds its options and its action; the action's exit code goes to `done`. */
export interface CommandModule {
  configure(command: Command, world: World, done: (code: number) => void): void;
}

interface Entry {
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command. Only the one that is asked for is loaded. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  diagnose: {
    usage: '<pack>',
    summary: 'the interactive diagnosis; writes the enterprise file and the policy',
    load: () => import('./commands/diagnose.ts'),
  },
  score: {
    usage: '<pack> <answers>',
    summary: 'scores one answers file (YAML or JSON; - is standard input), or that of an enterprise file',
    load: () => import('./commands/score.ts'),
  },
  batch: {
    usage: '<pack> <export>',
    summary: 'scores an export: a CSV or XLSX table of many enterprises',
    load: () => import('./commands/batch.ts'),
  },
  explain: {
    usage: '<file> [name]',
    summary: 'where a score or the level comes from, down to the answers',
    load: () => import('./commands/explain.ts'),
  },
  'what-if': {
    usage: '<file>',
    summary: 'level, scores and policy under changed answers, side by side',
    load: () => import('./commands/what-if.ts'),
  },
  record: {
    usage: '<file>',
    summary:
      'what became of the policy of an enterprise: measures planned, started, done; money applied for, granted, paid',
    load: () => import('./commands/record.ts'),
  },
  recommend: {
    usage: '<file>',
    summary:
      'the cheapest measures that reach a level, when to take them, what every level costs; as a document the whole policy',
    load: () => import('./commands/recommend.ts'),
  },
  compare: {
    usage: '<file...>',
    summary: 'assessments of one enterprise over time, self against on-site, or against its peers',
    load: () => import('./commands/compare.ts'),
  },
  portfolio: {
    usage: '<input...>',
    summary: 'coverage, levels, ranking and quality of many enterprises, from enterprise files and batch results',
    load: () => import('./commands/portfolio.ts'),
  },
  report: {
    usage: '<file>',
    summary: 'the report of one enterprise to hand over: a page for any browser, a Word document, a PDF',
    load: () => import('./commands/report.ts'),
  },
  map: {
    usage: '<pack> <export>',
    summary: 'proposes how the columns of an export match the questions, for a person to review',
    load: () => import('./commands/map.ts'),
  },
  template: {
    usage: '<pack>',
    summary: 'an empty file of answers to fill in: YAML, CSV or XLSX, or a Word document for paper',
    load: () => import('./commands/template.ts'),
  },
  form: {
    usage: '<pack>',
    summary: 'one HTML file to answer in any browser, offline',
    load: () => import('./commands/form.ts'),
  },
  import: {
    usage: '<pack> <answers...>',
    summary: 'takes answers that the browser form saved into the enterprise files',
    load: () => import('./commands/import.ts'),
  },
  simulate: {
    usage: '<spec>',
    summary: 'writes a synthetic region, marked as such: registry, exports, links, a panel over time',
    load: () => import('./commands/simulate.ts'),
  },
  packs: {
    usage: '',
    summary: 'lists the packs and policies that are found',
    load: () => import('./commands/packs.ts'),
  },
  init: {
    usage: '<dir>',
    summary: 'writes a small working pack with cases, a workflow and settings for editors',
    load: () => import('./commands/init.ts'),
  },
  validate: {
    usage: '[path...]',
    summary: 'checks packs and policies; every finding with its line',
    load: () => import('./commands/validate.ts'),
  },
  test: {
    usage: '[path...]',
    summary: 'runs the cases of packs',
    load: () => import('./commands/test.ts'),
  },
  diff: {
    usage: '<old> <new>',
    summary: 'what changed between two versions of a pack, and whose level it would change',
    load: () => import('./commands/diff.ts'),
  },
  rule: {
    usage: '[id]',
    summary: 'explains a check, or lists all of them',
    load: () => import('./commands/rule.ts'),
  },
  schema: {
    usage: '<kind>',
    summary: 'prints the JSON Schema of a document kind, for editors',
    load: () => import('./commands/schema.ts'),
  },
};

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
    .version(world.version, '-V, --version')
    .helpOption('-h, --help', 'shows this, or the help of a command')
    .configureOutput(outputOf(world))
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText('after', '\nExample: matura score miit-sme-2024 answers.yaml --files files');
}

function outputOf(world: World): OutputConfiguration {
  return {
    writeOut: (text) => world.stdout.write(text),
    writeErr: (text) => world.stderr.write(text),
    getOutHelpWidth: () => world.stdout.columns ?? 100,
    getErrHelpWidth: () => world.stderr.columns ?? 100,
  };
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
  for (const [name, { usage, summary, load }] of Object.entries(COMMANDS)) {
    const command = program.command(`${name} ${usage}`.trim()).description(summary);
    command.configureOutput(outputOf(world)).exitOverride().helpOption('-h, --help', 'shows this');
    if (name === wanted) (await load()).configure(command, world, done);
  }
}

async function explainFailure(error: unknown, world: World, program: Command): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0 && error.code === 'commander.help') return 2;
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof Refusal) {
    const { formatFinalRefusal: endingInWords } = await import('./app/console.ts');
    const lang = program.commands.map((command) => command.opts().lang).find((given) => typeof given === 'string');
    const { sanitizeLine: plainLine } = await import('./report/terminal/terminal-text.ts');
    // What was typed, or stands in a file, must not steer the terminal.
    const lines = (await endingInWords(error, world, lang)).join('\n').split('\n').map(plainLine);
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

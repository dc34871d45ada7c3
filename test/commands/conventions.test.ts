import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, type Option } from 'commander';
import { describe, expect, test } from 'vitest';
import { addCommands, configureProgram, realWorld } from '../../src/cli.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { fillIn, LANGUAGE_CODES, loadHelp } from '../../src/i18n/index.ts';
import { matura, ROOT } from './matura.ts';

const NAMES = Object.keys(COMMANDS);

async function optionsOf(name: string): Promise<readonly Option[]> {
  const program = new Command('matura');
  configureProgram(program, realWorld());
  await addCommands(program, [name], realWorld(), () => {});
  return (program.commands.find((command) => command.name() === name) as Command).options;
}

const HELP = await loadHelp('en');

/** What the help of a command says about an option. */
function descriptionOf(command: string, { long }: Option): string {
  const name = long?.slice('--'.length) ?? '';
  const text = HELP.commands[command]?.options?.[name] ?? HELP.options[name] ?? '';
  return fillIn(text, { languages: LANGUAGE_CODES });
}

/** Every option of every command that is shown, in the order of the help. */
const ALL = (
  await Promise.all(
    NAMES.map(async (command) => (await optionsOf(command)).map((option) => ({ command, option, ...parts(option) }))),
  )
)
  .flat()
  .filter(({ option }) => !option.hidden);

/** The long name of an option and what its value is called. */
function parts({ long, flags }: Option): { readonly name: string; readonly value: string } {
  return { name: long ?? flags, value: flags.match(/[<[].*$/)?.[0] ?? '' };
}

/** The options that several commands have. */
const SHARED = [...new Set(ALL.map(({ name }) => name))].flatMap((name) => {
  const uses = ALL.filter((one) => one.name === name);
  return uses.length > 1 ? [[name, uses] as const] : [];
});

/** What an option of several commands means, as all of them must say. */
const MEANINGS: Readonly<Record<string, RegExp>> = {
  '--as-of': /\bday\b/,
  '--assessment': /assessment.* by its day or its number counted from the oldest/,
  '--assessor': /assess/,
  '--budget': /cost|spend/,
  '--by': /facts.* separated by commas|by a given day/,
  '--cost': /cost estimate/,
  '--csv': /Excel/,
  '--date': /the day of/,
  '--decimal': /decimal separator/,
  '--delimiter': /delimiter between/,
  '--encoding': /encoding/,
  '--files': /(folder of enterprise files|in this folder)/,
  '--force': /replace a file/,
  '--dry-run': /^leave enterprise files as they are/,
  '--format': /output format/,
  '--json': /JSON|--format json/,
  '--kind': /answer|assess/,
  '--lang': /^language/,
  '--logo': /a logo for the cover/,
  '--no-color': /^disable colours$/,
  '--output': /write to|results/,
  '--open': /^open the output/,
  '--pack': /^the pack/,
  '--from': /EXPORT|build the pack/,
  '--packs': /^a folder to search first for packs/,
  '--peers': /peers|published figures/,
  '--programme': /programme/,
  '--quiet': /^show neither progress/,
  '--reason': /^why/,
  '--recorder': /^who (makes the record|removes it)/,
  '--renamed': /new name/,
  '--sheet': /sheet of/,
  '--sign': /^sign additions to enterprise files/,
  '--target': /level/,
  '--template': /a document to take styles/,
  '--tolerance': /percentage by which a plan may cost more than the cheapest/,
  '--watch': /whenever a YAML file changes/,
};

/** Where an option of one meaning has values of different kinds, each with its reason. */
const SEVERAL_VALUES: Readonly<Record<string, readonly string[]>> = {
  '--by': ['<facts>', '<id=date>'], // What figures are grouped by, and by when something is done.
  '--output': ['<file>', '<dir>'], // A region is a folder of files.
  '--from': ['<format>', '<workbook>'], // What an export is, and what a pack is made of.
  '--date': ['<date|column>', '<date>'], // Each row of an export may have a day of its own.
  '--peers': ['<folder|results>', '<file>'], // Peers of an enterprise; those of a whole portfolio are published figures.
};

describe('the options of all commands', () => {
  test('no option has an optional value or a list of values that could swallow an argument', () => {
    expect(ALL.filter(({ option }) => option.optional || option.variadic).map(({ option }) => option.flags)).toEqual(
      [],
    );
  });

  test('all commands use the same placeholder for the same kind of option value', () => {
    const several = SHARED.flatMap(([name, uses]) => {
      const kinds = [...new Set(uses.map(({ value }) => value))].sort();
      const allowed = [...(SEVERAL_VALUES[name] ?? [])].sort();
      return kinds.length > 1 && kinds.join() !== allowed.join() ? [{ name, kinds }] : [];
    });
    expect(several).toEqual([]);
  });

  test('each short form belongs to one option, which has it in every command', () => {
    // The former name of `--programme` is kept where Commander keeps short forms.
    const shorts = ALL.flatMap(({ option: { short }, name }) =>
      short === undefined || short === '--policy' ? [] : [`${short} ${name}`],
    );
    expect([...new Set(shorts)].sort()).toEqual(['-o --output', '-q --quiet']);
    expect(ALL.filter(({ name, option }) => name === '--output' && option.short !== '-o')).toEqual([]);
    expect(ALL.filter(({ name, option }) => name === '--quiet' && option.short !== '-q')).toEqual([]);
  });

  test('option names are words joined by hyphens, and their descriptions do not end in a full stop', () => {
    for (const { command, name, option } of ALL) {
      expect(name, command).toMatch(/^--[a-z]+(-[a-z]+)*$/);
      expect(descriptionOf(command, option), `${command} ${name}`).toMatch(/^(\S.*[^.]|[a-z])$/);
    }
  });

  test.each(SHARED)('the option %s means the same in every command that has it', (name, uses) => {
    const meaning = MEANINGS[name];
    expect(meaning, `${name} is an option of several commands: say what it means`).toBeDefined();
    for (const { command, option } of uses) expect(descriptionOf(command, option), command).toMatch(meaning as RegExp);
  });

  test('the list of options with a shared meaning names every option that several commands have', () => {
    expect(Object.keys(MEANINGS).sort()).toEqual(SHARED.map(([name]) => name).sort());
  });
});

test('no command asks for one of its formats by name', async () => {
  const files = await readdir(path.join(ROOT, 'src/commands'), { recursive: true });
  const asking = files
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => {
      const text = await readFile(path.join(ROOT, 'src/commands', file), 'utf8');
      return [...text.matchAll(/\bformat [!=]== '(json|pretty|md|csv|xlsx|docx|pdf)'/g)].map(
        ([found]) => `${file}: ${found}`,
      );
    });
  expect(asking.length).toBeGreaterThan(20);
  expect((await Promise.all(asking)).flat()).toEqual([]);
});

test('error messages begin in red if colours are enabled', async () => {
  const coloured = { env: { FORCE_COLOR: '1' } };
  expect((await matura(['rule', 'M0'], coloured)).stderr).toContain('\x1b[31mmatura:\x1b[39m there');
  expect((await matura(['rul'], coloured)).stderr).toContain('\x1b[31mmatura:\x1b[39m there');
  expect((await matura(['rule', 'M0', '--no-color'], coloured)).stderr).toMatch(/^matura:/);
});

describe.each(NAMES)('matura %s', (command) => {
  const own = ALL.filter((one) => one.command === command);
  const names = own.map(({ name }) => name);

  test('every command has the common options, which come last', () => {
    expect(names.slice(-3)).toEqual(['--lang', '--quiet', '--no-color']);
  });

  test('every command with output can write it to a file, and has --json if JSON is one of its formats', () => {
    if (!WITHOUT_OUTPUT.includes(command)) expect(names).toContain('--output');
    if (names.includes('--output') && command !== 'simulate') expect(names).toContain('--force');
    const { option: format } = own.find(({ name }) => name === '--format') ?? {};
    if (format?.argChoices?.includes('json')) expect(names).toContain('--json');
  });

  test('every command names an enterprise and a pack in the same way', () => {
    const usage = COMMANDS[command as keyof typeof COMMANDS]?.usage ?? '';
    expect(usage).not.toMatch(/<(file|key)\b/);
    expect(usage.match(/[<[]/g)?.length ?? 0).toBe(usage.split(' ').filter(Boolean).length);
  });
});

/** They speak with a person or an editor, or write many files. */
const WITHOUT_OUTPUT = ['diagnose', 'init', 'lsp'];

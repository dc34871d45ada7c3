import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { LocalizedCommand } from '../../src/app/index.ts';
import { addCommands, configureProgram, realWorld } from '../../src/cli.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { LANGUAGES, loadHelp } from '../../src/i18n/index.ts';
import { textWidth } from '../../src/report/terminal/terminal-text.ts';
import { matura } from '../commands/matura.ts';

const NAMES = Object.keys(COMMANDS);
const OTHERS = LANGUAGES.filter((language) => language !== 'en');

/** A command with its options. */
async function commandOf(name: string): Promise<Command> {
  const program = new LocalizedCommand('matura');
  configureProgram(program, realWorld());
  await addCommands(program, [name], realWorld(), () => {});
  return program.commands.find((one) => one.name() === name) as Command;
}

/** The long names of a command's options, without dashes. */
const optionsOf = async (name: string): Promise<string[]> =>
  (await commandOf(name)).options.flatMap(({ long }) => long?.slice('--'.length) ?? []);

describe('the texts of the help', async () => {
  const { commands, options, headings } = await loadHelp('en');

  test.each(NAMES)('the help of matura %s has a text for every option, and no others', async (name) => {
    const own = commands[name]?.options ?? {};
    const known = await optionsOf(name);
    expect(known.filter((option) => !own[option] && !options[option])).toEqual([]);
    expect(Object.keys(own).filter((option) => !known.includes(option))).toEqual([]);
    expect(commands[name]?.summary).toMatch(/\S/);
  });

  test('every help text of a command or common option is in use', async () => {
    expect(Object.keys(commands)).toEqual([...NAMES, 'help']);
    const used = await Promise.all(
      NAMES.map(async (name) => (await optionsOf(name)).filter((option) => !commands[name]?.options?.[option])),
    );
    const ofProgram = ['help', 'version'];
    expect(Object.keys(options).filter((option) => ![...used.flat(), ...ofProgram].includes(option))).toEqual([]);
  });

  test('every group of commands and of options has a heading', async () => {
    const all = await Promise.all(NAMES.map(commandOf));
    const groups = new Set([
      ...Object.values(COMMANDS).map(({ group }) => group),
      ...all.flatMap(({ options: list }) => list.flatMap(({ helpGroupHeading }) => helpGroupHeading ?? [])),
    ]);
    const ofEvery = ['usage', 'options', 'commands', 'examples'];
    expect(Object.keys(headings).sort()).toEqual([...groups, ...ofEvery].sort());
  });
});

describe.each(LANGUAGES)('the help in %s', (language) => {
  test.each(['', ...NAMES])('the help of matura %s fits 80 columns and keeps its commands', async (command) => {
    const args = [command, '--help'].filter((word) => word !== '');
    const [translated, english] = [await matura([...args, '--lang', language]), await matura(args)];
    expect(translated).toMatchObject({ code: 0, stderr: '' });
    // Examples and amounts in another writing puzzle readers who do not read it.
    if (language !== 'zh')
      expect(translated.stdout).not.toMatch(/\p{Script=Han}|91350100M|miit|-china\b|chengdu|deyang/u);
    expect(translated.stdout.split('\n').filter((line) => textWidth(line) > 80)).toEqual([]);
    // What an argument or a block of a text stands for is filled in.
    expect(translated.stdout).not.toMatch(/undefined|\[object|(?<!\{)\{\w+\}(?!\})/);
    // Chinese has the same commands for an example in China, and headings of a German export are German.
    const shared = language === 'zh' ? /^ {2}matura \S+/gm : /^ {2}matura (?:(?! --(?:where|date) ).)*/gm;
    expect(translated.stdout.match(shared)).toEqual(english.stdout.match(shared));
  });
});

test.each(OTHERS)('usage errors are reported in %s without English words', async (language) => {
  for (const [typed, shown] of WRONG) {
    const run = await matura(typed, { env: { LC_ALL: language } });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(shown);
    expect(run.stderr.replaceAll(/--[\w-]+|<[\w|=]+>/g, '')).not.toMatch(
      /\b(error|unknown|mean|it|must|for|the|with)\b/i,
    );
  }
});

test('an error about wrong usage says what to do next', async () => {
  for (const [typed, shown, next] of WRONG) {
    const { code, stdout, stderr } = await matura(typed);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^matura: /);
    expect(stderr).toContain(shown);
    if (next !== undefined) expect(stderr).toContain(next);
  }
});

test('a help without examples does not say where they work', async () => {
  expect((await matura(['packs', '--help'])).stdout).not.toContain('examples');
  expect((await matura(['list', '--help'])).stdout).toContain('The examples work in the folder');
});

test('the version is printed on standard output', async () => {
  for (const typed of [['--version'], ['-V']])
    expect(await matura(typed)).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
});

test('help is shown for `help`, `--help` and every other form that Commander accepts', async () => {
  const { stdout } = await matura(['score', '--help']);
  for (const typed of [
    ['help', 'score'],
    ['score', '-h'],
    ['score', 'quick-scan-china', '-qh'],
    ['score', '--help', 'x'],
  ])
    expect(await matura(typed), typed.join(' ')).toEqual({ code: 0, stdout, stderr: '' });
  expect(await matura([])).toMatchObject({ code: 2, stdout: '', stderr: (await matura(['--help'])).stdout });
});

/** What was typed, what must be named in any language, and what comes next in English. */
const WRONG: readonly (readonly [typed: readonly string[], shown: string, next?: string])[] = [
  [['--versoin'], '--version', 'Did you mean --version?'],
  [['scroe'], 'score', 'Did you mean score?'],
  [['score', 'quick-scan-china'], '<answers>', 'matura score --help'],
  [['score', 'quick-scan-china', 'a.yaml', 'b.yaml'], '3', 'not 3\nPut an argument that contains spaces in quotes'],
  [['score', 'quick-scan-china', 'a.yaml', '--fles', 'f'], '--files', 'Did you mean --files? matura score --help'],
  [['score', 'quick-scan-china', 'a.yaml', '--kind', 'other'], 'onsite', 'Choices: self, onsite'],
  [['score', 'quick-scan-china', 'a.yaml', '--assessor'], '--assessor'],
  [['what-if', 'x'], '--set', 'matura what-if --help'],
  [['recommend', 'x', '--tolerance', 'much'], 'much'],
  [['portfolio', 'x', '--json', '--format', 'csv'], '--json'],
  [['report', 'x', '--format', 'htm'], 'html', 'Did you mean html?'],
];

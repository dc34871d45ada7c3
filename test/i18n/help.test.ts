import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { TranslatedCommand } from '../../src/app/translated-command.ts';
import { addCommands, configureProgram, realWorld } from '../../src/cli.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { LANGUAGES, loadHelp, translateBy } from '../../src/i18n/index.ts';
import { textWidth } from '../../src/report/terminal/terminal-text.ts';
import { matura, ROOT } from '../commands/matura.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');

/** Every text that the help of the program and of its commands is put together from. */
async function textsOfHelp(): Promise<Set<string>> {
  const texts = new Set<string>();
  for (const name of ['', ...Object.keys(COMMANDS)]) {
    const program = new TranslatedCommand('matura', (text) => {
      if (text !== '') texts.add(text);
      return text;
    }).configureOutput({ writeOut: () => {} });
    configureProgram(program, realWorld());
    await addCommands(program, [name], realWorld(), () => {});
    const command = program.commands.find((one) => one.name() === name) ?? program;
    command.outputHelp();
  }
  return texts;
}

/** What is wrong with a value that was typed, as the code says it. */
async function textsOfErrors(): Promise<string[]> {
  const folders = ['app', 'commands'].map((folder) => path.join(ROOT, 'src', folder));
  const names = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })));
  const files = names.flatMap((list, i) => list.map((name) => path.join(folders[i] as string, name)));
  const sources = await Promise.all(files.filter((file) => file.endsWith('.ts')).map((file) => readFile(file, 'utf8')));
  return sources.flatMap((source) =>
    [...source.matchAll(/(?:InvalidArgumentError|countParser)\(\s*'([^']+)'/g)].map(([, text]) => text as string),
  );
}

const required = [...(await textsOfHelp()), ...(await textsOfErrors())];

/** Whether the help has such a text; one with a part in braces stands for all that differ in it. */
function isUsed(text: string): boolean {
  if (!text.includes('{')) return required.includes(text);
  const translate = translateBy({ [text]: '' });
  return required.some((one) => translate(one) !== one);
}

describe.each(OTHERS)('the help in %s', async (language) => {
  const texts = await loadHelp(language);
  const translate = translateBy({ ...texts.help, ...texts.usage });

  test('has a translation of every text, and none of a text that is gone', () => {
    const known = (text: string): boolean =>
      Object.hasOwn({ ...texts.help, ...texts.usage }, text) || translate(text) !== text;
    const missing = required.filter((text) => !known(text));
    const gone = Object.keys(texts.help).filter((text) => !isUsed(text));
    const lines = (list: readonly string[]): string => list.map((text) => `  ${JSON.stringify(text)}: '',`).join('\n');
    expect(missing, `add to help in src/i18n/${language}/help.ts:\n${lines(missing)}\n`).toEqual([]);
    expect(gone, `remove from help in src/i18n/${language}/help.ts:\n${lines(gone)}\n`).toEqual([]);
  });

  test.each(['', ...Object.keys(COMMANDS)])('of matura %s fits 80 columns and keeps its commands', async (command) => {
    const args = [command, '--help'].filter((word) => word !== '');
    const [translated, english] = [await matura([...args, '--lang', language]), await matura(args)];
    expect(translated).toMatchObject({ code: 0, stderr: '' });
    expect(translated.stdout.split('\n').filter((line) => textWidth(line) > 80)).toEqual([]);
    const examples = (help: string): string[] => help.match(/^ {2}matura .*/gm) ?? [];
    expect(examples(translated.stdout)).toEqual(examples(english.stdout));
  });

  test('what is wrong with what was typed is said without English', async () => {
    for (const [typed, told] of WRONG) {
      const run = await matura(typed, { env: { LC_ALL: language } });
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toContain(told);
      expect(run.stderr.replaceAll(/--[\w-]+|<[\w|=]+>/g, '')).not.toMatch(
        /\b(error|unknown|mean|it|must|for|the|with)\b/i,
      );
    }
  });
});

/** What was typed, and what must be told of it in any language. */
const WRONG: readonly (readonly [typed: readonly string[], told: string])[] = [
  [['--versoin'], '--version'],
  [['scroe'], 'score'],
  [['score', 'quick-scan'], 'answers'],
  [['score', 'quick-scan', 'a.yaml', 'b.yaml'], '3'],
  [['score', 'quick-scan', 'a.yaml', '--fles', 'f'], '--files'],
  [['score', 'quick-scan', 'a.yaml', '--kind', 'other'], 'onsite'],
  [['score', 'quick-scan', 'a.yaml', '--assessor'], '--assessor'],
  [['what-if', 'x'], '--set'],
  [['recommend', 'x', '--tolerance', 'much'], 'much'],
  [['portfolio', 'x', '--json', '--format', 'csv'], '--json'],
  [['report', 'x', '--format', 'htm'], 'html'],
];

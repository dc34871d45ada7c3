import { cp } from 'node:fs/promises';
import path from 'node:path';
import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';

/** What the copy says in Italian; all else stays German, as a translation that has only begun. */
const ITALIAN: Readonly<Record<string, readonly (readonly [german: string, italian: string])[]>> = {
  'language.yaml': [
    ['tag: de', 'tag: it'],
    ['variants: [de, de-de]', 'variants: [it, it-it]'],
    ["[', ', ' und ']", "[', ', ' e ']"],
  ],
  'form.yaml': [['name: Deutsch\n    tag: de', 'name: Italiano\n    tag: it']],
  'help.yaml': [
    ["usage: 'Verwendung:'", "usage: 'Uso:'"],
    ["options: 'Optionen:'", "options: 'Opzioni:'"],
    ['help: diese Hilfe anzeigen', 'help: mostra questo aiuto'],
  ],
  'rules.yaml': [
    ['problem: die Datei ist leer', 'problem: il file è vuoto'],
    ['title: Eine leere Datei', 'title: Un file vuoto'],
  ],
  'words.yaml': [['onsite: Diagnose vor Ort', 'onsite: Diagnosi sul posto']],
};

/** Italian, begun with the German folder. */
export const language: Planting = {
  id: 'language',
  title: 'a language: Italian (the German folder, a few texts translated)',
  most: 2,
  folders: ['src/i18n/it/'],
  edits: [{ file: 'src/i18n/languages.ts', replace: "['en', 'zh', 'de']", text: "['en', 'zh', 'de', 'it']" }],
  async edit({ folder, edit }) {
    await cp(path.join(folder, 'src/i18n/de'), path.join(folder, 'src/i18n/it'), { recursive: true });
    for (const [file, texts] of Object.entries(ITALIAN)) {
      await edit(texts.map(([german, italian]) => ({ file: `src/i18n/it/${file}`, replace: german, text: italian })));
    }
  },
  tests: ['test/i18n', 'test/commands/rule', 'test/commands/diagnose/wording', 'test/report/text'],
  async probe({ matura, folder, write }) {
    const says = async (wanted: string, ...args: string[]): Promise<void> =>
      expectEqual([args, (await matura([...args, '--lang', 'it'])).includes(wanted)], [args, true]);
    await says('Uso:', 'score', '--help');
    await says('mostra questo aiuto', '--help');
    await says('en, zh, de, it', '--help');
    await says('Un file vuoto', 'rule', 'M104');
    const files = await write({});
    const answers = path.join(folder, 'examples/answers/miit-sme-2024.yaml');
    await says('Diagnosi sul posto', 'score', 'miit-sme-2024', answers, '--files', files);
    await says('Diagnosi sul posto', 'report', '91350100M000100Y43', '--files', files, '--format', 'md');
  },
};

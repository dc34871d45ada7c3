import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';
import { juryPack } from './sample-pack.ts';

const CHECKS = 'src/check/rules/rubric-rules.ts';
const GUARDS = {
  tests: ['test/check/rules/language-rules', 'test/i18n/problems', 'test/commands/rule', 'test/core-sentences'],
  namedTests: { file: 'test/check/rules/rules.long', name: 'M318|the rules' },
};

/** A pack that breaks the rule. */
const SKIPPING = juryPack(
  'sum: marks',
  `  level:
    levels:
      - { value: 1 }
      - { value: 3, when: { total: { minimum: 20 } } }
`,
);

/** A rule about sound packs, in English. */
export const rule: Planting = {
  id: 'rule',
  title: 'a rule: levels that leave out a number',
  most: 3,
  edits: [
    { file: 'src/check/rules/M318.yaml', from: 'rule/M318.yaml.txt' },
    {
      file: CHECKS,
      before: '  // M320 has no check of its own: other rules report it when their searches end undecided.\n',
      from: 'rule/entry.ts.txt',
    },
    { file: CHECKS, replace: '  type Members,', text: '  type Level,\n  type Members,' },
    {
      file: CHECKS,
      after: '} satisfies Partial<Record<ProblemCode, Rule>>;\n',
      from: 'rule/check.ts.txt',
    },
    {
      file: 'src/i18n/en/rules.yaml',
      before: '  M320:\n',
      from: 'rule/texts.en.yaml.txt',
    },
  ],
  ...GUARDS,
  async probe({ matura, run, write }) {
    const folder = await write(SKIPPING);
    const english = 'warning  M318 level-gap';
    const sentence = 'level 3 comes right after level 1';
    const found = await matura(['validate', `${folder}/jury`, '--lang', 'en']);
    expectEqual([found.includes(english), found.includes(sentence)], [true, true]);
    // Until it is translated, a finding says it in English, and so does the page; the check of translations lists both.
    expectEqual((await matura(['validate', `${folder}/jury`, '--lang', 'zh'])).includes(sentence), true);
    expectEqual((await matura(['rule', 'M318', '--lang', 'zh'])).includes('Levels that leave out a number'), true);
    const { output } = await run('.ci/untranslated.mjs');
    expectEqual(output.includes('not translated: zh rules.rules.M318.title'), true);
  },
};

/** The same rule in another language. */
export const translatedRule: Planting = {
  id: 'translation',
  title: 'the same rule in German',
  needs: 'rule',
  most: 1,
  edits: [
    {
      file: 'src/i18n/de/rules.yaml',
      before: '  M320:\n',
      from: 'rule/texts.de.yaml.txt',
    },
  ],
  ...GUARDS,
  async probe({ matura, run, write }) {
    const folder = await write(SKIPPING);
    const found = await matura(['validate', `${folder}/jury`, '--lang', 'de']);
    expectEqual(found.includes('auf Stufe 1 folgt gleich Stufe 3'), true);
    expectEqual((await matura(['rule', 'M318', '--lang', 'de'])).includes('Stufen, die eine Nummer auslassen'), true);
    const { output } = await run('.ci/untranslated.mjs');
    expectEqual(output.includes('not translated: de rules.rules.M318'), false);
  },
};

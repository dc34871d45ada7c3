import { describe, expect, test } from 'vitest';
import { matura } from './matura.ts';
import { writePacks } from './packs-for-checks.ts';

const SOURCE = 'source: { document: our own, date: 2026-01-01, verified: true }';

/** A sound pack, as a team writes it; each test slips somewhere in it. */
const FILES = {
  'questionnaire.yaml': `kind: questionnaire
id: plant
version: 1.0.0
title: { en: Plant check, de: Werks-Check }
languages: [en, de]
${SOURCE}
facts:
  - { id: machines, type: integer, minimum: 0 }
  - { id: linked, type: integer, minimum: 0 }
optionSets:
  share: [A, B]
sections:
  - id: base
    questions:
      - id: Q1
        type: single
        text: { en: How is the business run?, de: Wie wird das Geschäft geführt? }
        options: [paper, sheets, erp]
      - id: Q2
        type: single
        options: share
        derive: { of: { ratio: [linked, machines] }, steps: { 0: A, 0.5: B } }
      - id: Q4
        type: boolean
        evidence: recommended
`,
  'rubric.yaml': `kind: rubric
id: plant
points:
  Q1: { paper: 0, sheets: 2, erp: 6 }
  share: { A: 0, B: 2 }
  Q4: { false: 0, true: 4 }
scores:
  base: sum
  level:
    levels:
      - { value: 1, when: { base: { minimum: 4 } } }
      - { value: 2, when: { base: { minimum: 8 }, Q1: { enum: [erp] } } }
`,
  'measures.yaml': `kind: measures
${SOURCE}
measures:
  - id: network
    title: { en: Plant network, de: Werksnetz }
    achieves: { Q2: B, Q4: true }
    cost: { low: 1000, high: 2000, currency: EUR }
  - id: system
    title: { en: One system, de: Ein System }
    achieves: { Q1: erp }
    needs: [network]
    cost: { low: 1000, high: 2000, currency: EUR }
`,
  'cases/cases.yaml':
    'kind: cases\ncases: [{ id: none, answers: {}, expect: { level: { lowest: null, highest: 2 } } }]\n',
};

type Part = keyof typeof FILES;

/** What checking the pack says when one text of it is another, each finding without the lines it stands in. */
async function findingsOf(part: Part, from: string, to: string): Promise<string[]> {
  const text = FILES[part];
  expect(text).toContain(from);
  const cwd = await writePacks({ plant: { ...FILES, [part]: text.replace(from, to) } });
  const { stdout } = await matura(['validate', 'plant', '--format', 'github'], { cwd });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, file, row, column, code, said] =
        /file=plant\/(.+?),line=(\d+),.*col=(\d+),.*title=(\S+) \S+?::(.*)$/.exec(line) ?? [];
      return `${file}:${row}:${column} ${code} ${said}`;
    });
}

test('the pack without slips is valid', async () => {
  const cwd = await writePacks({ plant: FILES });
  expect(await matura(['validate', 'plant'], { cwd })).toMatchObject({
    code: 0,
    stdout: 'no problems in 4 files checked\n',
  });
});

describe('a slip is found once, at its place, with the correction', () => {
  test.each<[what: string, part: Part, from: string, to: string, ...found: string[]]>([
    [
      'an option set that is not there',
      'questionnaire.yaml',
      'options: share',
      'options: shares',
      '21:18 M203 there is no option set "shares"; did you mean "share"?',
    ],
    [
      'a choice without options',
      'questionnaire.yaml',
      '        options: share\n',
      '',
      '20:15 M213 a question of type single needs the key "options"',
    ],
    [
      'an outcome that is no option',
      'questionnaire.yaml',
      '0.5: B',
      '0.5: C',
      '22:74 M205 "C" is not an option of "Q2"',
    ],
    [
      'points of a question that is not there',
      'rubric.yaml',
      'Q1: { paper',
      'Q11: { paper',
      '4:3 M203 there is no question, list, section or option set "Q11"; did you mean "Q1"?',
    ],
    [
      'points of options that are not there',
      'rubric.yaml',
      'sheets: 2',
      'sheet: 2',
      '4:19 M205 "sheet" is not an option of "Q1"; did you mean "sheets"?',
    ],
    [
      'yes and no for true and false',
      'rubric.yaml',
      '{ false: 0, true: 4 }',
      '{ no: 0, yes: 4 }',
      '6:9 M205 "no" is not an option of "Q4"',
      '6:16 M205 "yes" is not an option of "Q4"',
    ],
    [
      'one cost in another currency',
      'measures.yaml',
      'currency: EUR }\n  - id: system',
      'currency: CNY }\n  - { id: more, title: { en: More, de: Mehr }, achieves: { Q4: true }, cost: { low: 1, high: 2, currency: EUR } }\n  - id: system',
      '7:46 M111 "CNY" is not allowed here. Sums need a single currency, here EUR: state every cost in EUR',
    ],
    [
      'a tab for the indentation',
      'rubric.yaml',
      '  base: sum',
      '\tbase: sum',
      '8:1 M101 tabs cannot indent; use spaces. Write:   base: sum',
    ],
    [
      'a level whose bounds exclude each other',
      'rubric.yaml',
      'base: { minimum: 8 }',
      'base: { minimum: 8, maximum: 7 }',
      '12:18 M303 nobody can reach level 2: no answers lead to the required "base"',
    ],
    [
      'a level that is too high',
      'rubric.yaml',
      'base: { minimum: 8 }',
      'base: { minimum: 13 }',
      '12:18 M303 nobody can reach level 2: "base" is at most 12',
    ],
    [
      'a number for a test',
      'rubric.yaml',
      'base: { minimum: 4 }',
      'base: 4',
      '11:35 M107 "4" is not a map. State how the value is compared: { minimum: 4 } for at least this value, { const: 4 } for exactly this value',
    ],
    [
      'a comparison for a test',
      'rubric.yaml',
      'base: { minimum: 4 }',
      "base: '>= 4'",
      '11:35 M107 ">= 4" is not a map. State how the value is compared: { minimum: 4 }',
    ],
    [
      'an option for a test',
      'rubric.yaml',
      'Q1: { enum: [erp] }',
      'Q1: erp',
      '12:55 M107 "erp" is not a map. State how the value is compared: { const: erp }',
    ],
    [
      'options for a test',
      'rubric.yaml',
      'Q1: { enum: [erp] }',
      'Q1: [sheets, erp]',
      '12:55 M107 must be a map, not a list. State how the value is compared: { enum: [sheets, erp] }',
    ],
    [
      'a name for a list of names',
      'measures.yaml',
      'needs: [network]',
      'needs: network',
      '11:12 M107 "network" is not a list. Put the value in brackets: [network]',
    ],
    [
      'a number for a range',
      'measures.yaml',
      'cost: { low: 1000, high: 2000, currency: EUR }',
      'cost: 2000',
      '7:11 M107 "2000" is not a map or a list. Possible keys: low, high, currency, illustrative',
    ],
    [
      'a percentage for a weight',
      'rubric.yaml',
      'base: sum',
      'base: { sum: { Q1: 80%, Q2: 1, Q4: 1 } }',
      '8:22 M112 "80%25" is not a name: an id, or id/member. Write the share as a decimal: 0.8',
    ],
    [
      'a text with a comma',
      'questionnaire.yaml',
      'en: How is the business run?',
      'en: How is it, today, run?',
      '17:32 M107 must be text. Is this part of a text? Put text that contains a comma in quotes',
      '17:39 M107 must be text. Is this part of a text? Put text that contains a comma in quotes',
    ],
    [
      'a merge key',
      'questionnaire.yaml',
      '      - id: Q4\n        type: boolean\n',
      '      - <<: { type: boolean }\n        id: Q4\n',
      '23:9 M109 "<<" is not a key here. Maps cannot be merged: write out all keys; an alias can only stand for a whole value',
    ],
    [
      'a line too far in',
      'questionnaire.yaml',
      '        text: { en: How',
      '          text: { en: How',
      '17:11 M101 this line is indented further than the line above, whose key already has a value; text with ": " in it needs quotes',
    ],
    [
      'an entry too far out',
      'questionnaire.yaml',
      '      - id: Q4',
      '     - id: Q4',
      '23:1 M101 the indentation does not match the lines around it, or a bracket is not closed',
    ],
    [
      'a dash without a space',
      'questionnaire.yaml',
      '- id: Q4',
      '-id: Q4',
      '23:1 M101 the dash of a list entry must be followed by a space',
    ],
    [
      'a colon without a space',
      'questionnaire.yaml',
      'type: boolean',
      'type:boolean',
      '24:9 M101 a key must be on one line, followed by a colon and a space. Write: type: boolean',
    ],
    [
      'a colon of full width',
      'questionnaire.yaml',
      'evidence: recommended',
      'evidence：recommended',
      '25:9 M101 a key must be on one line, followed by a colon and a space: ":" and not "：". Write: evidence: recommended',
    ],
    [
      'blanks of full width that indent',
      'questionnaire.yaml',
      '        type: boolean',
      '\u3000\u3000type: boolean',
      '24:1 M101 the line begins with unusual blanks (U+3000); indent with ordinary spaces',
    ],
    [
      'text that begins with an asterisk',
      'questionnaire.yaml',
      'title: { en: Plant check, de: Werks-Check }',
      'title:\n  en: *new* check\n  de: Werks-Check',
      '5:13 M101 text that starts with * needs quotes. Write: en: "*new* check"',
    ],
    [
      'text that goes on after its quotes',
      'questionnaire.yaml',
      'title: { en: Plant check, de: Werks-Check }',
      'title:\n  en: "Plant" check\n  de: Werks-Check',
      '5:15 M101 text after the closing quote must be inside the quotes, too',
    ],
  ])('a slip is found once, at its place, with the correction: %s', async (_, part, from, to, ...found) => {
    expect(await findingsOf(part, from, to)).toEqual(found.map((one) => `${part}:${one}`));
  });
});

test('a question’s name is not guessed from its number', async () => {
  const cwd = await writePacks({
    plant: { ...FILES, 'rubric.yaml': FILES['rubric.yaml'].replace('Q1: { enum', 'Q5: { enum') },
  });
  const { stdout } = await matura(['validate', 'plant'], { cwd });
  expect(stdout).toContain('there is no fact, question, list or score "Q5"');
  expect(stdout).not.toContain('Did you mean');
});

test('an error with a suggested name does not present the suggestion as the list of all allowed names', async () => {
  const cwd = await writePacks({
    plant: { ...FILES, 'measures.yaml': FILES['measures.yaml'].replace('[network]', '[netwrk]') },
  });
  const { stdout } = await matura(['validate', 'plant'], { cwd });
  expect(stdout).toContain('\n  Did you mean "network"?\n  More: matura rule M217\n');
});

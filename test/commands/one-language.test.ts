import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

const KEY = 'HRB-4711-MUSTERSTADT';

test.each([
  ['en', 'is not a number in EUR (amounts in USD are not converted)'],
  ['de', 'eine Zahl in EUR (Beträge in USD werden nicht umgerechnet)'],
  ['zh', '以 欧元 为单位的数字（USD 金额不作换算）'],
])('in %s, an unreadable sum is answered with the unit in that language alone', async (lang, wanted) => {
  const cwd = await scratchFolder();
  const answers = 'pack: quick-scan\npackVersion: 2.0.0\nfacts: { revenue: 5 dollars }\nanswers: {}\n';
  await writeFile(path.join(cwd, 'answers.yaml'), answers);
  const { stdout, stderr } = await matura(['score', 'quick-scan', 'answers.yaml', '--lang', lang], { cwd });
  const said = `${stdout}${stderr}`;
  expect(said.replaceAll(/\s+\|?\s*/g, ' ')).toContain(wanted);
  expect(said).not.toContain('EUR / EUR');
  if (lang !== 'zh') expect(said).not.toContain('欧元');
});

test.each([
  ['en', 'Choices: “.”, “,”'],
  ['de', 'Möglich: „.“, „,“'],
  ['zh', '可选：“.”、“,”'],
])('in %s, signs that an option takes are in the quotes of the language', async (lang, wanted) => {
  const { stderr } = await matura(['batch', 'quick-scan', 'e.csv', '--decimal', 'x', '--lang', lang]);
  expect(stderr).toContain(wanted);
});

/** Mistakes of every kind, typed in the folder of the German example. */
const MISTAKES: readonly string[] = [
  'score quick-scan w.yaml',
  'score quick-scan nope.yaml',
  'score quickscan answers.yaml',
  'score quick-scan x.csv',
  'score quick-scan open.json',
  'score quick-scan comma.yaml',
  'score quick-scan empty',
  'score quick-scan p.yaml',
  'score miit-sme-2024 answers.yaml',
  'score quick-scan answers.yaml --programme berlin',
  'score quick-scan answers.yaml --as-of morgen',
  'score quick-scan answers.yaml --as-of 03/04/2026',
  'score quick-scan answers.yaml --kind remote',
  'score quick-scan answers.yaml -o out.xyz',
  'score quick-scan answers.yaml -o empty',
  'score',
  'batch quick-scan x.csv',
  'batch quick-scan nope.csv',
  'batch quick-scan export.csv --map w.yaml',
  'batch quick-scan export.csv --where kreis',
  'batch quick-scan export.csv --files files --date vorgestern',
  'batch quick-scan export.csv --files files --date 31.02.2026',
  'batch quick-scan export.csv --min-score total',
  'batch quick-scan export.csv --sample 500',
  'batch quick-scan export.csv --decimal ;',
  'batch quick-scan export.csv --encoding latin99',
  'batch quick-scan export.csv --sheet Eins',
  'recommend HRB-1-NIX',
  `recommend ${KEY} --target 9`,
  `recommend ${KEY} --budget viel`,
  `recommend ${KEY} --tolerance 0,4`,
  `recommend ${KEY} --by x=31.12.2030`,
  `recommend ${KEY} --by 31.12.2030`,
  `recommend ${KEY} --exclude nope`,
  `recommend ${KEY} --programme eu-sme`,
  `recommend ${KEY} --horizon lang`,
  `record ${KEY} --measure nope --done heute`,
  `record ${KEY} --done heute`,
  `record ${KEY} --measure crm --done 01.01.2090`,
  `record ${KEY} --cancel 99`,
  `what-if ${KEY} --set plan=9`,
  `what-if ${KEY} --set nope=1`,
  `what-if ${KEY} --set employees=viele`,
  `what-if ${KEY} --set country=Atlantis`,
  `explain ${KEY} nope`,
  `compare ${KEY} --assessment 7`,
  `report ${KEY} -o r.doc`,
  `report ${KEY} --template x.csv -o r.docx`,
  `report ${KEY} --logo x.csv -o r.html`,
  'portfolio files --by nope',
  'portfolio nope',
  'portfolio files --chains x.csv',
  'portfolio files --stages w.yaml',
  'portfolio x.csv',
  'simulate w.yaml -o r',
  'validate p.yaml',
  'test nope',
  'diff quick-scan nope',
  `rename ${KEY} 123`,
  'key show x.csv',
  'rule X999',
  'schema nope',
  'init files',
  'foo',
];

/** Words of English sentences that neither German nor a name in a file has. */
const ENGLISH =
  /\b(the|is|are|not|of|and|with|does|must|file|cannot|neither|nor|expected|missing|there|which|found|or|from)\b/i;

/** What a person wrote, and names: quoted text, marked lines, choices, paths, commands, options, codes of rules. */
function withoutNames(text: string): string {
  return text
    .replace(/„[^“]*“|“[^”]*”|"[^"]*"/g, '')
    .replace(/^\s*\d+ \|.*$/gm, '')
    .replace(/^\S+:\d+:\d+ .*$/gm, '')
    .replace(/matura [\w-]+(?: [\w./-]+)*|--?[\w-]+|[\w./-]*[./-][\w./-]*/g, '')
    .replace(/[\w-]+, [\w-]+(?:, [\w-]+)+/g, '');
}

async function makeFolder(): Promise<string> {
  const cwd = await scratchFolder();
  await matura(['init', 'demo', '--example', '--lang', 'de'], { cwd });
  const folder = path.join(cwd, 'demo');
  await mkdir(path.join(folder, 'empty'));
  const files = {
    'x.csv': 'a;b\n1;2\n',
    'w.yaml':
      'pack: quick-scan\nanswers: { plan: 9, lead: viel, nope: 1 }\nfacts: { employees: viele, country: Atlantis }\n',
    'p.yaml': 'kind: policy\nid: x\n',
    'open.json': '{',
    'comma.yaml': 'pack: quick-scan\nfacts: { employees: 1 "name": x }\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

describe.each(['de', 'zh'])('in %s', (lang) => {
  test('a refusal is in the language of the run, without a sentence of English', async () => {
    const cwd = await makeFolder();
    const english: string[] = [];
    for (const mistake of MISTAKES) {
      const { code, stdout, stderr } = await matura([...mistake.split(' '), '--lang', lang], { cwd });
      expect([1, 2, 3], `${mistake}\n${stderr}`).toContain(code);
      const text = withoutNames(`${stdout}\n${stderr}`);
      const line = text.split('\n').find((one) => ENGLISH.test(one));
      if (line !== undefined) english.push(`${mistake}: ${line}`);
    }
    expect(english).toEqual([]);
  });
});

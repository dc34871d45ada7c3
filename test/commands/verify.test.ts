import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, matura, ROOT, scratchFolder } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const KEY = '91350100M000100Y43';
const copyScored = useScored();

/** A folder with the scored example, and what changes its file. */
async function begin(): Promise<{ cwd: string; tamper: (change: (text: string) => string) => Promise<void> }> {
  const cwd = await copyScored();
  const file = path.join(cwd, `files/${KEY}.json`);
  return { cwd, tamper: async (change) => writeFile(file, change(await readFile(file, 'utf8'))) };
}

/** The level of the result raised by one, as a hand would. */
const raise = (text: string): string => {
  const document = JSON.parse(text);
  document.assessments[0].result.level.value += 1;
  return JSON.stringify(document, null, 2);
};

test('verify scores an unaltered file again and gives exit code 0', async () => {
  const { cwd } = await begin();
  for (const args of [[], ['files'], [KEY], [`files/${KEY}.json`]]) {
    expect(await matura(['verify', ...args], { cwd })).toEqual({
      code: 0,
      stdout: 'Nothing was altered. Files checked: 1.\nAssessments scored again: 1.\n',
      stderr: '',
    });
  }
});

test('a level raised by hand is detected from the chain and from the answers, with exit code 1', async () => {
  const { cwd, tamper } = await begin();
  await tamper(raise);
  const found = await matura(['verify'], { cwd });
  expect(found).toMatchObject({ code: 1, stderr: '' });
  expect(found.stdout).toMatch(
    /^files\/91350100M000100Y43\.json\n {2}assessment 1 was altered: scores or level\n {2}assessment 1: the file says that level is (\d), but the answers give \d\n\nFiles with a finding: 1 of 1\.\n/,
  );
  const { files } = JSON.parse((await matura(['verify', '--json'], { cwd })).stdout);
  expect(files[0].findings.map(({ code }: { code: string }) => code)).toEqual(['altered', 'score-differs']);
  const chainOnly = await matura(['verify', '--no-score', '--json'], { cwd });
  expect(JSON.parse(chainOnly.stdout).files[0].findings).toHaveLength(1);
});

test('a chain rebuilt after an alteration is detected from the answers and from a previously saved head', async () => {
  const { cwd, tamper } = await begin();
  const { files } = JSON.parse((await matura(['verify', '--json'], { cwd })).stdout);
  await tamper((text) => {
    const { chain, ...document } = JSON.parse(raise(text));
    return JSON.stringify({ ...document, schemaVersion: 1 });
  });
  const found = JSON.parse((await matura(['verify', '--json'], { cwd })).stdout).files[0];
  expect(found).toMatchObject({
    head: null,
    findings: [{ code: 'policy-of-another' }, { code: 'score-differs', name: 'level' }],
  });
  expect(found.unchecked).toMatchObject({ withoutChain: 1 });
  expect(files[0].head).toMatch(/^sha256:/);
});

test('commands warn about an altered file in one line and add nothing to it, and portfolios leave it out', async () => {
  const { cwd, tamper } = await begin();
  await tamper(raise);
  const line = `files/${KEY}.json has been changed since Matura wrote it: assessment 1 was altered: scores or level`;
  for (const command of ['explain', 'report -o r.md', 'record']) {
    const [name = '', ...options] = command.split(' ');
    const run = await matura([name, KEY, ...options], { cwd });
    expect(run.stderr, command).toContain(line);
  }
  const record = await matura(['record', KEY, '--measure', 'mes', '--done', '2026-01-30'], { cwd });
  expect(record).toMatchObject({ code: 3, stdout: '' });
  expect(record.stderr).toContain('matura verify lists everything that was altered.');
  const portfolio = await matura(['portfolio', 'files', '--json'], { cwd });
  expect(portfolio.stderr).toContain(line);
  expect(JSON.parse(portfolio.stdout).enterprises).toBe(0);
});

test('a missing or empty folder gives exit code 3', async () => {
  const { cwd } = await begin();
  expect(await matura(['verify', 'nowhere'], { cwd })).toMatchObject({ code: 3, stdout: '' });
  expect(await matura(['verify', '.'], { cwd })).toMatchObject({ code: 3, stdout: '' });
});

test('a file of a newer version is refused, with what to do', async () => {
  const { cwd, tamper } = await begin();
  await tamper((text) => text.replace('"schemaVersion": 2', '"schemaVersion": 3'));
  const refused = await matura(['report', KEY], { cwd });
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toMatch(/was written by a newer version of Matura.*\nUse a newer version of Matura\./);
});

test('redact removes a fact that the pack marks as personal', async () => {
  const cwd = await scratchFolder();
  await matura(['init', 'pack'], { cwd });
  const [questionnaire, answers] = ['pack/questionnaires/pack/questionnaire.yaml', 'pack/answers/example.yaml'];
  const change = async (file: string, from: string, to: string) => {
    const text = await readFile(path.join(cwd, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(path.join(cwd, file), text.replace(from, to));
  };
  await change(
    questionnaire,
    'facts:\n',
    'facts:\n  - { id: director, type: text, personal: true, text: "Director" }\n',
  );
  await change(answers, 'facts: {', 'facts: { director: Wang Fang,');
  const scored = await matura(['score', 'pack/questionnaires/pack', answers, '--files', 'files'], { cwd });
  expect(scored.code, scored.stderr).toBe(0);
  const file = path.join(
    'files',
    (await readdir(path.join(cwd, 'files'))).find((name) => name.endsWith('.json')) ?? '',
  );
  expect(await readFile(path.join(cwd, file), 'utf8')).toContain('Wang Fang');
  expect((await matura(['verify', '--packs', 'pack/questionnaires'], { cwd })).stdout).toContain('scored again: 1.');
  expect((await matura(['redact', file], { cwd })).code).toBe(0);
  expect(await readFile(path.join(cwd, file), 'utf8')).not.toContain('Wang');
  expect((await matura(['verify'], { cwd })).code).toBe(0);
});

test('consent given in a form is in the enterprise file: on which day, and to which text', async () => {
  const cwd = await scratchFolder();
  const consent = { on: '2026-11-19', text: `sha256:${'0a'.repeat(32)}` };
  const answers = {
    pack: 'quick-scan',
    assessment: { kind: 'self', date: '2026-11-20', consent },
    facts: { country: 'DE', registration: 'IHK 4711', name: 'Beispiel GmbH', sector: 'industry' },
    answers: { plan: 1, lead: 1 },
  };
  await writeFile(path.join(cwd, 'answers.json'), JSON.stringify(answers));
  const scored = await matura(['score', 'quick-scan', 'answers.json', '--files', 'files'], { cwd });
  expect(scored.code, scored.stderr).toBe(0);
  const read = async () => JSON.parse(await readFile(path.join(cwd, 'files/IHK+4711.json'), 'utf8'));
  expect((await read()).assessments[0].consent).toEqual(consent);
  expect((await matura(['verify'], { cwd })).code).toBe(0);
});

test('redact removes the name of a sole trader, keeps that of a company, and verify still works', async () => {
  const cwd = await scratchFolder();
  const answersOf = (name: string, number: string) =>
    `pack: quick-scan\npackVersion: 2.0.0\nassessment: { kind: self, date: 2026-11-20 }\n` +
    `facts: { country: DE, registration: ${number}, name: "${name}", sector: industry }\nanswers: { plan: 1, lead: 1 }\n`;
  const read = (key: string) => readFile(path.join(cwd, 'files', `${key}.json`), 'utf8');
  for (const [name, number, key] of [
    ['Holzbau Inh. Max Beispiel', 'IHK 4711', 'IHK+4711'],
    ['Beispiel Formenbau GmbH', 'IHK 4712', 'IHK+4712'],
  ] as const) {
    await writeFile(path.join(cwd, 'answers.yaml'), answersOf(name, number));
    const scored = await matura(['score', 'quick-scan', 'answers.yaml', '--files', 'files'], { cwd });
    expect(scored.code, scored.stderr).toBe(0);
    expect(await read(key)).toContain(name);
    expect((await matura(['redact', `files/${key}.json`], { cwd })).code).toBe(0);
  }
  expect(await read('IHK+4711')).not.toContain('Max Beispiel');
  expect(await read('IHK+4712')).toContain('Beispiel Formenbau GmbH');
  expect((await matura(['verify'], { cwd })).code).toBe(0);
});

test('redact into a file says which enterprise file it changed, because the output is not a copy', async () => {
  const { cwd } = await begin();
  const { code, stderr } = await matura(['redact', KEY, '-o', 'redacted.json'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain(`Removed from files/${KEY}.json: `);
  expect(JSON.parse(await readFile(path.join(cwd, 'redacted.json'), 'utf8'))).toMatchObject({ entries: 1 });
});

test('redact removes persons’ names from a file, and verify and the policy still work afterwards', async () => {
  const { cwd } = await begin();
  const read = () => readFile(path.join(cwd, `files/${KEY}.json`), 'utf8');
  const before = await read();
  expect(before).toContain('"assessor"');
  const trial = await matura(['redact', KEY, '--dry-run'], { cwd });
  expect(trial.code).toBe(0);
  expect(await read()).toBe(before);
  const done = await matura(['redact', KEY], { cwd });
  expect(done.stdout.split('\n')[0]).toBe(
    `Removed from files/${KEY}.json: names of assessors and recorders, notes, evidence, contacts and, of a sole trader, the name (entries: 1).`,
  );
  expect(await read()).not.toMatch(/"(assessor|note|evidence)"/);
  const [, command = ''] = /policy anew[^:]*: matura (.*)\n/.exec(done.stdout) ?? [];
  expect((await matura(command.split(' '), { cwd })).code).toBe(0);
  expect(JSON.parse(await read()).assessments).toHaveLength(1);
  expect((await matura(['verify'], { cwd })).stdout).toContain('personal fields that were redacted (1 entries)');
});

test('signed assessments are shown in the report, required by matura.yaml, and invalid signatures are found', async () => {
  const cwd = await scratchFolder();
  const made = await matura(['key', 'new', 'A. Example'], { cwd });
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^SHA256:[0-9A-Za-z+/]{43} A\. Example\n$/) });
  const [fingerprint = ''] = made.stdout.split(' ');
  // Windows knows no such permissions.
  if (process.platform !== 'win32') expect((await stat(path.join(cwd, 'matura.key'))).mode & 0o77).toBe(0);
  expect((await matura(['key', 'show', 'matura.key'], { cwd })).stdout).toBe(made.stdout);
  expect(await matura(['key', 'new', 'B'], { cwd })).toMatchObject({ code: 3, stdout: '' });
  expect(await matura(['key', 'nwe', 'B'], { cwd })).toMatchObject({ code: 2, stdout: '' });

  const quick = path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml');
  const score = ['score', 'quick-scan-china', quick, '--files', 'files'];
  expect(await matura([...score, '--sign', quick], { cwd })).toMatchObject({ code: 3, stdout: '' });
  expect(await matura([...score, '--sign', 'matura.key'], { cwd })).toMatchObject({ code: 0 });
  const [name = ''] = (await readdir(path.join(cwd, 'files'))).filter((one) => one.endsWith('.json'));
  const file = path.join('files', name);
  expect((await matura(['report', file, '-o', '-', '--format', 'md'], { cwd })).stdout).toContain(
    `signed by A. Example (${fingerprint})`,
  );

  await writeFile(path.join(cwd, 'matura.yaml'), `kind: project\nsigners: ["${fingerprint}"]\n`);
  expect(await matura(['verify'], { cwd })).toMatchObject({ code: 0 });
  // From a folder outside the project, which asks for nothing.
  const outside = await scratchFolder();
  await matura(['score', 'quick-scan-china', quick, '--files', path.join(cwd, 'files'), '--kind', 'onsite'], {
    cwd: outside,
  });
  const found = await matura(['verify'], { cwd });
  expect(found).toMatchObject({ code: 1 });
  expect(found.stdout).toContain('  assessment 2 is not signed with one of the keys in matura.yaml\n');

  const text = await readFile(path.join(cwd, file), 'utf8');
  await writeFile(path.join(cwd, file), text.replace('"by": "A. Example"', '"by": "B. Example"'));
  expect((await matura(['verify'], { cwd })).stdout).toContain('the signature of link 1 of the chain is not valid');
  expect((await matura(['report', file, '-o', '-', '--format', 'md'], { cwd })).stdout).not.toContain('signed by');
  const { chain, ...rest } = JSON.parse(text);
  delete chain.links[0].signature;
  await writeFile(path.join(cwd, file), JSON.stringify({ ...rest, chain }));
  expect((await matura(['verify'], { cwd })).stdout).toContain('link 2 of the chain does not follow');
});

test('every command that adds assessments signs them, and adds none that matura.yaml would not accept', async () => {
  const cwd = await scratchFolder();
  const [fingerprint = ''] = (await matura(['key', 'new', 'A. Example'], { cwd })).stdout.split(' ');
  await matura(['key', 'new', 'B. Example', '-o', 'other.key'], { cwd });
  await writeFile(path.join(cwd, 'matura.yaml'), `kind: project\nsigners: ["${fingerprint}"]\n`);
  const rows = path.join(ROOT, 'examples/exports/miit-sme-2024/ids.csv');
  const commands = [
    ['diagnose', 'miit-sme-2024'],
    ['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'],
    ['import', 'miit-sme-2024', EXAMPLE],
    ['batch', 'miit-sme-2024', rows, '--files', 'files'],
  ];
  for (const command of commands) {
    const unsigned = await matura(command, { cwd });
    expect(unsigned, command[0]).toMatchObject({ code: 3, stdout: '' });
    expect(unsigned.stderr).toContain('matura.yaml requires signed assessments\nAdd --sign with the key of a signer');
    const other = await matura([...command, '--sign', 'other.key'], { cwd });
    expect(other, command[0]).toMatchObject({ code: 3, stdout: '' });
    expect(other.stderr).toMatch(/^matura: other\.key \(SHA256:\S+\) is not one of the signers in matura\.yaml\n/);
  }
  expect(await readdir(cwd)).not.toContain('files');
  // What adds nothing to files is not refused.
  expect(await matura(['score', 'miit-sme-2024', EXAMPLE], { cwd })).toMatchObject({ code: 0 });
  for (const command of commands.slice(2)) {
    const signed = await matura([...command, '--sign', 'matura.key'], { cwd });
    expect(signed.code, command[0]).toBeLessThan(2);
    expect((await matura(['verify', '--no-score'], { cwd })).code, command[0]).toBe(0);
  }
  // Those of the export have nothing personal in them, and are verified by their text alone.
  for (const name of await readdir(path.join(cwd, 'files'))) {
    const file = path.join(cwd, 'files', name);
    const text = await readFile(file, 'utf8');
    if (!text.includes('"assessor": ')) await writeFile(file, text.replace(/"startedAt": "2/, '"startedAt": "1'));
  }
  const altered = await matura(['verify', '--no-score'], { cwd });
  expect(altered.code).toBe(1);
  expect(altered.stdout).toMatch(/ {2}assessment 1 was altered: .*\n/);
});

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Enterprise } from '../../src/model/generated/types.ts';
import { makeTemporaryFolder } from '../files/temporary-folder.ts';
import { openBundled } from './bundled.ts';
import { seatPerson } from './person.ts';
import { randomSheet } from './sheets.ts';
import { startMatura } from './terminal.ts';

test('one', async () => {
    const { plan } = await openBundled('miit-sme-2024');
    const cwd = await makeTemporaryFolder();
    const sheet = randomSheet(plan, 1);
    const t0 = performance.now();
    const terminal = startMatura(['diagnose', 'miit-sme-2024', '--lang', 'en'], { cwd });
    const person = seatPerson(terminal, plan, sheet, 'en');
    await person.answerAll();
    console.log(terminal.screen().join('\n'));
    const { code } = await person.finish();
    console.log(terminal.screen().join('\n'), performance.now() - t0);
    expect(code).toBe(0);
    console.log(await readdir(path.join(cwd, 'files')), await readdir(path.join(cwd, 'files/.drafts')));
});

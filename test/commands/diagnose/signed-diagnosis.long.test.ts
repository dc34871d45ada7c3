import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { matura } from '../matura.ts';
import { openBundled } from './open-bundled-pack.ts';
import { startMatura } from './pseudo-terminal.ts';
import { randomSheet } from './random-answer-set.ts';
import { seatPerson } from './simulated-person.ts';

const PACK = 'digital-intensity';

test('a diagnosis is signed with the key of --sign, and verify requires the signature', async () => {
  const cwd = await makeTemporaryFolder();
  const { plan } = await openBundled(PACK);
  const made = await matura(['key', 'new', 'A. Example'], { cwd });
  const [fingerprint = ''] = made.stdout.split(' ');
  const terminal = startMatura(['diagnose', PACK, '--lang', 'en', '--sign', 'matura.key'], { cwd });
  const person = seatPerson(terminal, plan, randomSheet(plan, 7), 'en');
  await person.answerAll();
  expect(await person.finish()).toMatchObject({ code: 0 });
  expect(await matura(['verify', '--signer', fingerprint], { cwd })).toMatchObject({ code: 0 });
  const another = `SHA256:${'A'.repeat(43)}`;
  expect(await matura(['verify', '--signer', another], { cwd })).toMatchObject({ code: 1 });
});

test('an unreadable key is reported before the first question', async () => {
  const cwd = await makeTemporaryFolder();
  const terminal = startMatura(['diagnose', PACK, '--lang', 'en', '--sign', 'missing.key'], { cwd });
  expect(await terminal.exited).toMatchObject({ code: 3 });
  expect(terminal.written()).toContain('missing.key');
});

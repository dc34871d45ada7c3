import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/scoring/plan.ts';
import { interruptible } from '../../../src/signals.ts';
import { openBundled } from './open-bundled-pack.ts';
import { CODE, draftedIn, introduce, KEYS, sitDown, WORKSHOP } from './terminal-session.ts';

const SHOW_CURSOR = '\u001b[?25h';
const SIGINT = 2;

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

describe('Ctrl+C', () => {
  test('a second Ctrl+C ends a diagnosis at once, with every answer on disk and the cursor back', async () => {
    const desk = await sitDown(plan);
    await introduce(desk);
    desk.terminal.type(KEYS.interrupt.repeat(2));
    expect(await desk.terminal.exited).toEqual({ code: 0, signal: SIGINT });
    expect(desk.terminal.written()).toContain(SHOW_CURSOR);
    expect(Object.keys(await draftedIn(desk.cwd))).toEqual(['uscc', 'name']);
  });

  test.skipIf(spawnSync('strace', ['-V']).error)(
    'a second Ctrl+C ends a diagnosis even if the disk does not respond',
    async () => {
      // Every write to the disk takes seconds, so the process cannot end by itself before the second Ctrl+C.
      const under = ['strace', '-f', '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:delay_enter=8s'];
      const { terminal, person, words } = await sitDown(plan, { under });
      await person.shown();
      terminal.type(`${CODE}\r`);
      await terminal.waitFor('the end of the question', (screen) => !screen.join().includes(words.keys.commands));
      terminal.type(KEYS.interrupt);
      terminal.type(KEYS.interrupt);
      expect(await terminal.exited).toMatchObject({ signal: SIGINT });
    },
  );

  test('while a computation blocks the event loop, Ctrl+C has its default effect of ending the process', async () => {
    const listener = (): void => {};
    process.on('SIGINT', listener);
    try {
      const before = process.listenerCount('SIGINT');
      expect(await interruptible(async () => process.listenerCount('SIGINT'))).toBe(0);
      expect(process.listenerCount('SIGINT')).toBe(before);
    } finally {
      process.off('SIGINT', listener);
    }
  });
});

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

/** What colours, rings, or turns the direction of what follows. */
const [RED, BELL, CONTROL, TURN] = ['\u001b[31m', '\u0007', '\u009b', '\u202e'];

test.each(['csv', 'html', 'md', 'pretty'])(
  'a portfolio as %s shows texts from enterprises with control characters removed',
  async (format) => {
    const cwd = await scratchFolder();
    const [district, name] = [`${RED}evil${TURN}`, `A${BELL}B${CONTROL}C${TURN}`];
    const keys = ['K1', 'K2', 'K3'];
    const registry = keys.map((key) => `${key},${name}${key},${district}`);
    await writeFile(path.join(cwd, 'registry.csv'), `key,name,district\n${registry.join('\n')}\n`);
    await writeFile(
      path.join(cwd, 'results.csv'),
      `key,level,assessedOn\n${keys.map((key) => `${key},2,2026-03-01`).join('\n')}\n`,
    );
    await writeFile(path.join(cwd, 'links.csv'), 'buyer,supplier\nK1,K2\nK1,K3\n');
    const args = ['results.csv', '--registry', 'registry.csv', '--by', 'district', '--chains', 'links.csv'];
    const run = await matura(['portfolio', ...args, '--min-cell', '1', '--models', 'district', '--format', format], {
      cwd,
    });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toContain('evil');
    for (const sign of ['\u001b', BELL, CONTROL, TURN]) expect(run.stdout.includes(sign as string)).toBe(false);
  },
);

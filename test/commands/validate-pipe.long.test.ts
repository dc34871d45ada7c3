import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ROOT } from './matura.ts';
import { ERP, packWith, writePacks } from './packs-for-checks.ts';

test.each(['json', 'sarif', 'junit', 'github'])(
  'findings as %s that fill a slow pipe several times arrive whole, with exit code 1',
  async (format) => {
    // 200 findings of a rule are listed; a pipe holds 64 kB.
    const points = Array.from({ length: 300 }, (_, i) => `  nowhere${i}${'x'.repeat(900)}: { each: 1 }`).join('\n');
    const slip = packWith(ERP);
    const rubric = slip['rubric.yaml']?.replace(
      /points: \{(.*)\}\n/,
      `points:\n  erp: { none: 0, partial: 1, full: 2 }\n${points}\n`,
    );
    const cwd = await writePacks({ slip: { ...slip, 'rubric.yaml': rubric ?? '' } });
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'validate', '--format', format], { cwd });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout) {
      if (chunks.push(chunk) === 1) await sleep(1500);
    }
    const text = Buffer.concat(chunks).toString();
    expect(await ended).toBe(1);
    expect(text.length).toBeGreaterThan(3 * 65_536);
    expect(new Set(text.match(/nowhere\d+/g)).size).toBe(200);
    const end = { json: '}\n', sarif: '}\n', junit: '</testsuites>\n', github: '\n' }[format];
    expect(text.endsWith(end ?? '?')).toBe(true);
    if (format === 'json') expect(JSON.parse(text).findings).toHaveLength(200);
  },
);

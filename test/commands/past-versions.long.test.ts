import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';

/** Files as Matura wrote them when that was their version: never written anew. */
const VERSIONS = path.join(ROOT, 'test/fixtures/enterprise-files');

test.each([1, 2])(
  'a file of version %i is read by every command, and updated to the newest version',
  async (version) => {
    const cwd = await scratchFolder();
    await cp(path.join(VERSIONS, `version-${version}`), path.join(cwd, 'files'), { recursive: true });
    const document = async () => JSON.parse(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8'));
    expect((await document()).schemaVersion).toBe(version);
    for (const args of [
      ['verify'],
      ['report', KEY, '-o', 'report.html'],
      ['recommend', KEY],
      ['portfolio', 'files'],
      ['score', 'miit-sme-2024', `files/${KEY}.json`, '--files', 'files', '--migrate'],
      ['record', KEY, '--measure', 'tool-management', '--done', '2026-11-21', '--recorder', 'Li'],
    ]) {
      const { code, stderr } = await matura(args, { cwd });
      expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
    }
    expect(await document()).toMatchObject({
      schemaVersion: 2,
      records: [{ recordedBy: 'Li Na' }, { recordedBy: 'Li' }],
    });
    expect((await matura(['verify'], { cwd })).stdout).toContain('Nothing was altered.');
  },
);

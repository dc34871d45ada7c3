import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';

const EXPORT = `code,firm,branch,plan
91350100M000100Y43,Fuxing Valves,industry,1
`;
const MAPPING = `kind: mapping
pack: quick-scan
packVersion: 1.4.0
columns:
  - { heading: code, to: uscc }
  - { heading: firm, to: name }
  - { heading: branch, to: sector }
  - { heading: plan, to: plan }
`;

test('a mapping for quick-scan 1.x is used by quick-scan-china and refused by quick-scan, which says so', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), EXPORT);
  await writeFile(path.join(cwd, 'mapping.yaml'), MAPPING);
  const batch = (pack: string) =>
    matura(['batch', pack, 'export.csv', '--map', 'mapping.yaml', '-o', 'out.csv'], { cwd });
  expect(await batch('quick-scan-china')).toMatchObject({ code: 0 });
  const refused = await batch('quick-scan');
  expect(refused).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Type quick-scan-china instead of quick-scan'),
  });
});

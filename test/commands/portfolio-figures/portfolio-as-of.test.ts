import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';

const REGISTRY = `code,city,transformed
A,Alton,2024-03-01
B,Alton,2025-03-01
C,Alton,yes
D,Beeston,unknown
E,Beeston,
`;
const LINKS = 'buyer,supplier,chain,cluster\nA,B,One,All\nA,C,One,All\nD,E,Two,All\n';
const RESULTS = 'code,level,lowest,highest,coverage,warnings\nA,1,1,1,1,\nB,2,2,2,1,\n';

test('chains and clusters count the enterprises transformed by the report date, just as the stage does', async () => {
  const cwd = await scratchFolder();
  for (const [name, text] of Object.entries({ 'registry.csv': REGISTRY, 'links.csv': LINKS, 'self.csv': RESULTS }))
    await writeFile(path.join(cwd, name), text);
  const transformedOn = async (day: string): Promise<unknown> => {
    const inputs = ['self:2024-01-01:self.csv', '--registry', 'registry.csv', '--chains', 'links.csv'];
    const run = await matura(['portfolio', ...inputs, '--min-cell', '1', '--as-of', day, '--json'], { cwd });
    expect(run.code, run.stderr).toBe(0);
    const { stages, outlook } = JSON.parse(run.stdout);
    const { holds, undecided } = stages.find(({ id }: { id: string }) => id === 'transformed');
    const countOf = ({ coverage }: { coverage: { transformed: number } }): number => coverage.transformed;
    const [cluster] = outlook.clusters;
    return {
      stage: [holds, undecided],
      chains: outlook.chains.map(countOf),
      cluster: [countOf(cluster), ...cluster.cities.map(countOf)],
    };
  };
  expect(await transformedOn('2024-02-01')).toEqual({ stage: [1, 1], chains: [1, 0], cluster: [1, 1, 0] });
  expect(await transformedOn('2024-06-01')).toEqual({ stage: [2, 1], chains: [2, 0], cluster: [2, 2, 0] });
  expect(await transformedOn('2025-06-01')).toEqual({ stage: [3, 1], chains: [3, 0], cluster: [3, 3, 0] });
});

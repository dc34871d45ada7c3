import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';
import { CHAINS, INPUTS, REGION, REGISTERED } from './region-with-chains.ts';

test('every chain gets roadmaps for its suppliers, even beside much larger chains', async () => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'region.yaml'), REGION);
  const made = await matura(['simulate', 'region.yaml', '-o', 'region', '--quiet'], { cwd: folder });
  expect(made.code, made.stderr).toBe(0);
  const money = ['--budget', '1000000000', '--programme', 'deyang-2024', '--as-of', '2025-06-01', '--min-cell', '1'];
  const args = ['portfolio', ...INPUTS.slice(0, 3), ...REGISTERED, ...CHAINS, ...money, '--plans', '8'];
  const [text, json] = await Promise.all(
    ['md', 'json'].map((format) => matura([...args, '--format', format], { cwd: folder })),
  );
  type Along = { priced: number; candidates: number };
  const { chains } = JSON.parse(json?.stdout ?? '').outlook as { chains: { along: Along }[] };
  // Every other one of the eight is a supplier: one or two of each of three chains, whoever else is in several.
  for (const { along } of chains) expect(along.priced).toBeGreaterThan(0);
  const partly = chains.filter(({ along }) => along.priced < along.candidates).length;
  expect(partly).toBeGreaterThan(0);
  expect(text?.stdout.match(/--plans N works out the roadmaps of more suppliers/g)).toHaveLength(partly);
  expect(text?.stdout).toMatch(/proven to be the best choice among the \d+ with a roadmap/);
}, 120_000);

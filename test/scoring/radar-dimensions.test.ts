import path from 'node:path';
import { expect, test } from 'vitest';
import { openPack } from '../../src/app/open-pack.ts';
import { findDimensions } from '../../src/scoring/relative-scores.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { HOME, worldIn } from '../pack/sample-world.ts';

async function dimensionsOf(given: string): Promise<ReturnType<typeof findDimensions>> {
  const { plan, stamp } = await openPack(worldIn(HOME), { pack: given });
  return findDimensions(plan, assess(plan, new Map(), stamp, 'test').result);
}

test.each([
  ['miit-sme-2024', ['foundation', 'management', 'effects']],
  ['quick-scan-china', ['direction', 'processes', 'production', 'customers', 'data', 'base']],
  ['smart-manufacturing', ['peopleTotal', 'technologyTotal', 'resourcesTotal', 'manufacturingTotal']],
  ['digital-intensity', ['connection', 'systems', 'cloud', 'presence']],
  // Two scores span no area.
  [path.join(HOME, 'test/fixtures/workshop'), []],
])(
  'the dimensions of the radar chart of %s are the scores nearest to the answers, without totals',
  async (given, names) => {
    const dimensions = await dimensionsOf(given);
    expect(dimensions.map(({ name }) => name)).toEqual(names);
    // With nothing answered all is possible and nothing is certain.
    for (const { lowest, highest } of dimensions) expect([lowest, highest]).toEqual([0, 1]);
  },
);

import { openPack } from '../../src/commands/steps/open-pack.ts';
import type { Settled } from '../../src/commands/steps/settle.ts';
import { HOME, worldIn } from '../pack/sample-world.ts';

/** A pack as the command opens it. */
export function openBundled(pack: string): Promise<Settled> {
  return openPack(worldIn(HOME), { pack });
}

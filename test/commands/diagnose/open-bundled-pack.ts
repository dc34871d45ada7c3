import { openPack } from '../../../src/app/open-pack.ts';
import type { CompiledPack } from '../../../src/pack/compile-pack.ts';
import { HOME, worldIn } from '../../pack/sample-world.ts';

/** A pack as the command opens it. */
export function openBundled(pack: string, policy?: string): Promise<CompiledPack> {
  return openPack(worldIn(HOME), { pack, policy });
}

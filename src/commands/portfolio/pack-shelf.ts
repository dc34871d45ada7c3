import { Refusal } from '../../model/refusal.ts';
import { isOfPack, type Limits, limitsOf } from '../../portfolio/limits.ts';
import type { World } from '../../world.ts';
import { openPack } from '../steps/open-pack.ts';
import type { FindLimits } from '../steps/roster/intake.ts';
import type { Settled } from '../steps/settle.ts';

/** Packs that are opened when they are first asked for. */
export interface PackShelf {
  /** Null where it is not found; what the user named must be there. */
  open(name: string): Promise<Settled | null>;
  /** What results of a pack can hold, those that state none being by the one `assumed`. */
  limitsFor(assumed: string | undefined): FindLimits;
}

/** An empty shelf; `told` is what the user named. */
export function createPackShelf(
  world: World,
  { pack: told, packs }: { readonly pack?: string | undefined; readonly packs: readonly string[] },
): PackShelf {
  const opened = new Map<string, Promise<Settled | null>>();
  const limits = new Map<Settled, Limits>();

  function open(name: string): Promise<Settled | null> {
    const known =
      opened.get(name) ??
      openPack(world, { pack: name, packs }).catch((error) => {
        // What the user named must be there; what results state may be elsewhere.
        if (!(error instanceof Refusal) || name === told) throw error;
        return null;
      });
    opened.set(name, known);
    return known;
  }

  function limitsIn(settled: Settled): Limits {
    const known = limits.get(settled) ?? limitsOf(settled.plan, settled.stamp);
    limits.set(settled, known);
    return known;
  }

  return {
    open,
    limitsFor: (assumed) => async (pack) => {
      const name = pack?.id ?? assumed;
      const settled = name === undefined ? null : await openStated(name);
      if (!settled) return null;
      const found = limitsIn(settled);
      return isOfPack(pack, found) ? found : null;
    },
  };

  /** Results state ids: what the user named may be a path to that very pack. */
  async function openStated(id: string): Promise<Settled | null> {
    const named = told === undefined ? null : await open(told);
    return named?.stamp.id === id ? named : open(id);
  }
}

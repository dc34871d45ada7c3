import type { ScoreRule } from '../../../src/model/generated/types.ts';

/** What a rule's own numbers say of its value, before rounding: the last of cap, floor and the values it can give. */
export function namedRange({ steps, linear, to, best, floor, cap, round }: ScoreRule): { low?: number; high?: number } {
  if (round !== undefined) return {};
  const top = typeof cap === 'number' ? cap : undefined;
  const bottom =
    typeof floor === 'number' && (cap === undefined || (top !== undefined && floor <= top)) ? floor : undefined;
  if (top !== undefined || bottom !== undefined)
    return { ...(bottom === undefined ? {} : { low: bottom }), ...(top === undefined ? {} : { high: top }) };
  if (floor !== undefined || cap !== undefined) return {};
  if (to !== undefined) return best === undefined ? { high: to } : {};
  const given = Object.values(steps ?? linear ?? {}).map(Number);
  return given.length > 0 ? { low: Math.min(...given), high: Math.max(...given) } : {};
}

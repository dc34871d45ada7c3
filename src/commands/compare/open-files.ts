import type { Assessment, Enterprise } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import type { World } from '../../world.ts';
import { openEnterprise } from '../steps/open-enterprise.ts';

/**
 * Opens the files of enterprises. Several of one enterprise become one with all their assessments, oldest first; the
 * same assessment in two files counts once.
 */
export async function openEnterprises(world: World, named: readonly string[], files: string): Promise<Enterprise[]> {
  const byKey = new Map<string, Enterprise>();
  for (const file of named) {
    const { enterprise } = await openEnterprise(world, file, files);
    if (enterprise.assessments.length === 0) throw new Refusal(3, `${file} holds no assessment`);
    const known = byKey.get(enterprise.key);
    byKey.set(enterprise.key, known ? mergeFiles(known, enterprise) : enterprise);
  }
  return [...byKey.values()];
}

function mergeFiles(one: Enterprise, other: Enterprise): Enterprise {
  const known = new Set(one.assessments.map(identify));
  const assessments = [...one.assessments, ...other.assessments.filter((each) => !known.has(identify(each)))];
  assessments.sort((a, b) => (a.finishedAt < b.finishedAt ? -1 : a.finishedAt > b.finishedAt ? 1 : 0));
  const newest = assessments.at(-1);
  return { ...(newest && one.assessments.includes(newest) ? one : other), assessments };
}

/** What makes an assessment itself: when, of what kind, under what, and what was said; not what was made of it later. */
function identify({ kind, startedAt, finishedAt, pack, facts, answers }: Assessment): string {
  return JSON.stringify([kind, startedAt, finishedAt, pack.id, pack.hash, facts, answers]);
}

import { basename, dirname } from 'node:path';
import { closestTo } from '../model/closest.ts';
import type { Policy } from '../model/generated/types.ts';
import type { Path, Problem } from '../model/problem.ts';
import { Refusal } from '../model/refusal.ts';
import type { Source } from '../scoring/namespace.ts';
import type { World } from '../world.ts';
import { hashFiles, type OpenedFile, openDocument } from './file.ts';
import { collectSources, type LoadedPack } from './load.ts';
import { policiesAround, policyFolders, resolvePolicy } from './resolve.ts';
import type { Sources } from './source.ts';

/** A policy's document with its file. */
export interface LoadedPolicy extends Source<Policy> {
  readonly id: string;
  readonly version: string;
  /** Over its file and those of the policies it includes; the same on every system. */
  readonly hash: string;
}

/** What loading came to. */
export interface PolicyLoading {
  /** The policy itself, then all it includes, each once; null if one of them has problems. */
  readonly policies: readonly LoadedPolicy[] | null;
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/** Where to look for policies. */
export interface PolicyPlaces {
  /** Folders of packs to look in first. */
  readonly packs?: readonly string[];
  /** The folder of the pack it is used with. */
  readonly beside?: string;
}

/** Loads the policy of an id, or at a path, with all it includes; throws a `Refusal` if there is none. */
export async function loadPolicy(world: World, idOrPath: string, places: PolicyPlaces = {}): Promise<PolicyLoading> {
  const start = await resolvePolicy(world, idOrPath, places);
  const opened = new Map<string, OpenedFile<'policy'>>();
  const included = new Map<string, readonly string[]>();
  const problems: Problem[] = [];

  const open = async (file: string, above: readonly { path: string; id: string }[]): Promise<void> => {
    if (opened.has(file)) return;
    const policy = await openDocument(world, 'policy', file);
    // It was there a moment ago.
    if (!policy) throw new Refusal(3, `${file} does not exist`);
    opened.set(file, policy);
    problems.push(...policy.problems);
    const document = policy.document;
    if (!document) return;
    const complain = (code: 'M208' | 'M218', at: Path, details: Problem['details']): void => {
      problems.push({ code, file: policy.file, at, on: 'value', details });
    };
    const chain = [...above, { path: file, id: document.id }];
    const inner: string[] = [];
    for (const [i, id] of (document.include ?? []).entries()) {
      const known = await policiesAround(world, [dirname(file)], places.packs);
      const target = known.find((one) => one.id === id)?.path;
      if (target === undefined) {
        complain('M218', ['include', i], {
          found: id,
          allowed: closestTo(id, [...new Set(known.map((one) => one.id))]),
        });
        continue;
      }
      const again = chain.findIndex((one) => one.path === target);
      if (again >= 0) {
        complain('M208', ['include', i], {
          found: id,
          wanted: [...chain.slice(again).map((one) => one.id), id].join(' → '),
        });
        continue;
      }
      inner.push(target);
      await open(target, chain);
    }
    included.set(file, inner);
  };

  await open(start, []);
  const sources = collectSources([...opened.values()]);
  if (problems.length > 0) return { policies: null, problems, sources };
  const policies = [...opened].flatMap(([path, { document, file }]) => {
    if (!document) return [];
    const parts = [...reach(path, included)].flatMap((one) => opened.get(one) ?? []);
    const hash = hashFiles(parts.map(({ file: name, content }) => ({ name: basename(name), content })));
    return [{ id: document.id, version: document.version, hash, file, document }];
  });
  return { policies, problems, sources };
}

/** A policy's file and all it includes, at any distance. */
function reach(path: string, included: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set([path]);
  // A set goes on to what is added while it is walked.
  for (const one of reached) for (const inner of included.get(one) ?? []) reached.add(inner);
  return reached;
}

/** Loads the policy that a pack's questionnaire names; undefined if it names none. One that is not there is a problem. */
export async function loadPolicyOf(
  world: World,
  pack: LoadedPack,
  packs: readonly string[] = [],
): Promise<PolicyLoading | undefined> {
  const { document, file } = pack.questionnaire;
  if (document.policy === undefined) return undefined;
  const known = await policiesAround(world, policyFolders(pack.folder), packs);
  if (known.some(({ id }) => id === document.policy)) {
    return loadPolicy(world, document.policy, { packs, beside: pack.folder });
  }
  const allowed = closestTo(document.policy, [...new Set(known.map(({ id }) => id))]);
  const problem: Problem = {
    code: 'M218',
    file,
    at: ['policy'],
    on: 'value',
    details: { found: document.policy, allowed },
  };
  return { policies: null, problems: [problem], sources: new Map() };
}

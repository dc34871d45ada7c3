import { checkCase, collectCases } from '../../check/cases.ts';
import { applyRules } from '../../check/rules.ts';
import type { Problem } from '../../model/problem.ts';
import { nameFile, openDocument } from '../../pack/file.ts';
import type { PathFindings } from '../../pack/find.ts';
import { collectSources, loadCases } from '../../pack/load.ts';
import type { SourceText } from '../../pack/source.ts';
import { findUnread, type UnreadFile } from '../../pack/unread.ts';
import type { World } from '../../world.ts';
import { type Checked, checkPack, checkPolicy } from '../steps/check-pack.ts';
import { openEarlier, openEarlierPolicy } from '../steps/since/earlier.ts';
import { subjectOf } from '../steps/subject.ts';

export interface CheckOptions {
  /** Folders to look for policies in as well. */
  readonly folders: readonly string[];
  /** The day on which instruments are over or not. */
  readonly asOf: string;
  /** The git revision that packs are compared with; without one nothing is compared. */
  readonly since?: string | undefined;
}

type Add = (checked: Partial<Checked>) => void;

/** Everything wrong with packs, their cases and policies. A file that is reached twice is reported once. */
export async function checkAll(world: World, found: readonly PathFindings[], options: CheckOptions): Promise<Checked> {
  const problems: Problem[] = [];
  const sources = new Map<string, SourceText>();
  const add: Add = (checked) => {
    for (const problem of checked.problems ?? []) problems.push(problem);
    for (const [file, source] of checked.sources ?? []) sources.set(file, source);
  };
  const packFolders = new Set(found.flatMap(({ packs }) => packs.map(({ folder }) => folder)));
  const policyPaths = new Set(found.flatMap(({ policies }) => policies.map(({ path }) => path)));
  const judged = new Set<string>();
  for (const folder of packFolders) {
    for (const file of await checkWithCases(world, folder, options, add)) judged.add(file);
  }
  for (const path of policyPaths) await checkPolicyAlone(world, path, { packFolders, judged, ...options }, add);
  for (const { kind, path } of found.flatMap(({ documents }) => documents)) {
    const opened = await openDocument(world, kind, path);
    if (opened) add({ problems: opened.problems, sources: collectSources([opened]) });
  }
  return { problems, sources };
}

/** Checks a pack; gives the policies that the rules were asked about with it. */
async function checkWithCases(
  world: World,
  folder: string,
  { folders, asOf, since }: CheckOptions,
  add: Add,
): Promise<readonly string[]> {
  const checked = await checkPack(world, folder, folders);
  add(checked);
  const { pack, settle } = checked;
  if (!pack || !settle) return [];
  add({ problems: findUnread(folder).map((unread) => describeUnread(world, unread)) });
  const loaded = await loadCases(world, pack);
  add(loaded);
  const own = await settle(undefined);
  if (own.problems.length > 0) return [];
  const known = collectCases(loaded.cases);
  add({ problems: known.problems });
  for (const source of known.cases.values()) {
    const { settled } = await settle(source.testCase.policy);
    add({ problems: checkCase(source, known.cases, settled.plan) });
  }
  if (checked.problems.length > 0) return [];
  const earlier = since === undefined ? {} : await openEarlier(world, folder, { since, folders });
  add({ problems: applyRules(subjectOf(own.settled, { asOf, cases: known.cases, ...earlier })) });
  return own.settled.policies.map(({ file }) => file);
}

function describeUnread(world: World, { path, name, wanted }: UnreadFile): Problem {
  const details = { found: name, advice: `Call it ${wanted}, or keep it elsewhere` };
  return { code: 'M118', file: nameFile(world, path), at: { start: 0, end: 0 }, details };
}

/** Checks a policy, with a pack it suits; what the rules find in it is not asked twice. */
async function checkPolicyAlone(
  world: World,
  path: string,
  {
    judged,
    packFolders,
    folders,
    asOf,
    since,
  }: CheckOptions & { readonly judged: ReadonlySet<string>; readonly packFolders: ReadonlySet<string> },
  add: Add,
): Promise<void> {
  const checked = await checkPolicy(world, path, { packFolders, folders });
  add(checked);
  const { settled, policies } = checked;
  if (!settled || !policies?.some(({ file }) => !judged.has(file))) return;
  const earlier = since === undefined ? {} : await openEarlierPolicy(world, path, settled.pack, { since, folders });
  const found = applyRules(subjectOf(settled, { asOf, ...earlier }));
  add({ problems: found.filter(({ file }) => policies.some((one) => one.file === file)) });
}

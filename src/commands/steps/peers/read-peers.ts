import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { appraise, isAppraisal } from '../../../comparison/appraise.ts';
import type { Peer } from '../../../comparison/peers.ts';
import { asFileProblem } from '../../../files/problem.ts';
import type { Messages } from '../../../i18n/index.ts';
import type { Assessment, Enterprise } from '../../../model/generated/types.ts';
import { Refusal } from '../../../model/refusal.ts';
import { isOfPack, limitsOf } from '../../../portfolio/limits.ts';
import type { Member, MemberAssessment, PackName } from '../../../portfolio/member.ts';
import type { LeftOut } from '../../../report/peers/standing.ts';
import { TableProblem } from '../../../tabular/problem.ts';
import type { Target } from '../../../versions/outcome.ts';
import type { World } from '../../../world.ts';
import { eachEnterprise } from '../each-enterprise.ts';
import { readRoster } from '../roster/read-roster.ts';

/** Whom to compare with. */
export interface PeerSource {
  /** A folder of enterprise files, or a batch result. */
  readonly path: string;
  /** Only assessments of this kind. */
  readonly kind: Assessment['kind'] | undefined;
  /** Facts that peers are chosen by. */
  readonly by: readonly string[];
  readonly quiet: boolean;
}

/** Peers, and how many there are that could not be taken. */
export interface ReadPeers {
  readonly peers: readonly Peer[];
  readonly left: Record<LeftOut, number>;
}

/** Reads peers with their newest results under one version of a pack; throws a `Refusal` where there are none. */
export async function readPeers(
  world: World,
  source: PeerSource,
  target: Target,
  messages: Messages,
): Promise<ReadPeers> {
  const root = resolve(world.cwd, source.path);
  const found = await stat(root).catch((error) => {
    throw asFileProblem(error, source.path);
  });
  const left = {
    otherGroup: 0,
    otherPack: 0,
    unassessed: 0,
    otherKind: 0,
    incomparable: 0,
    unreadable: 0,
    rescored: 0,
  };
  const peers = found.isDirectory()
    ? await readFiles(world, root, source, { target, messages, left })
    : await readResults(world, source, { target, messages, left });
  return { peers, left };
}

interface Reading {
  readonly target: Target;
  readonly messages: Messages;
  readonly left: Record<LeftOut, number>;
}

/** Enterprise files: each newest assessment under the pack, worked out anew where it was made under other content. */
async function readFiles(
  world: World,
  root: string,
  { kind, quiet, path }: PeerSource,
  { target, messages, left }: Reading,
): Promise<Peer[]> {
  const peers: Peer[] = [];
  let seen = 0;
  const unreadable = (): void => {
    left.unreadable += 1;
  };
  for await (const enterprise of eachEnterprise(world, { root, messages, quiet }, unreadable)) {
    seen += 1;
    const peer = appraisePeer(enterprise, kind, target, left);
    if (peer) peers.push(peer);
  }
  if (seen === 0 && left.unreadable === 0) {
    throw new Refusal(
      3,
      `--peers: there are no enterprise files in ${path}`,
      'Make some with matura score --files or matura batch --files.',
    );
  }
  return peers;
}

function appraisePeer(
  { key, assessments }: Enterprise,
  kind: Assessment['kind'] | undefined,
  target: Target,
  left: Record<LeftOut, number>,
): Peer | undefined {
  const ofPack = assessments.filter(({ pack }) => pack.id === target.stamp.id);
  const newest = ofPack.findLast((one) => kind === undefined || one.kind === kind);
  if (!newest) {
    left[assessments.length === 0 ? 'unassessed' : ofPack.length === 0 ? 'otherPack' : 'otherKind'] += 1;
    return undefined;
  }
  const appraisal = appraise(newest, target);
  if (!isAppraisal(appraisal)) {
    left.incomparable += 1;
    return undefined;
  }
  if (appraisal.isRescored) left.rescored += 1;
  const { facts, scores, level } = appraisal.assessed.result;
  return {
    key,
    kind: newest.kind,
    facts: new Map(Object.entries(facts).map(([name, value]) => [name, String(value)])),
    ...(level?.value === undefined ? {} : { level: level.value }),
    scores: new Map(
      Object.entries(scores).flatMap(([name, { value }]) =>
        typeof value === 'number' ? [[name, value] as const] : [],
      ),
    ),
  };
}

/** A batch result: the values it states. */
async function readResults(
  world: World,
  { path, kind, by }: PeerSource,
  { target, messages, left }: Reading,
): Promise<Peer[]> {
  const stamp = { kind: kind ?? 'self', date: null } as const;
  const limits = limitsOf(target.plan, target.stamp);
  const request = {
    inputs: [path],
    told: {},
    facts: by,
    stamp,
    wantsAnswers: false,
    limitsOf: async (pack: PackName | null) => (isOfPack(pack, limits) ? limits : null),
  };
  const { roster, unreadable } = await readRoster(world, request, messages, () => {}).catch((error) => {
    throw error instanceof Refusal && error.cause instanceof TableProblem ? noTable(error) : error;
  });
  left.unreadable += unreadable.count;
  const known = new Set(target.plan.scores.map(({ name }) => name));
  const peers: Peer[] = [];
  let strangers = 0;
  for (let index = 0; index < roster.size; index++) {
    const member = roster.member(index);
    const assessment = chooseOf(member, kind, target, left);
    if (!assessment) continue;
    const { level } = assessment;
    if (assessment.scores.size > 0 && ![...assessment.scores.keys()].some((name) => known.has(name))) strangers += 1;
    peers.push({
      key: member.key,
      kind: assessment.kind,
      facts: member.facts,
      ...(level.value === undefined ? {} : { level: level.value }),
      scores: new Map(
        [...assessment.scores].flatMap(([name, { value }]) => (typeof value === 'number' ? [[name, value]] : [])),
      ),
    });
  }
  if (peers.length > 0 && strangers === peers.length) {
    throw new Refusal(
      3,
      `--peers: ${path} has none of the scores of ${target.stamp.id}`,
      `Those are: ${[...known].join(', ')}. Is it a result of another pack?`,
    );
  }
  return peers;
}

/** Says what peers can be instead of how tables are read: there are no options for that here. */
function noTable(cause: Refusal): Refusal {
  return new Refusal(
    3,
    `--peers: ${cause.message}`,
    'Name a folder of enterprise files, or a table of results that matura batch wrote.',
    { cause },
  );
}

function chooseOf(
  { assessments }: Member,
  kind: Assessment['kind'] | undefined,
  { stamp }: Target,
  left: Record<LeftOut, number>,
): MemberAssessment | undefined {
  const ofPack = assessments.filter(({ pack }) => pack === null || pack.id === stamp.id);
  const newest = ofPack.findLast((one) => kind === undefined || one.kind === kind);
  if (newest && (newest.pack === null || newest.pack.version === stamp.version)) return newest;
  const reason =
    assessments.length === 0 ? 'unassessed' : ofPack.length === 0 ? 'otherPack' : newest ? 'incomparable' : 'otherKind';
  left[reason] += 1;
  return undefined;
}

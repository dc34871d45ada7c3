// Reads the peers of an enterprise, from enterprise files or batch results, and compares it with them.

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { type Assessment, didYouMean, type Enterprise, Refusal } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import { isOfPack, limitsOf, type Member, type MemberAssessment, type PackName } from '../portfolio/index.ts';
import type { PeerExclusion, PeerPosition } from '../report/index.ts';
import { toFileProblem } from '../store/index.ts';
import { TableProblem } from '../table/index.ts';
import {
  collectRenames,
  compareWithPeers,
  headlineScore,
  isComparable,
  type Peer,
  rescoreAssessment,
  type TargetVersion,
} from '../versions/index.ts';
import type { World } from '../world.ts';
import { kindOption } from './common-options.ts';
import { eachEnterprise } from './open-enterprise.ts';
import { readRoster } from './roster/read-roster.ts';

/** Whom to compare with, as a user asked for it. */
export interface PeerOptions {
  readonly peers?: string;
  readonly by?: string;
  readonly kind?: Assessment['kind'];
  readonly quiet?: boolean;
}

/** The options of every command that compares with peers. */
export function addPeerOptions(command: Command, kinds: string): Command {
  return command
    .option('--peers <folder|results>', 'others to compare with: enterprise files, or a result of matura batch')
    .option('--by <facts>', 'only peers that are alike in these facts, separated by commas: sector,size')
    .addOption(kindOption(kinds))
    .option('--quiet', 'no progress for a folder of peers');
}

/** Throws a `Refusal` for options that do nothing without peers. */
export function refuseWithoutPeers({ peers, by }: PeerOptions): void {
  if (by !== undefined && peers === undefined) throw new CodedRefusal(2, 'choosesPeers', '--by');
}

/** Where an enterprise of this key stands among its peers; throws a `Refusal` where that cannot be said. */
export async function comparePeers(
  world: World,
  target: TargetVersion,
  { key, own, path }: { readonly key: string; readonly own: PeerPosition['own']; readonly path: string },
  { by: asked = '', kind, quiet = false }: PeerOptions,
  messages: Messages,
): Promise<PeerPosition> {
  const { plan } = target;
  const { result } = own.assessed;
  const names = asked.split(/[,，]/).flatMap((name) => name.trim() || []);
  const facts = plan.inputs.filter(({ role }) => role === 'fact').map(({ name }) => name);
  const by = names.map((name) => {
    if (!facts.includes(name)) {
      throw new CodedRefusal(2, 'noPeerFact', target.stamp.id, name, didYouMean(name, facts), facts);
    }
    const value = Object.hasOwn(result.facts, name) ? result.facts[name] : undefined;
    if (value === undefined) throw new CodedRefusal(3, 'ownFactUnknown', name, key);
    return { name, value: String(value) };
  });
  const { peers, left } = await readPeers(world, { path, kind, by: names, quiet }, target, messages);
  const unsaid = names.find((name) => peers.length > 0 && peers.every(({ facts }) => !facts.has(name)));
  if (unsaid !== undefined) {
    throw new CodedRefusal(3, 'peerFactUnknown', unsaid, path);
  }
  const scores = plan.scores.filter(({ name, hidden }) => !hidden && name !== 'level').map(({ name }) => name);
  const found = compareWithPeers({ key, result, scores, by, peers });
  return { own, found, left: { ...left, otherGroup: found.others } };
}

/** Whom to compare with. */
interface PeerSource {
  /** A folder of enterprise files, or a batch result. */
  readonly path: string;
  /** Only assessments of this kind. */
  readonly kind: Assessment['kind'] | undefined;
  /** Facts that peers are chosen by. */
  readonly by: readonly string[];
  readonly quiet: boolean;
}

/** Peers, and how many there are that could not be taken. */
interface ReadPeers {
  readonly peers: readonly Peer[];
  readonly left: Record<PeerExclusion, number>;
}

/** Reads peers with their newest results under one version of a pack; throws a `Refusal` where there are none. */
async function readPeers(
  world: World,
  source: PeerSource,
  target: TargetVersion,
  messages: Messages,
): Promise<ReadPeers> {
  const root = resolve(world.cwd, source.path);
  const found = await stat(root).catch((error) => {
    throw toFileProblem(error, source.path);
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
    ? await readPeerFiles(world, root, source, { target, messages, left })
    : await readPeerResults(world, source, { target, messages, left });
  return { peers, left };
}

interface PeerReading {
  readonly target: TargetVersion;
  readonly messages: Messages;
  readonly left: Record<PeerExclusion, number>;
}

/** Enterprise files: each newest assessment under the pack, worked out anew where it was made under other content. */
async function readPeerFiles(
  world: World,
  root: string,
  { kind, quiet, path }: PeerSource,
  { target, messages, left }: PeerReading,
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
    throw new CodedRefusal(3, 'noPeerFiles', path);
  }
  return peers;
}

function appraisePeer(
  { key, assessments }: Enterprise,
  kind: Assessment['kind'] | undefined,
  target: TargetVersion,
  left: Record<PeerExclusion, number>,
): Peer | undefined {
  const ofPack = assessments.filter(({ pack }) => pack.id === target.stamp.id);
  const newest = ofPack.findLast((one) => kind === undefined || one.kind === kind);
  if (!newest) {
    left[assessments.length === 0 ? 'unassessed' : ofPack.length === 0 ? 'otherPack' : 'otherKind'] += 1;
    return undefined;
  }
  const appraisal = rescoreAssessment(newest, target);
  if (!isComparable(appraisal)) {
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
async function readPeerResults(
  world: World,
  { path, kind, by }: PeerSource,
  { target, messages, left }: PeerReading,
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
    throw error instanceof Refusal && error.cause instanceof TableProblem
      ? new CodedRefusal(3, 'notPeers', error.message)
      : error;
  });
  left.unreadable += unreadable.count;
  const known = new Set(target.plan.scores.map(({ name }) => name));
  const peers: Peer[] = [];
  let strangers = 0;
  for (let index = 0; index < roster.size; index++) {
    const member = roster.member(index);
    const assessment = chooseAssessment(member, kind, target, left);
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
    throw new CodedRefusal(3, 'otherPeerScores', path, target.stamp.id, [...known]);
  }
  return peers;
}

function chooseAssessment(
  { assessments }: Member,
  kind: Assessment['kind'] | undefined,
  { stamp }: TargetVersion,
  left: Record<PeerExclusion, number>,
): MemberAssessment | undefined {
  const ofPack = assessments.filter(({ pack }) => pack === null || pack.id === stamp.id);
  const newest = ofPack.findLast((one) => kind === undefined || one.kind === kind);
  if (newest && (newest.pack === null || newest.pack.version === stamp.version)) return newest;
  const reason =
    assessments.length === 0 ? 'unassessed' : ofPack.length === 0 ? 'otherPack' : newest ? 'incomparable' : 'otherKind';
  left[reason] += 1;
  return undefined;
}

/** The version of a pack that assessments of any version are worked out under, by the renames it declares. */
export function targetVersionOf(world: World, { plan, stamp, pack }: CompiledPack): TargetVersion {
  return {
    plan,
    stamp,
    headline: headlineScore(pack.rubric.document),
    tool: world.version,
    renames: collectRenames({ questionnaire: pack.questionnaire.document, plan }),
  };
}

// Reads the peers of an enterprise, from enterprise files or batch results, and compares the enterprise with them.

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { type Assessment, type Enterprise, findNearestSpelling, isProvisionalKey, Refusal } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  computeLimits,
  isOfPack,
  type PackName,
  type Roster,
} from '../portfolio/index.ts';
import { type PeerExclusion, type PeerPosition, sanitizeLine } from '../report/index.ts';
import { enterprisePath, toFileProblem } from '../store/index.ts';
import { TableProblem } from '../table/index.ts';
import {
  belongsTo,
  collectRenames,
  compareWithPeers,
  headlineScore,
  isComparable,
  NO_LEVEL,
  type PeerComparison,
  type PeerValues,
  type RescoredAssessment,
  rescoreAssessment,
  type TargetVersion,
} from '../versions/index.ts';
import type { World } from '../world.ts';
import { kindOption, refuseTyped } from './common-options.ts';
import { formatPath } from './console.ts';
import { readEachEnterprise } from './open-enterprise.ts';
import { readRoster } from './roster/read-roster.ts';
import { createUnreadableList, describeUnreadable, type UnreadableList } from './roster/roster-intake.ts';

/** The options with which the user chooses the peers. */
export interface PeerOptions {
  readonly peers?: string;
  readonly by?: string;
  readonly kind?: Assessment['kind'];
  readonly quiet?: boolean;
}

/** Adds the options common to all commands that compare with peers. */
export function addPeerOptions(command: Command): Command {
  return command.option('--peers <folder|results>').option('--by <facts>').addOption(kindOption());
}

/** Throws a `Refusal` if one of these options, which choose among the peers, was typed without `--peers`. */
export function refuseWithoutPeers(command: Command, names: readonly ('by' | 'kind')[], { peers }: PeerOptions): void {
  if (peers === undefined) refuseTyped(command, names, '--peers', '--peers results.csv');
}

/** Ranks the enterprise with this key among its peers; throws a `Refusal` if that is not possible. */
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
  const factNames = names.map((name) => {
    if (!facts.includes(name)) {
      throw new CodedRefusal(2, 'noPeerFact', {
        pack: target.stamp.id,
        name,
        closest: findNearestSpelling(name, facts),
        facts,
      });
    }
    const value = Object.hasOwn(result.facts, name) ? result.facts[name] : undefined;
    if (value === undefined) throw new CodedRefusal(3, 'ownFactUnknown', { fact: name, enterprise: key });
    return { name, value: String(value) };
  });
  const scores = plan.scores.filter(({ name, hidden }) => !hidden && name !== 'level').map(({ name }) => name);
  const peerReading: PeerReading = {
    target,
    messages,
    key,
    by: factNames,
    left: { ...NO_EXCLUSIONS },
    stated: new Set(),
  };
  const { count, peers } = await readPeers(world, { path, kind, quiet }, peerReading);
  const unstatedFact = names.find((name) => count > 0 && !peerReading.stated.has(name));
  if (unstatedFact !== undefined) {
    throw new CodedRefusal(3, 'peerFactUnknown', { fact: unstatedFact, path });
  }
  const comparison = compareWithPeers({ result, scores, by: factNames, peers, others: peerReading.left.otherGroup });
  return { own, found: comparison, left: peerReading.left };
}

const NO_EXCLUSIONS: Readonly<Record<PeerExclusion, number>> = {
  otherGroup: 0,
  otherPack: 0,
  unassessed: 0,
  otherKind: 0,
  incomparable: 0,
  unreadable: 0,
  rescored: 0,
};

/** Where the peers come from, and which kind of assessment counts for them. */
interface PeerSource {
  /** The path of a folder of enterprise files, or of a batch result. */
  readonly path: string;
  /** Counts only assessments of this kind; undefined for both kinds. */
  readonly kind: Assessment['kind'] | undefined;
  readonly quiet: boolean;
}

/** What is needed to read the peers of one enterprise, and what is counted meanwhile. */
interface PeerReading {
  readonly target: TargetVersion;
  readonly messages: Messages;
  /** The key of the enterprise itself, which does not count among its peers. */
  readonly key: string;
  /** The facts that peers must have in common with the enterprise. */
  readonly by: PeerComparison['by'];
  /** The number of enterprises left out, by reason. */
  readonly left: Record<PeerExclusion, number>;
  /** The names of the facts in `by` that at least one peer states. */
  readonly stated: Set<string>;
}

interface ReadPeers {
  /** The number of enterprises, including those in other groups and the enterprise itself. */
  readonly count: number;
  /** The values of the enterprises in the same group. */
  readonly peers: PeerValues;
}

/** Reads peers with their newest results under one version of a pack; throws a `Refusal` if there are none. */
async function readPeers(world: World, source: PeerSource, reading: PeerReading): Promise<ReadPeers> {
  const root = resolve(world.cwd, source.path);
  const rootStat = await stat(root).catch((error) => {
    throw toFileProblem(error, source.path);
  });
  return rootStat.isDirectory()
    ? await readPeerFiles(world, root, source, reading)
    : await readPeerResults(world, source, reading);
}

/**
 * Reads peers from enterprise files. Uses the newest assessment of each enterprise under the pack, which is scored
 * again if the pack has changed since.
 */
async function readPeerFiles(
  world: World,
  root: string,
  { kind, quiet, path }: PeerSource,
  { target, messages, key, by, left, stated }: PeerReading,
): Promise<ReadPeers> {
  let [seen, count] = [0, 0];
  const comparablePeers: RescoredAssessment[] = [];
  const countUnreadable = (): void => {
    left.unreadable += 1;
  };
  const provisional = createUnreadableList();
  for await (const enterprise of readEachEnterprise(world, { root, messages, quiet }, countUnreadable)) {
    seen += 1;
    // Such an enterprise may also have a file under its code, so it would be counted twice.
    if (isProvisionalKey(enterprise.key) && enterprise.key !== key) {
      const source = formatPath(world, enterprisePath(root, enterprise.key));
      provisional.add(() => ({ source, reason: messages.portfolio.provisional({ key: enterprise.key }) }));
      continue;
    }
    const appraisal = appraisePeer(enterprise, kind, target, left);
    if (!appraisal) continue;
    count += 1;
    const { result } = appraisal.assessed;
    const facts = by.filter(({ name }) => Object.hasOwn(result.facts, name));
    for (const { name } of facts) stated.add(name);
    if (enterprise.key === key) continue;
    if (facts.length < by.length || facts.some(({ name, value }) => String(result.facts[name]) !== value)) {
      left.otherGroup += 1;
      continue;
    }
    comparablePeers.push(appraisal);
  }
  left.unreadable += provisional.count;
  if (!quiet) printUnreadable(world, provisional, messages);
  if (seen === 0 && left.unreadable === 0) {
    throw new CodedRefusal(3, 'noPeerFiles', { folder: path });
  }
  const selfAssessedCount = comparablePeers.filter(({ recorded }) => recorded.kind === 'self').length;
  const results = comparablePeers.map(({ assessed }) => assessed.result);
  const peers: PeerValues = {
    kinds: { self: selfAssessedCount, onsite: comparablePeers.length - selfAssessedCount },
    levels: () =>
      Float64Array.from(results.flatMap(({ level }) => (level?.value === undefined ? [] : [level.value ?? NO_LEVEL]))),
    scores: (name) =>
      Float64Array.from(
        results.flatMap(({ scores }) => {
          const value = Object.hasOwn(scores, name) ? scores[name]?.value : undefined;
          return typeof value === 'number' ? [value] : [];
        }),
      ),
  };
  return { count, peers };
}

function appraisePeer(
  { assessments }: Enterprise,
  kind: Assessment['kind'] | undefined,
  target: TargetVersion,
  left: Record<PeerExclusion, number>,
): RescoredAssessment | undefined {
  const assessmentsOfPack = assessments.filter(({ pack }) =>
    belongsTo(pack, { id: target.stamp.id, formerly: target.formerly }),
  );
  const newestAppraisal = assessmentsOfPack.findLast((assessment) => kind === undefined || assessment.kind === kind);
  if (!newestAppraisal) {
    left[assessments.length === 0 ? 'unassessed' : assessmentsOfPack.length === 0 ? 'otherPack' : 'otherKind'] += 1;
    return undefined;
  }
  const appraisal = rescoreAssessment(newestAppraisal, target);
  if (!isComparable(appraisal)) {
    left.incomparable += 1;
    return undefined;
  }
  if (appraisal.isRescored) left.rescored += 1;
  return appraisal;
}

/** Reads peers from batch results: their facts, levels and scores, as far as the results state them. */
async function readPeerResults(
  world: World,
  { path, kind, quiet }: PeerSource,
  { target, messages, key, by, left, stated }: PeerReading,
): Promise<ReadPeers> {
  const { plan, stamp } = target;
  const limits = computeLimits(plan, stamp);
  const request = {
    inputs: [path],
    tableOptions: {},
    facts: by.map(({ name }) => name),
    noOtherFacts: true,
    stamp: { kind: kind ?? 'self', date: null } as const,
    wantsAnswers: false,
    limitsOf: async (pack: PackName | null) => (isOfPack(pack, limits) ? limits : null),
  };
  const { roster, unreadable } = await readRoster(world, request, messages, () => {}).catch((error) => {
    throw error instanceof Refusal && error.cause instanceof TableProblem
      ? new CodedRefusal(3, 'notPeers', { reason: error.message })
      : error;
  });
  left.unreadable += unreadable.count;
  if (!quiet) printUnreadable(world, unreadable, messages);
  const choose = choosePeerAssessment(roster, kind, target, left);
  const scoreNames = plan.scores.map(({ name }) => name);
  const { newest } = roster;
  const columns = {
    self: scoreColumns(newest.self.scores, scoreNames),
    onsite: scoreColumns(newest.onsite.scores, scoreNames),
  };
  const facts = by.map(({ name, value }) => {
    const { codes, values } = roster.facts.get(name) ?? { codes: new Uint32Array(roster.size), values: [] };
    return { name, codes, wanted: values.indexOf(value) };
  });
  const foundIndex = roster.find(key);
  const ownIndex = foundIndex >= 0 && roster.key(foundIndex) === key ? foundIndex : -1;
  let [count, otherPackCount] = [0, 0];
  const comparableRows: Record<AssessmentKind, number[]> = { self: [], onsite: [] };
  for (let index = 0; index < roster.size; index++) {
    const chosenKind = choose(index);
    if (!chosenKind) continue;
    count += 1;
    const { known, other } = columns[chosenKind];
    const isStated = (column: Float64Array): boolean => !Number.isNaN(column[index]);
    if (!known.some(isStated) && other.some(isStated)) otherPackCount += 1;
    let isAlike = true;
    for (const { name, codes, wanted } of facts) {
      if (codes[index] !== 0) stated.add(name);
      isAlike &&= codes[index] === wanted;
    }
    if (index === ownIndex) continue;
    if (!isAlike) {
      left.otherGroup += 1;
      continue;
    }
    comparableRows[chosenKind].push(index);
  }
  if (count > 0 && otherPackCount === count) {
    throw new CodedRefusal(3, 'otherPeerScores', { path, pack: stamp.id, scores: scoreNames });
  }
  const peers: PeerValues = {
    kinds: { self: comparableRows.self.length, onsite: comparableRows.onsite.length },
    levels: () =>
      valuesOf(comparableRows, (kind) => {
        const { level, highest } = newest[kind];
        return (index) => {
          const isNone = Number.isNaN(level[index]) && Number.isNaN(highest[index]);
          return isNone ? NO_LEVEL : (level[index] as number);
        };
      }),
    scores: (name) =>
      valuesOf(comparableRows, (assessmentKind) => {
        const column = newest[assessmentKind].scores.get(name);
        return (index) => column?.[index] ?? Number.NaN;
      }),
  };
  return { count, peers };
}

function printUnreadable({ stderr }: World, unreadable: UnreadableList, messages: Messages): void {
  for (const line of describeUnreadable(unreadable, messages)) stderr.write(`${sanitizeLine(line)}\n`);
}

/** Returns the values of the members, except NaN, with both kinds of assessment together. */
function valuesOf(
  members: Readonly<Record<AssessmentKind, readonly number[]>>,
  columnOf: (kind: AssessmentKind) => (index: number) => number,
): Float64Array {
  const values = new Float64Array(members.self.length + members.onsite.length);
  let count = 0;
  for (const kind of ASSESSMENT_KINDS) {
    const valueAt = columnOf(kind);
    for (const index of members[kind]) {
      const value = valueAt(index);
      if (!Number.isNaN(value)) values[count++] = value;
    }
  }
  return values.subarray(0, count);
}

/** Separates columns of scores that the pack has from columns of unknown scores. */
function scoreColumns(
  columns: ReadonlyMap<string, Float64Array>,
  names: readonly string[],
): { readonly known: readonly Float64Array[]; readonly other: readonly Float64Array[] } {
  return {
    known: names.flatMap((name) => columns.get(name) ?? []),
    other: [...columns].flatMap(([name, column]) => (names.includes(name) ? [] : [column])),
  };
}

/**
 * Creates a function that returns the kind of a member's newest assessment under the pack. Members without such an
 * assessment are counted by reason.
 */
function choosePeerAssessment(
  { newest, packs }: Roster,
  kind: Assessment['kind'] | undefined,
  { stamp }: TargetVersion,
  left: Record<PeerExclusion, number>,
): (index: number) => AssessmentKind | undefined {
  const isOfId = packs.map((pack) => pack === null || pack.id === stamp.id);
  const isOfVersion = packs.map((pack) => pack === null || pack.version === stamp.version);
  return (index) => {
    let [isAssessed, isAssessedByPack]: boolean[] = [false, false];
    let chosenKind: AssessmentKind | undefined;
    for (const kindOfPeers of ASSESSMENT_KINDS) {
      const { source, pack, day } = newest[kindOfPeers];
      if (source[index] === 0) continue;
      isAssessed = true;
      if (!isOfId[pack[index] as number]) continue;
      isAssessedByPack = true;
      if (kind !== undefined && kind !== kindOfPeers) continue;
      if (!chosenKind || (day[index] as number) >= (newest[chosenKind].day[index] as number)) chosenKind = kindOfPeers;
    }
    if (chosenKind && isOfVersion[newest[chosenKind].pack[index] as number]) return chosenKind;
    left[!isAssessed ? 'unassessed' : !isAssessedByPack ? 'otherPack' : chosenKind ? 'incomparable' : 'otherKind'] += 1;
    return undefined;
  };
}

/**
 * Returns the current version of a pack, with the renames that it declares. Assessments of any version are scored again
 * under it.
 */
export function targetVersionOf(world: World, { plan, stamp, pack }: CompiledPack): TargetVersion {
  return {
    plan,
    stamp,
    formerly: pack.questionnaire.document.formerly,
    headline: headlineScore(pack.rubric.document),
    tool: world.version,
    renames: collectRenames({ questionnaire: pack.questionnaire.document, plan }),
  };
}

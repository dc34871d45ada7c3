import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import { findNearestSpelling, fromDayNumber } from '../../model/index.ts';
import { openNamedDocument } from '../../pack/index.ts';
import {
  ASSESSMENT_KINDS,
  type CompiledStage,
  chooseAssessments,
  compileStages,
  DEFAULT_STAGES,
  findAssumedPack,
  findDoubtfulValues,
  findNeverStated,
  findNonFinite,
  findSimilarKeys,
  findSimilarValues,
  findUnclearStatements,
  hasNameHeading,
  type Roster,
} from '../../portfolio/index.ts';
import { formatDate, formatNumber, sanitizeLine } from '../../report/index.ts';
import { withTemporaryFolder } from '../../signals.ts';
import type { World } from '../../world.ts';
import { startProgress } from '../console.ts';
import { refuseProblems } from '../open-pack.ts';
import { type ReadRoster, type RosterRequest, readRoster } from '../roster/read-roster.ts';
import { describeUnreadable, type MismatchedFile, type UnreadableList } from '../roster/roster-intake.ts';
import { type PortfolioOptions, wantsProjection } from './portfolio-options.ts';
import type { PackLoader, ReadHeading } from './portfolio-packs.ts';

/**
 * Reads the registry and all inputs. For results that do not state their pack, the pack is inferred once all inputs are
 * read. If a pack was inferred, everything is read again, to report the rows that are impossible in it.
 */
export async function readPortfolioInputs(
  world: World,
  inputs: readonly string[],
  options: PortfolioOptions & { readonly asOf: string },
  loader: PackLoader,
  messages: Messages,
): Promise<ReadRoster> {
  if (!inputs.some((input) => /(^|:)-$/.test(input))) return readInputs();
  return withTemporaryFolder('matura-', async (folder) => {
    const inputFile = join(folder, 'input');
    await pipeline(world.stdin, createWriteStream(inputFile, { mode: 0o600 }));
    return readInputs(inputFile);
  });

  async function readInputs(staged?: string): Promise<ReadRoster> {
    const { pack, levelOf, quiet = false } = options;
    const request = {
      ...buildRosterRequest(inputs, options),
      staged,
      limitsOf: loader.limitsFor(pack),
      limitsByScores: loader.limitsByScores,
    };
    const read = (more: Partial<RosterRequest>): Promise<ReadRoster> =>
      readWithProgress(world, { ...request, ...more }, messages, quiet);
    if (pack !== undefined) return read({ readHeading: await loader.headingsOf([pack]) });
    const loadedRoster = await read({});
    const readHeading = await findTitledHeadings(loadedRoster, loader);
    const assumed = findAssumedPack(loadedRoster.roster, chooseAssessments(loadedRoster.roster, levelOf));
    const limitsOf = assumed === null ? undefined : loader.limitsFor(assumed);
    const isLimited =
      loadedRoster.roster.intake.withoutPack && limitsOf !== undefined && (await limitsOf(null)) !== null;
    if (!isLimited && !readHeading) return loadedRoster;
    return read({ ...(isLimited && { limitsOf }), readHeading });
  }
}

/**
 * Returns a function that names the facts of the registry as the packs of the inputs do; undefined if this renames none
 * of them, so that the registry need not be read again.
 */
async function findTitledHeadings(read: ReadRoster, loader: PackLoader): Promise<ReadHeading | undefined> {
  const { registryFacts = [] } = read;
  if (registryFacts.length === 0) return undefined;
  const readHeading = await loadHeadingReader(read, loader);
  const isTitled = registryFacts.some((heading) => (readHeading(heading)?.name ?? heading) !== heading);
  return isTitled ? readHeading : undefined;
}

/** Returns a function that looks up what a heading means in the packs that the inputs state or seem to belong to. */
export function loadHeadingReader(
  { roster, likelyPacks }: Pick<ReadRoster, 'roster' | 'likelyPacks'>,
  loader: PackLoader,
  pack?: string,
): Promise<ReadHeading> {
  const statedIds = roster.packs.flatMap((packName) => packName?.id ?? []);
  return loader.headingsOf([...(pack === undefined ? [] : [pack]), ...statedIds, ...likelyPacks.keys()]);
}

function refuseWithoutRegistry(option: string): CodedRefusal {
  return new CodedRefusal(2, 'optionNeeds', { option, other: '--registry', example: '--registry registry.csv' });
}

function buildRosterRequest(
  inputs: readonly string[],
  options: PortfolioOptions & { readonly asOf: string },
): Omit<RosterRequest, 'limitsOf'> {
  const { asOf, registry, outside, key, count, registryKey, kind, date = null } = options;
  if (outside !== undefined && registry === undefined) throw refuseWithoutRegistry('--outside');
  if (registryKey !== undefined && registry === undefined) throw refuseWithoutRegistry('--registry-key');
  return {
    asOf,
    inputs,
    tableOptions: options,
    facts: options.by.flat(),
    stamp: { kind, date },
    wantsAnswers: (options.questions ?? false) || wantsProjection(options),
    ...(registry !== undefined && { registry }),
    ...(outside !== undefined && { outside }),
    ...(key !== undefined && { key }),
    keyOption: '--key',
    ...(count !== undefined && { count }),
    ...(registryKey !== undefined && { registryKey }),
  };
}

async function readWithProgress(
  world: World,
  request: RosterRequest,
  messages: Messages,
  quiet: boolean,
): Promise<ReadRoster> {
  const writeCount = (count: number): string => formatNumber(count, { numbers: messages.numbers, decimals: 0 });
  const format = (count: number, _: number, rate: number): string =>
    messages.portfolio.progress({ done: writeCount(count), rate: writeCount(rate) });
  const progress = startProgress(world, format, { quiet });
  let count = 0;
  try {
    return await readRoster(world, request, messages, (more) => {
      count += more;
      progress.tell(count, count);
    });
  } finally {
    progress.end();
  }
}

/**
 * Compiles the stages in a file, or the default ones, for the facts of the roster. If they have problems, shows these
 * and throws a `Refusal`.
 */
export async function readStages(
  world: World,
  { stages: path, ...style }: Pick<PortfolioOptions, 'stages' | 'color' | 'lang'>,
  roster: Roster,
): Promise<readonly CompiledStage[]> {
  if (path === undefined) return compileStages(DEFAULT_STAGES, '', roster).stages;
  const stagesFile = await openNamedDocument(world, 'stages', path);
  if (!stagesFile) throw new CodedRefusal(3, 'noStages', { path });
  const { file, document, source, problems } = stagesFile;
  const compiledStages = document ? compileStages(document, file, roster) : undefined;
  const allProblems = [...problems, ...(compiledStages?.problems ?? [])];
  if (!compiledStages || allProblems.length > 0) {
    const refusal = new CodedRefusal(3, 'stagesUnusable', { path });
    return refuseProblems(world, allProblems, new Map([[file, source]]), refusal, style);
  }
  return compiledStages.stages;
}

/** What is checked for likely mistakes. Remarks go to stderr, never into the output. */
interface InputRemarks {
  readonly roster: Roster;
  /** The path of the registry, as the user wrote it, and the headings of its facts. */
  readonly registry: string | undefined;
  readonly registryFacts: readonly string[] | undefined;
  /** Whether the output lists enterprises by name. */
  readonly listsNames: boolean;
  readonly stages: readonly CompiledStage[];
  /** Whether the user stated the stages. */
  readonly hasOwnStages: boolean;
  /** The groupings of enterprises: each is one fact, or several crossed. */
  readonly by: readonly (readonly string[])[];
  readonly missingPacks: readonly string[];
  /** Finished remarks from other checks. */
  readonly others: readonly string[];
  readonly misfits: readonly MismatchedFile[];
  readonly likelyPacks: ReadonlyMap<string, string>;
  readonly unreadable: UnreadableList;
  /** What a person needs to know to add the missing keys of the registry. */
  readonly unnumbered: ReadRoster['unnumbered'];
}

/** Reports on stderr what is most likely a mistake in the inputs, and what could not be read. */
export function printInputRemarks(
  { stderr }: World,
  {
    roster,
    registry,
    registryFacts,
    listsNames,
    stages,
    hasOwnStages,
    by,
    missingPacks,
    others,
    misfits,
    likelyPacks,
    unreadable,
    unnumbered,
  }: InputRemarks,
  messages: Messages,
): void {
  const { notes } = messages.portfolio;
  const writeCount = (count: number): string => formatNumber(count, { numbers: messages.numbers, decimals: 0 });
  const readColumns = stages.flatMap((stage) => stage.reads);
  const lines = [
    ...remarkOnRegistry(roster, registry, messages),
    ...(registry !== undefined && listsNames && !hasNameHeading(registryFacts ?? [])
      ? [notes.nameless({ file: registry, names: messages.numbers.or(NAME_HEADINGS) })]
      : []),
    ...remarkOnAsOf(roster, messages),
    ...others,
    ...(hasOwnStages
      ? findNeverStated(readColumns, roster).map((fact) =>
          notes.neverStated({ fact, near: findNearestSpelling(fact, [...roster.facts.keys()]) }),
        )
      : []),
    ...findUnclearStatements(readColumns, roster).map(({ fact, values, count, isUndecided }) =>
      notes[isUndecided ? 'undecidedlyStated' : 'oddlyStated']({
        fact,
        count: writeCount(count),
        values: listFirstValues(values, messages),
      }),
    ),
    ...[...new Set(by.flat())].flatMap((fact) =>
      findSimilarValues(roster, fact).map((values) =>
        notes.alikeValues({ fact, values: listFirstValues(values, messages) }),
      ),
    ),
    ...[...new Set(by.flat())].flatMap((fact) =>
      findDoubtfulValues(roster, fact)
        .slice(0, MAX_VALUES)
        .map(({ value, count, likely, likelyCount }) =>
          notes.doubtfulValue({
            fact,
            value: shortenValue(value),
            count: writeCount(count),
            likely: shortenValue(likely),
            likelyCount: writeCount(likelyCount),
          }),
        ),
    ),
    ...findNonFinite(roster).map(({ fact, values }) =>
      notes.endless({ fact, values: listFirstValues(values, messages) }),
    ),
    ...missingPacks.map((id) => notes.packNotFound({ pack: id })),
    ...[...likelyPacks].map(([pack, file]) => notes.likelyPack({ file, pack, option: '--pack' })),
    ...misfits.map(({ path, pack, count, line, reason }) =>
      notes.misfits({
        file: path,
        pack,
        count: writeCount(count),
        n: count,
        line: String(line),
        reason,
        option: '--pack',
      }),
    ),
    ...describeUnreadable(unreadable, messages),
    ...(unnumbered ? [notes.numberThem(unnumbered)] : []),
  ];
  stderr.write(lines.map((line) => `${sanitizeLine(line)}\n`).join(''));
}

/** Usual headings of a column of names, one per language. */
const NAME_HEADINGS = ['name', '企业名称', 'Firma'];

/** Returns a remark if all assessments are later than the reporting day, which is then most likely mistyped. */
function remarkOnAsOf({ size, newest, intake, asOf }: Roster, { portfolio, numbers }: Messages): string[] {
  const isAnyCounted = ASSESSMENT_KINDS.some((kind) =>
    newest[kind].source.subarray(0, size).some((sourceIndex) => sourceIndex !== 0),
  );
  if (intake.later === 0 || isAnyCounted || !Number.isFinite(asOf)) return [];
  const day = formatDate(fromDayNumber(asOf), numbers);
  return [
    portfolio.notes.allLater({
      count: formatNumber(intake.later, { numbers, decimals: 0 }),
      n: intake.later,
      date: day,
      option: '--as-of',
    }),
  ];
}

function remarkOnRegistry(roster: Roster, registry: string | undefined, messages: Messages): string[] {
  if (registry === undefined) return [];
  const { portfolio, numbers } = messages;
  const { notes } = portfolio;
  if (isRegistryStrange(roster))
    return [
      notes.noneRegistered({ file: registry, names: numbers.or(portfolio.keyHeadings), option: '--registry-key' }),
    ];
  const repeatLine = remarkOnRepeatedKeys(roster, messages);
  const similarKeys = findSimilarKeys(roster);
  if (!similarKeys) return repeatLine;
  const [outside, registered] = similarKeys.first.map((key) => numbers.quote(shortenValue(key))) as [string, string];
  return [
    ...repeatLine,
    notes.lookAlikes({
      count: formatNumber(similarKeys.count, { numbers, decimals: 0 }),
      outside,
      registered,
      n: similarKeys.count,
    }),
  ];
}

/** Returns the remark on enterprises that the registry lists more than once, perhaps with different facts. */
function remarkOnRepeatedKeys({ intake, key }: Roster, { portfolio, numbers }: Messages): string[] {
  if (intake.firstRepeated === undefined) return [];
  const count = formatNumber(intake.registeredTwice, { numbers, decimals: 0 });
  const firstKey = numbers.quote(shortenValue(key(intake.firstRepeated)));
  return [portfolio.notes.repeated({ count, first: firstKey, n: intake.registeredTwice })];
}

/** Whether the registry lists none of the assessed enterprises; then its key is most likely not in the first column. */
function isRegistryStrange({ size, registered, newest }: Roster): boolean {
  let isAnyAssessed = false;
  for (let index = 0; index < size; index++) {
    if (newest.self.source[index] === 0 && newest.onsite.source[index] === 0) continue;
    if (registered[index] === 1) return false;
    isAnyAssessed = true;
  }
  return isAnyAssessed;
}

/** Maximum number of values that a remark names. */
const MAX_VALUES = 5;
/** Maximum number of characters shown of each value. */
const MAX_CHARS = 60;

function listFirstValues(values: readonly string[], { numbers }: Messages): string {
  const shownValues = values.slice(0, MAX_VALUES).map((value) => numbers.quote(shortenValue(value)));
  return numbers.list(values.length > MAX_VALUES ? [...shownValues, '…'] : shownValues);
}

function shortenValue(value: string): string {
  return value.length > MAX_CHARS ? `${value.slice(0, MAX_CHARS)}…` : value;
}

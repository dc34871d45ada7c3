import { type Language, type Messages, pickText } from '../../i18n/index.ts';
import { itemAt, nameOfRegion, type Policy, Refusal, toNumber } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import {
  computeLimits,
  isOfPack,
  type Limits,
  type PackDescription,
  type Portfolio,
  type Roster,
} from '../../portfolio/index.ts';
import { makeVocabulary, otherFundingTable, type PortfolioWords, type Vocabulary } from '../../report/index.ts';
import { assess, listLevelRequirements, nodeAt } from '../../scoring/index.ts';
import { createFactReader, type FactColumnReading } from '../../table/index.ts';
import { headlineScore } from '../../versions/index.ts';
import type { World } from '../../world.ts';
import { eachSoundPack, openPack } from '../open-pack.ts';
import type { FindLimits } from '../roster/roster-intake.ts';
import type { PortfolioOptions } from './portfolio-options.ts';

/** Opens each pack when it is first needed. */
export interface PackLoader {
  /** Returns null for a pack that is not found. Throws if that is the pack that the user named. */
  open(name: string): Promise<CompiledPack | null>;
  /**
   * Returns a function that finds the limits of possible scores by pack; results that do not state a pack are assumed
   * to be of `assumed`.
   */
  limitsFor(assumed: string | undefined): FindLimits;
  /** Returns the limits of the pack that has exactly these scores; null if no pack or several have them. */
  limitsByScores(scores: ReadonlySet<string>): Promise<Limits | null>;
  /**
   * Returns a function that looks up the fact that a heading means: in the first of these packs, then in the next, and
   * so on.
   */
  headingsOf(ids: readonly string[]): Promise<ReadHeading>;
}

/** Returns the fact that a heading means; undefined if it means none. */
export type ReadHeading = (heading: string) => FactColumnReading | undefined;

/** Creates a loader; `named` is the pack that the user named, if any. */
export function createPackLoader(
  world: World,
  { pack: named, packs, lang, color }: Pick<PortfolioOptions, 'pack' | 'packs' | 'lang' | 'color'>,
): PackLoader {
  const openedByName = new Map<string, Promise<CompiledPack | null>>();
  const limits = new Map<CompiledPack, Limits>();

  function openByName(name: string): Promise<CompiledPack | null> {
    const openedPack =
      openedByName.get(name) ??
      openPack(world, { pack: name, packs, lang, color }).catch((error) => {
        // Only the pack that the user named must exist; packs that results mention may be elsewhere.
        if (!(error instanceof Refusal) || name === named) throw error;
        return null;
      });
    openedByName.set(name, openedPack);
    return openedPack;
  }

  function readLimits(compiled: CompiledPack): Limits {
    const packLimits = limits.get(compiled) ?? computeLimits(compiled.plan, compiled.stamp);
    limits.set(compiled, packLimits);
    return packLimits;
  }

  let candidates: Promise<readonly Limits[]> | undefined;

  return {
    open: openByName,
    async limitsByScores(scores) {
      candidates ??= loadSoundLimits(world, packs);
      const sameScores = (await candidates).filter(
        ({ stated }) => stated.size === scores.size && [...stated].every((name) => scores.has(name)),
      );
      return sameScores.length === 1 ? itemAt(sameScores, 0) : null;
    },
    async headingsOf(ids) {
      const readers: ReadHeading[] = [];
      for (const id of ids) {
        const compiledPack = await openStated(id);
        if (compiledPack) readers.push(createFactReader(compiledPack.plan));
      }
      return (heading) => {
        for (const readHeading of readers) {
          const columnReading = readHeading(heading);
          if (columnReading) return columnReading;
        }
        return undefined;
      };
    },
    limitsFor: (assumed) => async (pack) => {
      const name = pack?.id ?? assumed;
      const compiledPack = name === undefined ? null : await openStated(name);
      if (!compiledPack) return null;
      const cachedLimits = readLimits(compiledPack);
      return isOfPack(pack, cachedLimits) ? cachedLimits : null;
    },
  };

  /**
   * Opens a pack by the id that results state. The user may have named the same pack by its path, so the pack that the
   * user named is tried first.
   */
  async function openStated(id: string): Promise<CompiledPack | null> {
    const namedPack = named === undefined ? null : await openByName(named);
    return namedPack?.stamp.id === id ? namedPack : openByName(id);
  }
}

/** Returns the limits of all packs that can be found and have no problems. */
async function loadSoundLimits(world: World, folders: readonly string[] = []): Promise<readonly Limits[]> {
  // Variants with the rubric of their base have the same scores and levels, so one of them stands for all.
  const limitsByRubric = new Map<string, Limits>();
  for await (const { plan, stamp, pack } of eachSoundPack(world, folders)) {
    const { file } = pack.rubric;
    if (!limitsByRubric.has(file)) limitsByRubric.set(file, computeLimits(plan, stamp));
  }
  return [...limitsByRubric.values()];
}

/** A vocabulary that can be asked whether it has words for a name. */
type KnownVocabulary = Vocabulary & { knows(name: string): boolean };

/** The packs that the inputs mention, if they were found. */
interface KnownPacks {
  find(id: string | null): PackDescription | undefined;
  title(id: string | null): string | undefined;
  vocabulary(id: string | null): KnownVocabulary | undefined;
  /** The number of decimals in reports; undefined if the pack was not found. */
  decimals(id: string | null): number | undefined;
  /** The policies of a pack, its own first. */
  policies(id: string | null): readonly Policy[];
  readonly missing: readonly string[];
  /** The id of the pack that the user named; undefined if the user named none. */
  readonly named: string | undefined;
  /** The words of packs that results seem to belong to, although they do not state a pack. */
  readonly likelyVocabularies: readonly KnownVocabulary[];
}

/**
 * Opens every pack that the roster mentions and the one that the user named; lists those that are not found in
 * `missing`.
 */
export async function loadKnownPacks(
  loader: PackLoader,
  roster: Roster,
  {
    tool,
    pack,
    likely = [],
    language,
    messages,
  }: {
    readonly tool: string;
    readonly pack?: string;
    readonly likely?: Iterable<string>;
    readonly language: Language;
    readonly messages: Messages;
  },
): Promise<KnownPacks> {
  const packsById = new Map<string, KnownPack>();
  const missingPacks: string[] = [];
  let namedPack: string | undefined;
  const statedIds = [...new Set(roster.packs.flatMap((packName) => packName?.id ?? []))].sort();
  for (const id of [...new Set([...(pack === undefined ? [] : [pack]), ...statedIds])]) {
    const compiledPack = await loader.open(id);
    if (!compiledPack) {
      missingPacks.push(id);
      continue;
    }
    if (id === pack) namedPack = compiledPack.stamp.id;
    packsById.set(compiledPack.stamp.id, describePack(compiledPack, tool, { language, messages }));
  }
  const likelyVocabularies: KnownVocabulary[] = [];
  for (const id of likely) {
    const compiledPack = packsById.has(id) ? null : await loader.open(id);
    if (compiledPack) likelyVocabularies.push(describePack(compiledPack, tool, { language, messages }).vocabulary);
  }
  return {
    find: (id) => (id === null ? undefined : packsById.get(id)?.knowledge),
    title: (id) => (id === null ? undefined : packsById.get(id)?.title),
    vocabulary: (id) => (id === null ? undefined : packsById.get(id)?.vocabulary),
    decimals: (id) => (id === null ? undefined : packsById.get(id)?.decimals),
    policies: (id) => (id === null ? undefined : packsById.get(id)?.policies) ?? [],
    missing: missingPacks,
    named: namedPack,
    likelyVocabularies,
  };
}

interface KnownPack {
  readonly title: string | undefined;
  readonly knowledge: PackDescription;
  readonly vocabulary: KnownVocabulary;
  readonly policies: readonly Policy[];
  readonly decimals: number;
}

function describePack(
  { plan, stamp, policies, pack: { questionnaire, rubric } }: CompiledPack,
  tool: string,
  { language, messages }: { readonly language: Language; readonly messages: Messages },
): KnownPack {
  const titles = rubric.document.titles;
  const vocabulary = makeVocabulary({ plan, messages, language, languages: questionnaire.document.languages, titles });
  // Without any answer, every score is a range, whose upper end is the best possible score.
  const { scores } = assess(plan, new Map(), stamp, tool).result;
  // Scores that only classify an enterprise get no best value, because being in a low class is not a weakness.
  const classes = new Set(plan.scores.flatMap(({ name, isClass }) => (isClass ? [name] : [])));
  const levels = listLevelRequirements(plan);
  const knowledge: PackDescription = {
    id: stamp.id,
    levelTitles: new Map(
      levels.flatMap(({ value, title }) => (title === undefined ? [] : [[toNumber(value), title] as const])),
    ),
    scores: plan.scores.flatMap(({ name, hidden, node }) => (hidden || node === plan.level ? [] : [name])),
    headline: headlineScore(rubric.document),
    best: new Map(
      Object.entries(scores).flatMap(([name, { highest }]) =>
        highest === null || classes.has(name) ? [] : [[name, highest] as const],
      ),
    ),
    inputs: plan.inputs,
    lists: new Map(
      [...plan.names].flatMap(([name, { node }]) => {
        const levelNode = nodeAt(plan, node);
        return levelNode.op === 'list' ? [[name, levelNode.members.map((member) => member.name)] as const] : [];
      }),
    ),
  };
  const sections = new Set(plan.sections.map((section) => section.id));
  const isKnownName = (name: string): boolean => plan.names.has(name) || sections.has(name);
  return {
    title: vocabulary.pick(questionnaire.document.title),
    knowledge,
    vocabulary: { ...vocabulary, knows: isKnownName },
    policies: policies.map(({ document }) => document),
    decimals: plan.decimals,
  };
}

/** The column that marks every row of simulated tables, and its value. */
const SYNTHETIC_MARK = { column: 'synthetic', value: 'true' };

/** Whether the inputs or the registry are marked as simulated. */
export function isSynthetic({ facts }: Pick<Roster, 'facts'>): boolean {
  return facts.get(SYNTHETIC_MARK.column)?.values.includes(SYNTHETIC_MARK.value) ?? false;
}

/** The number of decimals for scores whose pack was not found. */
const DEFAULT_DECIMALS = 2;

/** Returns the words with which reports show the figures of a portfolio. */
export function portfolioWordsOf(
  packs: KnownPacks,
  { language, messages }: Pick<PortfolioWords, 'language' | 'messages'>,
  { packs: shown }: Portfolio,
  head: Pick<PortfolioWords, 'name' | 'isSynthetic' | 'hasOwnStages'>,
): PortfolioWords {
  // Facts have the same titles in all variants of a pack, so a pack that the results only seem to belong to is good
  // enough for naming facts, but not scores.
  const vocabularies = [...shown.flatMap(({ id }) => packs.vocabulary(id) ?? []), ...packs.likelyVocabularies];
  const policies = shown.flatMap(({ id }) => {
    const vocabulary = packs.vocabulary(id);
    return vocabulary ? [{ policies: packs.policies(id), vocabulary }] : [];
  });
  const words: PortfolioWords = {
    ...head,
    language,
    messages,
    pick: (text) => pickText(text, messages.language, []),
    factTitle(name) {
      for (const vocabulary of vocabularies) if (vocabulary.knows(name)) return vocabulary.titleOf(name);
      return name === 'province' ? messages.portfolio.province : name;
    },
    packTitle: (pack) => (shown.length === 1 ? '' : (packs.title(pack) ?? pack ?? messages.portfolio.unknownPack)),
    titleOf(pack, name) {
      const vocabulary = packs.vocabulary(pack);
      return vocabulary?.knows(name) ? vocabulary.titleOf(name) : name;
    },
    decimalsOf: (pack) => packs.decimals(pack) ?? DEFAULT_DECIMALS,
    valueOf(fact, value) {
      for (const vocabulary of vocabularies) if (vocabulary.knows(fact)) return vocabulary.valueText(fact, value);
      return words.pick(fact === 'province' ? nameOfRegion(value) : undefined) ?? value;
    },
  };
  return { ...words, otherFunding: otherFundingTable(policies, words) };
}

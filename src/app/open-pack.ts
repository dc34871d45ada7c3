import { CodedRefusal, problemInWords } from '../i18n/index.ts';
import type { Problem, Refusal } from '../model/index.ts';
import {
  type CompiledPack,
  checkPack,
  createPackCompiler,
  findPacks,
  findVariantIn,
  formatDisplayPath,
  isAlsoFolder,
  loadPack,
  locateProblems,
  type Sources,
} from '../pack/index.ts';
import { paysInOtherCurrency } from '../policy/index.ts';
import {
  makeVocabulary,
  type ProblemListOptions,
  type ReportLanguage,
  renderProblems,
  sanitizeLine,
  type Vocabulary,
} from '../report/index.ts';
import type { World } from '../world.ts';
import { resolveLanguage, resolveProblemWords, type StyleChoice, terminalStyleOf } from './console.ts';

/** The pack and the policy to work with. */
export interface PackChoice extends StyleChoice {
  /** The id or the path of a pack. */
  readonly pack: string;
  /** The id or the path of a policy; if undefined, the policy that the questionnaire names. */
  readonly policy?: string | undefined;
  /**
   * Whether the policy was taken from a recommendation on file. It may then be a template, because an earlier version
   * of Matura could recommend with one.
   */
  readonly isRecorded?: boolean;
  /** Folders that are searched for packs first. */
  readonly packs?: readonly string[] | undefined;
  /** Whether measures are compiled, and unknown names in them reported; false if nothing is planned. */
  readonly measures?: boolean;
}

/** Opens a pack and its policy, ready for use. If they have problems, shows these and throws a `Refusal`. */
export async function openPack(
  world: World,
  { pack: given, policy, isRecorded = false, packs = [], measures = true, ...style }: PackChoice,
): Promise<CompiledPack> {
  const { pack, problems, sources } = await loadPack(world, given, { packs });
  if (!pack || problems.length > 0) {
    return refuseProblems(world, problems, sources, new CodedRefusal(3, 'packUnusable', { pack: given }), style);
  }
  if (await isAlsoFolder(world, given, pack.folder)) {
    const { notices } = (await resolveLanguage(world, style.lang)).messages;
    world.stderr.write(
      `${sanitizeLine(notices.otherFolder({ name: given, folder: formatDisplayPath(world, pack.folder) }))}\n`,
    );
  }
  const usedPack = measures ? pack : { ...pack, measures: null };
  const { compiled, ...found } = await createPackCompiler(world, usedPack, packs)(policy);
  if (found.problems.length > 0) {
    const allSources = new Map([...sources, ...found.sources]);
    const refusal =
      policy === undefined
        ? new CodedRefusal(3, 'packUnusable', { pack: given })
        : new CodedRefusal(3, 'policyUnusable', { pack: given, policy });
    return refuseProblems(world, found.problems, allSources, refusal, style);
  }
  const [used] = compiled.policies;
  if (used?.document.template && !isRecorded)
    throw new CodedRefusal(3, 'policyIsTemplate', { policy: used.id, path: used.file });
  const { id, policy: ownId, currency } = pack.questionnaire.document;
  if (used && !isRecorded && used.id !== ownId && paysInOtherCurrency(used.document, currency)) {
    const { currency: paid } = used.document;
    const variant = (await findVariantIn(world, paid, id, packs)) ?? null;
    throw new CodedRefusal(3, 'policyInOtherCurrency', {
      policy: used.id,
      paid,
      pack: id,
      currency: currency ?? '',
      variant,
    });
  }
  return compiled;
}

/** Yields every pack that can be found and has no problems; of packs with the same id, only the first. */
export async function* eachSoundPack(world: World, folders: readonly string[] = []): AsyncGenerator<CompiledPack> {
  const seenIds = new Set<string>();
  for (const { id, folder } of (await findPacks(world, folders)).packs) {
    if (seenIds.has(id)) continue;
    const { compile, problems } = await checkPack(world, folder, folders);
    if (!compile || problems.length > 0) continue;
    seenIds.add(id);
    yield (await compile(undefined)).compiled;
  }
}

/** Returns the vocabulary of a pack in a language; texts that mention years count them from `year`. */
export function packVocabulary(
  { plan, pack }: CompiledPack,
  { language, messages }: ReportLanguage,
  year?: number,
): Vocabulary {
  const { languages } = pack.questionnaire.document;
  return makeVocabulary({ plan, messages, language, languages, titles: pack.rubric.document.titles, year });
}

/** Maximum number of problems shown at once; the others are shown by the next run, after these were fixed. */
const MAX_SHOWN_PROBLEMS = 100;

/** Shows problems on stderr, each with its line of the file, then throws the given `Refusal`. */
export async function refuseProblems(
  world: World,
  problems: readonly Problem[],
  sources: Sources,
  refusal: Refusal,
  { vocabulary, ...style }: StyleChoice & Pick<ProblemListOptions, 'vocabulary'>,
): Promise<never> {
  const locatedProblems = await locateProblems(problems.slice(0, MAX_SHOWN_PROBLEMS), sources);
  const omittedCount = problems.length - MAX_SHOWN_PROBLEMS;
  const terminalStyle = terminalStyleOf(world, world.stderr, style);
  const words = await resolveProblemWords(world, style.lang);
  world.stderr.write(
    `${renderProblems(locatedProblems, { ...terminalStyle, files: sources.size, words, vocabulary })}\n`,
  );
  if (omittedCount > 0)
    world.stderr.write(`${words.messages.findings.more({ count: String(omittedCount), n: omittedCount })}\n\n`);
  refusal.because = locatedProblems.map((one) => `${one.file}:${one.line}:${one.column} ${problemInWords(one, words)}`);
  throw refusal;
}

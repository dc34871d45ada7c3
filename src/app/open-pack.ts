import { CodedRefusal, problemInWords } from '../i18n/index.ts';
import type { Problem, Refusal } from '../model/index.ts';
import {
  type CompiledPack,
  displayPath,
  isAlsoFolder,
  loadPack,
  locateProblems,
  packCompiler,
  type Sources,
} from '../pack/index.ts';
import { makeVocabulary, type ReportLanguage, renderProblems, sanitizeLine, type Vocabulary } from '../report/index.ts';
import type { World } from '../world.ts';
import { resolveLanguage, resolveProblemWords, type StyleChoice, terminalStyleOf } from './console.ts';

/** Which pack to work with, and with which policy. */
export interface PackChoice extends StyleChoice {
  /** A pack's id or a path. */
  readonly pack: string;
  /** A policy's id or a path; without it, the questionnaire's own. */
  readonly policy?: string | undefined;
  /** Folders to look for packs in first. */
  readonly packs?: readonly string[] | undefined;
  /** False where nothing is planned: measures are then not compiled, and what is wrong with their names is not found. */
  readonly measures?: boolean;
}

/**
 * Opens a pack and its policy, ready to be worked with. With problems in them nothing can be done: they are shown, and
 * a `Refusal` is thrown.
 */
export async function openPack(
  world: World,
  { pack: given, policy, packs = [], measures = true, ...style }: PackChoice,
): Promise<CompiledPack> {
  const { pack, problems, sources } = await loadPack(world, given, { packs });
  if (!pack || problems.length > 0) {
    return refuseProblems(world, problems, sources, new CodedRefusal(3, 'packUnusable', given), style);
  }
  if (await isAlsoFolder(world, given, pack.folder)) {
    const { notices } = (await resolveLanguage(world, style.lang)).messages;
    world.stderr.write(`${sanitizeLine(notices.otherFolder(given, displayPath(world, pack.folder)))}\n`);
  }
  const used = measures ? pack : { ...pack, measures: null };
  const { compiled, ...found } = await packCompiler(world, used, packs)(policy);
  if (found.problems.length > 0) {
    const everything = new Map([...sources, ...found.sources]);
    const refusal =
      policy === undefined
        ? new CodedRefusal(3, 'packUnusable', given)
        : new CodedRefusal(3, 'policyUnusable', given, policy);
    return refuseProblems(world, found.problems, everything, refusal, style);
  }
  return compiled;
}

/** The words of a pack in a language; helps name years as seen from `year`. */
export function packVocabulary(
  { plan, pack }: CompiledPack,
  { language, messages }: ReportLanguage,
  year?: number,
): Vocabulary {
  const { languages } = pack.questionnaire.document;
  return makeVocabulary({ plan, messages, language, languages, titles: pack.rubric.document.titles, year });
}

/** At most so many problems are shown: once these are fixed, the next run shows the others. */
const MOST = 100;

/** Shows problems on stderr, each with its line; throws the `Refusal` that says what could not be done. */
export async function refuseProblems(
  world: World,
  problems: readonly Problem[],
  sources: Sources,
  refusal: Refusal,
  style: StyleChoice,
): Promise<never> {
  const located = await locateProblems(problems.slice(0, MOST), sources);
  const more = problems.length - MOST;
  const look = terminalStyleOf(world, world.stderr, style);
  const words = await resolveProblemWords(world, style.lang);
  world.stderr.write(`${renderProblems(located, { ...look, files: sources.size, words })}\n`);
  if (more > 0) world.stderr.write(`${words.messages.findings.more(String(more))}\n\n`);
  refusal.because = located.map((one) => `${one.file}:${one.line}:${one.column} ${problemInWords(one, words)}`);
  throw refusal;
}

// Checks the parts of a pack that the errors found so far do not affect, so that one run reports as much as possible.

import { applyRules, isAboutPlace, needsAll } from '../check/index.ts';
import { type Documents, foundText, type Path, type Problem, type ProblemCode } from '../model/index.ts';
import type { World } from '../world.ts';
import { type CompiledPack, compilePack, ruleSubjectOf } from './compile-pack.ts';
import type { OpenedFile } from './document-file.ts';
import { type LoadedPack, type LoadedPolicy, loadPolicyOf, openPackFiles } from './load-pack.ts';
import { validateDocument } from './validate-document.ts';

type PackKind = 'questionnaire' | 'rubric' | 'measures' | 'policy';

/** A document as far as it could be read, and the places in it with errors. */
interface DamagedDocument {
  readonly kind: PackKind;
  readonly file: string;
  readonly value: unknown;
  /** The places with errors, as JSON of their paths; their values are left out. */
  readonly wrong: Set<string>;
}

/** Codes of problems with names that can arise merely because parts of the pack are left out. */
const NEED_ALL_NAMES = new Set<ProblemCode>(['M210', 'M211', 'M218', 'M221', 'M222', 'M223', 'M225', 'M226', 'M227']);

/**
 * The maximum number of rounds. Each round leaves out the places with errors found by the previous one; a few rounds
 * cover the consequences of one mistake.
 */
const MAX_ROUNDS = 8;

/** Finds further problems in a pack whose documents or names have errors, and in the policy it names. */
export async function checkSoundParts(
  world: World,
  folder: string,
  {
    folders,
    asOf,
    known,
    isQuick,
  }: {
    readonly folders: readonly string[];
    readonly asOf: string;
    /** The problems found before, by the ordinary checks. */
    readonly known: readonly Problem[];
    readonly isQuick: boolean;
  },
): Promise<readonly Problem[]> {
  const { questionnaire, rubric, measures } = (await openPackFiles(world, folder, folders)).parts;
  if (!questionnaire || !rubric) return [];
  const documents = [damagedOf('questionnaire', questionnaire), damagedOf('rubric', rubric)];
  if (measures) documents.push(damagedOf('measures', measures));
  const firstPack = packOf(folder, documents);
  const policy = firstPack && (await loadPolicyOf(world, firstPack, folders));
  documents.push(...(policy?.files ?? []).map((file) => damagedOf('policy', file)));

  const foundProblems: Problem[] = [];
  const isMalformed = documents.some(({ wrong }) => wrong.size > 0);
  // If the form of all documents is right, their names have already been resolved.
  if (!isMalformed) leaveOut(documents, known);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const reducedPack = compileSound(folder, documents);
    if (!reducedPack) return foundProblems;
    const { compiled, restore } = reducedPack;
    const problems = compiled.problems.flatMap(restore);
    if (round === 0 && isMalformed) {
      const isFollowing = createConsequenceTest(documents);
      foundProblems.push(...problems.filter((problem) => isAboutNames(problem) && !isFollowing(problem)));
    }
    if (problems.length === 0) {
      const isSureProblem = createCertaintyTest(documents);
      const isWanted = isQuick ? isAboutPlace : undefined;
      const rules = applyRules(ruleSubjectOf(compiled, { asOf }), isWanted).flatMap(restore);
      return [...foundProblems, ...rules.filter(isSureProblem)];
    }
    if (!leaveOut(documents, problems)) return foundProblems;
  }
  return foundProblems;
}

function damagedOf(kind: PackKind, { file, document, value, problems }: OpenedFile<PackKind>): DamagedDocument {
  const wrongPlaces = problems.flatMap(({ at }) => ('length' in at ? [JSON.stringify(at)] : []));
  return { kind, file, value: document ?? value, wrong: new Set(wrongPlaces) };
}

/** Adds the places of these problems to the places left out; returns whether any of them is new. */
function leaveOut(documents: readonly DamagedDocument[], problems: readonly Problem[]): boolean {
  let isMore = false;
  for (const { file, at } of problems) {
    const wrongPlaces = documents.find((document) => document.file === file)?.wrong;
    if (!wrongPlaces || !('length' in at) || wrongPlaces.has(JSON.stringify(at))) continue;
    wrongPlaces.add(JSON.stringify(at));
    isMore = true;
  }
  return isMore;
}

/** A document without the places with errors, and a function that converts its paths back to those of the original. */
interface SoundDocument<K extends PackKind> {
  readonly document: Documents[K];
  readonly restore: (at: Path) => Path;
}

/** Values that replace wrong ones at places that every document must have. */
const REPLACEMENT_VALUES: Readonly<Record<string, string>> = { id: 'pack', version: '0', title: 'Pack' };

/**
 * Returns a document without the places with errors and without anything that cannot exist without them; undefined if
 * nothing is left.
 */
function extractSound<K extends PackKind>(damaged: DamagedDocument): SoundDocument<K> | undefined {
  if (damaged.wrong.size === 0 && damaged.value !== undefined) {
    return { document: damaged.value as Documents[K], restore: (at) => at };
  }
  for (;;) {
    const { value, restore } = copyWithout(damaged);
    if (value === undefined) return undefined;
    const wrongPaths = validateDocument(damaged.kind, value, damaged.file, []).flatMap(({ at }) =>
      'length' in at ? [restore(at)] : [],
    );
    if (wrongPaths.length === 0) return { document: value as Documents[K], restore };
    const maxDepth = Math.max(...wrongPaths.map(({ length }) => length));
    const wrongCountBefore = damaged.wrong.size;
    for (const wrongPath of wrongPaths) if (wrongPath.length === maxDepth) damaged.wrong.add(JSON.stringify(wrongPath));
    if (maxDepth === 0 || damaged.wrong.size === wrongCountBefore) return undefined;
  }
}

function copyWithout({ value, wrong }: DamagedDocument): {
  readonly value: unknown;
  readonly restore: SoundDocument<PackKind>['restore'];
} {
  const keptIndexes = new Map<unknown, readonly number[]>();
  const copyValue = (inner: unknown, at: Path): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) {
      const soundIndexes = inner.map((_, i) => i).filter((i) => !wrong.has(JSON.stringify([...at, i])));
      const soundItems = soundIndexes.map((i) => copyValue(inner[i], [...at, i]));
      keptIndexes.set(soundItems, soundIndexes);
      return soundItems;
    }
    const map: Record<string, unknown> = Object.create(null);
    for (const [key, one] of Object.entries(inner)) {
      const keyPath = [...at, key];
      if (!wrong.has(JSON.stringify(keyPath))) map[key] = copyValue(one, keyPath);
      else if (at.length === 0 && REPLACEMENT_VALUES[key] !== undefined) map[key] = REPLACEMENT_VALUES[key];
    }
    return map;
  };
  const root = typeof value === 'object' && value !== null ? copyValue(value, []) : undefined;
  const restorePath = (at: Path): Path => {
    let innerValue: unknown = root;
    return at.map((step) => {
      const stepBefore = typeof step === 'number' ? (keptIndexes.get(innerValue)?.[step] ?? step) : step;
      innerValue = (innerValue as Record<string | number, unknown> | undefined)?.[step];
      return stepBefore;
    });
  };
  return { value: root, restore: restorePath };
}

/** Builds a pack from the sound parts of its documents; undefined if there is no questionnaire or no rubric. */
function packOf(folder: string, documents: readonly DamagedDocument[]): LoadedPack | undefined {
  const sourceOf = <K extends PackKind>(kind: K): { file: string; document: Documents[K] } | undefined => {
    const damagedDocument = documents.find((document) => document.kind === kind);
    const soundDocument = damagedDocument && extractSound<K>(damagedDocument);
    return soundDocument && damagedDocument && { file: damagedDocument.file, document: soundDocument.document };
  };
  const [questionnaire, rubric] = [sourceOf('questionnaire'), sourceOf('rubric')];
  if (!questionnaire || !rubric) return undefined;
  const { id, version } = questionnaire.document;
  const measures = sourceOf('measures') ?? null;
  return { id, version, hash: '', folder, questionnaire, rubric, measures, bases: [], caseFiles: [] };
}

interface ReducedPack {
  readonly compiled: CompiledPack;
  /** Returns a problem with its place in the original document. */
  readonly restore: (problem: Problem) => readonly Problem[];
}

function compileSound(folder: string, documents: readonly DamagedDocument[]): ReducedPack | undefined {
  const pack = packOf(folder, documents);
  if (!pack) return undefined;
  const restores = new Map<string, SoundDocument<PackKind>['restore']>();
  const policies: LoadedPolicy[] = [];
  for (const damaged of documents) {
    const soundDocument = extractSound<PackKind>(damaged);
    if (!soundDocument) continue;
    restores.set(damaged.file, soundDocument.restore);
    const document = soundDocument.document as Documents['policy'];
    const { id, version } = document;
    if (damaged.kind === 'policy') policies.push({ id, version, hash: '', file: damaged.file, document });
  }
  const restore = (problem: Problem): readonly Problem[] => {
    const restorePath = restores.get(problem.file);
    return restorePath && 'length' in problem.at ? [{ ...problem, at: restorePath(problem.at) }] : [];
  };
  return { compiled: compilePack(pack, policies), restore };
}

/** Returns all words in a value, both keys and texts. A name such as `Q3/sales` gives its parts as well. */
function wordsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => [...wordsOf(key), ...wordsOf(inner)]);
  }
  const text = String(value).toLowerCase();
  return /[/.\s]/.test(text) ? [text, ...text.split(/[/.\s]+/)] : [text];
}

function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value);
}

/** Returns the ids declared at the places that are left out. */
function listLostIds({ value, wrong }: DamagedDocument): readonly string[] {
  return [...wrong].flatMap((place) => {
    const wrongPath = JSON.parse(place) as Path;
    const remainingValue = valueAt(value, wrongPath);
    const isKey = typeof remainingValue === 'object' || KEYED_PARTS.has(String(wrongPath.at(-2)));
    return [...listIds(remainingValue), ...(isKey ? wordsOf(wrongPath.at(-1) ?? '') : [])];
  });
}

/** Keys that contain a map with ids as keys. */
const KEYED_PARTS = new Set(['scores', 'lists', 'points', 'optionSets']);

/** Returns the ids declared in a value, including options that are written as an id alone. */
function listIds(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return wordsOf(value);
  if (Array.isArray(value)) return value.flatMap(listIds);
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'id' || (typeof inner === 'object' && inner !== null) ? listIds(inner) : [],
  );
}

/** Whether a problem says that a name does not exist or is used wrongly. */
function isAboutNames({ code }: Problem): boolean {
  return code.startsWith('M2') && !NEED_ALL_NAMES.has(code);
}

/**
 * Creates a test for problems that may exist only because something is left out: problems that name a lost id, or whose
 * place contains a place left out or is beside one.
 */
function createConsequenceTest(documents: readonly DamagedDocument[]): (problem: Problem) => boolean {
  const lostNames = new Set(documents.flatMap(listLostIds));
  const placesByFile = new Map(documents.map(({ file, wrong }) => [file, collectPlacesAround(wrong)]));
  return ({ file, at, details }) => {
    const namedWords = [foundText(details), details.name].flatMap((word) => (word === undefined ? [] : wordsOf(word)));
    if (namedWords.some((word) => lostNames.has(word))) return true;
    const filePlaces = placesByFile.get(file);
    if (!filePlaces || !('length' in at)) return false;
    return filePlaces.around.has(JSON.stringify(at)) || filePlaces.parents.has(JSON.stringify(at.slice(0, -1)));
  };
}

function collectPlacesAround(wrong: ReadonlySet<string>): {
  readonly around: Set<string>;
  readonly parents: Set<string>;
} {
  const [pathsAround, parents] = [new Set<string>(), new Set<string>()];
  for (const wrongPlace of wrong) {
    const parent = (JSON.parse(wrongPlace) as Path).slice(0, -1);
    parents.add(JSON.stringify(parent));
    for (let length = 0; length <= parent.length; length += 1) pathsAround.add(JSON.stringify(parent.slice(0, length)));
  }
  return { around: pathsAround, parents };
}

/** A part of a document whose id other parts may use. */
interface NamedPart {
  readonly file: string;
  readonly at: Path;
  readonly id: string;
  /** All words in the part, which include the names it uses. */
  readonly words: ReadonlySet<string>;
  /** Ids of other parts that depend on this part without naming it. */
  readonly under: readonly string[];
}

/** A word that stands for every question, used for lists that select questions by tags. */
const BY_TAGS = '#tags';

function partsOf({ file, kind, value }: DamagedDocument): readonly NamedPart[] {
  const createNamedPart = (
    at: Path,
    id: unknown,
    under: readonly string[] = [],
    more: readonly string[] = [],
  ): NamedPart => {
    const words = new Set([...wordsOf(valueAt(value, at)), ...more]);
    return { file, at, id: String(id ?? '').toLowerCase(), words, under };
  };
  const readListedParts = (name: string, under: (at: Path) => readonly string[] = () => []): readonly NamedPart[] =>
    entriesOf(valueAt(value, [name])).map(([i, one]) =>
      createNamedPart([name, i], (one as { id?: unknown })?.id, under([name, i])),
    );
  const readKeyedParts = (name: string, more: (inner: unknown) => readonly string[] = () => []): readonly NamedPart[] =>
    entriesOf(valueAt(value, [name])).map(([key, inner]) => createNamedPart([name, key], key, [], more(inner)));
  if (kind === 'questionnaire') {
    const questions = entriesOf(valueAt(value, ['sections'])).flatMap(([s, section]) => {
      const id = String((section as { id?: unknown })?.id ?? '').toLowerCase();
      const sectionQuestions = entriesOf((section as { questions?: unknown })?.questions);
      return sectionQuestions.map(([q, one]) =>
        createNamedPart(['sections', s, 'questions', q], (one as { id?: unknown })?.id, [id, 'all', BY_TAGS]),
      );
    });
    return [...readListedParts('facts'), ...readKeyedParts('optionSets'), ...questions];
  }
  if (kind === 'rubric') {
    const isByTags = (rule: unknown): readonly string[] => (Array.isArray(rule) ? [] : [BY_TAGS]);
    return [...readKeyedParts('points'), ...readKeyedParts('lists', isByTags), ...readKeyedParts('scores')];
  }
  return kind === 'measures'
    ? readListedParts('measures')
    : [...readListedParts('facts'), ...readListedParts('tracks'), ...readListedParts('instruments')];
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((item, i) => [i, item] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function startsWith(at: Path, start: Path): boolean {
  return start.length <= at.length && start.every((step, i) => step === at[i]);
}

/** Creates a test for findings of rules that would remain even if nothing had been left out. */
function createCertaintyTest(documents: readonly DamagedDocument[]): (problem: Problem) => boolean {
  const parts = documents.flatMap(partsOf);
  const wrongPlaces = documents.flatMap(({ file, wrong: places }) =>
    [...places].map((place) => ({ file, at: JSON.parse(place) as Path })),
  );
  const uncertainNames = new Set(documents.flatMap(listLostIds));
  const doubtfulParts = new Set<NamedPart>();
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (const part of parts) {
      if (doubtfulParts.has(part)) continue;
      const isHit = wrongPlaces.some(({ file, at }) => file === part.file && startsWith(at, part.at));
      if (!isHit && !uncertainNames.has(part.id) && ![...part.words].some((word) => uncertainNames.has(word))) continue;
      doubtfulParts.add(part);
      for (const word of [part.id, ...part.under]) uncertainNames.add(word);
      isMore = true;
    }
  }
  return ({ code, file, at }) => {
    if (!('length' in at) || needsAll(code)) return false;
    if (isAboutPlace(code)) return true;
    const part = parts.find((candidate) => candidate.file === file && startsWith(at, candidate.at));
    return part !== undefined && !doubtfulParts.has(part);
  };
}

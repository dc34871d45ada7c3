// Opens the files of a pack together with those of its base: a variant gives only what differs.

import { type Path, type Problem, rankBySpelling } from '../model/index.ts';
import type { OpenedFile, SourceText } from './document-file.ts';

type PartKind = 'questionnaire' | 'rubric' | 'measures';

const PART_KINDS: readonly PartKind[] = ['questionnaire', 'rubric', 'measures'];

/** The opened documents of a pack, merged with those of its base; undefined for a file that neither has. */
export type OpenedParts = { readonly [K in PartKind]: OpenedFile<K> | undefined };

/** A file of a pack or of its base. */
interface PartFile {
  /** The name from the pack's folder: `questionnaire.yaml`, or `ID/questionnaire.yaml` for a file of the base ID. */
  readonly name: string;
  readonly source: SourceText;
  readonly content: Uint8Array;
}

/** The documents of a pack and all files that they come from, those of the pack itself first. */
export interface OpenedPack {
  readonly parts: OpenedParts;
  readonly files: readonly PartFile[];
  /** The places of its base, of the base's base and so on. */
  readonly bases: readonly string[];
  /** Whether the pack extends another that was not found, so that parts may be missing. */
  readonly isBaseMissing: boolean;
}

/** Where packs are read from: folders, or texts in memory. A place is the path of a folder, or a prefix of names. */
export interface PackReader {
  /** Opens a file of a pack. With `isVariant`, a document may lack keys, because the base has them. */
  open<K extends PartKind>(kind: K, place: string, isVariant: boolean): Promise<OpenedFile<K> | undefined>;
  /** Returns the packs that the pack at a place may extend, the nearest first. */
  around(place: string): Promise<readonly { readonly id: string; readonly place: string }[]>;
}

/** The ids and places of the variants that led to a base. */
type Variants = readonly { readonly id: string; readonly place: string }[];

/**
 * Opens a pack and the packs that it extends. A base that is missing or that extends its own variant is a problem of the
 * variant's questionnaire.
 */
export async function openExtendedPack(reader: PackReader, place: string, above: Variants = []): Promise<OpenedPack> {
  const questionnaire = await reader.open('questionnaire', place, false);
  const { id = '', extends: baseId } = questionnaire ? readHead(questionnaire) : {};
  const variants = [...above, { id, place }];
  const foundBase = baseId === undefined ? undefined : await findBase(reader, baseId, variants);
  const base = foundBase?.place === undefined ? undefined : await openExtendedPack(reader, foundBase.place, variants);
  // If the base is not found, only that is reported, and not what the variant lacks without it.
  const isCompleted = (kind: PartKind): boolean => foundBase !== undefined && (!base || base.parts[kind] !== undefined);
  const [rubric, measures] = await Promise.all([
    reader.open('rubric', place, isCompleted('rubric')),
    reader.open('measures', place, isCompleted('measures')),
  ]);
  const ownParts: OpenedParts = {
    questionnaire: questionnaire && foundBase?.problem ? addProblem(questionnaire, foundBase.problem) : questionnaire,
    rubric,
    measures,
  };
  const prefix = above.length === 0 ? '' : `${id}/`;
  const files = PART_KINDS.flatMap((kind): PartFile[] => {
    const file = ownParts[kind];
    return file ? [{ name: `${prefix}${kind}.yaml`, source: file.source, content: file.content }] : [];
  });
  if (!base) return { parts: ownParts, files, bases: [], isBaseMissing: foundBase !== undefined };
  return {
    parts: {
      questionnaire: mergeFiles(ownParts.questionnaire, base.parts.questionnaire),
      rubric: mergeFiles(rubric, base.parts.rubric),
      measures: mergeFiles(measures, base.parts.measures),
    },
    files: [...files, ...base.files],
    bases: [foundBase?.place as string, ...base.bases],
    isBaseMissing: base.isBaseMissing,
  };
}

/** Returns the id of a questionnaire and of its base, as far as they are stated as text. */
function readHead({ document, value }: OpenedFile<'questionnaire'>): { id?: string; extends?: string } {
  const statedContent = (document ?? value ?? {}) as { readonly id?: unknown; readonly extends?: unknown };
  return {
    ...(typeof statedContent.id === 'string' ? { id: statedContent.id } : {}),
    ...(typeof statedContent.extends === 'string' ? { extends: statedContent.extends } : {}),
  };
}

type BaseProblem = Pick<Problem, 'code' | 'details'>;

/** The place of a base, or why there is none. */
type FoundBase =
  | { readonly place: string; readonly problem?: undefined }
  | { readonly place?: undefined; readonly problem: BaseProblem };

async function findBase(reader: PackReader, id: string, variants: Variants): Promise<FoundBase> {
  const packs = await reader.around(variants.at(-1)?.place ?? '');
  const basePath = packs.find((candidate) => candidate.id === id)?.place;
  if (basePath === undefined) {
    const similarIds = rankBySpelling(id, [...new Set(packs.map((candidate) => candidate.id))]);
    return { problem: { code: 'M203', details: { found: id, wanted: { phrase: 'pack' }, allowed: similarIds } } };
  }
  const repeatIndex = variants.findIndex((variant) => variant.place === basePath);
  if (repeatIndex < 0) return { place: basePath };
  const cycleText = [...variants.slice(repeatIndex).map((variant) => variant.id), id].join(' → ');
  return { problem: { code: 'M208', details: { found: id, wanted: cycleText } } };
}

function addProblem(
  { file, document, value, problems: own, source, content }: OpenedFile<'questionnaire'>,
  problem: BaseProblem,
): OpenedFile<'questionnaire'> {
  const isMalformed = own.some(({ at }) => 'length' in at && at[0] === 'extends');
  const problems: Problem[] = isMalformed ? [...own] : [...own, { ...problem, file, at: ['extends'], on: 'value' }];
  return { file, document: null, value: document ?? value, source, content, problems };
}

/** Merges a variant's document with its base: each key at the top of the variant replaces that of the base. */
function mergeFiles<K extends PartKind>(
  own: OpenedFile<K> | undefined,
  base: OpenedFile<K> | undefined,
): OpenedFile<K> | undefined {
  if (!own || !base) return own ?? base;
  const problems = [...own.problems, ...base.problems];
  let mergedContent: unknown;
  // Merged on demand: reading the document of a bundled pack may parse it.
  const merge = (): unknown => {
    mergedContent ??= Object.assign(Object.create(null), base.document ?? base.value, own.document ?? own.value);
    return mergedContent;
  };
  return {
    file: own.file,
    get document() {
      return problems.length === 0 ? (merge() as OpenedFile<K>['document']) : null;
    },
    get value() {
      return merge();
    },
    problems,
    source: {
      ...own.source,
      get text() {
        return own.source.text;
      },
      holderOf: (at: Path) => {
        const [key] = at;
        const statedContent = (own.document ?? own.value ?? {}) as object;
        if (key === undefined || Object.hasOwn(statedContent, key)) return own.source;
        return base.source.holderOf?.(at) ?? base.source;
      },
    },
    content: own.content,
  };
}

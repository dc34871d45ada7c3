import type { Measures, Policy, Questionnaire, Rubric } from '../../model/generated/types.ts';
import type { Path } from '../../model/problem.ts';
import type { Source } from '../../scoring/namespace.ts';
import type { Place } from '../places.ts';
import type { CoverageItem } from './item.ts';

/** The documents that hold what a case can touch. */
export interface CoverageDocuments {
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  readonly measures: Source<Measures> | null;
  readonly policies: readonly Source<Policy>[];
}

/** Where an item of the coverage is written, as deep as that can be told; undefined where its name is not found. */
export function placeOf(item: CoverageItem, documents: CoverageDocuments): Place | undefined {
  const { measures, policies } = documents;
  if (item.kind === 'measure') {
    const found = measures?.document.measures.findIndex(({ id }) => id === item.name) ?? -1;
    return measures && found >= 0 ? { file: measures.file, at: ['measures', found, 'id'] } : undefined;
  }
  if (item.kind === 'instrument') {
    const policy = policies.find(({ document }) => document.id === item.policy);
    const found = policy?.document.instruments?.findIndex(({ id }) => id === item.name) ?? -1;
    return policy && found >= 0 ? { file: policy.file, at: ['instruments', found, 'id'] } : undefined;
  }
  const rule = findName(item.name, documents);
  return rule && { file: rule.file, at: [...rule.at, ...placeInside(item, rule.value as Parts)] };
}

interface Found extends Place {
  readonly value: unknown;
}

/** The question, fact or score of a name; of a row of a matrix the matrix. */
function findName(name: string, { questionnaire, rubric, policies }: CoverageDocuments): Found | undefined {
  const [id] = name.split('/');
  const { facts = [], sections } = questionnaire.document;
  const lists = [
    { file: questionnaire.file, at: ['facts'], list: facts },
    ...sections.map(({ questions }, i) => ({
      file: questionnaire.file,
      at: ['sections', i, 'questions'],
      list: questions,
    })),
    ...policies.map(({ file, document }) => ({ file, at: ['facts'], list: document.facts ?? [] })),
  ];
  for (const { file, at, list } of lists) {
    const found = list.findIndex((one) => one.id === id);
    if (found >= 0) return { file, at: [...at, found], value: list[found] };
  }
  const score = findKey(rubric.document.scores, name, ['scores']);
  return score && { file: rubric.file, ...score };
}

/** A score of that name, also one that stands inside of another. */
function findKey(value: unknown, name: string, at: Path): { at: Path; value: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const isRule = typeof inner === 'object' || at.length === 1;
    if (key === name && isRule) return { at: [...at, key], value: inner };
    const found = findKey(inner, name, [...at, key]);
    if (found) return found;
  }
  return undefined;
}

/** What of a question or score holds the parts of an item. */
interface Parts {
  readonly options?: string | readonly (string | { readonly id: string })[];
  readonly derive?: { readonly steps?: object };
  readonly steps?: object;
  readonly levels?: readonly { readonly value: number }[];
  /** What the rows of a matrix share. */
  readonly each?: Parts;
}

function placeInside(item: Exclude<CoverageItem, { kind: 'measure' | 'instrument' }>, parts: Parts): Path {
  if (parts.each) return ['each', ...placeInside(item, parts.each)];
  const { options, derive, steps, levels } = parts;
  switch (item.kind) {
    case 'option': {
      const found = Array.isArray(options)
        ? options.findIndex((one) => (typeof one === 'string' ? one : one.id) === item.option)
        : -1;
      return found < 0 ? ['options'] : ['options', found, 'id'];
    }
    case 'step': {
      const bound = Object.keys(steps ?? derive?.steps ?? {}).find((key) => Number(key) === item.bound);
      return [...(derive ? ['derive'] : []), 'steps', ...(bound === undefined ? [] : [bound])];
    }
    case 'case':
      return ['first', item.number - 1];
    default: {
      const found = levels?.findIndex(({ value }) => value === item.level) ?? -1;
      if (found < 0) return [];
      return ['levels', found, ...(item.kind === 'level' ? ['value'] : ['when', item.of])];
    }
  }
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** Bundled for a run of its own, this file is elsewhere; the folder of the repository is the current one. */
const PACKS = path.resolve('questionnaires');

export const LANGUAGES = ['zh', 'en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Texts = Readonly<Record<Language, string>>;

/** An option of a choice; of a scale, a number with its label. */
export interface Choice {
  readonly id: string;
  readonly text: Texts;
  readonly exclusive?: boolean;
}

/** A fact or a question that an export may have a column for. */
export interface Input {
  readonly id: string;
  readonly type: string;
  readonly isFact: boolean;
  readonly text: Texts;
  readonly unit?: Texts;
  readonly choices: readonly Choice[];
  readonly notApplicable: boolean;
  readonly section: string | null;
  readonly tags: Readonly<Record<string, unknown>>;
  /** How the answer follows from figures, as the questionnaire writes it. */
  readonly derive: unknown;
}

/** A pack as its documents say it; nothing of the product reads them here. */
export interface Pack {
  readonly id: string;
  readonly inputs: readonly Input[];
  readonly sections: readonly RawSection[];
  readonly sizeCases: readonly SizeCase[];
  readonly rubric: RawRubric;
}

export interface SizeCase {
  readonly value: string;
  readonly when?: Readonly<Record<string, { readonly const?: string; readonly minimum?: number }>>;
}

interface RawQuestion {
  readonly id: string;
  readonly type: string;
  readonly text: Texts;
  readonly unit?: Texts;
  readonly options?: string | readonly Choice[];
  readonly labels?: Readonly<Record<number, Texts>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly notApplicable?: boolean;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly derive?: unknown;
  readonly first?: readonly SizeCase[];
}

interface RawSection {
  readonly id: string;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly when?: Readonly<Record<string, { readonly const: string }>>;
  readonly questions: readonly RawQuestion[];
}

/** What a score is made of: the operators that the rubrics here use, and no others. */
export interface RawScore {
  readonly hidden?: boolean;
  readonly sum?: string | readonly string[];
  readonly mean?: string | readonly string[];
  readonly to?: number;
  readonly levels?: readonly { readonly value: number; readonly when?: Readonly<Record<string, Gate>> }[];
}

export interface Gate {
  readonly minimum?: number;
  readonly items?: { readonly minimum: number };
  readonly contains?: { readonly minimum: number };
  readonly minContains?: number;
}

interface RawRubric {
  readonly points?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly lists?: Readonly<Record<string, readonly string[] | Readonly<Record<string, { readonly const: unknown }>>>>;
  readonly scores: Readonly<Record<string, RawScore | 'sum' | 'mean'>>;
}

const opened = new Map<string, Pack>();

export function openPack(id: string): Pack {
  const found = opened.get(id);
  if (found) return found;
  // A variant has the keys and files that it lacks from its base.
  const read = (file: string, pack: string = id): object => {
    const own = existsSync(path.join(PACKS, pack, file))
      ? parse(readFileSync(path.join(PACKS, pack, file), 'utf8'))
      : {};
    const { extends: base } = parse(readFileSync(path.join(PACKS, pack, 'questionnaire.yaml'), 'utf8'));
    return base === undefined ? own : { ...read(file, base), ...own };
  };
  const questionnaire = read('questionnaire.yaml') as {
    readonly facts: readonly RawQuestion[];
    readonly sections: readonly RawSection[];
    readonly optionSets?: Readonly<Record<string, readonly Choice[]>>;
  };
  const inputOf = (raw: RawQuestion, section: RawSection | null): Input => ({
    id: raw.id,
    type: raw.type,
    isFact: section === null,
    text: raw.text,
    ...(raw.unit ? { unit: raw.unit } : {}),
    choices: choicesOf(raw, questionnaire.optionSets ?? {}),
    notApplicable: raw.notApplicable === true,
    section: section?.id ?? null,
    tags: { ...section?.tags, ...raw.tags },
    derive: raw.derive,
  });
  const pack: Pack = {
    id,
    inputs: [
      ...questionnaire.facts.map((fact) => inputOf(fact, null)),
      ...questionnaire.sections.flatMap((section) => section.questions.map((one) => inputOf(one, section))),
    ],
    sections: questionnaire.sections,
    sizeCases: questionnaire.facts.find((fact) => fact.id === 'size')?.first ?? [],
    rubric: read('rubric.yaml') as RawRubric,
  };
  opened.set(id, pack);
  return pack;
}

function choicesOf(raw: RawQuestion, sets: Readonly<Record<string, readonly Choice[]>>): readonly Choice[] {
  if (typeof raw.options === 'string') return sets[raw.options] as readonly Choice[];
  if (raw.options) return raw.options;
  if (raw.type !== 'scale') return [];
  const [low, high] = [raw.minimum ?? 0, raw.maximum as number];
  return Array.from({ length: high - low + 1 }, (_, i) => ({
    id: String(low + i),
    text: raw.labels?.[low + i] as Texts,
  }));
}

export function inputOf(pack: Pack, id: string): Input {
  const found = pack.inputs.find((input) => input.id === id);
  if (!found) throw new Error(`${pack.id} has no ${id}`);
  return found;
}

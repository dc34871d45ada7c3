// A pack as it is read from a workbook, before it is looked through, and its files.

import { yamlValue } from '../../model/index.ts';

/** Words in the languages of the workbook. */
export type Words = Readonly<Record<string, string>>;

/** An option; without points it counts by its place. */
export interface DraftOption {
  readonly id: string;
  readonly text: Words;
  readonly points?: number;
  readonly exclusive?: boolean;
}

export type DraftType =
  | 'single'
  | 'multiple'
  | 'boolean'
  | 'scale'
  | 'integer'
  | 'decimal'
  | 'percent'
  | 'date'
  | 'text'
  | 'uscc';

/** A fact or question. */
export interface DraftItem {
  readonly id: string;
  readonly type: DraftType;
  readonly text: Words;
  readonly help?: Words;
  readonly options: readonly DraftOption[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly least?: number;
  readonly most?: number;
  readonly notApplicable?: boolean;
  readonly required?: boolean;
  readonly key?: boolean;
  /** As a document states it. */
  readonly when?: object;
}

export interface DraftSection {
  readonly id: string;
  readonly title: Words;
  readonly text?: Words;
  readonly items: readonly DraftItem[];
}

/** What was guessed, or left out: a key of `init.from.remarks` and what it is told. */
export type Remark =
  | {
      readonly code: 'points' | 'exclusive' | 'facts' | 'key' | 'keyAdded' | 'type';
      readonly what: readonly string[];
    }
  | { readonly code: 'condition' | 'limit' | 'leftOut'; readonly what: readonly [string, string] };

/** What a workbook comes to. */
export interface PackDraft {
  readonly title: Words | null;
  readonly languages: readonly string[];
  readonly facts: readonly DraftItem[];
  readonly sections: readonly DraftSection[];
  readonly remarks: readonly Remark[];
}

/** What is written around the items. */
interface PackHead {
  readonly id: string;
  readonly title: Words;
  /** The name of the workbook. */
  readonly source: string;
  readonly comments: { readonly questionnaire: string; readonly rubric: string };
  readonly total: string;
}

/** The questionnaire of a draft as YAML. */
export function draftQuestionnaire({ languages, facts, sections }: PackDraft, head: PackHead): string {
  const lines = [
    `# ${head.comments.questionnaire}`,
    'kind: questionnaire',
    `id: ${yamlValue(head.id)}`,
    'version: 0.1.0',
    `title: ${yamlValue(head.title)}`,
    `languages: ${yamlValue(languages)}`,
    `source: ${yamlValue({ document: head.source, verified: false })}`,
    '',
    'facts:',
    ...facts.flatMap((fact) => itemLines(fact, '  ')),
    '',
    'sections:',
    ...sections.flatMap(({ id, title, text, items }) => [
      `  - id: ${yamlValue(id)}`,
      `    title: ${yamlValue(title)}`,
      ...(text ? [`    text: ${yamlValue(text)}`] : []),
      '    questions:',
      ...items.flatMap((item) => itemLines(item, '      ')),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function itemLines(item: DraftItem, indent: string): string[] {
  const { id, options, ...rest } = item;
  const lines = Object.entries(rest).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${yamlValue(value)}`],
  );
  const listed = options.map(({ id: option, text, exclusive }) =>
    yamlValue({ id: option, ...(exclusive ? { exclusive } : {}), text }),
  );
  return [
    `${indent}- id: ${yamlValue(id)}`,
    ...lines.map((line) => `${indent}  ${line}`),
    ...(options.length > 0 ? [`${indent}  options:`, ...listed.map((line) => `${indent}    - ${line}`)] : []),
  ];
}

/** The rubric of a draft as YAML: points, a sum for each section, and the share of all that is possible. */
export function draftRubric({ sections }: PackDraft, head: PackHead): string {
  const scored = sections.flatMap(({ id, items }) => {
    const own = items.filter(isScored);
    return own.length === 0 ? [] : [{ id, items: own }];
  });
  const points = scored.flatMap(({ items }) =>
    items.flatMap((item) => {
      const own = pointsOf(item);
      return own ? [own] : [];
    }),
  );
  const taken = new Set(
    sections.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)]).map((id) => id.toLowerCase()),
  );
  const total = ['total', 'total-score', 'score-of-all'].find((id) => !taken.has(id)) ?? 'total_1';
  const lines = [
    `# ${head.comments.rubric}`,
    'kind: rubric',
    `id: ${yamlValue(head.id)}`,
    `source: ${yamlValue({ document: head.source, verified: false })}`,
    'decimals: 1',
    ...(points.length > 0
      ? ['points:', ...points.map(([id, table]) => `  ${yamlValue(id)}: ${yamlValue(table)}`)]
      : []),
    'scores:',
    ...scored.map(({ id, items }) => `  ${yamlValue(id)}: ${yamlValue({ sum: items.map((item) => item.id) })}`),
    `  ${yamlValue(total)}: ${yamlValue({ title: head.total, sum: scored.map(({ id }) => id), ...(hasBest(scored) ? { to: 100 } : {}) })}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether every answer of a question can count something. */
function isScored({ type }: DraftItem): boolean {
  return type === 'single' || type === 'multiple' || type === 'boolean' || type === 'scale';
}

/** A best of 0 or less has no share. */
function hasBest(scored: readonly { readonly items: readonly DraftItem[] }[]): boolean {
  return scored.some(({ items }) =>
    items.some((item) => {
      const points = Object.values(pointsOf(item)?.[1] ?? {}).concat(item.type === 'scale' ? [item.maximum ?? 0] : []);
      return points.some((one) => one > 0);
    }),
  );
}

/** What the options of a question count: as stated; where nothing is, by their place, and of several one each. A scale counts itself. */
export function pointsOf({
  id,
  type,
  options,
}: DraftItem): readonly [string, Readonly<Record<string, number>>] | undefined {
  if (type === 'boolean') return [id, { true: 1, false: 0 }];
  if (type !== 'single' && type !== 'multiple') return undefined;
  const isStated = options.some(({ points }) => points !== undefined);
  const guess = (i: number, exclusive = false): number => (type === 'single' ? i : exclusive ? 0 : 1);
  const table = options.map(({ id: option, points, exclusive }, i) => {
    return [option, points ?? (isStated ? 0 : guess(i, exclusive))] as const;
  });
  return [id, Object.fromEntries(table)];
}

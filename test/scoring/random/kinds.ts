import type { ValueType } from '../../../src/scoring/condition.ts';
import type { Names } from './conditions.ts';

/** How large a questionnaire becomes; a finite one has so few answers that all can be tried. */
export interface Size {
  readonly sections: number;
  readonly questions: number;
  readonly finite: boolean;
}

/** A question, or a row of a matrix, as far as rules care. */
export interface Question {
  readonly id: string;
  readonly type: string;
  readonly options?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The matrix a row belongs to. */
  readonly matrix?: string;
}

export const SHARED = [{ id: 'A' }, { id: 'B' }, { id: 'no' }];
const NUMERIC = ['integer', 'decimal', 'percent', 'scale'];

/** The names of numbers. */
export function numbersAmong(names: Names): string[] {
  return [...names].filter(([, { kind }]) => kind === 'number').map(([name]) => name);
}

/** The value types of the questionnaire's own words. */
export function typeOf({ type, options }: Pick<Question, 'type' | 'options'>): ValueType {
  const ids = optionIds(options);
  if (NUMERIC.includes(type)) return { kind: 'number' };
  if (type === 'boolean') return { kind: 'boolean' };
  return type === 'single' ? { kind: 'choice', options: ids } : { kind: 'list', of: { kind: 'choice', options: ids } };
}

function optionIds(options: unknown): string[] {
  const listed = options === 'shared' ? SHARED : ((options ?? []) as (string | { id: string })[]);
  return listed.map((option) => (typeof option === 'string' ? option : option.id));
}

/** What the members of a list have in common. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first = { kind: 'mixed' } as const, ...rest] = types;
  if (first.kind === 'list' || rest.some(({ kind }) => kind !== first.kind)) return { kind: 'mixed' };
  if (first.kind !== 'choice') return first;
  return {
    kind: 'choice',
    options: [...new Set(types.flatMap((type) => (type.kind === 'choice' ? type.options : [])))],
  };
}

/** The answers that points can name. */
export function answersOf({ type, options, minimum = 0, maximum = 0 }: Question): string[] {
  if (type === 'boolean') return ['true', 'false'];
  if (type === 'scale') return Array.from({ length: maximum - minimum + 1 }, (_, i) => String(minimum + i));
  return optionIds(options);
}

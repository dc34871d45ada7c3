import type { Documents } from '../model/index.ts';

/** The kinds of documents that people write. */
const WRITTEN_KINDS = [
  'questionnaire',
  'rubric',
  'measures',
  'policy',
  'cases',
  'answers',
  'baseline',
  'mapping',
  'region',
  'stages',
  'project',
] as const satisfies readonly (keyof Documents)[];

export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** Whether a word is a kind of document that people write. */
export function isWrittenKind(word: string): word is WrittenKind {
  return (WRITTEN_KINDS as readonly string[]).includes(word);
}

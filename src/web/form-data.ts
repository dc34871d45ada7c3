import type { Language } from '../i18n/index.ts';
import type { PackStamp, Questionnaire, Rubric } from '../model/index.ts';
import type { PlanSources, Source } from '../scoring/index.ts';

/** What a form carries with it: a pack as it was loaded, without problems in it. */
export interface EmbeddedPack {
  /** Matura's version. */
  readonly tool: string;
  readonly pack: PackStamp;
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  /** Facts that the policy asks in addition, or knows from elsewhere. */
  readonly facts: NonNullable<PlanSources['facts']>;
  /** The language to begin in; null is that of the browser. */
  readonly language: Language | null;
}

/** The id of the element that holds it. */
export const DATA_ID = 'matura-data';

/** Reads the data back, with maps as the YAML reader makes them: no key finds anything that is not in the document. */
export function readEmbedded(text: string): EmbeddedPack {
  return readJson(text) as EmbeddedPack;
}

/** Parses JSON into maps without prototypes; throws a SyntaxError for other text. */
export function readJson(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.assign(Object.create(null), value)
      : value,
  );
}

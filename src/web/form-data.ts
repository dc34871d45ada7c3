import type { Language } from '../i18n/index.ts';
import type { PackStamp, Questionnaire, Rubric } from '../model/index.ts';
import type { PlanSources, Source } from '../scoring/index.ts';

/** The data embedded in a form: a loaded pack without problems. */
export interface EmbeddedPack {
  /** Matura's version. */
  readonly tool: string;
  readonly pack: PackStamp;
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  /** Facts that the policy additionally asks, or knows from elsewhere. */
  readonly facts: NonNullable<PlanSources['facts']>;
  /** The initial language; null means the browser's. */
  readonly language: Language | null;
  /**
   * The recipient of the saved answers as named in the form, with an e-mail address if there is one; null without a
   * recipient.
   */
  readonly recipient: { readonly name: string; readonly mail: string | null } | null;
}

/** The id of the element with the embedded data. */
export const DATA_ID = 'matura-data';

/** Reads the embedded data, with maps like the YAML reader's: no key finds anything that is not in the document. */
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

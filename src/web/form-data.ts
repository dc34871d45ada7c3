import type { Language } from '../i18n/index.ts';
import type { LetterheadSetting, PackStamp, Questionnaire, Rubric, Text } from '../model/index.ts';
import type { PlanSources, Source } from '../scoring/index.ts';

/** The data embedded in the page of a form: a pack without problems, and settings. */
export interface EmbeddedPack {
  /** The version of Matura that built the form. */
  readonly tool: string;
  readonly pack: PackStamp;
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  /** Facts that the policy adds to those of the pack: those that it asks for, and results of other packs. */
  readonly facts: NonNullable<PlanSources['facts']>;
  /** The initial language; null for the browser's language. */
  readonly language: Language | null;
  /**
   * The recipient to whom users send the saved answers: a name and, if there is one, an e-mail address. Null if the
   * form names no recipient.
   */
  readonly recipient: { readonly name: string; readonly mail: string | null } | null;
  /** What the office that issues the form puts on it, such as its letterhead; absent if there is nothing. */
  readonly office?: FormOffice;
}

/** The letterhead of a form, in all languages of the office. */
export interface FormOffice extends Omit<LetterheadSetting, 'logo'> {
  readonly logo?: { readonly url: string; readonly width: number; readonly height: number };
  /** The data-protection text; an empty line separates paragraphs. */
  readonly privacy?: Text;
  /**
   * The SHA-256 of the data-protection text in each language. A file of answers repeats it to state which text the user
   * consented to.
   */
  readonly privacyDigest?: Text;
  /** Whether a file of answers needs consent to the data-protection text. */
  readonly asksConsent?: boolean;
}

/** The id of the element with the embedded data. */
export const DATA_ID = 'matura-data';

/**
 * Parses the embedded data into maps like those of the YAML reader, in which only the keys of the document are found.
 */
export function readEmbedded(text: string): EmbeddedPack {
  return readJson(text) as EmbeddedPack;
}

/** Parses JSON into objects without prototypes; throws a SyntaxError if the text is not JSON. */
export function readJson(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.assign(Object.create(null), value)
      : value,
  );
}

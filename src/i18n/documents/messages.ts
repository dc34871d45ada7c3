/** Why a customer's template or logo is not taken. All arguments are words. */
export interface DocumentMessages {
  readonly template: Readonly<Record<'not-docx' | 'old' | 'damaged' | 'password' | 'too-large' | 'macros', string>>;
  /** The part that brings something along. */
  embedded(part: string): string;
  /** The part, and what it would fetch. */
  external(part: string, target: string): string;
  field(part: string, field: string): string;
  /** What to do next. */
  readonly mendTemplate: string;
  readonly logo: Readonly<Record<'unknown' | 'damaged' | 'too-large' | 'active', string>>;
  readonly mendLogo: string;
  /** A logo that Word cannot show on every computer. */
  readonly svgInWord: string;
}

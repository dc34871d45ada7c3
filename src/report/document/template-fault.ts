// Why a customer's Word document cannot be used as a template. Loaded without the DOCX library.
import type { Messages } from '../../i18n/index.ts';

/** Why a customer's document is not taken as a template. */
type TemplateFault =
  /** No Word document of today; `old` is that of before 2007, or one with a password. */
  | { readonly code: 'not-docx' | 'old' | 'damaged' | 'password' | 'too-large' | 'macros' }
  /** A part that brings something of its own: an object, a control, another document. */
  | { readonly code: 'embedded'; readonly part: string }
  /** A part that would fetch something from elsewhere when it is opened. */
  | { readonly code: 'external'; readonly part: string; readonly target: string }
  /** A field that runs or fetches something. */
  | { readonly code: 'field'; readonly part: string; readonly field: string };

/** A customer's document that is not taken as a template. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
  readonly fault: TemplateFault;

  constructor(fault: TemplateFault, options?: ErrorOptions) {
    super(fault.code, options);
    this.fault = fault;
  }
}

/** Why a customer's document is not taken as a template, in words. */
export function templateFaultInWords(fault: TemplateFault, messages: Messages['documents']): string {
  switch (fault.code) {
    case 'embedded':
      return messages.embedded(fault.part);
    case 'external':
      return messages.external(fault.part, fault.target);
    case 'field':
      return messages.field(fault.part, fault.field);
    default:
      return messages.template[fault.code];
  }
}

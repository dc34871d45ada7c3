import type { Messages } from '../../i18n/index.ts';
import type { TemplateFault } from '../document/docx/template/fault.ts';

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

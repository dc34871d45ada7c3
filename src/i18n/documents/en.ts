import type { DocumentMessages } from './messages.ts';

export const documents: DocumentMessages = {
  template: {
    'not-docx': 'it is no Word document (.docx)',
    old: 'it is a Word document from before 2007, or one with a password',
    damaged: 'it is damaged',
    password: 'it has a password',
    'too-large': 'unpacked it is too large for a template',
    macros: 'it holds macros',
  },
  embedded: (part) => `it holds another file or a control: ${part}`,
  external: (part, target) => `${part} would fetch something from elsewhere: ${target}`,
  field: (part, field) => `${part} has a field that runs or fetches something: ${field}`,
  mendTemplate: 'Take that out in Word, and save it as a Word document (.docx) without a password.',
  logo: {
    unknown: 'it is neither PNG nor JPEG nor SVG',
    damaged: 'it is damaged',
    'too-large': 'it is too large: at most 2 MB and 8192 pixels a side',
    active: 'this SVG does more than draw: it holds a script, a link, an animation or something fetched from elsewhere',
  },
  mendLogo: 'Save it as PNG, and give that.',
  svgInWord: 'a Word document shows an SVG logo only in newer versions of Word',
};

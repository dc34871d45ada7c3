import type { DocumentMessages } from './messages.ts';

export const documents: DocumentMessages = {
  template: {
    'not-docx': 'sie ist kein Word-Dokument (.docx)',
    old: 'sie ist ein Word-Dokument aus der Zeit vor 2007 oder durch ein Kennwort geschützt',
    damaged: 'sie ist beschädigt',
    password: 'sie ist durch ein Kennwort geschützt',
    'too-large': 'entpackt ist sie für eine Vorlage zu groß',
    macros: 'sie enthält Makros',
  },
  embedded: (part) => `sie enthält eine weitere Datei oder ein Steuerelement: ${part}`,
  external: (part, target) => `${part} würde etwas von anderswo laden: ${target}`,
  field: (part, field) => `${part} hat ein Feld, das etwas ausführt oder lädt: ${field}`,
  mendTemplate: 'Bitte in Word entfernen und als Word-Dokument (.docx) ohne Kennwort speichern.',
  logo: {
    unknown: 'es ist weder PNG noch JPEG noch SVG',
    damaged: 'es ist beschädigt',
    'too-large': 'es ist zu groß: höchstens 2 MB und 8192 Pixel je Seite',
    active:
      'dieses SVG zeichnet nicht nur: es enthält ein Skript, einen Link, eine Animation oder etwas, das von anderswo geladen wird',
  },
  mendLogo: 'Bitte als PNG speichern und dieses angeben.',
  svgInWord: 'ein Word-Dokument zeigt ein SVG-Logo nur in neueren Word-Versionen',
};

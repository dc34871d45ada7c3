// The formats that commands write, with their file endings, their readers and the mark of an earlier output.

/** The traits of a format, the same in all commands that write it. */
export interface FormatTraits {
  /**
   * The endings of file names in this format. If several formats of a command share an ending, the ending means the
   * first of them.
   */
  readonly endings: readonly string[];
  /** Set if the format is read by people, in their language; other formats are read by programs. */
  readonly isForPeople?: true;
  /** The name of the format in the refusal to show it on a terminal. */
  readonly unshown?: 'html' | 'docx' | 'pdf' | 'xlsx';
  /**
   * The kind of mark at the end of a file that allows the command to replace the file later. In formats without a mark,
   * the keys or the first line are compared instead.
   */
  readonly mark?: 'line' | 'comment' | 'pdf' | 'zip';
}

const FORMAT_TRAITS = {
  pretty: { endings: ['.txt'], isForPeople: true, mark: 'line' },
  html: { endings: ['.html', '.htm'], isForPeople: true, unshown: 'html', mark: 'comment' },
  docx: { endings: ['.docx'], isForPeople: true, unshown: 'docx', mark: 'zip' },
  pdf: { endings: ['.pdf'], isForPeople: true, unshown: 'pdf', mark: 'pdf' },
  md: { endings: ['.md', '.markdown'], isForPeople: true, mark: 'comment' },
  json: { endings: ['.json'] },
  csv: { endings: ['.csv'] },
  ics: { endings: ['.ics'], isForPeople: true },
  xlsx: { endings: ['.xlsx'], isForPeople: true, unshown: 'xlsx', mark: 'zip' },
  github: { endings: ['.txt'] },
  sarif: { endings: ['.sarif', '.json'] },
  junit: { endings: ['.xml'], mark: 'comment' },
  mermaid: { endings: ['.mmd', '.mermaid'] },
  script: { endings: ['.sh', '.zsh', '.fish', '.ps1'] },
  yaml: { endings: ['.yaml', '.yml'] },
  xlsform: { endings: ['.xlsx'], unshown: 'xlsx' },
  surveyjs: { endings: ['.json'] },
} as const satisfies Readonly<Record<string, FormatTraits>>;

export type FormatName = keyof typeof FORMAT_TRAITS;

export const FORMATS: Readonly<Record<FormatName, FormatTraits>> = FORMAT_TRAITS;

/** The formats of a command that shows data: one for people, one for programs. The first one is the default. */
export const DATA_FORMATS = ['pretty', 'json'] as const satisfies readonly FormatName[];

export type DataFormat = (typeof DATA_FORMATS)[number];

export function isDataFormat(format: FormatName): format is DataFormat {
  return (DATA_FORMATS as readonly FormatName[]).includes(format);
}

/** The formats of a command that writes a document: for people, for programs, and its tables. The first one is the default. */
export const DOCUMENT_FORMATS = [
  'html',
  'docx',
  'pdf',
  'md',
  'json',
  'csv',
  'xlsx',
] as const satisfies readonly FormatName[];

/** The formats of a command that shows its document on the terminal by default. */
export const SHOWN_DOCUMENT_FORMATS = ['pretty', ...DOCUMENT_FORMATS] as const;

/** The formats of a command whose document also has dates for a calendar. */
export const PLAN_FORMATS = [...SHOWN_DOCUMENT_FORMATS, 'ics'] as const;

/** Whether a format is read by people, in their language, and not by programs. */
export function isForPeople(format: FormatName): boolean {
  return FORMATS[format].isForPeople === true;
}

/** Returns the endings of these formats, each once. */
export function endingsOf(formats: readonly FormatName[]): string[] {
  return [...new Set(formats.flatMap((format) => FORMATS[format].endings))];
}

/** Returns the formats that a file with this ending can have. */
export function formatsOfEnding<Format extends FormatName>(formats: readonly Format[], ending: string): Format[] {
  return formats.filter((format) => FORMATS[format].endings.includes(ending));
}

/**
 * Endings for which office programs or commands expect a specific format; a file in another format must not get such an
 * ending.
 */
const KNOWN_ENDINGS = [
  ...endingsOf([...PLAN_FORMATS, 'sarif', 'junit', 'yaml']),
  ...['.jsonl', '.parquet', '.svg', '.png', '.doc', '.odt', '.rtf', '.xls', '.ods'],
];

/** Whether people or programs expect a specific format for this ending. */
export function isKnownEnding(ending: string): boolean {
  return KNOWN_ENDINGS.includes(ending);
}

/** What is wrong with a file, and what a person can do about it. All arguments are words or written numbers. */
export interface FileMessages {
  readonly problems: Readonly<Record<FileTrouble, (path: string) => string>>;
  /** Each is told the option that names another folder. */
  readonly steps: Readonly<Record<FileStep, string>>;
  line(line: string): string;
  lineAndColumn(line: string, column: string): string;
  pointer(pointer: string): string;
  readonly top: string;
  readonly details: FileDetailMessages;
}

type FileTrouble =
  | 'missing'
  | 'no-folder'
  | 'damaged'
  | 'newer'
  | 'locked'
  | 'disk-full'
  | 'read-only'
  | 'no-permission'
  | 'not-a-folder'
  | 'not-a-file'
  | 'link-outside'
  | 'failed';

type FileStep =
  | 'check-path'
  | 'make-folder'
  | 'restore-copy'
  | 'update-matura'
  | 'wait'
  | 'free-space'
  | 'choose-other-folder'
  | 'get-permission'
  | 'replace-link'
  | 'name-a-file'
  | 'try-again';

/** What is wrong at a place, after that place. */
export interface FileDetailMessages {
  readonly 'not-json': string;
  readonly 'not-utf8': string;
  readonly 'not-an-answer': string;
  readonly 'not-a-draft': string;
  readonly 'not-filed': string;
  'other-draft'(id: string): string;
  'other-key'(key: string): string;
}

import { Refusal } from '../model/refusal.ts';

/** What a person can do about a problem with a file. */
const STEPS = {
  'check-path': 'Check the path.',
  'restore-copy': 'Take a whole copy from a backup, or mend the place; Matura changes nothing in a damaged file.',
  'update-matura': 'Use a newer version of Matura.',
  wait: 'Wait for the other run to end, then try again.',
  'free-space': 'Free some space, then try again: what was there before is untouched.',
  'choose-other-folder': 'Choose another folder with --files.',
  'get-permission': 'Ask for permission, or choose another folder with --files.',
  'replace-link': 'Replace the link by the file itself.',
  'try-again': 'Try again; if it stays so, look at the disk.',
} as const;

type NextStep = keyof typeof STEPS;

interface ProblemKind {
  readonly step: NextStep;
  /** What is wrong, after the path and before the details. */
  readonly sentence: string;
}

const PROBLEMS = {
  missing: { step: 'check-path', sentence: 'does not exist' },
  damaged: { step: 'restore-copy', sentence: 'is damaged' },
  newer: { step: 'update-matura', sentence: 'was written by a newer version of Matura' },
  locked: { step: 'wait', sentence: 'is being written by another run' },
  'disk-full': { step: 'free-space', sentence: 'could not be written: no space is left' },
  'read-only': { step: 'choose-other-folder', sentence: 'could not be written: the disk is read-only' },
  'no-permission': { step: 'get-permission', sentence: 'cannot be used: permission is missing' },
  'not-a-folder': { step: 'choose-other-folder', sentence: 'is in the way of a folder of that name' },
  'link-outside': { step: 'replace-link', sentence: 'is a link that leads out of its folder' },
  failed: { step: 'try-again', sentence: 'could not be read or written' },
} satisfies Record<string, ProblemKind>;

/** What can be wrong with a file; a code never changes its meaning. */
export type FileProblemCode = keyof typeof PROBLEMS;

/** Where in a file: line and column from 1, or a JSON pointer where the file is whole but wrong. */
export interface FilePlace {
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

interface FileProblemDetails {
  readonly place?: FilePlace;
  /** What is wrong there, in English. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** Work with a file cannot go on, for a reason that a person can do something about. */
export class FileProblem extends Refusal {
  override readonly name = 'FileProblem';
  readonly code: FileProblemCode;
  readonly path: string;
  readonly step: NextStep;
  readonly place?: FilePlace;
  readonly detail?: string;

  constructor(code: FileProblemCode, path: string, { place, detail, cause }: FileProblemDetails = {}) {
    const parts = [`${path} ${PROBLEMS[code].sentence}`, place && placeInWords(place), detail];
    super(3, parts.filter(Boolean).join(': '), STEPS[PROBLEMS[code].step], { cause });
    this.code = code;
    this.path = path;
    this.step = PROBLEMS[code].step;
    if (place) this.place = place;
    if (detail) this.detail = detail;
  }
}

const CODES: Readonly<Record<string, FileProblemCode>> = {
  ENOENT: 'missing',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  ENOTDIR: 'not-a-folder',
  EEXIST: 'not-a-folder',
  ELOOP: 'link-outside',
};

/** The error of a file operation as a `FileProblem`; any other error stays what it is. */
export function asFileProblem(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined || error instanceof FileProblem) return error;
  return new FileProblem(CODES[code] ?? 'failed', path, { cause: error, ...(!CODES[code] && { detail: code }) });
}

/** The operating system's code of an error, such as `ENOENT`; undefined if the error is not from there. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function placeInWords({ line, column, pointer }: FilePlace): string | undefined {
  if (line === undefined) return pointer === undefined ? undefined : `at ${pointer || 'the top'}`;
  return column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
}

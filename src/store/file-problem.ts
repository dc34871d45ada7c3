import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../model/index.ts';
import type { ChainFinding } from './chain.ts';

/** What can be wrong with a file, and what a person can do about it; a code never changes its meaning. */
const PROBLEMS = {
  missing: 'check-path',
  'no-folder': 'make-folder',
  damaged: 'restore-copy',
  altered: 'verify',
  newer: 'update-matura',
  locked: 'wait',
  'disk-full': 'free-space',
  'read-only': 'choose-other-folder',
  'no-permission': 'get-permission',
  'not-a-folder': 'choose-other-folder',
  'not-a-file': 'name-a-file',
  'too-large': 'check-path',
  'link-outside': 'replace-link',
  failed: 'try-again',
} as const;

export type FileProblemCode = keyof typeof PROBLEMS;
export type FileProblemStep = (typeof PROBLEMS)[FileProblemCode];

/** Where in a file: line and column from 1, or a JSON pointer where the file is whole but wrong. */
export interface FilePlace {
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/** What is wrong at the place. */
export type FileDetail =
  | { readonly kind: 'not-json' | 'not-utf8' | 'not-an-answer' | 'not-a-draft' | 'not-filed' | 'not-a-key' }
  /** It belongs to another draft or enterprise; or what locks it. */
  | { readonly kind: 'other-draft' | 'other-key' | 'lock'; readonly name: string }
  /** As the system or the schema says it. */
  | { readonly kind: 'said'; readonly text: string }
  /** All that is not as it was written. */
  | { readonly kind: 'altered'; readonly findings: readonly ChainFinding[] };

interface FileProblemDetails {
  readonly place?: FilePlace;
  readonly detail?: FileDetail;
  readonly cause?: unknown;
}

/** Work with a file cannot go on, for a reason that a person can do something about; the words come at the edge. */
export class FileProblem extends Refusal {
  override readonly name = 'FileProblem';
  readonly code: FileProblemCode;
  readonly path: string;
  readonly step: FileProblemStep;
  readonly place?: FilePlace;
  readonly detail?: FileDetail;

  constructor(code: FileProblemCode, path: string, { place, detail, cause }: FileProblemDetails = {}) {
    super(3, `${path}: ${code}`, undefined, { cause });
    this.code = code;
    this.path = path;
    this.step = PROBLEMS[code];
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
  EISDIR: 'not-a-file',
};

/** The error of a file operation as a `FileProblem`; any other error stays what it is. */
export function toFileProblem(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined || error instanceof FileProblem) return error;
  const kind = CODES[code] ?? 'failed';
  return new FileProblem(kind, kind === 'not-a-folder' ? findInTheWay(path) : path, {
    cause: error,
    ...(!CODES[code] && { detail: { kind: 'said', text: code } as const }),
  });
}

/** What is where a folder should be: the path itself, or the nearest thing above it that is there and no folder. */
function findInTheWay(path: string): string {
  const end = resolve(path);
  let place = end;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place === end || statSync(place).isDirectory() ? path : place;
}

/** The operating system's code of an error, such as `ENOENT`; undefined if the error is not from there. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

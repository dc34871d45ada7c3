import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../model/index.ts';
import type { ChainFinding } from './chain.ts';

/** The codes of file problems, each with its remedy for the user. The meaning of a code never changes. */
const PROBLEMS = {
  missing: 'check-path',
  'no-folder': 'make-folder',
  damaged: 'restore-copy',
  'not-a-key': 'make-key',
  altered: 'verify',
  newer: 'update-matura',
  locked: 'wait',
  'disk-full': 'free-space',
  'read-only': 'choose-other-folder',
  'no-permission': 'get-permission',
  'not-a-folder': 'name-a-folder',
  'not-a-file': 'name-a-file',
  'too-large': 'check-path',
  'link-outside': 'replace-link',
  failed: 'try-again',
} as const;

export type FileProblemCode = keyof typeof PROBLEMS;
export type FileProblemStep = (typeof PROBLEMS)[FileProblemCode];

/**
 * A place in a file: line and column, counted from 1; or a JSON pointer, if the JSON is well-formed but does not match
 * the schema.
 */
export interface FilePlace {
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/** What is wrong at the place. */
export type FileDetail =
  | { readonly kind: 'not-json' | 'cut-off' | 'not-utf8' | 'not-an-answer' | 'not-a-draft' | 'not-filed' }
  /** The draft or enterprise that the file belongs to instead, or the path of the lock. */
  | { readonly kind: 'other-draft' | 'other-key' | 'lock'; readonly name: string }
  /** The reason in the words of the system or the schema validator. */
  | { readonly kind: 'said'; readonly text: string }
  /** All differences between the file and what Matura wrote. */
  | { readonly kind: 'altered'; readonly findings: readonly ChainFinding[] };

interface FileProblemDetails {
  readonly place?: FilePlace;
  readonly detail?: FileDetail;
  readonly cause?: unknown;
}

/** An error about a file that stops the work and that the user can resolve. Its message is worded where it is shown. */
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

const CODE_BY_ERRNO: Readonly<Record<string, FileProblemCode>> = {
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

/** Converts an error of the file system to a `FileProblem`; returns any other error unchanged. */
export function toFileProblem(error: unknown, path: string): unknown {
  const code = readSystemCode(error);
  if (code === undefined || error instanceof FileProblem) return error;
  const kind = CODE_BY_ERRNO[code] ?? 'failed';
  return new FileProblem(kind, kind === 'not-a-folder' ? findObstacle(path) : path, {
    cause: error,
    ...(!CODE_BY_ERRNO[code] && { detail: { kind: 'said', text: code } as const }),
  });
}

/**
 * Finds the file that is in the way of a folder: the path itself, or the nearest existing ancestor if that is not a
 * folder.
 */
function findObstacle(path: string): string {
  const absolutePath = resolve(path);
  let nearestFolder = absolutePath;
  while (!existsSync(nearestFolder) && dirname(nearestFolder) !== nearestFolder) nearestFolder = dirname(nearestFolder);
  return nearestFolder === absolutePath || statSync(nearestFolder).isDirectory() ? path : nearestFolder;
}

/** Returns the operating system's error code, such as `ENOENT`; undefined for other errors. */
export function readSystemCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

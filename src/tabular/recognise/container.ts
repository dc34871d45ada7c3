import { TableProblem } from '../problem.ts';

/** What the bytes of a file are packed in. */
export type Container = 'plain' | 'gzip' | 'xlsx';

/** The longest beginning that `recogniseContainer` looks at. */
export const MAGIC_BYTES = 8;

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** What a file is, by its first bytes: names are often wrong. Old binary or encrypted workbooks are told apart later. */
export function recogniseContainer(bytes: Uint8Array): Container | 'compound' {
  if (bytes.length === 0) throw new TableProblem({ code: 'empty' });
  if (starts(bytes, [0x1f, 0x8b])) return 'gzip';
  if (starts(bytes, [0x50, 0x4b, 3, 4])) return 'xlsx';
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'compound';
  return 'plain';
}

/** Refuses a compound file: a workbook with a password, or one of the old binary kind. */
export function refuseCompound(head: Uint8Array): never {
  const isEncrypted = Buffer.from(head).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  throw new TableProblem(isEncrypted ? { code: 'password' } : { code: 'other-workbook', kind: 'xls' });
}

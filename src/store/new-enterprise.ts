import { closeSync, fsync, futimesSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Enterprise } from '../model/index.ts';
import { removeOnSignal } from '../signals.ts';
import { temporaryPath } from './atomic-write.ts';
import { formatEnterprise } from './enterprise-json.ts';
import { enterprisePath, policyPath } from './enterprise-path.ts';
import { withLockSync } from './lock.ts';
import { formatPolicyFile } from './policy-file.ts';

// Steps that take microseconds each are not worth a thread of their own; only the disk is waited for.

/** The first files of an enterprise, written beside their places. */
export interface NewEnterprise {
  /** Waits until what was written is on the disk, then gives the files their names. False where that cannot be done. */
  commit(): Promise<boolean>;
}

/** Whether an enterprise has neither a file nor a policy yet, as far as can be seen. */
export function isNewEnterprise(root: string, key: string): boolean {
  return isFree(enterprisePath(root, key)) && isFree(policyPath(root, key));
}

/**
 * Writes the first files of an enterprise in an existing folder, for thousands of enterprises one after the other.
 * Undefined where that cannot be done: the way that always works says why. Names are safe on the disk once the folder is
 * synced, which is for whoever has committed the last one.
 */
export function stageNewEnterprise(
  root: string,
  enterprise: Enterprise,
  policy: string | undefined,
): NewEnterprise | undefined {
  const path = enterprisePath(root, enterprise.key);
  const written: Written[] = [];
  let own: Written;
  try {
    // The policy gets its name first, so that there is never an enterprise whose policy is missing.
    if (policy !== undefined) written.push(writeBeside(policyPath(root, enterprise.key), formatPolicyFile(policy)));
    own = writeBeside(path, formatEnterprise(enterprise));
    written.push(own);
  } catch (error) {
    discard(written);
    if (isOfSystem(error)) return undefined;
    throw error;
  }
  return {
    async commit() {
      try {
        await Promise.all(written.map(({ file }) => sync(file)));
        // The disk may have taken longer than a lock counts.
        const now = new Date();
        futimesSync(own.file, now, now);
        for (const one of written) close(one);
        return withLockSync(path, own.temporary, () => nameAll(written));
      } catch (error) {
        if (isOfSystem(error)) return false;
        throw error;
      } finally {
        discard(written);
      }
    },
  };
}

const sync = promisify(fsync);

interface Written {
  readonly path: string;
  readonly temporary: string;
  readonly file: number;
  isOpen: boolean;
  isNamed: boolean;
  /** From now on a signal leaves it. */
  readonly keep: () => void;
}

function writeBeside(path: string, text: string): Written {
  const temporary = temporaryPath(path);
  const file = openSync(temporary, 'wx');
  const written = { path, temporary, file, isOpen: true, isNamed: false, keep: removeOnSignal(temporary) };
  try {
    const bytes = encode(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  } catch (error) {
    discard([written]);
    throw error;
  }
  return written;
}

/** Most texts of enterprises are written by way of it, one after the other. */
const ROOM = Buffer.allocUnsafeSlow(1 << 18);

/** A text in UTF-8, until the next one. */
function encode(text: string): Buffer {
  // No code unit takes more than three bytes: where it fits by that nobody has to count before.
  return text.length * 3 > ROOM.length ? Buffer.from(text) : ROOM.subarray(0, ROOM.write(text));
}

function close(written: Written): void {
  written.isOpen = false;
  closeSync(written.file);
}

function nameAll(written: readonly Written[]): boolean {
  if (!written.every(({ path }) => isFree(path))) return false;
  for (const one of written) {
    renameSync(one.temporary, one.path);
    one.isNamed = true;
  }
  return true;
}

/** Leaves no trace of what has no name yet. */
function discard(written: readonly Written[]): void {
  for (const one of written) {
    if (one.isOpen) close(one);
    if (!one.isNamed) rmSync(one.temporary, { force: true });
    one.keep();
  }
}

/** Whether nothing has a name, not even a link that leads nowhere. */
function isFree(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

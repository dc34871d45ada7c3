/** What became of answers that were imported. All arguments are words or written numbers, but for switches at the end. */
export interface ImportMessages {
  added(path: string, enterprise: string, file: string): string;
  alreadyThere(path: string, enterprise: string, file: string): string;
  refused(path: string): string;
  level(level: string): string;
  /** Facts that say something else than the enterprise's file did. */
  changed(fact: string, from: string, to: string): string;
  readonly notStated: string;
  /** Another file of the same run was of the same enterprise. */
  again(path: string): string;
  readonly notNewest: string;
  migrated(from: string): string;
  renamedIds(ids: string): string;
  progress(done: string, all: string): string;
  /** What a signal that ends the run leaves. */
  interrupted(folder: string): string;
  /** A policy that somebody edited is kept beside the new one. */
  editedKept(path: string): string;
  summary(files: string, added: string, alreadyThere: string, refused: string, one: boolean): string;
  otherEnterprise(stored: string, given: string): string;
  readonly renameAdvice: string;
  emptyFolder(path: string): string;
}

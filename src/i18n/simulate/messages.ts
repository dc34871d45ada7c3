/** The words of a synthetic region. All arguments are words or written numbers. */
export interface SimulateMessages {
  /** What all files are, in a sentence; it stands in the folder's own README. */
  readonly synthetic: string;
  /** What the specification says of the region stands below it. */
  readonly describedAs: string;
  readonly filesTitle: string;
  readonly file: string;
  readonly holds: string;
  readonly contents: {
    registry(enterprises: string, city: string): string;
    transformed(enterprises: string): string;
    outside(enterprises: string): string;
    links(links: string, chains: string): string;
    exports(kind: 'self' | 'onsite', date: string, rows: string): string;
    results(kind: 'self' | 'onsite', date: string): string;
    peers(regions: string, rank: string): string;
    files(enterprises: string): string;
  };
  readonly written: (folder: string) => string;
  /** What a signal that ends the run leaves. */
  readonly interrupted: (folder: string) => string;
  readonly progress: (done: string, all: string) => string;
  readonly refused: {
    notAFolder(path: string): string;
    notEmpty(path: string): string;
    readonly notEmptyNext: string;
    unusable(path: string): string;
    noSpec(path: string): string;
    noKey(pack: string): string;
    rowRefused(path: string, line: string, key: string): string;
    readonly rowRefusedNext: string;
  };
}

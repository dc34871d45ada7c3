/** The figures of many enterprises. All arguments are words or written numbers. */
export interface PortfolioMessages {
  /** A row of a table has no key. */
  readonly noKey: string;
  /** A line is no JSON object. */
  readonly notObject: string;
  noColumn(file: string, column: string): string;
  columnsAre(columns: string): string;
  noResult(file: string): string;
  /** What makes a batch result. */
  readonly makeResult: string;
  emptyFolder(folder: string): string;
  /** What makes enterprise files. */
  readonly makeFiles: string;
  /** Rows or files read up to now, and how many each second. */
  progress(done: string, rate: string): string;
  readonly intake: {
    readonly title: string;
    /** What came out of a source, by its form. */
    readonly forms: Readonly<Record<'files' | 'results' | 'registry', (count: string, one: boolean) => string>>;
    enterprises(count: string, one: boolean): string;
    /** Which of several assessments of an enterprise counts. */
    readonly rule: string;
    older(count: string, one: boolean): string;
    sameDay(count: string, one: boolean): string;
    registeredTwice(count: string, one: boolean): string;
    unreadable(count: string, one: boolean): string;
    more(count: string): string;
  };
}

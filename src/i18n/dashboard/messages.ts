/** What a dashboard says by itself. It goes into the page as data: `{shown}` and `{all}` stand for numbers. */
export interface DashboardWords {
  readonly filter: string;
  readonly rows: string;
  readonly allRows: string;
  readonly firstRows: string;
  readonly findNode: string;
  readonly showAll: string;
  readonly showFirst: string;
  readonly nodes: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly wholeView: string;
  /** Who is bought from or sold to. */
  readonly joined: string;
  /** What lists more of them. */
  readonly furtherNeighbours: string;
  /** How the drawing is used by keyboard. */
  readonly keys: string;
  readonly nothingFound: string;
}

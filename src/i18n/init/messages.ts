/** The words of a new repository of questionnaires. */
export interface InitMessages {
  readonly pack: PackWords;
  readonly policy: PolicyWords;
  readonly readme: ReadmeWords;
  readonly comments: CommentWords;
  readonly refusals: RefusalWords;
  /** What is said when all is written. */
  readonly done: {
    written(files: number, folder: string): string;
    readonly next: string;
    readonly install: string;
  };
}

/** What the sample pack asks and proposes. */
export interface PackWords {
  readonly title: string;
  readonly purpose: string;
  readonly source: string;
  readonly number: string;
  readonly name: string;
  readonly employees: string;
  readonly size: string;
  readonly sizes: { readonly small: string; readonly medium: string; readonly large: string };
  readonly operations: string;
  readonly planning: string;
  readonly plannings: { readonly paper: string; readonly sheets: string; readonly system: string };
  readonly planningHelp: string;
  readonly machines: string;
  /** The labels of 0 to 3. */
  readonly machineLabels: readonly [string, string, string, string];
  readonly data: string;
  readonly protection: string;
  readonly protections: {
    readonly none: string;
    readonly backup: string;
    readonly accounts: string;
    readonly training: string;
  };
  readonly figures: string;
  readonly figureOptions: { readonly rarely: string; readonly monthly: string; readonly daily: string };
  readonly total: string;
  readonly level: string;
  /** The names of the levels 1 to 3. */
  readonly levels: readonly [string, string, string];
  readonly measures: {
    readonly planningSystem: string;
    readonly machineData: string;
    readonly protection: string;
    readonly dashboard: string;
  };
  /** Why each case comes to what it expects. */
  readonly cases: {
    readonly lowest: string;
    readonly highest: string;
    readonly gate: string;
    readonly open: string;
    readonly plan: string;
  };
  readonly example: string;
}

export interface PolicyWords {
  readonly title: string;
  readonly quick: string;
  readonly integrated: string;
  readonly voucher: string;
  readonly voucherText: string;
}

export interface ReadmeWords {
  intro(title: string): string;
  readonly files: string;
  readonly places: {
    readonly pack: string;
    readonly policies: string;
    readonly answers: string;
    readonly workflow: string;
    readonly hooks: string;
    readonly editor: string;
  };
  readonly work: string;
  readonly install: string;
  readonly schemas: string;
}

export interface CommentWords {
  readonly questionnaire: string;
  readonly rubric: string;
  readonly measures: string;
  readonly cases: string;
  readonly policy: string;
  readonly answers: string;
  readonly install: string;
  readonly history: string;
  readonly warnings: string;
  readonly scanning: string;
  readonly hooks: string;
}

export interface RefusalWords {
  notEmpty(folder: string): string;
  readonly notEmptyNext: string;
  notAFolder(folder: string): string;
  badId(id: string): string;
  readonly badIdNext: string;
  readonly emptyTitle: string;
  unseenInTitle(characters: string): string;
}

import type { Fact, Options, Question, Questionnaire, RenamedFrom } from '../model/generated/types.ts';
import type { Path, Report } from '../model/problem.ts';

/** Something that may have had other ids before. */
interface Renamed {
  readonly id: string;
  readonly renamedFrom?: RenamedFrom | undefined;
}

interface Placed {
  readonly one: Renamed;
  readonly file: string;
  readonly at: Path;
}

/** The documents that name what is asked, each with its file. */
interface Asking {
  readonly questionnaire: { readonly file: string; readonly document: Questionnaire };
  readonly facts?: readonly { readonly file: string; readonly document: readonly Fact[] }[];
}

/** The ids that something had in earlier versions. */
export function formerIds({ renamedFrom = [] }: Pick<Renamed, 'renamedFrom'>): readonly string[] {
  return typeof renamedFrom === 'string' ? [renamedFrom] : renamedFrom;
}

/**
 * Reports earlier ids that are still in use or that two things claim: nobody could say where an old answer belongs.
 * Facts and questions share their ids; the rows of a matrix and the options of a list have each their own.
 */
export function checkRenames(sources: Asking, report: Report): void {
  const { file, document } = sources.questionnaire;
  const facts = [{ file, document: document.facts ?? [] }, ...(sources.facts ?? [])].flatMap((source) =>
    source.document.map((one, i) => ({ one, file: source.file, at: ['facts', i] })),
  );
  const questions = document.sections.flatMap((section, s) =>
    section.questions.map((one, q) => ({ one, file, at: ['sections', s, 'questions', q] })),
  );
  checkGroup([...facts, ...questions], report);
  for (const { one, at } of questions) {
    checkGroup(place(one.rows ?? [], file, [...at, 'rows']), report);
    checkOptions(one.each?.options, file, [...at, 'each', 'options'], report);
  }
  for (const asked of [...facts, ...questions] as (Placed & { readonly one: Fact | Question })[]) {
    checkOptions(asked.one.options, asked.file, [...asked.at, 'options'], report);
  }
  for (const [name, set] of Object.entries(document.optionSets ?? {})) {
    checkOptions(set, file, ['optionSets', name], report);
  }
}

function checkOptions(options: Options | undefined, file: string, at: Path, report: Report): void {
  // The name of an option set: the set itself is looked at once.
  if (options === undefined || typeof options === 'string') return;
  const listed = options.map((option): Renamed => (typeof option === 'string' ? { id: option } : option));
  checkGroup(place(listed, file, at), report);
}

function place(list: readonly Renamed[], file: string, at: Path): Placed[] {
  return list.map((one, i) => ({ one, file, at: [...at, i] }));
}

function checkGroup(group: readonly Placed[], report: Report): void {
  const inUse = new Set(group.map(({ one }) => one.id.toLowerCase()));
  const claimed = new Map<string, string>();
  for (const { one, file, at } of group) {
    formerIds(one).forEach((found, i) => {
      const key = found.toLowerCase();
      const owner = claimed.get(key);
      const wanted = inUse.has(key) ? 'still in use' : owner === undefined ? undefined : `claimed by ${owner} as well`;
      claimed.set(key, owner ?? JSON.stringify(one.id));
      if (wanted === undefined) return;
      const last = typeof one.renamedFrom === 'string' ? ['renamedFrom'] : ['renamedFrom', i];
      report({ code: 'M228', file, at: [...at, ...last], on: 'value', details: { found, name: one.id, wanted } });
    });
  }
}

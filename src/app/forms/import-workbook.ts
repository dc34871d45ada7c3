// Turns a workbook of questions into the files of a pack, and lists every guess.

import { basename, extname, resolve } from 'node:path';
import { LANGUAGES, type Language, type Messages, type ProgrammeWords } from '../../i18n/index.ts';
import { Refusal } from '../../model/index.ts';
import { sanitizeLine } from '../../report/index.ts';
import { readWorkbookSheets, type WorkbookSheets } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { quoteWord } from '../console.ts';
import { refuseTableProblems } from '../open-table.ts';
import { isProgrammeWorkbook } from '../programmes/programme-tables.ts';
import { loadSpokenWords } from '../programmes/read-programme.ts';
import { importTables } from './import-table.ts';
import { importXlsform, isXlsform } from './imported-xlsform.ts';
import {
  type DraftItem,
  type DraftSection,
  draftQuestionnaire,
  draftRubric,
  lacksStatedPoints,
  type PackDraft,
  pointsRiseFromLast,
  type Remark,
} from './pack-draft.ts';

/** A pack drafted from a workbook. */
export interface ImportedPack {
  readonly title: string;
  /** Returns the contents of the pack's files. */
  files(head: { readonly id: string; readonly title: string }): {
    readonly questionnaire: string;
    readonly rubric: string;
  };
  /** Remarks on guesses and on what was left out. */
  readonly remarks: readonly string[];
}

/**
 * Reads a workbook: an XLSForm or a table of questions. Throws a `Refusal` that names sheet and cell if something
 * cannot be read.
 */
export async function importWorkbook(
  world: World,
  path: string,
  language: Language,
  messages: Messages,
): Promise<ImportedPack> {
  const draft = await refuseTableProblems(path, messages, async () => {
    const book = await readWorkbookSheets(resolve(world.cwd, path));
    await refuseProgramme(book, path, language);
    try {
      const draft = isXlsform(book.sheets)
        ? importXlsform(book, language, messages)
        : importTables(book, language, messages);
      return completeDraft(draft, messages);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const lines = error.message.split('\n').map((line) => messages.numbers.labelled(path, sanitizeLine(line)));
      throw new Refusal(3, lines.join('\n'), error.next);
    }
  });
  const name = basename(path);
  const [first = language] = draft.languages;
  return {
    title: Object.values(draft.title ?? {})[0] ?? basename(path, extname(path)),
    files({ id, title }) {
      const words = draft.title && Object.values(draft.title)[0] === title ? draft.title : { [first]: title };
      const { comments, pack } = messages.init;
      const head = { id, title: words, source: name, comments, total: pack.total, level: pack.level };
      return { questionnaire: draftQuestionnaire(draft, head), rubric: draftRubric(draft, head) };
    },
    remarks: describeRemarks(draft.remarks, messages),
  };
}

/** Refuses the workbook of a funding programme, which another command reads. */
async function refuseProgramme(book: WorkbookSheets, path: string, language: Language): Promise<void> {
  const spoken = await loadSpokenWords();
  if (!isProgrammeWorkbook(book, spoken)) return;
  const { refusals } = spoken[LANGUAGES.indexOf(language)] as ProgrammeWords;
  const command = `matura programme ${quoteWord(path)} -o ${quoteWord(`${basename(path, extname(path))}.yaml`)}`;
  throw new Refusal(3, refusals.isProgramme({ path }), refusals.isProgrammeNext({ command }));
}

/** Ids of facts that can serve as the key; the first such fact in the workbook is used. */
const KEY_PATTERNS = [
  /^(uscc|credit.?code)$/i,
  /^(registration|tax|company|enterprise).?(number|code|id|no)$/i,
  /^registration$/i,
  /^(key|number|code)$/i,
  /^(company|enterprise|firm)?_?-?name$/i,
];

/** Adds the facts that every pack must have, including a key. */
function completeDraft(draft: PackDraft, messages: Messages): PackDraft {
  const { from, pack } = messages.init;
  const remarks: Remark[] = [...draft.remarks];
  const [first, ...others] = draft.sections;
  const isOfFacts =
    first !== undefined && others.length > 0 && draft.facts.length === 0 && findKey(first.items) !== undefined;
  const facts = (isOfFacts ? first.items : draft.facts).map(toFact);
  const sections = (isOfFacts ? others : draft.sections).map(
    (section): DraftSection => ({ ...section, items: section.items.map(toQuestion) }),
  );
  if (facts.length > 0) remarks.push({ code: 'facts', what: facts.map(({ id }) => id) });
  const key = findKey(facts);
  if (key) remarks.push({ code: 'key', what: [key.id] });
  const takenIds = new Set(
    [...facts, ...sections, ...sections.flatMap(({ items }) => items)].map(({ id }) => id.toLowerCase()),
  );
  const addedId =
    ['name', 'enterprise', 'enterprise-name', 'key-of-enterprise'].find((id) => !takenIds.has(id)) ?? 'name_1';
  if (!key) remarks.push({ code: 'keyAdded', what: [addedId] });
  const text = Object.fromEntries(draft.languages.map((language) => [language, pack.name]));
  const factsWithKey: DraftItem[] = key
    ? facts.map((fact) => (fact === key ? { ...fact, key: true, required: true } : fact))
    : [{ id: addedId, type: 'text', key: true, required: true, text, options: [] }, ...facts];
  const questions = sections.flatMap(({ items }) => items);
  if (!questions.some(({ type }) => ['single', 'multiple', 'boolean', 'scale'].includes(type)))
    throw new Refusal(3, from.nothingScored);
  const unpointedQuestions = questions.filter(lacksStatedPoints);
  const countedFromLast = unpointedQuestions.filter(pointsRiseFromLast).map(({ id }) => id);
  const countedFromFirst = unpointedQuestions.filter((question) => !pointsRiseFromLast(question)).map(({ id }) => id);
  if (countedFromFirst.length > 0) remarks.push({ code: 'points', what: countedFromFirst });
  if (countedFromLast.length > 0) remarks.push({ code: 'pointsFromLast', what: countedFromLast });
  const exclusiveOptions = questions.flatMap(({ id, options }) =>
    options.flatMap((option) => (option.exclusive ? [`${id} ${option.id}`] : [])),
  );
  if (exclusiveOptions.length > 0) remarks.push({ code: 'exclusive', what: exclusiveOptions });
  return { ...draft, facts: factsWithKey, sections, remarks };
}

function findKey(items: readonly DraftItem[]): DraftItem | undefined {
  for (const pattern of KEY_PATTERNS) {
    const keyItem = items.find(({ id, type }) => (type === 'text' || isRegisterType(type)) && pattern.test(id));
    if (keyItem) return keyItem;
  }
  return undefined;
}

/**
 * Turns an item into a fact. A scale becomes a whole number; `exclusive` is removed from options where only one can be
 * chosen anyway.
 */
function toFact(item: DraftItem): DraftItem {
  return removeExclusive(item.type === 'scale' ? { ...item, type: 'integer' } : item);
}

/**
 * Turns an item into a question. Questions are never required, because an unanswered one still gives a range of scores.
 */
function toQuestion({ required: _, ...item }: DraftItem): DraftItem {
  // Only facts can be numbers in registers.
  return removeExclusive(isRegisterType(item.type) ? { ...item, type: 'text' } : item);
}

function isRegisterType(type: DraftItem['type']): boolean {
  return type === 'uscc' || type === 'register';
}

/** Removes `exclusive` from the options of items that allow only one choice anyway. */
function removeExclusive(item: DraftItem): DraftItem {
  if (item.type === 'multiple') return item;
  return { ...item, options: item.options.map(({ exclusive: _, ...option }) => option) };
}

function describeRemarks(remarks: readonly Remark[], { init: { from }, numbers }: Messages): string[] {
  if (remarks.length === 0) return [];
  const lines = remarks.map((remark) => {
    const { code } = remark;
    if (code === 'condition' || code === 'limit' || code === 'leftOut')
      return from.remarks[code]({ name: remark.what[0], what: remark.what[1] });
    return from.remarks[code]({ names: numbers.list([...remark.what]) });
  });
  return [from.guessed, ...lines.map((line) => `  ${sanitizeLine(line)}`)];
}

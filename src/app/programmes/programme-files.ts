// Converts between the file of a funding programme and its workbook.

import { basename, resolve } from 'node:path';
import { type Messages, type ProgrammeWords, problemInWords } from '../../i18n/index.ts';
import { PROBLEMS, type Problem, Refusal } from '../../model/index.ts';
import { formatDisplayPath, loadPolicy, POLICIES_FOLDER } from '../../pack/index.ts';
import { type ProblemWords, sanitizeLine } from '../../report/index.ts';
import {
  type FormCell,
  type FormSheet,
  loadFormWriter,
  readWorkbookSheets,
  type SheetRows,
  type WorkbookSheets,
} from '../../table/index.ts';
import type { World } from '../../world.ts';
import { checkPacks } from '../check-packs.ts';
import { formatCellName } from '../forms/workbook-places.ts';
import { refuseTableProblems } from '../open-table.ts';
import { isEqualJson, isObject } from './funding-terms.ts';
import { type Json, MAX_CELL_CHARS } from './programme-cells.ts';
import { planProgrammeSheets } from './programme-workbook.ts';
import { writeProgrammeYaml } from './programme-yaml.ts';
import { loadSpokenWords, type ProgrammeDraft, readProgramme } from './read-programme.ts';

/** The words used in messages about a conversion. */
export interface ProgrammeSpeech {
  readonly words: ProgrammeWords;
  readonly messages: Messages;
  readonly problems: ProblemWords;
}

/** The outcome of a conversion, with remarks for people, one on each line. */
interface Converted<Content> {
  readonly content: Content;
  readonly remarks: readonly string[];
}

/** Writes an empty workbook for a funding programme, with an example. */
export async function writeBlankProgramme({ words }: ProgrammeSpeech): Promise<Uint8Array> {
  const { writeFormWorkbook } = await loadFormWriter();
  return writeFormWorkbook(planProgrammeSheets(undefined, words).sheets, words.sheets.lists);
}

/**
 * Writes a funding programme, given by its id or path, as a workbook. Throws a `Refusal` unless the workbook gives back
 * the same programme.
 */
export async function writeProgrammeWorkbook(
  world: World,
  idOrPath: string,
  packs: readonly string[],
  speech: ProgrammeSpeech,
): Promise<Converted<Uint8Array>> {
  const { words, messages } = speech;
  const loadedPolicy = await loadPolicy(world, idOrPath, { packs });
  const [opened] = loadedPolicy.files;
  if (!opened?.document) throw refuseFindings(loadedPolicy.problems, undefined, speech);
  const document = toJson(opened.document);
  const { sheets, kept, tooLong } = planProgrammeSheets(document, words);
  const [long] = tooLong;
  if (long) {
    const namedCell = { name: long.place, count: String(long.length), most: String(MAX_CELL_CHARS) };
    throw new Refusal(3, words.refusals.tooLong(namedCell));
  }
  const draftReadBack = await readProgramme(readBack(sheets), { spoken: await loadSpokenWords(), words, messages });
  if (!isEqualJson(draftReadBack.document, document))
    throw new Refusal(3, words.refusals.notSame({ name: findDifference(draftReadBack.document, document) }));
  const { writeFormWorkbook } = await loadFormWriter();
  const hasComments = /^\s*#|\s#\s/m.test(opened.source.text);
  return {
    content: writeFormWorkbook(sheets, words.sheets.lists),
    remarks: [
      ...(kept.length === 0 ? [] : [words.remarks.kept({ sheet: words.sheets.further, names: [...kept] })]),
      ...(hasComments ? [words.remarks.comments] : []),
    ],
  };
}

/** Converts a document to plain JSON. */
function toJson(document: object): Json {
  return JSON.parse(JSON.stringify(document)) as Json;
}

/** Returns the path of the first difference between two documents, separated by slashes. */
function findDifference(one: Json, other: Json): string {
  if (!isObject(one) || !isObject(other)) return '';
  const key = [...Object.keys(other), ...Object.keys(one)].find(
    (name) => !isEqualJson(one[name] ?? null, other[name] ?? null),
  );
  const innerPath = key === undefined ? '' : findDifference(one[key] ?? null, other[key] ?? null);
  return [key, innerPath].filter(Boolean).join('/');
}

/** Returns the sheets as they would be read from a workbook, to prove that nothing is lost. */
function readBack(sheets: readonly FormSheet[]): WorkbookSheets {
  return {
    hidden: [],
    sheets: sheets.map(({ name, columns, rows }): SheetRows => {
      const texts = [columns.map(({ heading }) => heading), ...rows.map((cells) => cells.map(textOfCell))];
      return { name, rows: texts, merges: [], hidden: { rows: [], columns: [] }, formats: new Map() };
    }),
  };
}

/** Returns the text that the reader of workbooks gives for a cell. */
function textOfCell(cell: FormCell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return protectDecimals(cell);
  return 'day' in cell ? cell.day : `${protectDecimals(Number((cell.share * 100).toPrecision(15)))}%`;
}

/** Appends a zero to a number with three decimals, which could be taken for thousands: 1.234 becomes 1.2340. */
function protectDecimals(number: number): string {
  const text = String(number);
  return /^\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text;
}

/**
 * Reads the workbook of a funding programme, runs the same checks as for a file, and returns the text of its file.
 * Throws a `Refusal` that names every cell with an error. `output` is the path of the file to write; the checks include
 * the funding programmes and packs in its folder.
 */
export async function readProgrammeWorkbook(
  world: World,
  path: string,
  {
    packs,
    asOf,
    output,
  }: { readonly packs: readonly string[]; readonly asOf: string; readonly output: string | undefined },
  speech: ProgrammeSpeech,
): Promise<Converted<string>> {
  const { words, messages } = speech;
  const spoken = await loadSpokenWords();
  const draft = await refuseTableProblems(path, messages, async () => {
    const book = await readWorkbookSheets(resolve(world.cwd, path));
    return labelFaults(path, messages, () => readProgramme(book, { spoken, words, messages }));
  });
  const content = writeProgrammeYaml(draft.document, words.remarks.made({ name: basename(path) }));
  const fullPath = resolve(world.cwd, output ?? `${POLICIES_FOLDER}/${basename(path)}.yaml`);
  const problems = await checkText({ ...world, unsaved: new Map([[fullPath, content]]) }, fullPath, { packs, asOf });
  const errors = problems.filter(({ code }) => PROBLEMS[code].severity === 'error');
  if (errors.length > 0) throw refuseFindings(errors, { path, draft }, speech);
  const findings = [...new Set(problems.map((problem) => describe(problem, { path, draft }, speech)))];
  return {
    content,
    remarks: [
      ...draft.remarks,
      ...(findings.length === 0 ? [] : [words.remarks.findings, ...findings.map((line) => `  ${line}`)]),
    ].map((line) => sanitizeLine(line)),
  };
}

/** Adds the name of the workbook to each line of a refusal that `read` throws. */
async function labelFaults<T>(path: string, messages: Messages, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const lines = error.message.split('\n').map((line) => messages.numbers.labelled(path, sanitizeLine(line)));
    throw new Refusal(3, lines.join('\n'), error.next);
  }
}

/** Checks the text of a funding programme that is not written yet; returns only the problems of this file. */
async function checkText(
  world: World,
  path: string,
  { packs, asOf }: { readonly packs: readonly string[]; readonly asOf: string },
): Promise<readonly Problem[]> {
  const policy = { id: '', path, bundled: false };
  const { problems } = await checkPacks(world, [{ packs: [], policies: [policy], documents: [] }], {
    folders: packs,
    asOf,
  });
  return problems.filter(({ file }) => file === formatDisplayPath(world, path));
}

interface CheckedWorkbook {
  readonly path: string;
  readonly draft: ProgrammeDraft;
}

function refuseFindings(
  problems: readonly Problem[],
  workbook: CheckedWorkbook | undefined,
  speech: ProgrammeSpeech,
): Refusal {
  return new Refusal(
    3,
    [...new Set(problems.map((problem) => sanitizeLine(describe(problem, workbook, speech))))].join('\n'),
  );
}

/** Describes a problem, with the cell that the wrong value was read from. */
function describe(
  problem: Problem,
  workbook: CheckedWorkbook | undefined,
  { messages, problems }: ProgrammeSpeech,
): string {
  const reason = `${problemInWords(problem, problems)} (${problem.code})`;
  const cellPlace = workbook && 'length' in problem.at ? workbook.draft.placeOf(problem.at) : undefined;
  if (!workbook || !cellPlace) return messages.numbers.labelled(workbook?.path ?? problem.file, reason);
  const { sheet, heading } = cellPlace;
  const headed = heading === undefined ? reason : messages.numbers.labelled(heading, reason);
  return messages.numbers.labelled(
    workbook.path,
    messages.init.from.at({ sheet, cell: formatCellName(cellPlace), why: headed }),
  );
}

/** Whether a file name has the ending of a workbook. */
export function isWorkbookName(path: string): boolean {
  return /\.xlsx$/i.test(path);
}

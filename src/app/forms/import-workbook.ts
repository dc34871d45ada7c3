// A workbook of questions as the files of a pack, with all that was guessed.

import { basename, extname, resolve } from 'node:path';
import type { Messages } from '../../i18n/index.ts';
import { normaliseSpelling, Refusal } from '../../model/index.ts';
import { sanitizeLine } from '../../report/index.ts';
import { readWorkbookSheets, type SheetRows } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { withTableRefusals } from '../open-table.ts';
import { importXlsform, isXlsform } from './imported-xlsform.ts';
import {
  type DraftItem,
  type DraftOption,
  type DraftSection,
  type DraftType,
  draftQuestionnaire,
  draftRubric,
  type PackDraft,
  type Remark,
} from './pack-draft.ts';
import {
  createIds,
  type PlacedRow,
  placedRows,
  readPoints,
  readWord,
  refuseCell,
  saysNone,
} from './workbook-places.ts';

const HEADINGS = {
  section: [
    'section',
    'area',
    'dimension',
    'category',
    '板块',
    '部分',
    '维度',
    '类别',
    '一级指标',
    'abschnitt',
    'bereich',
    'kategorie',
  ],
  question: [
    'question',
    'questions',
    'item',
    'indicator',
    '题目',
    '问题',
    '题干',
    '指标',
    'frage',
    'fragen',
    'indikator',
  ],
  type: ['type', 'kind', '类型', '题型', 'typ', 'art', 'fragetyp'],
  options: ['options', 'option', 'answers', 'choices', '选项', '答案', '备选项', 'optionen', 'antworten', 'antwort'],
  points: ['points', 'point', 'score', 'scores', '分值', '分数', '得分', 'punkte', 'punktzahl'],
  id: ['id', 'code', 'no', 'number', '编号', '题号', '序号', 'nr', 'nummer'],
  help: ['help', 'hint', 'note', 'remark', '说明', '提示', '备注', 'hilfe', 'hinweis'],
} as const;

type Column = keyof typeof HEADINGS;

const TYPES: ReadonlyMap<string, DraftType> = new Map(
  (
    [
      ['single', ['single', 'single choice', 'radio', 'select one', '单选', '单选题', 'einfachauswahl', 'eine']],
      [
        'multiple',
        ['multiple', 'multiple choice', 'checkbox', 'select multiple', '多选', '多选题', 'mehrfachauswahl', 'mehrere'],
      ],
      ['boolean', ['boolean', 'yes/no', 'yes no', '是非', '是非题', '判断', '判断题', '是否', 'ja/nein', 'ja nein']],
      ['scale', ['scale', 'rating', 'likert', '量表', '量表题', '评分', 'skala', 'bewertung']],
      ['integer', ['integer', 'whole number', 'count', '整数', 'ganzzahl', 'anzahl']],
      ['decimal', ['decimal', 'number', 'numeric', '数字', '数值', '小数', 'zahl']],
      ['percent', ['percent', 'percentage', '百分比', 'prozent']],
      ['date', ['date', 'day', '日期', 'datum']],
      ['text', ['text', 'open', 'free text', '填空', '填空题', '文字', '文本', 'freitext']],
    ] as const
  ).flatMap(([type, words]) => words.map((word) => [word, type] as const)),
);

/** Headings stand among the first rows: titles may be above them. */
const FIRST_ROWS = 20;

/** The sheet and row in which the headings stand. */
function findHeadings(
  sheets: readonly SheetRows[],
): { sheet: SheetRows; row: number; columns: readonly (Column | '')[] } | undefined {
  for (const sheet of sheets) {
    for (const [row, cells] of sheet.rows.slice(0, FIRST_ROWS).entries()) {
      const columns = cells.map(columnOf).map((column, i, all) => (all.indexOf(column) === i ? column : ''));
      if (columns.includes('question') && (columns.includes('options') || columns.includes('type')))
        return { sheet, row, columns };
    }
  }
  return undefined;
}

function columnOf(heading: string): Column | '' {
  const plain = normaliseSpelling(heading)
    .replace(/[*:：]+$/, '')
    .trim();
  return (
    (Object.keys(HEADINGS) as Column[]).find((column) => (HEADINGS[column] as readonly string[]).includes(plain)) ?? ''
  );
}

/** A question while its rows are read: options may stand in rows of their own below it. */
interface OpenQuestion {
  readonly row: PlacedRow;
  readonly rows: PlacedRow[];
  readonly section: string;
}

/** A draft of a table of questions. Refuses a workbook without its headings, and cells that cannot be read, with their place. */
function importTable(sheets: readonly SheetRows[], language: string, messages: Messages): PackDraft {
  const { from } = messages.init;
  const found = findHeadings(sheets);
  if (!found)
    throw new Refusal(
      3,
      from.noHeadings(sheets.map(({ name }) => name).join(', '), 'Section, Question, Type, Options, Points'),
      from.noHeadingsNext,
    );
  const open: OpenQuestion[] = [];
  let section = '';
  for (const row of placedRows(found.sheet, found.row, found.columns)) {
    if (row.at('section') !== '') section = row.at('section');
    if (row.at('question') !== '') open.push({ row, rows: [row], section });
    else if (row.at('options') !== '' || row.at('points') !== '') {
      const last = open.at(-1);
      if (!last) throw refuseCell(messages, row.place('options'), from.noQuestion);
      last.rows.push(row);
    }
  }
  if (open.length === 0) throw new Refusal(3, from.noQuestions);
  const remarks: Remark[] = [];
  const ids = createIds(messages);
  const guessed: string[] = [];
  const questions = open.map((question, i) => {
    const id = ids.take(
      question.row.at('id') === '' ? nextId(i, ids.isTaken) : question.row.at('id'),
      question.row.place('id'),
    );
    return { section: question.section, item: readQuestion(question, id) };
  });

  function readQuestion({ row, rows }: OpenQuestion, id: string): DraftItem {
    const word = row.at('type');
    const stated = word === '' ? undefined : readWord(messages, TYPES, word, row.place('type'));
    const range = rangeIn(row.at('options'));
    const options = stated === 'scale' && range ? [] : readOptions(rows, language, messages);
    const guess = stated ?? guessType(row.at('question'), options, range !== undefined);
    // The steps of a scale that are listed are options with words.
    const type = guess === 'scale' && options.length > 0 && !range ? 'single' : guess;
    if (stated === undefined) guessed.push(`${id} (${type})`);
    if ((type === 'single' || type === 'multiple') && options.length === 0)
      throw refuseCell(messages, row.place('options'), from.noOptions(id));
    const text = { [language]: row.at('question') };
    const isChoice = type === 'single' || type === 'multiple';
    return {
      id,
      type,
      text,
      ...(row.at('help') === '' ? {} : { help: { [language]: row.at('help') } }),
      ...(type === 'scale' ? (range ?? FIVE_STEPS) : {}),
      options: isChoice
        ? options.map((option) =>
            type === 'multiple' && saysNone(option.text) ? { ...option, exclusive: true } : option,
          )
        : [],
    };
  }

  if (guessed.length > 0) remarks.push({ code: 'type', what: guessed });
  const titles = [...new Set(questions.map((question) => question.section))];
  const sections = titles.map(
    (title, i): DraftSection => ({
      id: nextSection(i, ids.isTaken),
      title: { [language]: title === '' ? found.sheet.name : title },
      items: questions.filter((question) => question.section === title).map(({ item }) => item),
    }),
  );
  return { title: null, languages: [language], facts: [], sections, remarks };
}

function nextId(i: number, isTaken: (id: string) => boolean): string {
  let number = i + 1;
  while (isTaken(`Q${number}`)) number++;
  return `Q${number}`;
}

function nextSection(i: number, isTaken: (id: string) => boolean): string {
  let id = `part${i + 1}`;
  while (isTaken(id)) id = `${id}-`;
  return id;
}

/** `0-3` or `1 … 5`. */
function rangeIn(text: string): { minimum: number; maximum: number } | undefined {
  const [, low, high] =
    /^(\d{1,2})\s*(?:-|–|—|~|～|\.\.\.?|…|to|bis|至|到)\s*(\d{1,2})$/.exec(text.normalize('NFC').trim()) ?? [];
  return low !== undefined && Number(high) > Number(low) ? { minimum: Number(low), maximum: Number(high) } : undefined;
}

/** A scale whose ends nobody says. */
const FIVE_STEPS = { minimum: 1, maximum: 5 };

/** What ends an option in a cell that holds several; a sign that stands within options parts none of them. */
const BETWEEN = /\n|[;；|｜┋]/;

/** Options of one cell, or of one row each; points beside them, likewise. */
function readOptions(rows: readonly PlacedRow[], language: string, messages: Messages): DraftOption[] {
  const { from } = messages.init;
  const listed = rows.flatMap((row) => {
    const texts = parts(row.at('options'));
    const points = texts.length === 1 ? [row.at('points')] : parts(row.at('points'));
    if (points.length > 1 && points.length !== texts.length) {
      throw refuseCell(
        messages,
        row.place('points'),
        from.pointsForOptions(String(points.length), String(texts.length)),
      );
    }
    return texts.map((text, i) => ({
      text,
      points: readPoints(messages, points[i] ?? '', row.place('points')),
      place: row.place('options'),
    }));
  });
  const marked = listed.map(({ text }) => /^([A-Z]|\d{1,2})\s*[.、):：]\s*(\S.*)$/s.exec(text.normalize('NFC')));
  // Letters or numbers before the options are their ids where all have one.
  const isMarked = listed.length > 0 && marked.every((match) => match !== null);
  const ids = createIds(messages);
  return listed.map(({ text, points, place }, i) => ({
    id: ids.take(isMarked ? (marked[i]?.[1] as string) : letterOf(i), place),
    text: { [language]: isMarked ? (marked[i]?.[2] as string) : text },
    ...(points === undefined ? {} : { points }),
  }));
}

function parts(cell: string): string[] {
  return cell
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function letterOf(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : `O${i + 1}`;
}

const SEVERAL = /多选|multiple|select all|all that apply|mehrere|mehrfach/i;

function guessType(question: string, options: readonly DraftOption[], isRange: boolean): DraftType {
  if (isRange) return 'scale';
  if (options.length === 0) return 'text';
  return SEVERAL.test(question) ? 'multiple' : 'single';
}

/** The files of a pack from a workbook. */
export interface ImportedPack {
  readonly title: string;
  /** Makes the texts of its files. */
  files(head: { readonly id: string; readonly title: string }): {
    readonly questionnaire: string;
    readonly rubric: string;
  };
  /** Lines about what was guessed and left out. */
  readonly remarks: readonly string[];
}

/** Reads a workbook, an XLSForm or a table of questions; what cannot be read is a `Refusal` that names sheet and cell. */
export async function importWorkbook(
  world: World,
  path: string,
  language: string,
  messages: Messages,
): Promise<ImportedPack> {
  const draft = await withTableRefusals(path, messages, async () => {
    const sheets = await readWorkbookSheets(resolve(world.cwd, path));
    try {
      return complete(
        isXlsform(sheets) ? importXlsform(sheets, language, messages) : importTable(sheets, language, messages),
        messages,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(3, messages.numbers.labelled(path, sanitizeLine(error.message)), error.next);
    }
  });
  const name = basename(path);
  const [first = language] = draft.languages;
  return {
    title: Object.values(draft.title ?? {})[0] ?? basename(path, extname(path)),
    files({ id, title }) {
      const words = draft.title && Object.values(draft.title)[0] === title ? draft.title : { [first]: title };
      const { comments, pack } = messages.init;
      const head = { id, title: words, source: name, comments, total: pack.total };
      return { questionnaire: draftQuestionnaire(draft, head), rubric: draftRubric(draft, head) };
    },
    remarks: remarksOn(draft.remarks, messages),
  };
}

/** What tells enterprises apart, by its id; the first of these that is there. */
const KEYS = [
  /^(uscc|credit.?code)$/i,
  /^(registration|tax|company|enterprise).?(number|code|id|no)$/i,
  /^registration$/i,
  /^(key|number|code)$/i,
  /^(company|enterprise|firm)?_?-?name$/i,
];

/** Adds what every pack has: facts, one of which tells enterprises apart. */
function complete(draft: PackDraft, messages: Messages): PackDraft {
  const { from, pack } = messages.init;
  const remarks: Remark[] = [...draft.remarks];
  const [first, ...others] = draft.sections;
  const isOfFacts =
    first !== undefined && others.length > 0 && draft.facts.length === 0 && findKey(first.items) !== undefined;
  const facts = (isOfFacts ? first.items : draft.facts).map(asFact);
  const sections = (isOfFacts ? others : draft.sections).map(
    (section): DraftSection => ({ ...section, items: section.items.map(asQuestion) }),
  );
  if (facts.length > 0) remarks.push({ code: 'facts', what: facts.map(({ id }) => id) });
  const key = findKey(facts);
  if (key) remarks.push({ code: 'key', what: [key.id] });
  const taken = new Set(
    [...facts, ...sections, ...sections.flatMap(({ items }) => items)].map(({ id }) => id.toLowerCase()),
  );
  const added = ['name', 'enterprise', 'enterprise-name', 'key-of-enterprise'].find((id) => !taken.has(id)) ?? 'name_1';
  if (!key) remarks.push({ code: 'keyAdded', what: [added] });
  const text = Object.fromEntries(draft.languages.map((language) => [language, pack.name]));
  const own: DraftItem[] = key
    ? facts.map((fact) => (fact === key ? { ...fact, key: true, required: true } : fact))
    : [{ id: added, type: 'text', key: true, required: true, text, options: [] }, ...facts];
  const questions = sections.flatMap(({ items }) => items);
  if (!questions.some(({ type }) => ['single', 'multiple', 'boolean', 'scale'].includes(type)))
    throw new Refusal(3, from.nothingScored);
  const unpointed = questions.filter(
    ({ options }) => options.length > 0 && options.every(({ points }) => points === undefined),
  );
  if (unpointed.length > 0) remarks.push({ code: 'points', what: unpointed.map(({ id }) => id) });
  const alone = questions.flatMap(({ id, options }) =>
    options.flatMap((option) => (option.exclusive ? [`${id} ${option.id}`] : [])),
  );
  if (alone.length > 0) remarks.push({ code: 'exclusive', what: alone });
  return { ...draft, facts: own, sections, remarks };
}

function findKey(items: readonly DraftItem[]): DraftItem | undefined {
  for (const pattern of KEYS) {
    const found = items.find(({ id, type }) => (type === 'text' || type === 'uscc') && pattern.test(id));
    if (found) return found;
  }
  return undefined;
}

/** A fact is no scale; its options are not counted. */
function asFact(item: DraftItem): DraftItem {
  return withoutAlone(item.type === 'scale' ? { ...item, type: 'integer' } : item);
}

/** Of questions none is required: what is open has bounds. */
function asQuestion({ required: _, ...item }: DraftItem): DraftItem {
  // Credit codes are facts alone.
  return withoutAlone(item.type === 'uscc' ? { ...item, type: 'text' } : item);
}

/** One of one option is always alone. */
function withoutAlone(item: DraftItem): DraftItem {
  if (item.type === 'multiple') return item;
  return { ...item, options: item.options.map(({ exclusive: _, ...option }) => option) };
}

function remarksOn(remarks: readonly Remark[], { init: { from }, numbers }: Messages): string[] {
  if (remarks.length === 0) return [];
  const lines = remarks.map((remark) => {
    switch (remark.code) {
      case 'condition':
      case 'limit':
      case 'leftOut':
        return from.remarks[remark.code](...remark.what);
      default:
        return from.remarks[remark.code](numbers.list([...remark.what]));
    }
  });
  return [from.guessed, ...lines.map((line) => `  ${sanitizeLine(line)}`)];
}

// An XLSForm workbook as the draft of a pack.

import type { Messages } from '../../i18n/index.ts';
import { Refusal, USCC_ALPHABET } from '../../model/index.ts';
import type { SheetRows } from '../../table/index.ts';
import type { DraftItem, DraftOption, DraftSection, DraftType, PackDraft, Remark, Words } from './pack-draft.ts';
import { createIds, type PlacedRow, placedRows, readPoints, refuseCell, saysNone } from './workbook-places.ts';
import { choiceLimitsIn, conditionIn, limitsIn } from './xlsform-expressions.ts';

/** Whether a workbook is an XLSForm, by the names of its sheets. */
export function isXlsform(sheets: readonly SheetRows[]): boolean {
  return (
    ['survey', 'choices'].every((name) => findSheet(sheets, name)) ||
    (findSheet(sheets, 'survey')?.rows[0] ?? []).includes('type')
  );
}

function findSheet(sheets: readonly SheetRows[], name: string): SheetRows | undefined {
  return sheets.find((sheet) => sheet.name.trim().toLowerCase() === name);
}

const TYPES: Readonly<Record<string, DraftType>> = {
  select_one: 'single',
  select_multiple: 'multiple',
  integer: 'integer',
  int: 'integer',
  decimal: 'decimal',
  range: 'scale',
  date: 'date',
  text: 'text',
  string: 'text',
};

/** The longest scale that a range becomes. */
const LONGEST_SCALE = 20;

/** A draft of what an XLSForm asks; what has no place in a pack is remarked. Refuses what is no XLSForm, with the cell. */
export function importXlsform(sheets: readonly SheetRows[], language: string, messages: Messages): PackDraft {
  const { from } = messages.init;
  const survey = readTable(findSheet(sheets, 'survey'));
  if (!survey.headings.includes('type') || !survey.headings.includes('name')) {
    throw new Refusal(3, from.noHeadings('survey', 'type, name'));
  }
  const settings = readTable(findSheet(sheets, 'settings'));
  const speech = createSpeech(survey.headings, settings.rows[0]?.at('default_language') ?? '', language);
  const remarks: Remark[] = [];
  const lists = readChoices(findSheet(sheets, 'choices'), speech, messages);
  const ids = createIds(messages);
  const joined = joinedNames(survey.rows);
  const entries: { readonly item: DraftItem; readonly section: number; readonly row: PlacedRow }[] = [];
  const groups: { id: string; title: Words; text?: Words }[] = [];
  const open: string[] = [];
  const leftOut = new Map<string, string[]>();
  const leaveOut = (row: PlacedRow, what: string): void => {
    leftOut.set(what, [...(leftOut.get(what) ?? []), row.at('name') || String(row.number + 1)]);
  };
  for (const row of survey.rows) {
    const [type = '', list = ''] = row.at('type').toLowerCase().startsWith('select')
      ? row.at('type').split(/\s+/)
      : [row.at('type')];
    const word = type.toLowerCase().replaceAll('_', ' ');
    if (word === 'begin group' || word === 'begin repeat') {
      if (word === 'begin repeat') leaveOut(row, row.at('type'));
      // A group within a group belongs to it.
      if (open.length === 0) groups.push({ id: row.at('name'), title: speech.words(row, 'label', row.at('name')) });
      open.push(row.at('name'));
    } else if (word === 'end group' || word === 'end repeat') open.pop();
    else if (row.at('type') === '' || joined.dropped.has(row.at('name'))) continue;
    else if (isOpening(row)) (groups.at(-1) as { text?: Words }).text = speech.words(row, 'label', '');
    else if (TYPES[type.toLowerCase()] === undefined) leaveOut(row, row.at('type'));
    else {
      const item = readItem(row, TYPES[type.toLowerCase()] as DraftType, list);
      if (item) entries.push({ item, section: open.length === 0 ? -1 : groups.length - 1, row });
    }
  }

  /** A note before the first question of a group is what the group says. */
  function isOpening(row: PlacedRow): boolean {
    const group = groups.length - 1;
    const isFirst = open.length === 1 && group >= 0 && !entries.some(({ section }) => section === group);
    return (
      isFirst &&
      row.at('type') === 'note' &&
      row.at('relevant') === '' &&
      groups[group]?.text === undefined &&
      speech.optional(row, 'label') !== undefined
    );
  }

  function readItem(row: PlacedRow, type: DraftType, list: string): DraftItem | undefined {
    const raw = joined.names.get(row.at('name')) ?? row.at('name');
    const id = ids.take(raw.replace(/^_+(?=[A-Za-z0-9])/, ''), row.place('name'));
    const choices = type === 'single' || type === 'multiple' ? lists.get(list) : [];
    if (!choices) throw refuseCell(messages, row.place('type'), from.unknownList(list));
    if (choices.length === 0 && (type === 'single' || type === 'multiple')) {
      throw refuseCell(messages, row.place('type'), from.noOptions(id));
    }
    const stated = choices.filter(({ id: choice }) => STATES.has(choice));
    const options = choices.filter(({ id: choice }) => !STATES.has(choice) && choice !== '[]');
    const ranged = type === 'scale' ? rangeOf(row) : undefined;
    const constraint = row.at('constraint');
    const limits = limitsIn(constraint);
    const chosen = type === 'multiple' ? choiceLimitsIn(constraint) : undefined;
    const isCode = type === 'text' && constraint.includes(USCC_ALPHABET);
    if (constraint !== '' && !limits && !chosen && !isCode)
      remarks.push({ code: 'limit', what: [id, shorten(constraint)] });
    const states = new Set([...stated.map(({ id: state }) => state), ...(joined.states.get(raw) ?? [])]);
    const isNumber = type === 'integer' || type === 'decimal';
    return {
      id,
      ...(isCode ? ({ type: 'uscc' } as const) : typed(type, options, ranged)),
      text: speech.words(row, 'label', id),
      ...maybe('help', speech.optional(row, 'hint')),
      ...(isNumber ? limits : {}),
      ...(chosen?.least === undefined ? {} : { least: chosen.least }),
      ...(chosen?.most === undefined ? {} : { most: chosen.most }),
      ...(states.has('notApplicable') || states.has('n/a') ? { notApplicable: true } : {}),
      ...(/^(yes|true(\(\))?)$/i.test(row.at('required')) ? { required: true } : {}),
      options: typed(type, options, ranged).type === 'boolean' ? [] : withAlone(options, chosen?.alone ?? []),
    };
  }

  const asked = new Map(entries.map(({ item }) => [item.id, item]));
  const nameOf = (name: string): DraftItem | undefined =>
    asked.get((joined.names.get(name) ?? name).replace(/^_+(?=[A-Za-z0-9])/, ''));
  const items = entries.map(({ item, section, row }) => {
    const relevant = row.at('relevant');
    const condition = relevant === '' ? undefined : conditionIn(relevant, nameOf);
    if (relevant !== '' && condition === undefined)
      remarks.push({ code: 'condition', what: [item.id, shorten(relevant)] });
    return { section, item: condition ? { ...item, when: condition } : item };
  });
  const sections = groups.flatMap(({ id, title, text }, i): DraftSection[] => {
    const own = items.filter((one) => one.section === i).map(({ item }) => item);
    return own.length === 0 ? [] : [{ id: freeId(id, ids.isTaken), title, ...maybe('text', text), items: own }];
  });
  for (const [type, names] of leftOut) remarks.push({ code: 'leftOut', what: [type, names.join(', ')] });
  const title = settings.rows[0]?.at('form_title') ?? '';
  return {
    title: title === '' ? null : { [speech.languages[0] as string]: title },
    languages: speech.languages,
    facts: items.filter(({ section }) => section < 0).map(({ item }) => item),
    sections,
    remarks,
  };
}

function withAlone(options: readonly DraftOption[], alone: readonly string[]): readonly DraftOption[] {
  return options.map((option) => (alone.includes(option.id) ? { ...option, exclusive: true } : option));
}

/** As much of an expression as a line holds. */
function shorten(expression: string): string {
  return expression.length <= 100 ? expression : `${expression.slice(0, 100)}…`;
}

/** What Matura itself writes for a state among the choices of an XLSForm. */
const STATES: ReadonlySet<string> = new Set(['unknown', '(unknown)', 'notApplicable', 'n/a']);

function typed(
  type: DraftType,
  options: readonly DraftOption[],
  range: { minimum: number; maximum: number } | undefined,
) {
  if (type === 'scale') return range ? ({ type, ...range } as const) : ({ type: 'decimal' } as const);
  const names = options.map(({ id }) => id.toLowerCase()).sort();
  return { type: type === 'single' && names.join() === 'false,true' ? ('boolean' as const) : type };
}

/** `start=1 end=5 step=1`, as far as it is a scale. */
function rangeOf(row: PlacedRow): { minimum: number; maximum: number } | undefined {
  const read = (key: string, usual: number): number =>
    Number(new RegExp(`\\b${key}\\s*=\\s*(-?[\\d.]+)`).exec(row.at('parameters'))?.[1] ?? usual);
  const [minimum, maximum, step] = [read('start', 0), read('end', 10), read('step', 1)];
  const isScale = step === 1 && Number.isInteger(minimum) && maximum > minimum && maximum - minimum <= LONGEST_SCALE;
  return isScale ? { minimum, maximum } : undefined;
}

function maybe<K extends string>(key: K, words: Words | undefined): { readonly [P in K]?: Words } {
  return (words === undefined ? {} : { [key]: words }) as { readonly [P in K]?: Words };
}

function freeId(id: string, isTaken: (id: string) => boolean): string {
  const plain = id.replace(/^_+/, '').replace(/[^\w.-]/g, '-') || 'section';
  let free = plain;
  for (let i = 2; isTaken(free); i++) free = `${plain}-${i}`;
  return free;
}

interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly PlacedRow[];
}

function readTable(sheet: SheetRows | undefined): Table {
  const headings = (sheet?.rows[0] ?? []).map((heading) => heading.trim());
  return { headings, rows: sheet ? placedRows(sheet, 0, headings) : [] };
}

/** The choices by their lists; a column of points is that of the pack. */
function readChoices(
  sheet: SheetRows | undefined,
  speech: Speech,
  messages: Messages,
): ReadonlyMap<string, readonly DraftOption[]> {
  const { headings, rows } = readTable(sheet);
  const list = headings.find((heading) => /^list[_ ]name$/i.test(heading)) ?? 'list_name';
  const points = headings.find((heading) => /^(points|score|分值|得分|punkte)$/i.test(heading)) ?? 'points';
  const lists = new Map<string, DraftOption[]>();
  const ids = new Map<string, ReturnType<typeof createIds>>();
  for (const row of rows) {
    const name = row.at(list);
    if (name === '') continue;
    const known = ids.get(name) ?? createIds(messages);
    ids.set(name, known);
    const raw = row.at('name');
    const isState = STATES.has(raw) || raw === '[]';
    const id = isState ? raw : known.take(raw, row.place('name'));
    const text = speech.words(row, 'label', id);
    const count = readPoints(messages, row.at(points), row.place(points));
    lists.set(name, [
      ...(lists.get(name) ?? []),
      { id, text, ...(count === undefined ? {} : { points: count }), ...(saysNone(text) ? { exclusive: true } : {}) },
    ]);
  }
  return lists;
}

/** Fields that Matura itself puts together: `NAME` from `NAME_value` and `NAME_state`. */
function joinedNames(rows: readonly PlacedRow[]): {
  readonly names: ReadonlyMap<string, string>;
  readonly states: ReadonlyMap<string, readonly string[]>;
  readonly dropped: ReadonlySet<string>;
} {
  const all = new Map(rows.map((row) => [row.at('name'), row]));
  const names = new Map<string, string>();
  const states = new Map<string, readonly string[]>();
  const dropped = new Set<string>();
  for (const row of rows) {
    const name = row.at('name');
    const value = `${name}_value`;
    if (row.at('type') !== 'calculate' || !all.has(value) || !row.at('calculation').includes(`\${${value}}`)) continue;
    names.set(value, name);
    dropped.add(name);
    const state = all.get(`${name}_state`);
    if (!state) continue;
    dropped.add(`${name}_state`);
    states.set(name, row.at('calculation').includes('(not applicable)') ? ['unknown', 'notApplicable'] : ['unknown']);
  }
  return { names, states, dropped };
}

interface Speech {
  readonly languages: readonly string[];
  /** The texts of a row under a heading, in all languages; `otherwise` where it has none. */
  words(row: PlacedRow, heading: string, otherwise: string): Words;
  optional(row: PlacedRow, heading: string): Words | undefined;
}

const NAMED: Readonly<Record<string, string>> = {
  english: 'en',
  chinese: 'zh',
  中文: 'zh',
  简体中文: 'zh',
  german: 'de',
  deutsch: 'de',
};

/** The languages of an XLSForm by the headings of its labels: `label::Deutsch (de)`; a bare one is the default. */
function createSpeech(headings: readonly string[], named: string, language: string): Speech {
  const codeOf = (name: string): string => {
    const code = /\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\)\s*$/.exec(name)?.[1];
    return code ?? NAMED[name.trim().toLowerCase()] ?? (/^[a-z]{2,3}$/.test(name.trim()) ? name.trim() : language);
  };
  const columns = new Map<string, { readonly code: string; readonly heading: string }[]>();
  for (const heading of headings) {
    const [kind = '', name] = heading.split(/\s*::?\s*/);
    if (kind !== 'label' && kind !== 'hint') continue;
    const code = name === undefined ? (named === '' ? language : codeOf(named)) : codeOf(name);
    const known = columns.get(kind) ?? [];
    if (!known.some((one) => one.code === code)) columns.set(kind, [...known, { code, heading }]);
  }
  const labels = columns.get('label') ?? [];
  const found = labels.map(({ code }) => code);
  const first = named === '' ? undefined : codeOf(named);
  const languages =
    found.length === 0 ? [language] : [...new Set([...(first && found.includes(first) ? [first] : []), ...found])];
  const read = (row: PlacedRow, kind: string): Words | undefined => {
    const texts = (columns.get(kind) ?? []).flatMap(({ code, heading }) =>
      row.at(heading) === '' ? [] : [[code, row.at(heading)]],
    );
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
  };
  return {
    languages,
    words: (row, kind, otherwise) => read(row, kind) ?? { [languages[0] as string]: otherwise },
    optional: read,
  };
}

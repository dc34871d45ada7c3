// Drafts a pack from an XLSForm workbook.

import type { Messages } from '../../i18n/index.ts';
import { itemAt, Refusal, USCC_ALPHABET } from '../../model/index.ts';
import { type SheetRows, toColumnName, type WorkbookSheets } from '../../table/index.ts';
import {
  type DraftItem,
  type DraftOption,
  type DraftSection,
  type PackDraft,
  PERCENT_SCALE,
  type Remark,
  type TextByLanguage,
} from './pack-draft.ts';
import {
  createFaults,
  createIds,
  type Faults,
  type IdRegister,
  type PlacedRow,
  placedRows,
  readPoints,
  saysNone,
  shorten,
} from './workbook-places.ts';
import type { DraftType } from './workbook-words.ts';

/**
 * The meaning of an expression. A condition; `'open'` if the expression tests whether a question is unanswered or
 * unknown, which needs no condition, because packs ask dependent questions in that case anyway; undefined if the
 * expression is not understood.
 */
type ReadCondition = { readonly when: object } | 'open' | undefined;

const TOKEN_PATTERN = /\s*(\$\{[^}]+\}|'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|!=|<=|>=|[=<>(),]|[A-Za-z][\w-]*)/y;

/** Reads the condition in a `relevant` cell; undefined if any part of it is not understood. */
function readCondition(expression: string, find: (name: string) => DraftItem | undefined): object | undefined {
  const tokens = tokensOf(expression);
  if (!tokens) return undefined;
  let offset = 0;
  const takeToken = (token: string): boolean => {
    if (tokens[offset]?.toLowerCase() !== token) return false;
    offset++;
    return true;
  };

  function readDisjunction(): ReadCondition {
    const parts = [readConjunction()];
    while (takeToken('or')) parts.push(readConjunction());
    if (parts.includes(undefined)) return undefined;
    const conditions = parts.flatMap((part) => (typeof part === 'object' ? [part.when] : []));
    if (conditions.length === 0) return 'open';
    return { when: conditions.length === 1 ? itemAt(conditions, 0) : { anyOf: conditions } };
  }

  function readConjunction(): ReadCondition {
    const parts = [readPart()];
    while (takeToken('and')) parts.push(readPart());
    if (parts.length === 1) return parts[0];
    if (parts.every((part) => part === 'open')) return 'open';
    if (parts.some((part) => typeof part !== 'object')) return undefined;
    return { when: { allOf: parts.map((part) => (part as { when: object }).when) } };
  }

  function readPart(): ReadCondition {
    if (takeToken('not')) {
      if (!takeToken('(')) return undefined;
      const innerCondition = readDisjunction();
      return takeToken(')') && typeof innerCondition === 'object' ? { when: { not: innerCondition.when } } : undefined;
    }
    if (takeToken('(')) {
      const innerCondition = readDisjunction();
      return takeToken(')') ? innerCondition : undefined;
    }
    if (takeToken('selected')) return readSelected();
    const name = readReference(tokens?.[offset]);
    if (name === undefined) return undefined;
    offset++;
    return readComparison(name);
  }

  function readSelected(): ReadCondition {
    if (!takeToken('(')) return undefined;
    const name = readReference(tokens?.[offset++]);
    const value = takeToken(',') ? readText(tokens?.[offset++]) : undefined;
    const item = name === undefined ? undefined : find(name);
    if (!takeToken(')') || !item || value === undefined) return undefined;
    return compileEquality(item, value);
  }

  function readComparison(name: string): ReadCondition {
    const item = find(name);
    const sign = tokens?.[offset++] ?? '';
    const token = tokens?.[offset++];
    const value = readText(token) ?? (token !== undefined && /^-?\d/.test(token) ? token : undefined);
    if (value === undefined) return undefined;
    if (sign === '=' && (value === '' || (UNKNOWN_CHOICES.has(value) && !item?.options.some(({ id }) => id === value))))
      return 'open';
    if (!item) return undefined;
    if (sign === '=') return compileEquality(item, value);
    if (sign === '!=') return invertCondition(compileEquality(item, value));
    const keyword = BOUND_KEYWORDS[sign];
    const isNumber = ['integer', 'decimal', 'percent', 'scale'].includes(item.type);
    return keyword && isNumber && Number.isFinite(Number(value))
      ? { when: { [item.id]: { [keyword]: Number(value) } } }
      : undefined;
  }

  const parsedCondition = readDisjunction();
  return offset === tokens.length && typeof parsedCondition === 'object' ? parsedCondition.when : undefined;
}

const UNKNOWN_CHOICES: ReadonlySet<string> = new Set(['unknown', '(unknown)']);
const BOUND_KEYWORDS: Readonly<Record<string, string>> = {
  '>=': 'minimum',
  '<=': 'maximum',
  '>': 'exclusiveMinimum',
  '<': 'exclusiveMaximum',
};

function tokensOf(expression: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN_PATTERN.lastIndex = 0;
  while (TOKEN_PATTERN.lastIndex < expression.trimEnd().length) {
    const token = TOKEN_PATTERN.exec(expression)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function readReference(token: string | undefined): string | undefined {
  return /^\$\{(.+)\}$/.exec(token ?? '')?.[1];
}

function readText(token: string | undefined): string | undefined {
  return /^(?:'([^']*)'|"([^"]*)")$/
    .exec(token ?? '')
    ?.slice(1)
    .find((text) => text !== undefined);
}

function invertCondition(read: ReadCondition): ReadCondition {
  return typeof read === 'object' ? { when: { not: read.when } } : undefined;
}

/** Returns the condition that an answer equals this value or contains it. */
function compileEquality(item: DraftItem, value: string): ReadCondition {
  switch (item.type) {
    case 'multiple':
      return hasOption(item, value) ? { when: { [item.id]: { contains: { const: value } } } } : undefined;
    case 'single':
      return hasOption(item, value) ? { when: { [item.id]: { const: value } } } : undefined;
    case 'boolean':
      return value === 'true' || value === 'false' ? { when: { [item.id]: { const: value === 'true' } } } : undefined;
    case 'text':
    case 'date':
      return { when: { [item.id]: { const: value } } };
    case 'uscc':
    case 'register':
    case 'integer':
    case 'decimal':
    case 'percent':
    case 'scale':
      return value !== '' && Number.isFinite(Number(value))
        ? { when: { [item.id]: { const: Number(value) } } }
        : undefined;
  }
}

function hasOption({ options }: DraftItem, value: string): boolean {
  return options.some(({ id }) => id === value);
}

/** Reads the bounds in a constraint, such as `. >= 0 and . <= 100`; undefined if it has other parts. */
function readLimits(constraint: string): { minimum?: number; maximum?: number } | undefined {
  const limits: { minimum?: number; maximum?: number } = {};
  for (const part of constraint === '' ? [] : constraint.split(/\s+and\s+/i)) {
    const [, sign, number] = /^\(?\s*\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*\)?$/.exec(part.trim()) ?? [];
    if (sign === undefined) return undefined;
    limits[sign === '>=' ? 'minimum' : 'maximum'] = Number(number);
  }
  return limits;
}

/**
 * Reads from a constraint how many options are allowed, and which options are exclusive; undefined if it has other
 * parts.
 */
function readChoiceLimits(constraint: string): { alone: string[]; least?: number; most?: number } | undefined {
  const exclusiveOptions = [...constraint.matchAll(/selected\(\s*\.\s*,\s*'([^']*)'\s*\)/g)].map(
    ([, option = '']) => option,
  );
  const [, least] = /count-selected\(\.\)\s*>=\s*(\d+)/.exec(constraint) ?? [];
  const [, most] = /count-selected\(\.\)\s*<=\s*(\d+)/.exec(constraint) ?? [];
  const rest = constraint
    .replace(
      /count-selected\(\.\)\s*(>=|<=)\s*\d+|count-selected\(\.\)\s*=\s*1|selected\(\s*\.\s*,\s*'[^']*'\s*\)/g,
      '',
    )
    .replace(/\b(and|or|not)\b|[()\s]/g, '');
  // An exclusive option is recognised only in a constraint that also counts the chosen options.
  if (rest !== '' || (exclusiveOptions.length > 0 && !constraint.includes('count-selected(.)'))) return undefined;
  return {
    alone: [...new Set(exclusiveOptions)],
    ...(least === undefined ? {} : { least: Number(least) }),
    ...(most === undefined ? {} : { most: Number(most) }),
  };
}

/** Whether a workbook is an XLSForm, judged by the names of its sheets. */
export function isXlsform(sheets: readonly SheetRows[]): boolean {
  return (
    ['survey', 'choices'].every((name) => findSheet(sheets, name)) ||
    (findSheet(sheets, 'survey')?.rows[0] ?? []).includes('type')
  );
}

function findSheet(sheets: readonly SheetRows[], name: string): SheetRows | undefined {
  return sheets.find((sheet) => sheet.name.trim().toLowerCase() === name);
}

const QUESTION_TYPES: Readonly<Record<string, DraftType>> = {
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

/** Maximum number of steps for a range to become a scale. */
const MAX_SCALE_STEPS = 20;

/**
 * Drafts a pack from an XLSForm, with remarks on what a pack cannot express. Throws a `Refusal` that lists all faults,
 * or if the workbook is not an XLSForm.
 */
export function importXlsform(workbook: WorkbookSheets, language: string, messages: Messages): PackDraft {
  const { sheets } = workbook;
  const faults = createFaults(messages);
  const survey = readTable(findSheet(sheets, 'survey'));
  if (!survey.headings.includes('type') || !survey.headings.includes('name')) {
    throw new Refusal(3, messages.init.from.noHeadings({ sheets: 'survey', wanted: 'type, name' }));
  }
  const settings = readTable(findSheet(sheets, 'settings'));
  const speech = createSpeech(survey.headings, settings.rows[0]?.at('default_language') ?? '', language);
  const choices = readTable(findSheet(sheets, 'choices'));
  const { lists, unpointed } = readChoices(choices, speech, faults, messages);
  const remarks: Remark[] = [];
  const ids = createIds(messages, faults);
  const joinedNames = collectJoinedNames(survey.rows);
  const { entries, groups, omittedNames } = readSurvey(survey.rows, {
    lists,
    joinedNames,
    speech,
    ids,
    faults,
    messages,
    remarks,
  });
  const items = addConditions(entries, joinedNames, remarks);
  const sections = groups.flatMap(({ id, title, text }, i): DraftSection[] => {
    const sectionItems = items.filter((entry) => entry.section === i).map(({ item }) => item);
    return sectionItems.length === 0
      ? []
      : [{ id: findFreeId(id, ids.isTaken), title, ...listWordsIfAny('text', text), items: sectionItems }];
  });
  for (const [type, names] of omittedNames) remarks.push({ code: 'leftOut', what: [names.join(', '), type] });
  const title = settings.rows[0]?.at('form_title') ?? '';
  faults.refuseIfAny();
  if (unpointed.length > 0) remarks.push({ code: 'noPoints', what: unpointed });
  remarks.push(...remarkOnUnused(workbook, [survey, choices], messages));
  return {
    title: title === '' ? null : { [itemAt(speech.languages, 0)]: title },
    languages: speech.languages,
    facts: items.filter(({ section }) => section < 0).map(({ item }) => item),
    sections,
    scale: PERCENT_SCALE,
    remarks,
  };
}

/** What is needed to read the rows of a survey. */
interface SurveyContext {
  /** The choices by the name of their list. */
  readonly lists: ReadonlyMap<string, readonly DraftOption[]>;
  readonly joinedNames: JoinedNames;
  readonly speech: Speech;
  readonly ids: IdRegister;
  readonly faults: Faults;
  readonly messages: Messages;
  readonly remarks: Remark[];
}

/** A question of a survey; `section` is the index of its group, or -1 outside of all groups. */
interface SurveyEntry {
  readonly item: DraftItem;
  readonly section: number;
  readonly row: PlacedRow;
}

interface SurveyGroup {
  readonly id: string;
  readonly title: TextByLanguage;
  text?: TextByLanguage;
}

/**
 * Reads the questions and groups of a survey. Rows that a pack cannot express are collected in `omittedNames`, by their
 * type.
 */
function readSurvey(
  rows: readonly PlacedRow[],
  context: SurveyContext,
): {
  readonly entries: readonly SurveyEntry[];
  readonly groups: readonly SurveyGroup[];
  readonly omittedNames: ReadonlyMap<string, readonly string[]>;
} {
  const { joinedNames, speech } = context;
  const entries: SurveyEntry[] = [];
  const groups: SurveyGroup[] = [];
  const openGroups: string[] = [];
  const omittedNames = new Map<string, string[]>();
  const leaveOut = (row: PlacedRow, what: string): void => {
    omittedNames.set(what, [...(omittedNames.get(what) ?? []), row.at('name') || String(row.number + 1)]);
  };
  for (const row of rows) {
    const [type = '', list = ''] = row.at('type').toLowerCase().startsWith('select')
      ? row.at('type').split(/\s+/)
      : [row.at('type')];
    const word = type.toLowerCase().replaceAll('_', ' ');
    const questionType = QUESTION_TYPES[type.toLowerCase()];
    if (word === 'begin group' || word === 'begin repeat') {
      if (word === 'begin repeat') leaveOut(row, row.at('type'));
      // A nested group is treated as part of the outer one.
      if (openGroups.length === 0)
        groups.push({ id: row.at('name'), title: speech.words(row, 'label', row.at('name')) });
      openGroups.push(row.at('name'));
    } else if (word === 'end group' || word === 'end repeat') openGroups.pop();
    else if (row.at('type') === '' || joinedNames.dropped.has(row.at('name'))) continue;
    else if (isGroupText(row)) (groups.at(-1) as SurveyGroup).text = speech.words(row, 'label', '');
    else if (questionType === undefined) leaveOut(row, row.at('type'));
    else {
      const item = readItem(row, questionType, list, context);
      if (item) entries.push({ item, section: openGroups.length === 0 ? -1 : groups.length - 1, row });
    }
  }
  return { entries, groups, omittedNames };

  /** Whether a note becomes the text of its group, because it comes before the group's first question. */
  function isGroupText(row: PlacedRow): boolean {
    const group = groups.length - 1;
    const isFirstInGroup = openGroups.length === 1 && group >= 0 && !entries.some(({ section }) => section === group);
    return (
      isFirstInGroup &&
      row.at('type') === 'note' &&
      row.at('relevant') === '' &&
      groups[group]?.text === undefined &&
      speech.optional(row, 'label') !== undefined
    );
  }
}

/** Reads a question; undefined if its list of choices is unknown or empty. */
function readItem(row: PlacedRow, type: DraftType, list: string, context: SurveyContext): DraftItem | undefined {
  const { lists, joinedNames, speech, ids, faults, messages } = context;
  const rawName = joinedNames.names.get(row.at('name')) ?? row.at('name');
  const id = ids.take(removeUnderscores(rawName), row.place('name'));
  const isChoice = type === 'single' || type === 'multiple';
  const listOptions = isChoice ? lists.get(list) : [];
  if (!listOptions) faults.add(row.place('type'), messages.init.from.unknownList({ list: shorten(list) }));
  if (!listOptions || (isChoice && listOptions.length === 0)) return undefined;
  const stateOptions = listOptions.filter(({ id: choice }) => STATE_CHOICES.has(choice));
  const options = listOptions.filter(({ id: choice }) => !STATE_CHOICES.has(choice) && choice !== '[]');
  const states = new Set([...stateOptions.map(({ id: state }) => state), ...(joinedNames.states.get(rawName) ?? [])]);
  const { limits, choiceLimits, isCreditCode } = readConstraint(row, type, id, context);
  const isNumber = type === 'integer' || type === 'decimal';
  const typeWithScale = draftItemOfType(type, options, type === 'scale' ? rangeOf(row) : undefined);
  return {
    id,
    ...(isCreditCode ? ({ type: 'uscc' } as const) : typeWithScale),
    text: speech.words(row, 'label', id),
    ...listWordsIfAny('help', speech.optional(row, 'hint')),
    ...(isNumber ? limits : {}),
    ...(choiceLimits?.least === undefined ? {} : { least: choiceLimits.least }),
    ...(choiceLimits?.most === undefined ? {} : { most: choiceLimits.most }),
    ...(states.has('notApplicable') || states.has('n/a') ? { notApplicable: true } : {}),
    ...(/^(yes|true(\(\))?)$/i.test(row.at('required')) ? { required: true } : {}),
    options:
      typeWithScale.type === 'boolean'
        ? []
        : options.map((option) => (choiceLimits?.alone.includes(option.id) ? { ...option, exclusive: true } : option)),
  };
}

/** Reads the constraint of a question; a constraint that is not understood becomes a remark. */
function readConstraint(row: PlacedRow, type: DraftType, id: string, { remarks }: SurveyContext) {
  const constraint = row.at('constraint');
  const limits = readLimits(constraint);
  const choiceLimits = type === 'multiple' ? readChoiceLimits(constraint) : undefined;
  const isCreditCode = type === 'text' && constraint.includes(USCC_ALPHABET);
  if (constraint !== '' && !limits && !choiceLimits && !isCreditCode)
    remarks.push({ code: 'limit', what: [id, shorten(constraint, 100)] });
  return { limits, choiceLimits, isCreditCode };
}

/** Adds to each question the condition under which it is asked; a condition that is not understood becomes a remark. */
function addConditions(
  entries: readonly SurveyEntry[],
  { names }: JoinedNames,
  remarks: Remark[],
): readonly Pick<SurveyEntry, 'item' | 'section'>[] {
  const itemsById = new Map(entries.map(({ item }) => [item.id, item]));
  const findItem = (name: string): DraftItem | undefined => itemsById.get(removeUnderscores(names.get(name) ?? name));
  return entries.map(({ item, section, row }) => {
    const relevantExpression = row.at('relevant');
    const condition = relevantExpression === '' ? undefined : readCondition(relevantExpression, findItem);
    if (relevantExpression !== '' && condition === undefined)
      remarks.push({ code: 'condition', what: [item.id, shorten(relevantExpression, 100)] });
    return { section, item: condition ? { ...item, when: condition } : item };
  });
}

/** Removes leading underscores: Matura writes one before a name that XML does not allow. */
function removeUnderscores(name: string): string {
  return name.replace(/^_+(?=[A-Za-z0-9])/, '');
}

/** Remarks on sheets that are not part of a form, and on columns of the form's sheets that were not read. */
function remarkOnUnused(
  { sheets, hidden }: WorkbookSheets,
  tables: readonly Table[],
  { init: { from } }: Messages,
): Remark[] {
  const unreadSheets = sheets.filter(
    ({ name, rows }) => !['survey', 'choices', 'settings'].includes(name.trim().toLowerCase()) && rows.length > 0,
  );
  const names = [...unreadSheets.map(({ name }) => name), ...hidden.map((name) => from.hiddenSheet({ name }))];
  const columns = tables.flatMap(({ name, headings, rows, read }) =>
    headings.flatMap((heading, i) =>
      heading === '' || read.has(heading) || rows.every((row) => row.at(heading) === '')
        ? []
        : [from.column({ sheet: name, column: toColumnName(i), heading: shorten(heading, 40) })],
    ),
  );
  return [
    ...(names.length > 0 ? [{ code: 'sheets' as const, what: names }] : []),
    ...(columns.length > 0 ? [{ code: 'columns' as const, what: columns }] : []),
  ];
}

/** The names that Matura gives the choices for unknown and not applicable in XLSForms. */
const STATE_CHOICES: ReadonlySet<string> = new Set(['unknown', '(unknown)', 'notApplicable', 'n/a']);

function draftItemOfType(
  type: DraftType,
  options: readonly DraftOption[],
  range: { minimum: number; maximum: number } | undefined,
) {
  if (type === 'scale') return range ? ({ type, ...range } as const) : ({ type: 'decimal' } as const);
  const names = options.map(({ id }) => id.toLowerCase()).sort();
  return { type: type === 'single' && names.join() === 'false,true' ? ('boolean' as const) : type };
}

/** Reads parameters such as `start=1 end=5 step=1`; undefined unless they describe a scale. */
function rangeOf(row: PlacedRow): { minimum: number; maximum: number } | undefined {
  const readSetting = (key: string, usual: number): number =>
    Number(new RegExp(`\\b${key}\\s*=\\s*(-?[\\d.]+)`).exec(row.at('parameters'))?.[1] ?? usual);
  const [minimum, maximum, step] = [readSetting('start', 0), readSetting('end', 10), readSetting('step', 1)];
  const isScale = step === 1 && Number.isInteger(minimum) && maximum > minimum && maximum - minimum <= MAX_SCALE_STEPS;
  return isScale ? { minimum, maximum } : undefined;
}

function listWordsIfAny<K extends string>(
  key: K,
  words: TextByLanguage | undefined,
): { readonly [P in K]?: TextByLanguage } {
  return (words === undefined ? {} : { [key]: words }) as { readonly [P in K]?: TextByLanguage };
}

function findFreeId(id: string, isTaken: (id: string) => boolean): string {
  const plainId = id.replace(/^_+/, '').replace(/[^\w.-]/g, '-') || 'section';
  let candidate = plainId;
  for (let i = 2; isTaken(candidate); i++) candidate = `${plainId}-${i}`;
  return candidate;
}

interface Table {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly PlacedRow[];
  /** The headings of columns that were read. */
  readonly read: ReadonlySet<string>;
}

function readTable(sheet: SheetRows | undefined): Table {
  const headings = (sheet?.rows[0] ?? []).map((heading) => heading.trim());
  const namesRead = new Set<string>();
  const rows = (sheet ? placedRows(sheet, 0, headings) : []).map(
    (row): PlacedRow => ({
      ...row,
      at(heading) {
        namesRead.add(heading);
        return row.at(heading);
      },
    }),
  );
  return { name: sheet?.name ?? '', headings, rows, read: namesRead };
}

/**
 * Reads the choices of each list. If there is a column of points, also reads the points; a choice without points then
 * has 0.
 */
function readChoices(
  { headings, rows }: Table,
  speech: Speech,
  faults: Faults,
  messages: Messages,
): { readonly lists: ReadonlyMap<string, readonly DraftOption[]>; readonly unpointed: readonly string[] } {
  const listHeading = headings.find((heading) => /^list[_ ]name$/i.test(heading)) ?? 'list_name';
  const points = headings.find((heading) => /^(points|score|分值|得分|punkte)$/i.test(heading)) ?? 'points';
  const lists = new Map<string, DraftOption[]>();
  const ids = new Map<string, ReturnType<typeof createIds>>();
  for (const row of rows) {
    const name = row.at(listHeading);
    if (name === '') continue;
    const choiceIds = ids.get(name) ?? createIds(messages, faults);
    ids.set(name, choiceIds);
    const rawName = row.at('name');
    const isState = STATE_CHOICES.has(rawName) || rawName === '[]';
    const id = isState ? rawName : choiceIds.take(rawName, row.place('name'));
    const text = speech.words(row, 'label', id);
    const count = readPoints(messages, faults, row.at(points), row.place(points));
    const options = lists.get(name) ?? [];
    lists.set(name, options);
    options.push({
      id,
      text,
      ...(count === undefined ? {} : { points: count }),
      ...(saysNone(text) ? { exclusive: true } : {}),
    });
  }
  const unpointedLists = [...lists].flatMap(([name, options]) => {
    const scoredOptions = options.filter(({ id }) => !STATE_CHOICES.has(id) && id !== '[]');
    if (scoredOptions.every((option) => option.points === undefined)) return [];
    return scoredOptions.flatMap((option) => (option.points === undefined ? [`${name} ${option.id}`] : []));
  });
  return { lists, unpointed: unpointedLists };
}

/** The pairs of fields that Matura writes for one question: `NAME_value` and `NAME_state` for `NAME`. */
interface JoinedNames {
  /** For each field that holds an answer, by the field’s name: the name of its question. */
  readonly names: ReadonlyMap<string, string>;
  /** For each question, by its name: the states that it allows instead of a value. */
  readonly states: ReadonlyMap<string, readonly string[]>;
  /** The names of fields that are not questions. */
  readonly dropped: ReadonlySet<string>;
}

function collectJoinedNames(rows: readonly PlacedRow[]): JoinedNames {
  const rowsByName = new Map(rows.map((row) => [row.at('name'), row]));
  const names = new Map<string, string>();
  const states = new Map<string, readonly string[]>();
  const droppedNames = new Set<string>();
  for (const row of rows) {
    const name = row.at('name');
    const value = `${name}_value`;
    if (row.at('type') !== 'calculate' || !rowsByName.has(value) || !row.at('calculation').includes(`\${${value}}`))
      continue;
    names.set(value, name);
    droppedNames.add(name);
    const state = rowsByName.get(`${name}_state`);
    if (!state) continue;
    droppedNames.add(`${name}_state`);
    states.set(name, row.at('calculation').includes('(not applicable)') ? ['unknown', 'notApplicable'] : ['unknown']);
  }
  return { names, states, dropped: droppedNames };
}

interface Speech {
  readonly languages: readonly string[];
  /** Returns the texts of a row under a heading in all languages, or `otherwise` if it has none. */
  words(row: PlacedRow, heading: string, otherwise: string): TextByLanguage;
  optional(row: PlacedRow, heading: string): TextByLanguage | undefined;
}

const LANGUAGE_CODES: Readonly<Record<string, string>> = {
  english: 'en',
  chinese: 'zh',
  中文: 'zh',
  简体中文: 'zh',
  german: 'de',
  deutsch: 'de',
};

/**
 * Finds the languages of an XLSForm in the headings of its labels, such as `label::Deutsch (de)`. A label without a
 * language is in the default language.
 */
function createSpeech(headings: readonly string[], named: string, language: string): Speech {
  const codeOf = (name: string): string => {
    const code = /\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\)\s*$/.exec(name)?.[1];
    return (
      code ?? LANGUAGE_CODES[name.trim().toLowerCase()] ?? (/^[a-z]{2,3}$/.test(name.trim()) ? name.trim() : language)
    );
  };
  const columns = new Map<string, { readonly code: string; readonly heading: string }[]>();
  for (const heading of headings) {
    const [kind = '', name] = heading.split(/\s*::?\s*/);
    if (kind !== 'label' && kind !== 'hint') continue;
    const code = name === undefined ? (named === '' ? language : codeOf(named)) : codeOf(name);
    const speechColumns = columns.get(kind) ?? [];
    if (!speechColumns.some((speechColumn) => speechColumn.code === code))
      columns.set(kind, [...speechColumns, { code, heading }]);
  }
  const labels = columns.get('label') ?? [];
  const codes = labels.map(({ code }) => code);
  const firstCode = named === '' ? undefined : codeOf(named);
  const languages =
    codes.length === 0
      ? [language]
      : [...new Set([...(firstCode && codes.includes(firstCode) ? [firstCode] : []), ...codes])];
  const readTexts = (row: PlacedRow, kind: string): TextByLanguage | undefined => {
    const texts = (columns.get(kind) ?? []).flatMap(({ code, heading }) =>
      row.at(heading) === '' ? [] : [[code, row.at(heading)]],
    );
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
  };
  return {
    languages,
    words: (row, kind, otherwise) => readTexts(row, kind) ?? { [itemAt(languages, 0)]: otherwise },
    optional: readTexts,
  };
}

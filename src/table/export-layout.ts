// How survey platforms lay out their exports: rows that head a table together, columns that mark a platform, words of its own.

/** What a platform means by its cells. */
export interface CellConventions {
  /** What stands in a cell, of whatever column, where nothing was asked or answered. */
  readonly notAsked: readonly string[];
  /** Whether columns of options without a tick are what it writes of a question that nobody answered. */
  readonly isBlankUnticked: boolean;
}

/** What the first rows of an export say of how the rest is written. */
export interface ExportLayout extends CellConventions {
  /** The platform that marks its exports so; null for a table that any program could have written. */
  readonly platform: string | null;
  /** How many rows head the table. */
  readonly headingRows: number;
  /** One heading for each column, of all heading rows together, without blanks at the ends. */
  readonly headings: readonly string[];
  /** The rows above the headings, and a row of units right below them. */
  readonly titles: readonly TitleRow[];
  /** The question in words beside a heading that is only its short name; empty where the platform writes none. */
  readonly questions: readonly string[];
  /** Whether the platform can write the positions of options instead of their texts. */
  readonly countsOptions: boolean;
}

/** A row beside the headings that answers nothing. */
export interface TitleRow {
  readonly line: number;
  /** Without blanks at the ends. */
  readonly cells: readonly string[];
}

interface Platform {
  readonly name: string;
  /** Headings of columns that it adds, in small letters; all of one of these lists. */
  readonly marks?: readonly (readonly string[])[];
  /** What some headings look like that no other platform writes. */
  readonly form?: RegExp;
  /**
   * What stands in the row below the headings: the options and rows of their questions, where these have several columns
   * (`parts`); or the questions in words, and below them perhaps what is only for programs (`questions`).
   */
  readonly second?: 'parts' | 'questions';
  readonly countsOptions?: boolean;
  readonly notAsked?: readonly string[];
  readonly isBlankUnticked?: boolean;
}

const PLATFORMS: readonly Platform[] = [
  { name: 'SurveyMonkey', marks: [['respondent id', 'collector id']], second: 'parts' },
  { name: 'Qualtrics', marks: [['startdate', 'recordeddate', 'responseid']], second: 'questions' },
  { name: '问卷星', marks: [['提交答卷时间']], countsOptions: true, notAsked: ['-2', '-3'] },
  {
    name: 'LimeSurvey',
    marks: [
      ['lastpage', 'startlanguage'],
      ['last page', 'start language'],
      ['最后一页', '起始语言'],
    ],
    notAsked: ['N/A'],
  },
  { name: 'REDCap', form: /\w___\w|\(choice=.+\)$/, isBlankUnticked: true },
];

/** What platforms add to every export, in small letters: it answers nothing, however like a question it is called. */
const OWN: ReadonlySet<string> = new Set([
  ...['respondent id', 'collector id', 'start date', 'end date', 'ip address', 'email address', 'custom data 1'],
  ...['startdate', 'enddate', 'status', 'ipaddress', 'progress', 'duration (in seconds)', 'finished', 'recorddate'],
  ...['recordeddate', 'responseid', 'externalreference', 'locationlatitude', 'locationlongitude', 'userlanguage'],
  ...['distributionchannel', '序号', '提交答卷时间', '所用时间', '来源', '来源详情', '来自ip', '总分', '编号'],
  ...['开始答题时间', '结束答题时间', '答题时长', 'submitdate', 'lastpage', 'startlanguage', 'seed', 'last page'],
  ...['date submitted', 'date started', 'date last action', 'start language', 'record_id', 'record id', 'timestamp'],
  ...[
    'redcap_survey_identifier',
    'survey identifier',
    'survey timestamp',
    'complete?',
    'start time',
    'completion time',
  ],
  ...['last modified time', 'start', 'end', '_id', '_uuid', '_submission_time', '_status', '_index', '_submitted_by'],
  ...['_validation_status', '_notes', '_tags', '__version__', 'submissiondate', 'key', 'submitterid', 'submittername'],
  ...['attachmentspresent', 'attachmentsexpected', 'reviewstate', 'deviceid', 'edits', 'formversion'],
  ...['redcap_event_name', 'redcap_repeat_instrument', 'redcap_repeat_instance', 'redcap_data_access_group'],
  ...['event name', 'repeat instrument', 'repeat instance', 'data access group'],
]);

/** What KoBoToolbox, ODK and a batch in its results add: they write values of a form as the form has them. */
const WRITES_VALUES: ReadonlySet<string> = new Set([
  ...['_uuid', '_submission_time', '__version__', 'instanceid', 'meta/instanceid', 'instancename', 'submissiondate'],
  ...['coverage', 'lowest', 'highest'],
]);

/** Whether columns of a program's own show that cells under the id of a question hold its values, and do not count them. */
export function writesValues(headings: readonly string[]): boolean {
  return headings.some((heading) => WRITES_VALUES.has(heading.toLowerCase()));
}

/** Beside the columns of answers and scores in results of a batch. */
const BESIDE = /:(?:state|label)$/;
/** REDCap's state and time of each of its forms, by the form's name. */
const OF_FORM = /^[a-z][a-z0-9_]*_(?:complete|timestamp)$/;

/** Whether a column is one that a platform, or a batch in its results, adds to what was asked. */
export function isOwnColumn(heading: string): boolean {
  return OWN.has(heading.toLowerCase()) || BESIDE.test(heading) || OF_FORM.test(heading);
}

/** How Microsoft Forms says who answered, behind the time of the answer: that is a person, not the enterprise. */
const RESPONDENT = [
  ['completion time', 'email', 'name'],
  ['fertigstellungszeit', 'e-mail', 'name'],
  ['完成时间', '电子邮件', '名称'],
];

/** The columns of Microsoft Forms that hold who answered. */
export function findRespondent(headings: readonly string[]): ReadonlySet<number> {
  const names = headings.map((heading) => heading.toLowerCase());
  for (const [time = '', ...person] of RESPONDENT) {
    const first = names.indexOf(time) + 1;
    if (first > 0 && person.every((name, i) => names[first + i] === name))
      return new Set(person.map((_, i) => first + i));
  }
  return new Set();
}

/** What SurveyMonkey writes below a question with one column. */
const ONE_ANSWER = /^(?:open-ended response|response)$/i;
/** The row of Qualtrics that is for programs. */
const IMPORT_ID = /^\{\s*"ImportId"\s*:/;
/** How Qualtrics heads its own columns in words: names they are known by even where the row for programs is missing. */
const DESCRIBED: ReadonlyMap<string, string> = new Map([
  ['startdate', 'start date'],
  ['recordeddate', 'recorded date'],
  ['responseid', 'response id'],
]);

/** The layout that begins with the first of some rows; undefined where that row alone is no heading of a platform. */
export function detectLayout(rows: readonly (readonly string[])[]): ExportLayout | undefined {
  const [first = [], second = [], third = []] = rows.map((cells) => cells.map((cell) => cell.trim()));
  const platform = PLATFORMS.find(
    ({ marks = [], form }) =>
      marks.some((list) => isMarked(first, list)) || first.some((heading) => form?.test(heading) === true),
  );
  const { name = null, notAsked = [], isBlankUnticked = false, countsOptions = false } = platform ?? {};
  const found = { platform: name, notAsked, isBlankUnticked, countsOptions, titles: [], questions: [] };
  if (third.some((cell) => IMPORT_ID.test(cell)) && third.every((cell) => cell === '' || IMPORT_ID.test(cell)))
    return { ...found, platform: 'Qualtrics', headingRows: 3, headings: first, questions: second.map(questionOf) };
  if (platform?.second === 'questions' && isDescription(first, second))
    return { ...found, headingRows: 2, headings: first, questions: second.map(questionOf) };
  // What it adds itself has nothing below it, and in every row of answers it is filled.
  const isJoined = platform?.second === 'parts' && second.some((cell) => cell !== '') && (second[0] ?? '') === '';
  if (isJoined || isAnswerRow(first, second) || isPartsRow(first, second))
    return { ...found, headingRows: 2, headings: joinHeadings(first, second) };
  return platform && { ...found, headingRows: 1, headings: first };
}

/** The layout of a table that a single row heads. */
export function plainLayout(headings: readonly string[]): ExportLayout {
  const trimmed = headings.map((heading) => heading.trim());
  const plain = {
    platform: null,
    headingRows: 1,
    titles: [],
    questions: [],
    notAsked: [],
    isBlankUnticked: false,
    countsOptions: false,
  };
  return detectLayout([trimmed]) ?? { ...plain, headings: trimmed };
}

function isMarked(headings: readonly string[], marks: readonly string[]): boolean {
  const names = new Set(headings.map((heading) => heading.toLowerCase().replace(/\. .*$/, '')));
  return marks.every((mark) => names.has(mark));
}

function isDescription(first: readonly string[], second: readonly string[]): boolean {
  return first.some((heading, i) => DESCRIBED.get(heading.toLowerCase()) === second[i]?.toLowerCase());
}

/** Qualtrics says of a question with a field for text that a column is about the choice. */
function questionOf(text: string): string {
  return text.replace(/ - Selected Choice(?= - |$)/, '');
}

/** Whether a row says of every question with one column that its one answer stands there, and parts those with several. */
function isAnswerRow(first: readonly string[], second: readonly string[]): boolean {
  const isAlone = (i: number): boolean =>
    (first[i] ?? '') !== '' && ((first[i + 1] ?? '') !== '' || i + 1 >= second.length);
  return (
    second.some((cell) => ONE_ANSWER.test(cell)) &&
    second.every((cell, i) => cell === '' || (isAlone(i) ? ONE_ANSWER.test(cell) : first[0] !== ''))
  );
}

/**
 * Whether a row parts just the questions that have several columns: it is blank below each heading that stands alone, and
 * filled below all that is headed together. A row of answers hardly comes to be so.
 */
function isPartsRow(first: readonly string[], second: readonly string[]): boolean {
  const width = Math.max(first.length, second.length);
  let [alone, together] = [0, 0];
  if ((first[0] ?? '') === '') return false;
  for (let at = 0; at < width; ) {
    let end = at + 1;
    while (end < width && (first[end] ?? '') === '') end++;
    const cells = Array.from({ length: end - at }, (_, i) => second[at + i] ?? '');
    if (cells.length === 1 ? cells[0] !== '' : cells.includes('')) return false;
    if (cells.length === 1) alone++;
    else together++;
    at = end;
  }
  return alone > 0 && together > 0;
}

/** `Question [Part]`, as other platforms write it in one row. */
function joinHeadings(first: readonly string[], second: readonly string[]): string[] {
  let question = '';
  return Array.from({ length: Math.max(first.length, second.length) }, (_, i) => {
    const [above, below] = [first[i] ?? '', second[i] ?? ''];
    if (above !== '') question = above;
    if (below === '' || ONE_ANSWER.test(below)) return above;
    return question === '' ? below : `${question} [${below}]`;
  });
}

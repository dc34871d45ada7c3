// How survey platforms lay out their exports: several heading rows, columns that identify a platform, and its own
// words.

/** The meaning of cells in exports of a platform. */
export interface CellConventions {
  /** Texts of cells, in any column, for which nothing was asked or answered. */
  readonly notAsked: readonly string[];
  /** Whether option columns without any tick mean that nobody answered the question. */
  readonly isBlankUnticked: boolean;
}

/** The layout of an export, as its first rows show it. */
export interface ExportLayout extends CellConventions {
  /** The platform that writes such exports; null if any program could have written the table. */
  readonly platform: string | null;
  /** The number of heading rows. */
  readonly headingRows: number;
  /** One trimmed heading per column, merged from all heading rows. */
  readonly headings: readonly string[];
  /** The rows above the headings, and a row of units directly below them. */
  readonly titles: readonly TitleRow[];
  /** The wording of the question for a heading that is only its short name; empty if the platform writes none. */
  readonly questions: readonly string[];
  /** Whether the platform can write the positions of options instead of their texts. */
  readonly countsOptions: boolean;
}

/** A row next to the headings that contains no answers. */
export interface TitleRow {
  readonly line: number;
  /** Trimmed. */
  readonly cells: readonly string[];
}

interface Platform {
  readonly name: string;
  /** Headings of columns that the platform adds, in lower case; all headings of one of the lists must occur. */
  readonly marks?: readonly (readonly string[])[];
  /** A pattern of headings that no other platform writes. */
  readonly form?: RegExp;
  /**
   * The content of the row below the headings: options and rows of questions with several columns (`parts`); or the
   * wording of the questions, perhaps followed by a row for programs (`questions`).
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

/**
 * Columns that platforms add to every export, in lower case: they contain no answers, even if named like a question.
 */
const PLATFORM_COLUMNS: ReadonlySet<string> = new Set([
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

/** Columns added by KoBoToolbox, ODK and the results of a batch, whose cells are values as the form defines them. */
const WRITES_VALUES: ReadonlySet<string> = new Set([
  ...['_uuid', '_submission_time', '__version__', 'instanceid', 'meta/instanceid', 'instancename', 'submissiondate'],
  ...['coverage', 'lowest', 'highest'],
]);

/**
 * Whether the table has columns of a program that writes values, so that a cell under a question's id is a value and
 * not a position.
 */
export function writesValues(headings: readonly string[]): boolean {
  return headings.some((heading) => WRITES_VALUES.has(heading.toLowerCase()));
}

/** Columns next to the answers and scores in the results of a batch. */
const RESULT_COMPANION = /:(?:state|label)$/;
/** REDCap's state and timestamp columns of each form, by the name of the form. */
const REDCAP_FORM_COLUMN = /^[a-z][a-z0-9_]*_(?:complete|timestamp)$/;

/** Whether a platform, or a batch in its results, adds this column to the columns of questions. */
export function isOwnColumn(heading: string): boolean {
  return (
    PLATFORM_COLUMNS.has(heading.toLowerCase()) || RESULT_COMPANION.test(heading) || REDCAP_FORM_COLUMN.test(heading)
  );
}

/**
 * The columns after the completion time in which Microsoft Forms names the respondent, who is a person and not the
 * enterprise.
 */
const RESPONDENT_HEADINGS = [
  ['completion time', 'email', 'name'],
  ['fertigstellungszeit', 'e-mail', 'name'],
  ['完成时间', '电子邮件', '名称'],
];

/** The columns of Microsoft Forms that name the respondent. */
export function findRespondent(headings: readonly string[]): ReadonlySet<number> {
  const names = headings.map((heading) => heading.toLowerCase());
  for (const [time = '', ...person] of RESPONDENT_HEADINGS) {
    const first = names.indexOf(time) + 1;
    if (first > 0 && person.every((name, i) => names[first + i] === name))
      return new Set(person.map((_, i) => first + i));
  }
  return new Set();
}

/** SurveyMonkey's text below the heading of a question with one column. */
const ONE_ANSWER = /^(?:open-ended response|response)$/i;
/** A cell of the row that Qualtrics writes for programs. */
const IMPORT_ID = /^\{\s*"ImportId"\s*:/;
/**
 * How Qualtrics words the headings of its own columns, by which they are recognised even without the row for programs.
 */
const DESCRIBED_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['startdate', 'start date'],
  ['recordeddate', 'recorded date'],
  ['responseid', 'response id'],
]);

/** The layout whose first heading row is the first of these rows; undefined if that row shows no platform. */
export function detectLayout(rows: readonly (readonly string[])[]): ExportLayout | undefined {
  const [first = [], second = [], third = []] = rows.map((cells) => cells.map((cell) => cell.trim()));
  const platform = PLATFORMS.find(
    ({ marks = [], form }) =>
      marks.some((list) => isMarked(first, list)) || first.some((heading) => form?.test(heading) === true),
  );
  const { name = null, notAsked = [], isBlankUnticked = false, countsOptions = false } = platform ?? {};
  const layout = { platform: name, notAsked, isBlankUnticked, countsOptions, titles: [], questions: [] };
  if (third.some((cell) => IMPORT_ID.test(cell)) && third.every((cell) => cell === '' || IMPORT_ID.test(cell)))
    return { ...layout, platform: 'Qualtrics', headingRows: 3, headings: first, questions: second.map(questionOf) };
  if (platform?.second === 'questions' && isDescription(first, second))
    return { ...layout, headingRows: 2, headings: first, questions: second.map(questionOf) };
  // Columns that the platform adds have nothing below their heading, but are filled in each row of answers.
  const isJoined = platform?.second === 'parts' && second.some((cell) => cell !== '') && (second[0] ?? '') === '';
  if (isJoined || isAnswerRow(first, second) || isPartsRow(first, second))
    return { ...layout, headingRows: 2, headings: joinHeadings(first, second) };
  return platform && { ...layout, headingRows: 1, headings: first };
}

/** The layout of a table with one heading row. */
export function plainLayout(headings: readonly string[]): ExportLayout {
  const trimmedHeadings = headings.map((heading) => heading.trim());
  const unknownLayout = {
    platform: null,
    headingRows: 1,
    titles: [],
    questions: [],
    notAsked: [],
    isBlankUnticked: false,
    countsOptions: false,
  };
  return detectLayout([trimmedHeadings]) ?? { ...unknownLayout, headings: trimmedHeadings };
}

function isMarked(headings: readonly string[], marks: readonly string[]): boolean {
  const names = new Set(headings.map((heading) => heading.toLowerCase().replace(/\. .*$/, '')));
  return marks.every((mark) => names.has(mark));
}

function isDescription(first: readonly string[], second: readonly string[]): boolean {
  return first.some((heading, i) => DESCRIBED_COLUMNS.get(heading.toLowerCase()) === second[i]?.toLowerCase());
}

/** Removes Qualtrics' remark that a column is the choice of a question that also has a text field. */
function questionOf(text: string): string {
  return text.replace(/ - Selected Choice(?= - |$)/, '');
}

/** Whether a row marks each question with one column as such, and names the parts of questions with several. */
function isAnswerRow(first: readonly string[], second: readonly string[]): boolean {
  const isAlone = (i: number): boolean =>
    (first[i] ?? '') !== '' && ((first[i + 1] ?? '') !== '' || i + 1 >= second.length);
  return (
    second.some((cell) => ONE_ANSWER.test(cell)) &&
    second.every((cell, i) => cell === '' || (isAlone(i) ? ONE_ANSWER.test(cell) : first[0] !== ''))
  );
}

/**
 * Whether a row names the parts of exactly those questions that have several columns: it is blank below each single
 * heading and filled below all joint ones, which hardly happens in a row of answers.
 */
function isPartsRow(first: readonly string[], second: readonly string[]): boolean {
  const width = Math.max(first.length, second.length);
  let [alone, together] = [0, 0];
  if ((first[0] ?? '') === '') return false;
  for (let start = 0; start < width; ) {
    let end = start + 1;
    while (end < width && (first[end] ?? '') === '') end++;
    const cells = Array.from({ length: end - start }, (_, i) => second[start + i] ?? '');
    if (cells.length === 1 ? cells[0] !== '' : cells.includes('')) return false;
    if (cells.length === 1) alone++;
    else together++;
    start = end;
  }
  return alone > 0 && together > 0;
}

/** Joins headings as `Question [Part]`, which is how other platforms write them in one row. */
function joinHeadings(first: readonly string[], second: readonly string[]): string[] {
  let question = '';
  return Array.from({ length: Math.max(first.length, second.length) }, (_, i) => {
    const [above, below] = [first[i] ?? '', second[i] ?? ''];
    if (above !== '') question = above;
    if (below === '' || ONE_ANSWER.test(below)) return above;
    return question === '' ? below : `${question} [${below}]`;
  });
}

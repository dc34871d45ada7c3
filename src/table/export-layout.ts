// The layouts in which survey platforms write exports: heading rows, columns that identify a platform, its words.

/** What certain cells mean in exports of a platform. */
export interface CellConventions {
  /** Cell texts, in any column, which mean that nothing was asked or answered. */
  readonly notAsked: readonly string[];
  /** Whether a row without a tick in any option column of a question means that the question was not answered. */
  readonly isBlankUnticked: boolean;
}

/** The layout of an export, as determined from its first rows. */
export interface ExportLayout extends CellConventions {
  /** The platform that wrote the export; null if any program could have written it. */
  readonly platform: string | null;
  /** The number of heading rows. */
  readonly headingRows: number;
  /** The heading of each column, merged from all heading rows and trimmed. */
  readonly headings: readonly string[];
  /** The rows above the headings, and a row of units directly below them. */
  readonly titles: readonly TitleRow[];
  /**
   * The full text of the question for each column, if the headings are only short names. Empty if the platform does not
   * write these texts.
   */
  readonly questions: readonly string[];
  /** Whether the platform can be set to write the positions of options instead of their texts. */
  readonly countsOptions: boolean;
}

/** A row above or below the headings that contains no answers. */
export interface TitleRow {
  readonly line: number;
  /** The texts of the cells, trimmed. */
  readonly cells: readonly string[];
}

interface Platform {
  readonly name: string;
  /**
   * Lists of headings, in lower case, that the platform adds. The platform is recognised if all headings of one list
   * occur.
   */
  readonly marks?: readonly (readonly string[])[];
  /** Matches headings that no other platform writes. */
  readonly form?: RegExp;
  /**
   * What the row below the headings contains. `parts`: the options or rows of questions that have several columns.
   * `questions`: the texts of the questions; below them, there may be a row that only programs read.
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
      ['letzte seite', 'start-sprache'],
      ['最后一页', '起始语言'],
    ],
    notAsked: ['N/A'],
  },
  { name: 'REDCap', form: /\w___\w|\(choice=.+\)$/, isBlankUnticked: true },
];

/**
 * Headings, in lower case, of columns that platforms add to every export. They contain no answers even if a question
 * has the same name.
 */
const PLATFORM_COLUMNS: ReadonlySet<string> = new Set([
  ...['respondent id', 'collector id', 'start date', 'end date', 'ip address', 'email address', 'custom data 1'],
  ...['startdate', 'enddate', 'status', 'ipaddress', 'progress', 'duration (in seconds)', 'finished', 'recorddate'],
  ...['recordeddate', 'responseid', 'externalreference', 'locationlatitude', 'locationlongitude', 'userlanguage'],
  ...['distributionchannel', '序号', '提交答卷时间', '所用时间', '来源', '来源详情', '来自ip', '总分', '编号'],
  ...['开始答题时间', '结束答题时间', '答题时长', 'submitdate', 'lastpage', 'startlanguage', 'seed', 'last page'],
  ...['date submitted', 'date started', 'date last action', 'start language', 'record_id', 'record id', 'timestamp'],
  ...['antwort id', 'datum abgeschickt', 'datum gestartet', 'datum letzte aktivität', 'letzte seite', 'start-sprache'],
  ...['zufallsstartwert', 'ip-adresse'],
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

/**
 * Headings of columns that KoBoToolbox, ODK and Matura's own results of a batch add. Cells in such tables are values as
 * the form defines them.
 */
const WRITES_VALUES: ReadonlySet<string> = new Set([
  ...['_uuid', '_submission_time', '__version__', 'instanceid', 'meta/instanceid', 'instancename', 'submissiondate'],
  ...['coverage', 'lowest', 'highest'],
]);

/**
 * Whether the table was written by a program that writes values, so that a cell under the id of a question is a value,
 * not the position of an option.
 */
export function writesValues(headings: readonly string[]): boolean {
  return headings.some((heading) => WRITES_VALUES.has(heading.toLowerCase()));
}

/** Matches columns that results of a batch have next to answers and scores. */
const RESULT_COMPANION = /:(?:state|label)$/;
/** Matches the columns that REDCap adds for each form: its name with the state or the time of its completion. */
const REDCAP_FORM_COLUMN = /^[a-z][a-z0-9_]*_(?:complete|timestamp)$/;

/** Whether a column was added by a platform, or by a batch to its results, and does not belong to a question. */
export function isOwnColumn(heading: string): boolean {
  return (
    PLATFORM_COLUMNS.has(heading.toLowerCase()) || RESULT_COMPANION.test(heading) || REDCAP_FORM_COLUMN.test(heading)
  );
}

/**
 * The headings after the completion time under which Microsoft Forms names the respondent, who is a person and not the
 * enterprise.
 */
const RESPONDENT_HEADINGS = [
  ['completion time', 'email', 'name'],
  ['fertigstellungszeit', 'e-mail', 'name'],
  ['完成时间', '电子邮件', '名称'],
];

/** Finds the columns in which Microsoft Forms names the respondent. */
export function findRespondent(headings: readonly string[]): ReadonlySet<number> {
  const names = headings.map((heading) => heading.toLowerCase());
  for (const [time = '', ...person] of RESPONDENT_HEADINGS) {
    const firstColumn = names.indexOf(time) + 1;
    if (firstColumn > 0 && person.every((name, i) => names[firstColumn + i] === name))
      return new Set(person.map((_, i) => firstColumn + i));
  }
  return new Set();
}

/** Matches the text that SurveyMonkey writes below the heading of a question with only one column. */
const ONE_ANSWER = /^(?:open-ended response|response)$/i;
/** Matches a cell in the row that Qualtrics writes for programs. */
const IMPORT_ID = /^\{\s*"ImportId"\s*:/;
/**
 * The texts that Qualtrics writes below the headings of its own columns. They identify the platform if the row for
 * programs is missing.
 */
const DESCRIBED_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['startdate', 'start date'],
  ['recordeddate', 'recorded date'],
  ['responseid', 'response id'],
]);

/**
 * Returns the layout of an export whose first heading row is the first of these rows; undefined if the rows are not
 * those of a platform.
 */
export function detectLayout(rows: readonly (readonly string[])[]): ExportLayout | undefined {
  const [first = [], second = [], third = []] = rows.map((cells) => cells.map((cell) => cell.trim()));
  const platform = PLATFORMS.find(
    ({ marks = [], form }) =>
      marks.some((list) => isMarked(first, list)) || first.some((heading) => form?.test(heading) === true),
  );
  const { name = null, notAsked = [], isBlankUnticked = false, countsOptions = false } = platform ?? {};
  const layout = { platform: name, notAsked, isBlankUnticked, countsOptions, titles: [], questions: [] };
  if (third.some((cell) => IMPORT_ID.test(cell)) && third.every((cell) => cell === '' || IMPORT_ID.test(cell)))
    return {
      ...layout,
      platform: 'Qualtrics',
      headingRows: 3,
      headings: first,
      questions: second.map(removeChoiceRemark),
    };
  if (platform?.second === 'questions' && isDescription(first, second))
    return { ...layout, headingRows: 2, headings: first, questions: second.map(removeChoiceRemark) };
  // In the columns that the platform adds, a second heading row is blank, but a row of answers is not.
  const isJoined = platform?.second === 'parts' && second.some((cell) => cell !== '') && (second[0] ?? '') === '';
  if (isJoined || isAnswerRow(first, second) || isPartsRow(first, second))
    return { ...layout, headingRows: 2, headings: joinHeadings(first, second) };
  return platform && { ...layout, headingRows: 1, headings: first };
}

/** Returns the layout of a table with a single heading row. */
export function createPlainLayout(headings: readonly string[]): ExportLayout {
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

/**
 * Removes the remark with which Qualtrics distinguishes the choice of an option from the text field of the same
 * question.
 */
function removeChoiceRemark(text: string): string {
  return text.replace(/ - Selected Choice(?= - |$)/, '');
}

/**
 * Whether a row has a mark below each question with one column, and names the parts of questions with several columns.
 */
function isAnswerRow(first: readonly string[], second: readonly string[]): boolean {
  const isOnlyFilled = (i: number): boolean =>
    (first[i] ?? '') !== '' && ((first[i + 1] ?? '') !== '' || i + 1 >= second.length);
  return (
    second.some((cell) => ONE_ANSWER.test(cell)) &&
    second.every((cell, i) => cell === '' || (isOnlyFilled(i) ? ONE_ANSWER.test(cell) : first[0] !== ''))
  );
}

/**
 * Whether a row names the parts of exactly those questions that have several columns: it is blank below each question
 * with one column and filled below all columns of the other questions. A row of answers hardly ever has this form.
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

/** Joins two heading rows to headings such as `Question [Part]`, as other platforms write them in one row. */
function joinHeadings(first: readonly string[], second: readonly string[]): string[] {
  let question = '';
  return Array.from({ length: Math.max(first.length, second.length) }, (_, i) => {
    const [above, below] = [first[i] ?? '', second[i] ?? ''];
    if (above !== '') question = above;
    if (below === '' || ONE_ANSWER.test(below)) return above;
    return question === '' ? below : `${question} [${below}]`;
  });
}

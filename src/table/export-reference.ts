// Writes the part of the format's reference about exports: layouts of platforms, and words in place of answers.
import { NOT_APPLICABLE_MARK, UNKNOWN_MARK } from '../model/index.ts';
import { STATE_WORDS } from './mapping/answer-spellings.ts';

/** For each platform, how its exports are read. */
const PLATFORMS: readonly (readonly [platform: string, layout: string])[] = [
  [
    'SurveyMonkey',
    'CSV and XLSX: the two rows of headings are one, `Question [Option]` and `Question [Row]`; merged headings are read. Without the second row, columns without a heading that hold answers are asked about',
  ],
  [
    'Qualtrics',
    'CSV, TSV and XLSX: the rows with the questions in words and for programs are headings, too. A question is known by its words; a number that Qualtrics gave it, such as Q5, means nothing, even where it is an id of the pack. Several options stand in one cell or in a column each',
  ],
  [
    'KoBoToolbox, ODK Central',
    'names or labels, with groups or without: `group/question`, `group-question`, `Group label/Question label`, of our own forms in any language of the pack, with the columns that carry units and states. Where every option has its column, the column of all of them is not needed',
  ],
  [
    'LimeSurvey',
    'codes, texts or both: `Q1[A]. Question [Option]`. `N/A` is unanswered where its columns of last page and start language are there, in English, German or Chinese',
  ],
  [
    'REDCap',
    'raw and labels: `q1___a`, `Question (choice=Option)`; Checked and Unchecked. `Complete?` and other headings that nothing uses may repeat',
  ],
  [
    'Google Forms',
    'several options in one cell with `, `, also where options hold a comma themselves, and `Question [Row]`, for questions of one scale as rows of a grid as well',
  ],
  ['Microsoft Forms', 'XLSX: options with `;`, each row of a Likert question headed by its own text'],
  [
    'Wenjuanxing (问卷星)',
    'texts or numbers, several options with `┋` or in a column each, `Question—Row`, (空) and (跳过). With its column 提交答卷时间, -2 and -3 are unanswered in every column; -2 under a number that may be negative is asked about',
  ],
  [
    'Tencent Questionnaire (腾讯问卷)',
    'a column for each option, in which the option stands once more: `无` in the column of 无 is chosen',
  ],
  [
    'Alchemer (from memory)',
    'a column for each option, headed `Option:Question`, in which the option stands once more',
  ],
  [
    'EUSurvey (from memory)',
    'short names behind texts: `Question (Q7)`, `Option (A)`. Options in columns of their own stand behind a blank column of their question, and are told apart by their place',
  ],
  [
    'Airtable (from memory)',
    'several options in one cell with `,`: those that hold a comma themselves stand in quotes',
  ],
  [
    'Typeform, its old exports (from memory)',
    'columns headed by an option alone are asked about: `matura map` names each by its position, with `column`, since several questions may have an option of that name',
  ],
];

/** Returns the part of the reference about exports, in Markdown. */
export function renderExports(): string {
  const listWords = (list: readonly string[]): string => list.map((word) => `\`${word}\``).join(', ');
  return [
    '# Exports of survey platforms',
    'These are recognised by `matura batch` without a mapping, by ids or by the texts of the pack in any of its languages; each is tested with rows as the platform writes them, those marked "from memory" as we remember them, since no export was at hand. Where cells or headings only count options, or could mean two things, nothing is scored: `matura map` proposes a mapping to look through.',
    ['| Platform | Read |', '|---|---|', ...PLATFORMS.map(([platform, layout]) => `| ${platform} | ${layout} |`)].join(
      '\n',
    ),
    'A heading that is nearly the name of a fact or question is asked about, never left out without a word: one letter more or less, another unit (`上年营业收入，单位：元`, `Employees (FTE)`), the beginning of a text from 40 signs on, as platforms cut it, and a short form whose signs stand in the name in their order (`营收`, `区县`), or one of two names (`County` of `District or county`). Where two questions are meant, both are named. A synonym that shares no signs with the name is not recognised: look at the unused columns that `matura batch` names. A column whose heading says nothing is asked about if all its cells are options of one fact that has no other column, and not only its default value, such as `行业门类` with sectors.',
    'A unit in a title above the headings (`单位：千元`, `Amounts in CNY thousand`, `(in Tsd. Euro)`), right above a column or in a row of units right below the headings counts for the columns of money whose heading names none: they are asked about, unless it is their own unit. `matura map` proposes it under `unit`; of a currency that cannot be converted, say under `times` what to multiply with.',
    'In a workbook, a number format with a unit (`0.0"万元"`, `#,##0"元"`) is read with its unit. A format that shows another number or currency than the cell would count for is asked about: one that divides (`#,##0,`, `0.0,,`), also with its unit (`0!.0,"万"`, `0.0,"k"`), and one with another currency than the unit names (`$#,##0`, `[$€-407]`, `0.00"万美元"`). `¥`, `￥` and `元` may be yuan or yen, `$` any dollar. What the cell stores counts: name its unit under `unit`, or say under `times` what to multiply with. A format that says what the numbers are (`0.0,"k"` over a head count) changes nothing.',
    'Words behind an option, as in `其他（请注明）〖飞书〗` and `Other: Feishu`, or in the column of an option called "other", are its note with `--files`. So are words in a column beside a question of one option, such as `Q1_other`; where no option is chosen beside them, they are asked about, and such a row is a reject.',
    "An apostrophe before a sign with which formulas begin, as in `'=1` and `'+86`, is no part of the cell: programs put it there so that no spreadsheet runs it, and `--mend` does.",
    'Parquet and Arrow (`.arrow`, `.feather`, or a stream on standard input) are read like these, the names of their columns as headings: a list in a cell is several options, and null is unanswered. `examples/spark` and `examples/duckdb` score answers in this way where they lie.',
    'Lines of JSON (`.jsonl`, `.ndjson`, also compressed), an object each, are read like these, the names of members as headings, `outer/inner` for those of an object within it: a list is several options, `null` and what is left out are unanswered, a whole number keeps all its digits. A line that is no object is a reject. What `batch --answers -o results.jsonl` writes is read again with the same results.',
    'Where options have columns of their own and none is ticked, the question is unanswered, unless it may be answered with no option (`least: 0`). A tick is an `x` or one of `√ ✓ ✔ ☑ ✅ ● ■`, and `× ✗ ✘ ✕ ❌ ☐ □` say no, in answers of yes and no as well. There an `x` is a tick only if no column says yes or no with another sign; a circle `○` is yes in a table with crosses, and no in one with `●`. Blank cells beside nothing but ticks are unanswered, and a remark says so.',
    'Text is read as UTF-8, GB18030 or UTF-16, whichever it is. Windows-1252, as Excel in Western Europe saves, is read where headings of the pack have umlauts in it, else with `--encoding windows-1252`.',
    'A column that stands twice with the same heading and the same cells is read once, and the summary names it; a row in which the two differ is a reject. Where they differ among the first 500 rows, nothing is scored.',
    'In text, blanks between a delimiter and a quote (`"a", "b"`) are no part of the cell, where the headings are written so.',
    'Of a workbook the first visible sheet with headings of the pack or of the mapping is read, and every other visible one with the same headings, in any order; a cover or a legend is named and not read. Rows on a hidden sheet with the same headings, or on a visible one that goes on without headings, are not read, and the exit code is 1: `--sheet` names the one that counts. The value of a cell that is merged over several rows of a column belongs to all of them; a number may be their sum, so such rows are rejects, as are those with cells merged across columns.',
    'Some columns are judged as wholes, because no cell by itself shows how it is meant. Where that is not certain, nothing is scored, and the mapping that `matura map` proposes has the key that settles it; what rows beyond the first 500 show is asked about at the end of the run, before results get their name:',
    [
      '| Seen | Settled by |',
      '|---|---|',
      '| bare percentages (without %) that are all between 0 and 1 | `times: 100` for shares of 1, `unit: "%"` for percentages |',
      '| bare percentages both between 0 and 1 and above 1 | `times: 100` or `times: 1`: the others are then rejects; `unit: "%"`: all are percentages. Not asked where all are so small that a share of 1 would exceed them by far |',
      '| shares of 1 that the pack works out from two amounts, of which a tenth and at least three are above 1 | `unit: "%"` or `times: 0.01` for percentages, else `times: 1`; a cell with its sign, such as `5.37%`, is read as it is |',
      '| a scale with cells between its steps, such as `0.66` | `values` |',
      '| below the first 500 rows, a stretch of rows without the lowest value of any scale, in at least three of which a number is one above the highest, as of a second wave that counts from 1 | rows of a file of their own, or `values` with the numbers as they are meant |',
      '| a heading that is another one with a remark that its answers were reviewed or corrected (`（复核后）`, `_reviewed`, `geprüft`), with other answers in it | `to` for the column that counts |',
      '| a scale in numbers of which no row has the lowest value, in so many rows that this is no chance: 20 answers to one scale, or at least 10 rows with 100 answers to five scales together; not where everybody answered alike, where columns of KoBoToolbox, ODK or a batch show that cells are values, nor where answers are texts. Then every scale with the same values and without its lowest one is asked about, however few answers it has | `values` with the numbers as they are meant |',
      '| money of which the middle enterprise has less than 10,000 or more than 10 million a head, where the pack tests or divides money and persons together; a figure about 10, 100, 1,000 or 10,000 times that of another year; a part more than 10 times its whole; energy of more than 20 tonnes of standard coal per 10,000 yuan or euros of revenue, where the pack divides them | `unit` or `times` |',
      '| numbers that all have three digits behind their only sign, such as `1.640`, beside columns with decimals; below the first 500 rows, at least three such numbers in a column that was whole up to there | `decimal`, of the column or the mapping, or `--decimal` |',
    ].join('\n'),
    'Remarks also name columns that nothing uses and whose first 500 rows say which rows may not count (draft, preview, invalid, withdrawn, not finished), with the `--where` that leaves them out; rows that fill such a column with answers to the question before it, as if a cell too many had moved them; scales of which no row has the highest number of the mapping; headings of which the mapping names some by position and others not; a fact for grouping, such as the district, that few of the first rows state, each another value and the first row the first one, as where it is written once above its group; and keys of free text that differ only in blanks, hyphens or leading zeros. A row with a word for an example or a test, such as `示例` or `test`, in the place of its key or name is a reject, as is one headed as a total or mean. Of rows with one key and the same result the first counts, unless their answers are kept with `--files`; the others are rejects.',
    'A single row whose figure is 50 times or more that of another year where others hardly change, 300 times elsewhere, or less than 100 or more than 300 million a head is a reject; what is rare only is a remark in the summary. Investments and other parts of an amount may fall in one year, and a first year may be small (little or nothing before it, the later year plausible per head): up to 3,000 times they are remarks, so that a unit of 10,000 still shows. So are questions that nobody answered or all answered alike, from 8 rows on if that is so of all questions, one number in every row, answers that nobody gave, questions with the same answers in each row, one level for all, and names with letters such as `Ã¤`, which a wrong encoding has made. A `unit` or `times` in a mapping says that the figures of its column are meant so.',
    'Instead of an answer may stand, in any case and width; a mapping names others under `states`:',
    [
      '| Means | Written as |',
      '|---|---|',
      `| unanswered | nothing, ${listWords(STATE_WORDS.unanswered)} |`,
      `| unanswered, where the question does not allow "not applicable" | ${listWords(STATE_WORDS.unansweredOrNotApplicable)} |`,
      `| unknown | ${listWords([UNKNOWN_MARK, ...STATE_WORDS.unknown])} |`,
      `| not applicable, where the question allows it | ${listWords([NOT_APPLICABLE_MARK, ...STATE_WORDS.notApplicable])} |`,
    ].join('\n'),
    'Days are read as people and programs write them: `2026-01-31`, `2026/1/31`, `2026年1月31日`, `31.01.2026`, `20260131`, or the number by which a spreadsheet counts it, such as `46053`.',
    'In columns of free text only the words in brackets, `#NULL!`, `#N/A`, `.`, `NA` and the errors of formulas (`#REF!`) are states. Question marks alone, such as `???`, are what a program left of a name whose letters its encoding lacks: such a cell is blank, and a remark names the lines. `-` is none of them, nor `NA` where "not applicable" is an answer: what they mean differs.',
    'A number, a letter or a level may stand before the text of an option: `3.Daily`, `（3）Daily`, `③Daily`, `B、Daily`, `2级：Daily`; a number or letter may also follow it: `Daily（B）`, `Daily_3`. Other commas (`,` for `、`), quotes around the text and a full stop behind it change nothing. The text decides; where the mark counts another option, such a cell is a reject. A step of a scale may be called `2级`, `二级`, `L2`, `Level 2` or `Stufe 2`. Letters in their order with nothing between them, `BCDE`, are several options. Where a mapping counts a scale from another number, a number that it does not name is a reject, and `2.0` is `2`.',
  ].join('\n\n');
}

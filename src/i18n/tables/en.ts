import type { TableMessages } from './messages.ts';

export const tables: TableMessages = {
  empty: 'there is nothing in it',
  wrongBytes: (encoding, line, text, bytes) =>
    `line ${line} is not valid ${encoding}: the bytes ${bytes}${text === '' ? '' : ` behind “${text}”`}`,
  unknownEncoding: (line, bytes) =>
    `it is neither UTF-8 nor GB18030 nor UTF-16; the bytes ${bytes} in line ${line} are the first that are not UTF-8`,
  unknownDelimiter: (signs) => `what parts the cells cannot be told${signs === '' ? '' : `: it could be ${signs}`}`,
  mixedDelimiter: (line, delimiter, other) => `cells are parted by ${delimiter}, but those of line ${line} by ${other}`,
  duplicateHeading: (heading, one, other) => `the columns ${one} and ${other} have the same heading “${heading}”`,
  noHeading: (line) => `no row begins in line ${line} that could be the headings`,
  openQuote: (line) => `a quote is opened in line ${line}, among the headings, and never closed`,
  damaged: (detail) => `the compressed data are damaged (${detail})`,
  password: 'the workbook has a password: save it without one',
  otherWorkbook: {
    xls: 'this is an old binary workbook: save it as XLSX or CSV',
    ods: 'this is an OpenDocument workbook: save it as XLSX or CSV',
    zip: 'this is a packed folder, not a workbook: unpack it',
    document: 'this is a document for people to read, not a table',
  },
  tooLarge: (part) => `${part} would be so large unpacked that this is no honest workbook`,
  unknownSheet: (sheet, sheets) => `there is no sheet “${sheet}”${sheets === '' ? '' : `; there are: ${sheets}`}`,
  noSheet: 'no sheet is visible',
  otherSheets: (sheet, others) => `the sheet “${sheet}” is read; not read: ${others}`,
  mergedCells: (range) => `the headings are merged cells (${range}): undo that first`,
  tellEncoding: (option) => `Say it with ${option}.`,
  tellDelimiter: (option) => `Say it with ${option}.`,
  unknownEncodingName: (name, names) => `there is no encoding “${name}”; possible: ${names}`,
  notOneSign: (given) => `--delimiter: “${given}” is not one sign such as , ; | or tab`,
};

export { isText } from './byte-source.ts';
export { decideDecimalSign, findOnlyThousands } from './cell-readers.ts';
export { createColumnEngine } from './column-engine.ts';
export {
  disarmFormulas,
  formatCsvCell,
  formatRejectsHeading,
  parseCsvCell,
  parseCsvRow,
  readWrittenRows,
  writeReject,
  writeTableText,
} from './csv-text.ts';
export { writesValues } from './export-layout.ts';
export { chooseStateWord, nameOtherColumns, planFormColumns, STATE_CELLS } from './form-columns.ts';
export {
  type BlankColumn,
  CHECK_MARK,
  planBlankTable,
  writeBlankCsv,
  writeBlankWorkbook,
} from './mapping/blank-table.ts';
export { bindColumns, findSettledInputs, SHARES_OF_ONE } from './mapping/column-binding.ts';
export { type ColumnEvidence, createColumnEvidence, type OddRow } from './mapping/column-evidence.ts';
export { createFactReader, type FactColumnReading } from './mapping/fact-columns.ts';
export { createHeadingLookup } from './mapping/heading-match.ts';
export { isUsualHeading } from './mapping/input-names.ts';
export { proposeMapping, toMapping } from './mapping/propose-mapping.ts';
export { readSampleRows } from './mapping/sample-rows.ts';
export { openTable, requireDistinctHeadings, type Table, type TableDialect, type TableInput } from './opened-table.ts';
export { readRawRecords } from './raw-records.ts';
export {
  bindRepeated,
  blankRepeatedHeadings,
  createRepeatCheck,
  findRepeatedColumns,
  type RepeatedColumn,
} from './repeated-columns.ts';
export { createHeadingCheck } from './repeated-headings.ts';
export type { ArrowStream } from './results/arrow-writer.ts';
export { EXCEL_MARK, type ExcelStyle, escapeFormula, writeExcelRow } from './results/excel-csv.ts';
export {
  isKeyFact,
  planResultColumns,
  type ResultColumn,
  type ResultEncoder,
  type ResultExtras,
} from './results/result-columns.ts';
export {
  createEncoder,
  EXCEL_FORMAT,
  isForReaders,
  RESULT_ENDINGS,
  type ResultFormat,
  resultFormatOf,
} from './results/result-formats.ts';
export { createResultWriter, writeHeading } from './results/result-writer.ts';
export { addText, type ByteBuffer, type ColumnCells } from './results/row-writer.ts';
export { ANSWERED, type ColumnBinding, NOT_APPLICABLE, type RowBlock, type TextColumn } from './row-block.ts';
export { DEFAULT_SCAN_SIZES } from './scan/scanner.ts';
export { type TableFault, TableProblem } from './table-problem.ts';
export { isScannedAsStored } from './table-reader.ts';
export { ENCODINGS, findEncoding, WINDOWS_1252_SIGNS } from './text-encoding.ts';
export { createUsccCheck } from './uscc-check.ts';
export { toColumnName } from './xlsx/column-name.ts';
export type { FormCell, FormColumn, FormKind, FormSheet } from './xlsx/form-workbook.ts';
export type { UnitSection } from './xlsx/unit-formats.ts';
export { readWorkbookSheets, type SheetRows, type WorkbookSheets } from './xlsx/workbook-reader.ts';

// Loaded only when needed, because loading these modules would slow down the start of every command.
export const loadArrowWriter = () => import('./results/arrow-writer.ts');
export const loadFormWriter = () => import('./xlsx/form-workbook.ts');
export const loadWorkbookWriter = () => import('./xlsx/workbook-writer.ts');

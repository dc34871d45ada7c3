import { writeText } from './cell-text.ts';

/** One reason why a row is rejected, in words. */
export interface RejectLine {
  readonly line: number;
  readonly record: number;
  readonly key: string;
  readonly column: string;
  readonly rule: string;
  readonly value: string;
  readonly message: string;
}

export const REJECTS_HEADING = 'line,record,key,column,rule,value,message\n';

/** A reason as a row of CSV, with its newline. */
export function writeReject({ line, record, key, column, rule, value, message }: RejectLine): string {
  return `${line},${record},${[key, column, rule, value, message].map(writeText).join(',')}\n`;
}

import type { Place } from '../../tabular/shape.ts';
import type { Part } from './part.ts';

/** A reason for a rejected row as `writeReject` writes it: its line and record, and the rest. */
const REASON = /(\d+),(\d+)(,(?:[^"\n]|"[^"]*")*\n)/g;

/** A part whose lines and records were counted from 0, counted on from a place. Changes the numbers where they stand. */
export function renumber(part: Part, { line, record }: Place): Part {
  addTo(part.lines, line);
  addTo(part.records, record);
  addTo(part.rejectRecords, record);
  if (part.rejects.length === 0) return part;
  const { buffer, byteOffset, length } = part.rejects;
  // A character for each byte.
  const text = Buffer.from(buffer, byteOffset, length).toString('latin1');
  const moved = (_: string, l: string, r: string, rest: string): string =>
    `${Number(l) + line},${Number(r) + record}${rest}`;
  const rows: string[] = [];
  let at = 0;
  for (const bytes of part.rejectLengths) {
    rows.push(text.slice(at, at + bytes).replace(REASON, moved));
    at += bytes;
  }
  const lengths = Uint32Array.from(rows, (row) => row.length);
  const reasons = new Map(
    [...part.reasons].map(([rule, { count, lines }]) => [rule, { count, lines: lines.map((one) => one + line) }]),
  );
  return { ...part, reasons, rejects: Buffer.from(rows.join(''), 'latin1'), rejectLengths: lengths };
}

function addTo(numbers: Uint32Array, more: number): void {
  for (let i = 0; i < numbers.length; i++) numbers[i] = (numbers[i] as number) + more;
}

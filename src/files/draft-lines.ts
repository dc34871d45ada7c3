import { type DraftEvent, type DraftHeader, isEvent, isHeader, isNewerHeader } from './draft-shape.ts';
import { type FileDetail, FileProblem } from './problem.ts';

/** What the lines of a draft say. */
export interface DraftContent {
  readonly header: DraftHeader;
  /** In the order they were said. */
  readonly events: readonly DraftEvent[];
}

const NEWLINE = 0x0a;

/** One line of a draft, with its end. */
export function formatLine(line: DraftHeader | DraftEvent): string {
  return `${JSON.stringify(line)}\n`;
}

/** How many bytes of a draft are whole lines; what follows was being written when its run was killed. */
export function countWholeBytes(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  const start = end < 2 ? 0 : bytes.lastIndexOf(NEWLINE, end - 2) + 1;
  // After a power cut the last line may have its end, and zeros in place of its beginning.
  return bytes.subarray(start, end).includes(0) ? start : end;
}

/**
 * The content of a draft, a torn last line left out; undefined if its first line was never whole, so that it holds no
 * answer. A damaged line anywhere else is a `FileProblem` with its number.
 */
export function parseDraft(bytes: Uint8Array, path: string, id: string): DraftContent | undefined {
  const [first, ...others] = splitLines(bytes.subarray(0, countWholeBytes(bytes)));
  if (first === undefined) return undefined;
  return {
    header: parseHeader(first, path, id),
    events: others.map((line, index) => {
      const number = index + 2;
      const event = parseLine(line, path, number);
      if (isEvent(event)) return event;
      throw damageAt(path, number, { kind: 'not-an-answer' });
    }),
  };
}

function parseHeader(line: Uint8Array, path: string, id: string): DraftHeader {
  const header = parseLine(line, path, 1);
  if (isNewerHeader(header)) throw new FileProblem('newer', path, { place: { line: 1 } });
  if (!isHeader(header)) throw damageAt(path, 1, { kind: 'not-a-draft' });
  if (header.id !== id) throw damageAt(path, 1, { kind: 'other-draft', name: header.id });
  return header;
}

function parseLine(line: Uint8Array, path: string, number: number): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch (cause) {
    throw damageAt(path, number, { kind: 'not-json' }, cause);
  }
}

function damageAt(path: string, line: number, detail: FileDetail, cause?: unknown): FileProblem {
  return new FileProblem('damaged', path, { place: { line }, detail, cause });
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += (lines.at(-1)?.length ?? 0) + 1) {
    lines.push(bytes.subarray(start, bytes.indexOf(NEWLINE, start)));
  }
  return lines;
}

import { readRow } from '../cell-text.ts';

/** The cells of rows of CSV as `writeText` wrote them, some rows at a time. */
export async function* readWrittenRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[][]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let [rest, searched, isQuoted] = ['', 0, false];
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    const rows: string[][] = [];
    let start = 0;
    for (; searched < rest.length; searched++) {
      const unit = rest.charCodeAt(searched);
      // A doubled quote opens again what it closed.
      if (unit === 0x22) isQuoted = !isQuoted;
      else if (unit === 0x0a && !isQuoted) {
        rows.push(readRow(rest.slice(start, searched)));
        start = searched + 1;
      }
    }
    rest = rest.slice(start);
    searched -= start;
    yield rows;
  }
}

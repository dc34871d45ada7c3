import { type StagedFile, stageFile } from '../../files/staged.ts';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Table } from '../../tabular/open.ts';
import { readRecords } from '../../tabular/records.ts';
import type { CollectorGiven } from './collect.ts';

/** By this mark spreadsheets know that a file is UTF-8. */
const MARK = '\ufeff';
const PIECE = 1 << 16;

/**
 * How rejected records are kept as they stand in the export, below its headings, so that they can be mended and scored;
 * undefined where no file is named. Throws a `Refusal` for a table that comes only once.
 */
export function prepareMending(
  { shape }: Table,
  path: string | undefined,
  { batch: { refused } }: Messages,
): CollectorGiven['mend'] {
  if (path === undefined) return undefined;
  if (shape.path === null) throw new Refusal(2, refused.filesFromStream('--mend'));
  return async (records) => {
    const file = await stageFile(path);
    try {
      await copyRecords(file);
      return file;
    } catch (error) {
      await file.discard();
      throw error;
    }

    async function copyRecords({ write }: StagedFile): Promise<void> {
      let text = MARK;
      for await (const { record, text: raw } of readRecords(shape)) {
        if (record === 0 || records.has(record)) text += /[\r\n]$/.test(raw) ? raw : `${raw}\n`;
        if (text.length < PIECE) continue;
        await write(Buffer.from(text));
        text = '';
      }
      await write(Buffer.from(text));
    }
  };
}

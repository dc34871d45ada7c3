import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { unzip } from '../../src/report/docx/docx-package.ts';

/** What belongs to China: its money, codes, standards, places, programs and letters. */
export const CHINESE =
  /\p{Script=Han}|\bCNY\b|\byuan\b|\bRMB\b|uscc|GB\/T|Chengdu|Deyang|Wuhou|WeChat|Sozialkreditcode|credit code/iu;

/** Expects nothing of China in the names and texts of all files of a folder, in the language they are written for. */
export async function expectFilesWithoutChina(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    expect(name).not.toMatch(CHINESE);
    for (const text of await readTexts(path.join(parentPath, name)))
      expect(removeOtherLanguages(name, text).match(contextOf(CHINESE))?.[0], name).toBeUndefined();
  }
  return files.map(({ name }) => name);
}

const contextOf = ({ source, flags }: RegExp): RegExp => new RegExp(`.{0,60}(?:${source}).{0,60}`, flags);

/** The text of a file; of an Office document, the parts that people read, which leaves out the names of fonts. */
async function readTexts(file: string): Promise<string[]> {
  const bytes = await readFile(file);
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return [bytes.toString('utf8')];
  const parts = [...(await unzip(bytes))].filter(([name]) =>
    /^word\/(?:document|footnotes|header|footer)|^xl\/(?:workbook|sharedStrings|worksheets)/.test(name),
  );
  expect(parts).not.toHaveLength(0);
  return parts.map(([, part]) => part.toString());
}

/**
 * A form carries its program and its texts in all languages, so that whoever fills it in can choose; an enterprise file
 * carries the titles of levels in all languages of its pack.
 */
function removeOtherLanguages(name: string, text: string): string {
  return /^(?:fragebogen|form)\.html$|\.json$/.test(name)
    ? text.replace(/<script[\s\S]*?<\/script>|\p{Script=Han}/gu, '')
    : text;
}

import { posix } from 'node:path';
import { TableProblem } from '../problem.ts';
import { hearMarkup } from './markup.ts';
import type { Package } from './package.ts';

/** A sheet of a workbook, with the part that holds its cells. */
export interface Sheet {
  readonly name: string;
  readonly isVisible: boolean;
  readonly part: string;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Whether days are counted from 1904 on. */
  readonly from1904: boolean;
  readonly strings: string | undefined;
  readonly styles: string | undefined;
}

/** Reads which sheets a workbook has. */
export async function readWorkbook(parts: Package): Promise<Workbook> {
  const main = (await readRelations(parts, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (!main?.endsWith('.xml')) throw new TableProblem({ code: 'other-workbook', kind: 'zip' });
  const relations = await readRelations(parts, main);
  const targetOf = (id: string | undefined): string | undefined => relations.find((one) => one.id === id)?.target;
  const sheets: Sheet[] = [];
  let [isWorkbook, from1904] = [false, false];
  await hearMarkup(await parts.open(main), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const part = targetOf(id);
      // Charts and macros are sheets too, but of another type.
      if (!part || !relations.some(({ target, type }) => target === part && type === 'worksheet')) return;
      sheets.push({ name: attributes.name ?? '', isVisible: (attributes.state ?? 'visible') === 'visible', part });
    },
  });
  if (!isWorkbook) throw new TableProblem({ code: 'other-workbook', kind: 'document' });
  const partOf = (type: string): string | undefined => relations.find((one) => one.type === type)?.target;
  return { sheets, from1904, strings: partOf('sharedStrings'), styles: partOf('styles') };
}

/** The sheet of that name, hidden or not; without a name the first visible one. */
export function chooseSheet({ sheets }: Workbook, name: string | undefined): Sheet {
  if (name === undefined) {
    const first = sheets.find(({ isVisible }) => isVisible);
    if (!first) throw new TableProblem({ code: 'no-sheet' });
    return first;
  }
  const wanted = name.trim().toLowerCase();
  const found =
    sheets.find((sheet) => sheet.name === name) ?? sheets.find((sheet) => sheet.name.toLowerCase() === wanted);
  if (!found) throw new TableProblem({ code: 'unknown-sheet', sheet: name, sheets: sheets.map((sheet) => sheet.name) });
  return found;
}

interface Relation {
  readonly id: string;
  /** The last word of the type's address. */
  readonly type: string;
  readonly target: string;
}

/** What belongs to a part, '' being the whole package. */
async function readRelations(parts: Package, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!parts.has(name)) return relations;
  await hearMarkup(await parts.open(name), {
    open(tag, { Id = '', Type = '', Target = '' }) {
      if (tag !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relations;
}

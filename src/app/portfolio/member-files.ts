import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CodedRefusal, pickText } from '../../i18n/index.ts';
import { itemAt } from '../../model/index.ts';
import {
  type CompiledStage,
  chooseAssessments,
  createNameReader,
  evaluateStage,
  HOLDS,
  hasNameHeading,
  isInScope,
  type LevelOf,
  type Roster,
  UNDECIDED,
} from '../../portfolio/index.ts';
import type { PortfolioWords } from '../../report/index.ts';
import { writeAtomic } from '../../store/index.ts';
import { EXCEL_MARK, escapeFormula, formatCsvCell, writeExcelRow } from '../../table/index.ts';
import type { World } from '../../world.ts';

/** What is needed to write a table with a row per enterprise. */
export interface MemberFileRequest {
  readonly stages: readonly CompiledStage[];
  readonly levelOf: LevelOf;
  readonly facts: readonly string[];
}

/** The words of the list of enterprises that have not reached every stage, and whether it is for Excel. */
interface MissingListWords extends Pick<PortfolioWords, 'messages' | 'factTitle' | 'valueOf'> {
  readonly isForExcel: boolean;
}

const PSEUDONYM_LENGTH = 16;

/**
 * Writes a table of the enterprises in scope that have not reached every stage, with the stages that each has reached.
 * It is for people: with keys and names, and with headings and texts in the user's language; with `isForExcel`, in the
 * form that Excel in this language opens with a double click.
 */
export async function writeMissing(
  world: World,
  path: string,
  roster: Roster,
  request: MemberFileRequest,
  { messages, isForExcel, ...titles }: MissingListWords,
): Promise<void> {
  const { portfolio, outlook, words, numbers } = messages;
  const { columns } = portfolio;
  const nameOf = createNameReader(roster);
  const facts = request.facts.filter((fact) => !hasNameHeading([fact]));
  const reaches = request.stages.map((stage) => evaluateStage(roster, stage).truth);
  const rows: string[][] = [];
  for (let i = 0; i < roster.size; i++) {
    if (!isInScope(roster, i) || reaches.every((truth) => truth[i] === HOLDS)) continue;
    rows.push([
      roster.key(i),
      nameOf(i),
      ...facts.map((fact) => titles.valueOf(fact, factOf(roster, fact, i))),
      ...reaches.map((truth) =>
        truth[i] === HOLDS ? words.yes : truth[i] === UNDECIDED ? columns.undecided : words.no,
      ),
    ]);
  }
  rows.sort((a, b) => (itemAt(a, 0) < itemAt(b, 0) ? -1 : 1));
  const stages = request.stages.map(({ stage }) => pickText(stage.title, messages.language, []) ?? stage.id);
  const headings = [outlook.columns.key, columns.name, ...facts.map(titles.factTitle), ...stages];
  if (!isForExcel) return writeMemberTable(world, path, headings, rows);
  const lines = [headings, ...rows].map((cells) => writeExcelRow(cells.map(escapeFormula), numbers.decimal));
  await writeAtomic(resolve(world.cwd, path), `${EXCEL_MARK}${lines.join('')}`);
}

/** Returns the path of the file that links pseudonyms to keys. */
export function pathOfKeys(path: string): string {
  return `${path.replace(/\.csv$/i, '')}.keys.csv`;
}

/**
 * Writes a row for each enterprise under a pseudonym. Beside it, writes a file with the key for each pseudonym, which
 * only the file's owner can read. The secret in an existing key file is used again, so an enterprise keeps its
 * pseudonym.
 */
export async function writePseudonyms(
  world: World,
  path: string,
  roster: Roster,
  request: MemberFileRequest,
): Promise<string> {
  const keyPath = pathOfKeys(path);
  const secret = (await readSecret(resolve(world.cwd, keyPath))) ?? randomBytes(32).toString('hex');
  const countedAssessments = chooseAssessments(roster, request.levelOf);
  const scores = [...countedAssessments.scores];
  const facts = request.facts.filter((fact) => !hasNameHeading([fact]));
  const rows = Array.from({ length: roster.size }, (_, i) => {
    const pseudonym = createHmac('sha256', secret).update(roster.key(i)).digest('hex').slice(0, PSEUDONYM_LENGTH);
    const figures = [countedAssessments.level[i] as number, ...scores.map(([, values]) => values[i] as number)];
    return {
      key: roster.key(i),
      cells: [
        pseudonym,
        ...facts.map((fact) => factOf(roster, fact, i)),
        ...figures.map((value) => (Number.isNaN(value) || countedAssessments.isThere[i] === 0 ? '' : String(value))),
      ],
    };
  }).sort((a, b) => (itemAt(a.cells, 0) < itemAt(b.cells, 0) ? -1 : 1));
  await writeMemberTable(
    world,
    keyPath,
    ['pseudonym', 'key', secret],
    rows.map(({ key, cells }) => [itemAt(cells, 0), key]),
    0o600,
  );
  await writeMemberTable(
    world,
    path,
    ['pseudonym', ...facts, 'level', ...scores.map(([id]) => id)],
    rows.map(({ cells }) => cells),
  );
  return keyPath;
}

function factOf({ facts }: Roster, fact: string, index: number): string {
  const column = facts.get(fact);
  return column?.values[column.codes[index] as number] ?? '';
}

/** Reads the secret, which is the third heading of the key file; undefined if the file does not exist. */
async function readSecret(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const secret = /^pseudonym,key,([0-9a-f]{64})\r?\n/.exec(text)?.[1];
  if (secret === undefined) throw new CodedRefusal(3, 'notAKeyFile', { path });
  return secret;
}

async function writeMemberTable(
  world: World,
  path: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  mode?: number,
): Promise<void> {
  const lines = [headings, ...rows].map((cells) => `${cells.map(formatCsvCell).join(',')}\n`);
  await writeAtomic(resolve(world.cwd, path), lines.join(''), mode === undefined ? {} : { mode });
}

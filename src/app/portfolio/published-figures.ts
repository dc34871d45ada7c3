// Ranks a portfolio among figures that others have published, about cities or regions instead of enterprises.
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import {
  findNearestSpelling,
  foldKey,
  fromNumber,
  parseDecimal,
  type Rational,
  Refusal,
  toNumber,
} from '../../model/index.ts';
import {
  findReservedColumns,
  type PeerRanking,
  type Portfolio,
  type PublishedFigures,
  rankPeers,
} from '../../portfolio/index.ts';
import { formatCount, rejectInWords } from '../../report/index.ts';
import { type AnswerEntry, assess } from '../../scoring/index.ts';
import type { World } from '../../world.ts';
import { openPack, type PackChoice } from '../open-pack.ts';
import { openTableFile, refuseTableProblems } from '../open-table.ts';
import { EXAMPLE_HEADINGS, refuseMissingHeadings, toUses } from '../roster/roster-columns.ts';

/** The published figures to read, and how to rank the portfolio among them. */
export interface PublishedFiguresRequest {
  readonly path: string;
  /** The name of the row that is the portfolio itself, if the user gave it. */
  readonly name: string | undefined;
  /** The id or path of a pack whose questions are columns of the table; its scores are then ranked as well. */
  readonly index: string | undefined;
  readonly packs: readonly string[] | undefined;
  readonly color: boolean | undefined;
}

/** Rankings, and a remark if something about them is odd. */
export interface PublishedRankings {
  readonly rankings: PeerRanking[];
  readonly remark: string | undefined;
}

/** Throws a `Refusal` if an index is requested without published figures of peers. */
export function requirePeersForIndex({ index, peers }: { readonly index?: string; readonly peers?: string }): void {
  if (index !== undefined && peers === undefined)
    throw new CodedRefusal(2, 'optionNeeds', { option: '--index', other: '--peers', example: '--peers peers.csv' });
}

/**
 * Ranks the portfolio among published figures: a table with names in the first column and numbers in the others. The
 * heading of a column decides with which figure of the portfolio it is compared: the mean level (`level`), the share of
 * a stage, or the mean of a score.
 */
export async function readPublishedFigures(
  world: World,
  portfolio: Portfolio,
  { path, name, index, ...options }: PublishedFiguresRequest,
  messages: Messages,
): Promise<PublishedRankings> {
  const publishedTable = await readFigureTable(world, path, messages);
  const peers =
    index === undefined ? publishedTable : await addIndex(world, publishedTable, { pack: index, ...options });
  const ownRow = name === undefined ? messages.portfolio.own : (findOwnName(name, peers.names) ?? name);
  const rankings = rankPeers(peers, {
    name: ownRow,
    valueOf: (heading, others) => {
      refuseCounts(portfolio, heading, others, path, messages);
      return readOwnFigure(portfolio, heading, others);
    },
  });
  if (peers.names.includes(ownRow)) return { rankings, remark: undefined };
  const isRanked = rankings.some(({ rows }) => rows.some(({ isOwn, value }) => isOwn && value !== null));
  return { rankings, remark: remarkOnUnknownName(path, name, isRanked, peers.names, messages) };
}

/** Returns the peer whose name differs from `name` only in case or width, if there is exactly one. */
function findOwnName(name: string, names: readonly string[]): string | undefined {
  const matches = names.filter((candidate) => foldKey(candidate) === foldKey(name));
  return names.includes(name) || matches.length !== 1 ? undefined : matches[0];
}

/**
 * Looks for a wrong or missing name of the portfolio. Returns a remark if the user gave no name and none of the peers
 * is the portfolio, or if a peer has a name similar to the given one; otherwise undefined. Throws a `Refusal` if no row
 * has the given name.
 */
function remarkOnUnknownName(
  path: string,
  name: string | undefined,
  isRanked: boolean,
  names: readonly string[],
  { portfolio, numbers }: Messages,
): string | undefined {
  if (name === undefined) return isRanked ? undefined : portfolio.peers.noOwn({ file: path, option: '--name' });
  const suggestion = findNearestSpelling(name, names);
  if (isRanked)
    return suggestion === undefined ? undefined : portfolio.peers.near({ file: path, name, near: suggestion });
  const hint =
    suggestion === undefined
      ? portfolio.peers.namesAre({ names: numbers.list(names.slice(0, MAX_PEERS)) })
      : portfolio.didYouMean({ column: suggestion });
  throw new Refusal(2, portfolio.peers.unknown({ file: path, name }), hint);
}

/** Maximum number of peers that are named. */
const MAX_PEERS = 10;

async function readFigureTable(world: World, path: string, messages: Messages): Promise<PublishedFigures> {
  const table = await openTableFile(world, path, {}, messages);
  try {
    const { headings } = table.shape;
    const roles = [...findReservedColumns(headings).values()];
    if (roles.includes('level') && roles.includes('coverage'))
      throw new Refusal(3, messages.portfolio.peers.areResults({ file: path }), messages.portfolio.peers.wanted);
    const names: string[] = [];
    const columns = headings.slice(1).map((heading) => ({ heading, cells: [] as Cell[] }));
    await refuseTableProblems(path, messages, async () => {
      for await (const block of table.read(toUses(headings.map(() => 'text')))) {
        const [fault] = block.faults;
        if (fault) {
          const { row, column, code, value } = fault;
          const name = column === null ? '' : (headings[column] ?? '');
          throw new Refusal(3, `${path}:${block.line[row]}: ${rejectInWords(code, { name, value }, messages)}`);
        }
        for (let row = 0; row < block.rows; row++) {
          const name = block.text.at(0, row) ?? '';
          const cellTexts = headings.slice(1).map((_, i) => block.text.at(i + 1, row) ?? '');
          if (name === '' && cellTexts.every((text) => text === '')) continue;
          const line = block.line[row] ?? 0;
          if (name === '') throw new Refusal(3, messages.portfolio.peerNameless({ place: `${path}:${line}` }));
          if (names.includes(name)) throw new Refusal(3, messages.portfolio.peerTwice({ file: path, name }));
          names.push(name);
          for (const [i, { cells }] of columns.entries()) cells.push({ text: cellTexts[i] ?? '', line });
        }
      }
    });
    const numbers = columns.flatMap((column) => numbersOf(column, path, messages));
    if (names.length === 0 || numbers.length === 0) throw new Refusal(3, messages.portfolio.noPeers({ file: path }));
    return { names, columns: numbers };
  } finally {
    await table.close();
  }
}

interface Cell {
  readonly text: string;
  readonly line: number;
}

/**
 * Reads a column of numbers; returns nothing for a column without numbers, such as remarks. Throws a `Refusal` for a
 * text among numbers.
 */
function numbersOf(
  { heading, cells }: { readonly heading: string; readonly cells: readonly Cell[] },
  path: string,
  messages: Messages,
): PublishedFigures['columns'] {
  const values = cells.map(({ text }) => readFigure(text));
  if (heading === '' || values.every((value) => value === null)) return [];
  const badCell = cells.find(({ text }, i) => text !== '' && values[i] === null);
  if (badCell) {
    const reason = MANGLED_NUMBER_PATTERN.test(badCell.text) ? 'mangled-number' : 'not-number';
    throw new Refusal(
      3,
      `${path}:${badCell.line}: ${messages.batch.reasons[reason]({ name: heading, value: badCell.text })}`,
    );
  }
  if (readFigure(heading) !== null && !YEAR_PATTERN.test(heading))
    throw refuseMissingHeadings(path, heading, EXAMPLE_HEADINGS.peers, messages.portfolio);
  refuseMixedPercent(heading, cells, path, messages);
  return [{ heading, values: values.map((value) => value && toNumber(value)) }];
}

/** A heading may be a number only if it is a year. */
const YEAR_PATTERN = /^(19|20)\d\d$/;
/** A number in exponential form, which spreadsheets show if it is too long for its column; digits are lost. */
const MANGLED_NUMBER_PATTERN = /E\+\d\d+$/;
const PERCENT_SIGN_PATTERN = /[%％]$/;

/** Reads a published figure; null for texts and for numbers that a double cannot hold. */
function readFigure(text: string): Rational | null {
  if (MANGLED_NUMBER_PATTERN.test(text)) return null;
  const value = parseDecimal(text.replace(PERCENT_SIGN_PATTERN, '').trim());
  return value && Number.isFinite(toNumber(value)) ? value : null;
}

/**
 * Throws a `Refusal`, which names a figure of the minority, if only some figures of a column have a percent sign: 6 %
 * could mean 0.06 or 6.
 */
function refuseMixedPercent(heading: string, cells: readonly Cell[], path: string, { portfolio }: Messages): void {
  const statedCells = cells.filter(({ text }) => text !== '');
  const percentages = statedCells.filter(({ text }) => PERCENT_SIGN_PATTERN.test(text));
  const plainNumbers = statedCells.filter(({ text }) => !PERCENT_SIGN_PATTERN.test(text));
  const minorityCell = percentages.length <= plainNumbers.length ? percentages[0] : plainNumbers[0];
  if (percentages.length === 0 || plainNumbers.length === 0 || !minorityCell) return;
  const writeMessage = PERCENT_SIGN_PATTERN.test(minorityCell.text)
    ? portfolio.peers.percentage
    : portfolio.peers.plainNumber;
  throw new Refusal(
    3,
    writeMessage({ place: `${path}:${minorityCell.line}`, column: heading, value: minorityCell.text }),
    portfolio.peers.writeAlike,
  );
}

/** Adds the scores of a pack whose questions are the columns of the table: an index composed of sub-indices. */
async function addIndex(
  world: World,
  { names, columns }: PublishedFigures,
  choice: PackChoice,
): Promise<PublishedFigures> {
  const { plan, stamp } = await openPack(world, choice);
  const numberInputs = plan.inputs.filter(({ value }) => value.kind === 'number');
  const results = names.map((_, row) => {
    const sheet = new Map<string, AnswerEntry>(
      columns.flatMap(({ heading, values }) => {
        const value = values[row];
        const input = numberInputs.find((candidate) => candidate.name === heading);
        return input && value !== null && value !== undefined
          ? [[input.name, { state: 'answered', value: fromNumber(value) } satisfies AnswerEntry]]
          : [];
      }),
    );
    return assess(plan, sheet, stamp, world.version).result.scores;
  });
  const scores = plan.scores.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const indexColumns = scores.map((heading) => ({
    heading,
    values: results.map((result) => {
      const value = result[heading]?.value;
      return typeof value === 'number' ? value : null;
    }),
  }));
  return { names, columns: [...columns, ...indexColumns] };
}

/** Throws a `Refusal` if the peers' figures for a stage can only be counts, because stages are compared by share. */
function refuseCounts(
  { stages }: Portfolio,
  heading: string,
  others: readonly number[],
  path: string,
  { portfolio, numbers }: Messages,
): void {
  const highest = Math.max(...others);
  if (highest <= 100 || !stages.some(({ id }) => id === heading)) return;
  throw new Refusal(
    3,
    portfolio.peers.counts({ file: path, column: heading, value: formatCount(highest, numbers) }),
    portfolio.peers.giveOwn({ option: '--name' }),
  );
}

/** Returns the portfolio's own figure for a heading. A share is in percent if any of the peers' figures is above 1. */
function readOwnFigure(
  { stages, packs, enterprises }: Portfolio,
  heading: string,
  others: readonly number[],
): number | null {
  const [pack] = packs;
  const stage = stages.find(({ id }) => id === heading);
  if (stage) {
    if (stage.holds === null || !enterprises) return null;
    return (stage.holds / enterprises) * (others.some((published) => published > 1) ? 100 : 1);
  }
  if (heading === 'level') return pack?.total?.mean ?? null;
  return pack?.scores.find(({ id }) => id === heading)?.mean ?? null;
}

import { setImmediate } from 'node:timers/promises';
import { type Language, type Messages, pickText } from '../../i18n/index.ts';
import { type Doubt, findNearestSpelling, Refusal, TABLE_SPELLINGS, type Text } from '../../model/index.ts';
import { type CompiledPack, stampOf } from '../../pack/index.ts';
import {
  computeNextSteps,
  createNameReader,
  type LinkRow,
  type NextSteps,
  type NextStepsBasis,
  type Roster,
  readLinks,
  type SupplierLink,
} from '../../portfolio/index.ts';
import {
  type Block,
  documentOutlook,
  doubtsInWords,
  type FigureTable,
  formatCount,
  linkErrorInWords,
  outlookAsJson,
  outlookTables,
  sanitizeLine,
  writeOutlookTasks,
} from '../../report/index.ts';
import { parseCsvCell } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { currencyOf, requireCurrency, resolveAsOf } from '../common-options.ts';
import { startProgress } from '../console.ts';
import { loadSolver } from '../highs-solver.ts';
import { openPack } from '../open-pack.ts';
import { openTableFile, refuseTableProblems, type TableOptions } from '../open-table.ts';
import { EXAMPLE_HEADINGS as LIKE, reportScanFaults, requireHeadings, toUses } from '../roster/roster-columns.ts';
import type { UnreadableList } from '../roster/roster-intake.ts';
import { type ProjectionOptions, parseProjectionOptions } from './portfolio-options.ts';

/** The possible headings for each column of supplier links, in the form that `toPlainHeading` returns. */
const LINK_HEADINGS = TABLE_SPELLINGS.links;

type LinkColumn = keyof typeof LINK_HEADINGS;

/** The messages for supplier links, and the list in which unreadable rows are collected. */
interface LinkContext {
  readonly messages: Messages;
  readonly words: Messages['outlook'];
  readonly unreadable: UnreadableList;
}

/**
 * Reads a table of supplier links; rows that cannot be read are reported with their line. Throws a `Refusal` if a
 * column is missing.
 */
async function readSupplierLinks(
  world: World,
  path: string,
  tableOptions: TableOptions,
  context: LinkContext,
): Promise<readonly SupplierLink[]> {
  const { messages, words, unreadable } = context;
  const table = await openTableFile(world, path, tableOptions, messages);
  try {
    const { headings } = table.shape;
    const columnByRole = placesOf(headings);
    const missingColumns = (['buyer', 'supplier'] as const).filter((column) => columnByRole[column] < 0);
    if (missingColumns.length > 0) {
      requireHeadings(path, headings, LIKE.links, messages);
      const columns = messages.numbers.list([...headings]);
      throw new Refusal(
        3,
        words.noLinks({ file: path, missing: messages.numbers.and([...missingColumns]) }),
        words.linksNeed({ columns }),
      );
    }
    refuseSameMeaning(path, headings, words);
    printMisspelled(world, path, headings, context);
    const rows: LinkRow[] = [];
    await refuseTableProblems(path, messages, async () => {
      for await (const block of table.read(toUses(headings.map(() => 'text')))) {
        const unreadableRows = reportScanFaults(block, { source: path, table, unreadable, messages });
        const readCell = (column: LinkColumn, row: number): string | null =>
          columnByRole[column] < 0 ? null : parseCsvCell(block.text.at(columnByRole[column], row) ?? '');
        for (let row = 0; row < block.rows; row++) {
          if (unreadableRows.has(row)) continue;
          rows.push({
            line: block.line[row] as number,
            chain: readCell('chain', row),
            cluster: readCell('cluster', row),
            buyer: readCell('buyer', row) ?? '',
            supplier: readCell('supplier', row) ?? '',
            share: readCell('share', row),
            value: readCell('value', row),
            single: readCell('single', row),
          });
        }
      }
    });
    const { links, faults } = readLinks(rows);
    for (const fault of faults)
      unreadable.add(() => ({ source: path, line: fault.line, reason: linkErrorInWords(fault, words, messages) }));
    if (links.length === 0) throw new Refusal(3, words.emptyLinks({ file: path }));
    return links;
  } finally {
    await table.close();
  }
}

function toPlainHeading(heading: string): string {
  return heading.normalize('NFKC').trim().toLowerCase();
}

/** Throws a `Refusal` if two columns have headings with the same meaning, because it is not clear which one to use. */
function refuseSameMeaning(path: string, headings: readonly string[], words: Messages['outlook']): void {
  for (const names of Object.values<readonly string[]>(LINK_HEADINGS)) {
    const [first, second] = headings.filter((heading) => names.includes(toPlainHeading(heading)));
    if (first !== undefined && second !== undefined)
      throw new Refusal(3, words.sameMeaning({ file: path, first, second }));
  }
}

/** Reports unused columns whose heading is similar to that of a missing column. */
function printMisspelled(
  { stderr }: World,
  path: string,
  headings: readonly string[],
  { words, messages }: LinkContext,
): void {
  const linkHeadings = Object.values<readonly string[]>(LINK_HEADINGS);
  const unusedNames = linkHeadings
    .filter((names) => !headings.some((heading) => names.includes(toPlainHeading(heading))))
    .flat();
  for (const heading of headings) {
    const plainName = toPlainHeading(heading);
    const suggestion =
      plainName === '' || linkHeadings.flat().includes(plainName)
        ? undefined
        : findNearestSpelling(plainName, unusedNames);
    if (suggestion === undefined) continue;
    const text = messages.numbers.sentences([
      words.notRead({ file: path, column: heading }),
      messages.portfolio.didYouMean({ column: suggestion }),
    ]);
    stderr.write(`${sanitizeLine(text)}\n`);
  }
}

function placesOf(headings: readonly string[]): Readonly<Record<LinkColumn, number>> {
  const plainHeadings = headings.map(toPlainHeading);
  const columnEntries = Object.entries<readonly string[]>(LINK_HEADINGS).map(
    ([column, names]) => [column, plainHeadings.findIndex((heading) => names.includes(heading))] as const,
  );
  return Object.fromEntries(columnEntries) as Record<LinkColumn, number>;
}

/** What is needed to compute the outlook. */
interface ProjectionContext {
  readonly speech: { readonly language: Language; readonly messages: Messages };
  readonly tableOptions: TableOptions;
  readonly unreadable: UnreadableList;
  readonly quiet: boolean;
  readonly isDrawn: boolean;
  readonly valueOf: (fact: string, value: string) => string;
}

/** The outlook, in the forms that the output formats need. */
export interface ProjectionOutput {
  readonly blocks: readonly Block[];
  /** The most urgent tasks as sentences for the front page. */
  readonly tasks: readonly string[];
  readonly tables: readonly FigureTable[];
  readonly json: object;
}

/** Maximum number of unknown enterprises that are named. */
const MAX_NAMED = 3;

/** Computes the requested outlook on chains, models, visits and money; reports unknown enterprises on stderr. */
export async function prepareProjection(
  world: World,
  roster: Roster,
  options: ProjectionOptions & { readonly color?: boolean },
  { speech, tableOptions, unreadable, quiet, ...display }: ProjectionContext,
): Promise<ProjectionOutput> {
  const { messages } = speech;
  const words = messages.outlook;
  const settings = parseProjectionOptions(options);
  const links =
    options.chains === undefined
      ? []
      : await readSupplierLinks(world, options.chains, tableOptions, { messages, words, unreadable });
  const compiledPack = await findPack(world, roster, options);
  if (compiledPack && options.budget) requireCurrency('--budget', options.budget, currencyOf(compiledPack));
  const asOf = resolveAsOf(world, options.asOf);
  const writeCount = (count: number): string => formatCount(count, messages.numbers);
  const progress = startProgress(
    world,
    (done, all) => words.working({ done: writeCount(done), all: writeCount(all) }),
    {
      quiet,
    },
  );
  const { budget, tier, plans } = settings;
  const outlook = await computeNextSteps(roster, {
    ...settings,
    links,
    basis: compiledPack && basisOf(compiledPack, asOf, world.version),
    money: budget === null || tier !== null ? null : { budget, plans, solver: await loadSolver(world) },
    grants:
      budget === null || tier === null ? null : { budget, tier, programmes: listPayers(options.policy, compiledPack) },
    notify: progress.tell,
    pause: setImmediate,
  });
  progress.end();
  printUnknownNames(world, outlook, words, messages);
  const nameOf = createNameReader(roster);
  const titleWithId = ({ document: { id, title } }: CompiledPack['policies'][number]): string =>
    messages.numbers.remark(pickText(title, messages.language, []) ?? id, id);
  const instruments = compiledPack?.policies.flatMap(({ document }) => document.instruments ?? []);
  const titles = pickTitles(instruments, messages);
  const measures = pickTitles(compiledPack?.pack.measures?.document.measures, messages);
  const projectionWords = {
    words,
    messages,
    isDrawn: display.isDrawn,
    valueOf: display.valueOf,
    enterprise: (index: number) => {
      const name = nameOf(index);
      return name === '' ? roster.key(index) : messages.numbers.remark(name, roster.key(index));
    },
    instrument: (id: string) => titles.get(id) ?? id,
    doubts: (id: string, doubts: readonly Doubt[]) =>
      doubtsInWords(
        doubts,
        instruments?.find((instrument) => instrument.id === id),
        messages,
      ),
    measure: (id: string) => measures.get(id) ?? id,
    decimals: compiledPack?.plan.decimals ?? 2,
    policies: (compiledPack?.policies ?? []).map(titleWithId),
    payers: compiledPack
      ? compiledPack.policies.filter(({ document }) => !document.template).map(titleWithId)
      : [options.policy ?? ''],
  };
  const currency =
    (outlook.money ?? outlook.grants)?.next?.currency ?? compiledPack?.policies[0]?.document.currency ?? '';
  return {
    blocks: documentOutlook(outlook, currency, projectionWords),
    tasks: writeOutlookTasks(outlook, projectionWords),
    tables: outlookTables(outlook, { roster, nameOf }, projectionWords),
    json: outlookAsJson(outlook, roster),
  };
}

/**
 * Opens the pack that the user named, otherwise the only pack that the results state. Null if the results state no
 * pack, several, or one that cannot be opened; in the last case, throws if the user named a policy.
 */
async function findPack(
  world: World,
  { packs }: Roster,
  { pack, policy, packs: folders, color }: ProjectionOptions & { readonly color?: boolean },
): Promise<CompiledPack | null> {
  const choice = { policy, packs: folders, color };
  if (pack !== undefined) return openPack(world, { ...choice, pack });
  const ids = [...new Set(packs.flatMap((packName) => packName?.id ?? []))];
  const [id] = ids;
  if (id === undefined || ids.length > 1) return null;
  try {
    return await openPack(world, { ...choice, pack: id });
  } catch (error) {
    if (error instanceof Refusal && policy === undefined) return null;
    throw error;
  }
}

/** Returns the ids of the programme that the user named, and of those that belong to it; null if none is named. */
function listPayers(named: string | undefined, pack: CompiledPack | null): ReadonlySet<string> | null {
  if (named === undefined) return null;
  return new Set(pack ? pack.policies.map(({ document }) => document.id) : [named]);
}

function printUnknownNames(
  { stderr }: World,
  { unknown }: NextSteps,
  words: Messages['outlook'],
  { numbers }: Messages,
): void {
  if (unknown.length === 0) return;
  const firstKeys = unknown.slice(0, MAX_NAMED).map(({ key, line }) => words.atLine({ key, line: String(line) }));
  const count = formatCount(unknown.length, numbers);
  stderr.write(`${sanitizeLine(words.unknown({ count, first: numbers.items(firstKeys) }))}\n`);
}

function pickTitles(
  all: readonly { readonly id: string; readonly title: Text }[] = [],
  { language }: Messages,
): ReadonlyMap<string, string> {
  return new Map(all.map(({ id, title }) => [id, pickText(title, language, []) ?? id]));
}

function basisOf(
  { plan, measures, policy, policies, stamp }: CompiledPack,
  asOf: string,
  tool: string,
): NextStepsBasis {
  const hasPolicy = policies.length > 0;
  return { plan, measures, policy, hasPolicy, stamp: stampOf(policies[0] ?? stamp), asOf, tool };
}

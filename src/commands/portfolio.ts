import { type Command, Option } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  addProjectionOptions,
  type ContentByFormat,
  checkTerms,
  choiceOption,
  countOption,
  createPackLoader,
  dayOption,
  type HelpDetails,
  isStandardOutput,
  isSynthetic,
  kindOption,
  listModelFacts,
  loadHeadingReader,
  loadKnownPacks,
  minimumCellOf,
  PORTFOLIO_FORMATS,
  type PortfolioOptions,
  type ProjectionOutput,
  parseProjectionOptions,
  parseTerms,
  pathOfKeys,
  portfolioWordsOf,
  prepareOutput,
  prepareProjection,
  printInputRemarks,
  readBuiltFile,
  readPortfolioInputs,
  readPublishedFigures,
  readStages,
  refuseManyStages,
  refuseNestedGroupings,
  refusePublishedProjection,
  refuseTerminal,
  requireDistinctFiles,
  requireFoldersOf,
  requirePeersForIndex,
  resolveAsOf,
  resolveFact,
  resolveLanguage,
  resolveTerms,
  showOutput,
  wantsProjection,
  withInterruptMessage,
  writeMissing,
  writePseudonyms,
} from '../app/index.ts';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import { addPeers, buildPortfolio, type Portfolio, removeUnusedKinds } from '../portfolio/index.ts';
import {
  aboutRows,
  CSV_HEADINGS,
  createPortfolioSheets,
  figureRows,
  loadHtmlRenderer,
  loadMarkdownRenderer,
  loadPortfolioDocument,
  loadTerminalRenderer,
  type PortfolioWords,
  portfolioTables,
  type ReportDocument,
  readableRows,
  renderPortfolio,
  sanitizeLine,
  type TerminalOptions,
} from '../report/index.ts';
import {
  EXCEL_FORMAT,
  EXCEL_MARK,
  escapeFormula,
  formatCsvCell,
  loadWorkbookWriter,
  writeExcelRow,
} from '../table/index.ts';
import type { World } from '../world.ts';

/** Options that need single enterprises instead of groups. */
const OPTIONS_NEEDING_SINGLES = [
  ...['key', 'registry', 'outside', 'registryKey', 'questions', 'missing', 'pseudonyms', 'pairedWithin'],
  ...['chains', 'models', 'visits', 'budget', 'plans'],
];

/** A quarter of a year in days. Two assessments that are closer than this show hardly any growth. */
const DEFAULT_PAIR_DAYS = 92;

export const help: HelpDetails = {
  examples: [
    'matura portfolio files --by district',
    'matura simulate region.yaml -o region',
    'matura portfolio region/results/*.csv --registry region/registry.csv',
    {
      DE: 'matura portfolio self:2026-03-31:region/results/self-2026-03-31.csv --by size',
      CN: 'matura portfolio self:2025-03-31:region/results/self-2025-03-31.csv --by size',
    },
    'matura portfolio region/files --by district,sector*size -o figures.xlsx',
    'matura portfolio region/files --by district -o board.html',
    {
      DE: 'matura portfolio region/files --peers region/peers.csv --name Musterbezirk',
      CN: 'matura portfolio region/files --peers region/peers.csv --name 成都市',
    },
    'matura portfolio region/files --chains region/links.csv --min-cell 1',
    {
      DE: 'matura portfolio files --budget 200000 --min-cell 1 -o money.xlsx',
      CN: 'matura portfolio files --budget 2000000 --min-cell 1 -o money.xlsx',
    },
  ],
  shown: {
    stages: [
      'kind: stages',
      'stages:',
      '  - id: transformed',
      '    title: { en: Transformed, de: Umgestellt }',
      '    when: { transformed.stated: { const: true } }',
      '    target: { share: 0.8, by: 2027-12-31 }',
      '  - id: visited',
      '    title: Visited',
      '    when: { assessed.onsite: { const: true } }',
      '    target: { count: 2000, by: 2027-12-31 }',
    ],
    days: String(DEFAULT_PAIR_DAYS),
  },
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .optionsGroup('input')
    .option('--registry <file>')
    .option('--outside <file>')
    .option('--peers <file>')
    .option('--pack <id|path>')
    .addOption(kindOption().default('self'))
    .addOption(dayOption('--date <date>'))
    .option('--key <column>')
    .addOption(new Option('--count <column>').conflicts(OPTIONS_NEEDING_SINGLES))
    .option('--registry-key <column>')
    .option('--encoding <name>')
    .option('--delimiter <sign>')
    .option('--sheet <name>')
    .optionsGroup('figures')
    .addOption(new Option('--by <facts>').argParser(parseTerms).default([]))
    .addOption(dayOption('--as-of <date>'))
    .option('--name <name>')
    .option('--stages <file>')
    .addOption(choiceOption('--level-of <kind>', ['either', 'self', 'onsite']).default('either'))
    .addOption(countOption('--paired-within <days>', { most: 9999 }))
    .option('--questions')
    .option('--index <pack>');
  addProjectionOptions(command);
  addOutputOptions(command, PORTFOLIO_FORMATS)
    .option('--sections')
    .addOption(choiceOption('--csv <program>', ['excel']))
    .addOption(countOption('--min-cell <count>', { least: 1, most: 999_999 }))
    .option('--missing <file>')
    .option('--pseudonyms <file>');
  addPackOptions(command).action((inputs: string[], options: PortfolioOptions) =>
    printPortfolio(world, inputs, options).then(done),
  );
}

/** Reads all inputs, calculates the figures and shows them; returns the exit code. */
async function printPortfolio(world: World, inputs: readonly string[], typed: PortfolioOptions): Promise<number> {
  const speech = await resolveLanguage(world, typed.lang);
  const { language, messages } = speech;
  const asOf = resolveAsOf(world, typed.asOf);
  const minCell = checkOptions(world, typed, messages);
  await requireOutputs(world, inputs, typed, messages);
  const sources = await readSources(world, inputs, { ...typed, asOf }, minCell, speech);
  const { options, packs, stages, roster, misfits, likelyPacks, unreadable, unnumbered, registryFacts } = sources;
  const { levelOf, by, name } = options;
  const builtPortfolio = buildPortfolio(roster, {
    asOf,
    levelOf,
    by,
    stages,
    pack: packs.named,
    findPack: packs.find,
    questions: options.questions ?? false,
    minCell,
    pairedWithin: options.pairedWithin ?? DEFAULT_PAIR_DAYS,
    unreadable: unreadable.count,
    registryFacts,
  });
  const { rankings, remark } = await readPeers(world, builtPortfolio, options, messages);
  const portfolio = addPeers(builtPortfolio, rankings);
  // Programs read all stages, so that the same keys are always there.
  const shownPortfolio = options.stages === undefined ? removeUnusedKinds(portfolio, stages) : portfolio;
  const words = portfolioWordsOf(packs, { language, messages }, portfolio, {
    name: name === undefined ? null : sanitizeLine(name),
    isSynthetic: isSynthetic(roster),
    hasOwnStages: options.stages !== undefined,
  });
  const printSettings = {
    speech: { language, messages },
    tableOptions: options,
    unreadable,
    quiet: options.quiet ?? false,
    isDrawn: isDrawn(options),
    valueOf: words.valueOf,
  };
  const outlook = wantsProjection(options)
    ? await withInterruptMessage(world, messages.portfolio.interrupted, () =>
        prepareProjection(world, roster, options, printSettings),
      )
    : null;
  await showOutput(
    world,
    options,
    createPortfolioMakers(world, { all: portfolio, shown: shownPortfolio }, words, options, outlook),
    messages,
  );
  await writeMemberFiles(
    world,
    options,
    roster,
    {
      // A stage about which nothing is known is left out, so that nobody is listed as missing from it.
      stages: stages.filter((_, at) => portfolio.stages[at]?.hasData),
      levelOf,
      facts: by.flat(),
    },
    words,
  );
  printInputRemarks(
    world,
    {
      roster,
      registry: options.registry,
      registryFacts,
      listsNames: options.missing !== undefined || outlook !== null,
      stages,
      hasOwnStages: options.stages !== undefined,
      by,
      missingPacks: packs.missing,
      others: remark === undefined ? [] : [remark],
      misfits,
      likelyPacks,
      unreadable,
      unnumbered,
    },
    messages,
  );
  return unreadable.count > 0 ? 1 : 0;
}

/** Reads the enterprises, and the packs and stages that their figures need; finds the names of facts in the options. */
async function readSources(
  world: World,
  inputs: readonly string[],
  typed: PortfolioOptions & { readonly asOf: string },
  minCell: number | null,
  { language, messages }: Awaited<ReturnType<typeof resolveLanguage>>,
) {
  const loader = createPackLoader(world, typed);
  const { keys, ...read } = await withInterruptMessage(world, messages.portfolio.interrupted, () =>
    readPortfolioInputs(world, inputs, typed, loader, messages),
  );
  const { roster } = read;
  const readHeading = await loadHeadingReader({ roster, likelyPacks: read.likelyPacks }, loader, typed.pack);
  const findFactByTitle = (title: string): string | undefined => readHeading(title)?.name;
  const options = resolveOptions(typed, minCell, { roster, keys, factTitled: findFactByTitle }, messages);
  const packs = await loadKnownPacks(loader, roster, {
    tool: world.version,
    ...(options.pack !== undefined && { pack: options.pack }),
    likely: read.likelyPacks.keys(),
    language,
    messages,
  });
  const stages = await readStages(world, options, roster);
  if (minCell !== null) refuseManyStages(stages.length);
  return { ...read, options, packs, stages };
}

/** The number of visits on the page for the office's own use. */
const STANDARD_VISITS = 10;

function isDrawn({ format }: PortfolioOptions): boolean {
  return format === 'html';
}

/** Replaces the names of facts in the options by those in the roster, and refuses groupings that reveal members. */
function resolveOptions(
  typed: PortfolioOptions,
  minCell: number | null,
  {
    roster,
    ...known
  }: Pick<Awaited<ReturnType<typeof readPortfolioInputs>>, 'roster' | 'keys'> & {
    readonly factTitled: (title: string) => string | undefined;
  },
  messages: Messages,
): PortfolioOptions {
  const options = resolveFactNames(
    // A page for the office's own use lists visits even if the user did not ask for them.
    isDrawn(typed) && minCell === null ? { visits: STANDARD_VISITS, ...typed } : typed,
    { facts: roster.facts, ...known },
    messages,
  );
  // Checked again, because two names that differ only in upper and lower case may now be the same fact.
  minimumCellOf(options);
  if (minCell !== null) refuseNestedGroupings(roster, options);
  return options;
}

/** Ranks the portfolio among published figures, if any are named. */
async function readPeers(
  world: World,
  portfolio: Portfolio,
  { peers: path, name, index, packs, color }: PortfolioOptions,
  messages: Messages,
): Promise<Pick<Awaited<ReturnType<typeof readPublishedFigures>>, 'rankings' | 'remark'>> {
  if (path === undefined) return { rankings: [], remark: undefined };
  return readPublishedFigures(world, portfolio, { path, name, index, packs, color }, messages);
}

/**
 * Refuses options that contradict each other, or that do not fit the terminal. Returns the smallest count that is
 * shown; null shows all.
 */
function checkOptions(world: World, typed: PortfolioOptions, messages: Messages): number | null {
  checkTerms('--by', typed.by, messages);
  checkTerms(
    '--models',
    listModelFacts(typed).map((name) => [name]),
    messages,
  );
  requirePeersForIndex(typed);
  if (typed.name?.trim() === '') throw new Refusal(2, messages.portfolio.blankName({ option: '--name' }));
  parseProjectionOptions(typed);
  const minCell = minimumCellOf(typed);
  refusePublishedProjection(typed, minCell, messages.outlook, messages);
  refuseTerminal(world, typed);
  if (typed.csv !== undefined && typed.format !== EXCEL_FORMAT && typed.missing === undefined)
    throw new CodedRefusal(2, 'optionNeeds', { option: '--csv', other: '--format csv', example: '--output FILE.csv' });
  return minCell;
}

/** Refuses outputs that cannot be written, or that are also inputs. */
async function requireOutputs(
  world: World,
  inputs: readonly string[],
  typed: PortfolioOptions,
  messages: Messages,
): Promise<void> {
  await prepareOutput(world, typed);
  const outputs = [typed.output, typed.missing, typed.pseudonyms, typed.pseudonyms && pathOfKeys(typed.pseudonyms)];
  await requireFoldersOf(world, outputs);
  const { registry, outside, peers, chains, stages } = typed;
  await requireDistinctFiles(world, [...inputs, registry, outside, peers, chains, stages], outputs, messages);
}

/** Returns the options with the facts of `--by` and `--models` in the spelling of the inputs. */
function resolveFactNames(
  typed: PortfolioOptions,
  available: Parameters<typeof resolveTerms>[1],
  messages: Messages,
): PortfolioOptions {
  const models = listModelFacts(typed).map((name) => resolveFact(name, available, messages));
  return {
    ...typed,
    by: resolveTerms(typed.by, available, messages),
    ...(models.length > 0 && { models: models.join(',') }),
  };
}

/** Writes the lists of single enterprises: those that have not reached a stage, and figures under pseudonyms. */
async function writeMemberFiles(
  world: World,
  { missing, pseudonyms, csv }: PortfolioOptions,
  roster: Parameters<typeof writeMissing>[2],
  members: Parameters<typeof writeMissing>[3],
  words: PortfolioWords,
): Promise<void> {
  const { messages } = words;
  if (missing !== undefined)
    await writeMissing(world, missing, roster, members, { ...words, isForExcel: csv === 'excel' });
  if (pseudonyms === undefined) return;
  const keys = await writePseudonyms(world, pseudonyms, roster, members);
  const files = messages.numbers.list([pseudonyms, keys]);
  world.stderr.write(`${sanitizeLine(messages.batch.written({ files }))}\n`);
}

/** Creates functions that write the portfolio in each format. */
function createPortfolioMakers(
  world: World,
  { all, shown: portfolio }: { readonly all: Portfolio; readonly shown: Portfolio },
  words: PortfolioWords,
  options: PortfolioOptions,
  outlook: ProjectionOutput | null,
): ContentByFormat<PortfolioOptions['format']> {
  const documentWhole = async (): Promise<ReportDocument> =>
    (await loadPortfolioDocument()).createPortfolioDocument(portfolio, words, outlook ?? undefined);
  return {
    pretty: async (look) =>
      `${renderPortfolio(portfolio, words, look, createFirstPage(world, options, words))}${await formatProjection(outlook, look, words)}`,
    json: () => {
      const { schemaVersion, asOf, ...figures } = all;
      const header = { schemaVersion, asOf, ...(words.isSynthetic && { synthetic: true }) };
      return { ...header, ...figures, ...(outlook && { outlook: outlook.json }) };
    },
    csv: () => {
      const tables = [...portfolioTables(portfolio, words), ...(outlook?.tables ?? [])];
      if (options.csv === 'excel') {
        const { decimal } = words.messages.numbers;
        const rows = readableRows(portfolio.asOf, tables, words);
        return EXCEL_MARK + rows.map((cells) => writeExcelRow(cells.map(escapeFormula), decimal)).join('');
      }
      const rows = [[...CSV_HEADINGS], ...aboutRows(portfolio.asOf, words.isSynthetic), ...figureRows(tables)];
      return rows.map((cells) => `${cells.map(formatCsvCell).join(',')}\n`).join('');
    },
    md: async () => (await loadMarkdownRenderer()).renderMarkdown(await documentWhole()),
    html: async () => {
      const { renderHtml } = await loadHtmlRenderer();
      const [style, script, dashboardStyle] = await Promise.all([
        readBuiltFile(world, 'report-style.css'),
        readBuiltFile(world, 'dashboard.js'),
        readBuiltFile(world, 'dashboard-style.css'),
      ]);
      const explorationParts = { script, style: dashboardStyle, words: words.messages.dashboard };
      return renderHtml(await documentWhole(), { style, exploring: explorationParts });
    },
    xlsx: async () => {
      const { writeWorkbook } = await loadWorkbookWriter();
      return writeWorkbook(createPortfolioSheets(portfolio, words, outlook?.tables ?? []));
    },
  };
}

/**
 * If only the first page is printed, returns a line that says how to see more: for a user at a terminal who did not ask
 * for tables.
 */
function createFirstPage(
  world: World,
  { output, sections, questions }: PortfolioOptions,
  { messages }: PortfolioWords,
): string | undefined {
  const isWatched = world.stdout.isTTY === true && isStandardOutput(output);
  return isWatched && !sections && !questions
    ? messages.portfolio.front.rest({ all: '--sections', page: '-o board.html' })
    : undefined;
}

async function formatProjection(
  outlook: ProjectionOutput | null,
  look: TerminalOptions,
  { language, messages }: PortfolioWords,
): Promise<string> {
  if (!outlook) return '';
  const { renderTerminal } = await loadTerminalRenderer();
  const { title } = messages.outlook;
  const document = { tag: language, title, cover: [], blocks: outlook.blocks, notes: [], notesTitle: '' };
  return `\n${renderTerminal(document, look)}`;
}

import { type Command, Option } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  addProjectionOptions,
  checkTerms,
  countOption,
  createPackLoader,
  dayOption,
  isStandardOutput,
  isSynthetic,
  keysBeside,
  kindOption,
  loadKnownPacks,
  type Makers,
  minimumCellOf,
  modelFacts,
  PORTFOLIO_FORMATS,
  type PortfolioOptions,
  type ProjectionOutput,
  parseProjectionOptions,
  parseTerms,
  portfolioWordsOf,
  prepareOutput,
  prepareProjection,
  printInputRemarks,
  readBuilt,
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
  show,
  wantsProjection,
  withInterruptMessage,
  writeMissing,
  writePseudonyms,
} from '../app/index.ts';
import { Refusal } from '../model/index.ts';
import { addPeers, buildPortfolio, type Portfolio } from '../portfolio/index.ts';
import {
  aboutRows,
  CSV_HEADINGS,
  figureRows,
  loadHtmlRenderer,
  loadMarkdownRenderer,
  loadPortfolioDocument,
  loadTerminalRenderer,
  type PortfolioWords,
  portfolioSheets,
  portfolioTables,
  type ReportDocument,
  renderPortfolio,
  sanitizeLine,
  type TerminalOptions,
} from '../report/index.ts';
import { formatCsvCell, loadWorkbookWriter } from '../table/index.ts';
import type { World } from '../world.ts';

/** Options that need to know which enterprise is which. */
const NEED_SINGLES = [
  ...['key', 'registry', 'outside', 'registryKey', 'questions', 'missing', 'pseudonyms', 'pairedWithin'],
  ...['chains', 'models', 'visits', 'budget', 'plans'],
];

/** A quarter of a year, in days: a difference between two assessments this close is hardly growth. */
const PAIRED_WITHIN = 92;

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .optionsGroup('Input:')
    .option('--registry <file>', 'a table of all enterprises in scope, which coverage is measured against')
    .option('--outside <file>', 'a table of enterprises outside the registry: partners of its chains in other cities')
    .option('--peers <file>', 'a table of published figures to rank among: names and numbers')
    .option('--pack <id|path>', 'the pack of results that name none (default: the only one that others name)')
    .addOption(kindOption('how batch results were assessed').default('self'))
    .addOption(dayOption('--date <date>', 'the day of batch results that state none'))
    .option('--key <column>', 'the key column of tables (default: key, uscc or the first one)')
    .addOption(
      new Option('--count <column>', 'rows are groups: the column with how many enterprises each stands for').conflicts(
        NEED_SINGLES,
      ),
    )
    .option(
      '--registry-key <column>',
      'the key column of --registry and --outside (default: --key, else key, uscc or the first one)',
    )
    .option('--encoding <name>', 'encoding of the registry: utf-8, gb18030, utf-16le or utf-16be')
    .option('--delimiter <sign>', 'the delimiter between its cells: , ; | or tab')
    .option('--sheet <name>', 'the sheet of its workbook')
    .optionsGroup('Figures:')
    .addOption(
      new Option('--by <facts>', 'facts to group by, separated by commas, crossed with *: district,sector*size')
        .argParser(parseTerms)
        .default([], 'none'),
    )
    .addOption(dayOption('--as-of <date>', 'the reporting day; anything later does not count yet (default: today)'))
    .option('--name <name>', 'whose portfolio this is, for the title and among the peers')
    .option('--stages <file>', 'the stages to count and their targets (default: four stages)')
    .addOption(
      new Option('--level-of <kind>', 'whose level counts: on-site, else self (either), or one kind only')
        .choices(['either', 'self', 'onsite'])
        .default('either'),
    )
    .addOption(
      countOption(
        '--paired-within <days>',
        `compare diagnoses on site with self-assessments at most this many days apart (default: ${PAIRED_WITHIN})`,
        { most: 9999 },
      ),
    )
    .option('--questions', 'rate the quality of each question, from files or results with --answers')
    .option('--index <pack>', 'a pack whose questions are columns of the peers, to rank its scores as well');
  addProjectionOptions(command);
  addOutputOptions(command, PORTFOLIO_FORMATS)
    .option('--sections', 'print every table on a terminal, too, not the first page alone')
    .addOption(
      countOption(
        '--min-cell <count>',
        'the smallest count shown (default: 5 in files for others, none on a terminal)',
        { least: 1, most: 999_999 },
      ),
    )
    .option('--missing <file>', 'write the keys of those who have not reached every stage, as CSV')
    .option(
      '--pseudonyms <file>',
      'write each enterprise under a pseudonym; the keys go to a file beside it, such as out.keys.csv for out.csv',
    );
  addPackOptions(command)
    .addHelpText(
      'after',
      `
INPUT is a folder of enterprise files, or a batch result in CSV, XLSX, JSON lines, Parquet or Arrow, as matura batch writes
it, or a folder of such Parquet, where district=X in the names of its folders is a column; several are possible. A batch
result has the --kind and --date given, or states them before its path: onsite:2026-03-31:visits.csv; columns named
kind, assessedOn (YYYY-MM-DD) and pack (id@version) override both. Every enterprise is counted once.

With --count, inputs are what a database has grouped: a row for all enterprises with the same facts, level, bounds and,
where it is a column, score, and how many they are. Figures are those of the single rows. What tells enterprises apart
is not possible: a registry, answers, two assessments of one enterprise, chains, plans, lists of enterprises.

Output for others (files, and all formats but the terminal's) hides counts below --min-cell, and whole rows where
subtraction would reveal them; for fewer enterprises than that, it shows no figure at all, not even their number.
--min-cell 1 shows everything. --chains, --models, --visits and --budget name enterprises: they need a terminal, or
--min-cell 1 for the office's own copy. --missing and --pseudonyms describe single enterprises, too: a rare
combination of facts can identify one without its key.

If inputs have a column "synthetic" with the value true, every format says so: JSON by "synthetic": true, CSV by a row
of the table "about", which also states the reporting day, the others in words.

--budget compares a roadmap to each of the next three levels that an enterprise can surely reach, by the high cost
estimate and for up to twice the budget, and buys at most one for each enterprise. Raising one enterprise by one level
counts as one level gained. With --plans only that many are looked at beside the roadmaps on file: those that a chain
depends on most, and those closest to the next level.

--stages FILE counts the stages of a programme, each against its target; .stated of a fact holds if it says anything but no:

  kind: stages
  stages:
    - id: transformed
      title: { en: Transformed, zh: 已完成改造 }
      when: { transformed.stated: { const: true } }
      target: { share: 0.8, by: 2027-12-31 }
    - id: visited
      title: Visited
      when: { assessed.onsite: { const: true } }
      target: { count: 2000, by: 2027-12-31 }

Exit code 0: done; 1: done, but some rows or files could not be read; 2: the options cannot be combined; 3: an input
cannot be used at all.

Examples:
  matura portfolio files --by district
  matura simulate region.yaml -o region
  matura portfolio region/results/*.csv --registry region/registry.csv
  matura portfolio self:2025-03-31:region/results/self-2025-03-31.csv --by size
  matura portfolio region/files --by district,sector*size -o figures.xlsx
  matura portfolio region/files --by district -o board.html
  matura portfolio region/files --peers region/peers.csv --name 成都市
  matura portfolio region/files --chains region/links.csv --min-cell 1
  matura portfolio files --budget 2000000 --min-cell 1 -o money.xlsx`,
    )
    .action((inputs: string[], options: PortfolioOptions) => printPortfolio(world, inputs, options).then(done));
}

/** Reads all inputs, calculates the figures and shows them; returns the exit code. */
async function printPortfolio(world: World, inputs: readonly string[], typed: PortfolioOptions): Promise<number> {
  const { language, messages } = await resolveLanguage(world, typed.lang);
  const asOf = resolveAsOf(world, typed.asOf);
  checkTerms('--by', typed.by, messages);
  checkTerms(
    '--models',
    modelFacts(typed).map((name) => [name]),
    messages,
  );
  requirePeersForIndex(typed, messages);
  if (typed.name?.trim() === '') throw new Refusal(2, messages.portfolio.blankName({ option: '--name' }));
  parseProjectionOptions(typed, messages);
  const minCell = minimumCellOf(typed);
  refusePublishedProjection(typed, minCell, messages.outlook, messages);
  refuseTerminal(world, typed);
  await prepareOutput(world, typed);
  const outputs = [typed.output, typed.missing, typed.pseudonyms, typed.pseudonyms && keysBeside(typed.pseudonyms)];
  await requireFoldersOf(world, outputs);
  const { registry, outside, peers: published, chains, stages: stageFile } = typed;
  await requireDistinctFiles(world, [...inputs, registry, outside, published, chains, stageFile], outputs, messages);
  const { interrupted } = messages.portfolio;
  const loader = createPackLoader(world, typed);
  const { roster, keys, misfits, unreadable } = await withInterruptMessage(world, interrupted, () =>
    readPortfolioInputs(world, inputs, { ...typed, asOf }, loader, messages),
  );
  const available = { facts: roster.facts, keys };
  const options = {
    ...typed,
    by: resolveTerms(typed.by, available, messages),
    ...(modelFacts(typed).length > 0 && {
      models: modelFacts(typed)
        .map((name) => resolveFact(name, available, messages))
        .join(','),
    }),
  };
  // Checked again because names were resolved regardless of capitals, so one may now occur twice.
  minimumCellOf(options);
  if (minCell !== null) refuseNestedGroupings(roster, options);
  const packs = await loadKnownPacks(loader, roster, {
    tool: world.version,
    ...(options.pack !== undefined && { pack: options.pack }),
    language,
    messages,
  });
  const stages = await readStages(world, options, roster);
  if (minCell !== null) refuseManyStages(stages.length);
  const built = buildPortfolio(roster, {
    asOf,
    levelOf: options.levelOf,
    by: options.by,
    stages,
    pack: packs.named,
    findPack: packs.find,
    questions: options.questions ?? false,
    minCell,
    pairedWithin: options.pairedWithin ?? PAIRED_WITHIN,
    unreadable: unreadable.count,
  });
  const { peers: path, name, index } = options;
  const { rankings, remark } =
    path === undefined
      ? { rankings: [], remark: undefined }
      : await readPublishedFigures(
          world,
          built,
          { path, name, index, packs: options.packs, color: options.color },
          messages,
        );
  const portfolio = addPeers(built, rankings);
  const words = portfolioWordsOf(packs, { language, messages }, portfolio, {
    name: name === undefined ? null : sanitizeLine(name),
    isSynthetic: isSynthetic(roster),
  });
  const given = {
    speech: { language, messages },
    told: options,
    unreadable,
    quiet: options.quiet ?? false,
    isDrawn: typed.format === 'html',
    valueOf: words.valueOf,
  };
  const outlook = wantsProjection(options)
    ? await withInterruptMessage(world, interrupted, () => prepareProjection(world, roster, options, given))
    : null;
  await show(world, options, portfolioMakers(world, portfolio, words, options, outlook), messages);

  const members = { stages, levelOf: options.levelOf, facts: options.by.flat() };
  if (options.missing !== undefined) await writeMissing(world, options.missing, roster, members);
  if (options.pseudonyms !== undefined) {
    const keys = await writePseudonyms(world, options.pseudonyms, roster, members);
    world.stderr.write(
      `${sanitizeLine(messages.batch.written({ files: messages.numbers.list([options.pseudonyms, keys]) }))}\n`,
    );
  }
  printInputRemarks(
    world,
    {
      roster,
      registry: options.registry,
      stages,
      hasOwnStages: options.stages !== undefined,
      by: options.by,
      missingPacks: packs.missing,
      others: remark === undefined ? [] : [remark],
      misfits,
      unreadable,
    },
    messages,
  );
  return unreadable.count > 0 ? 1 : 0;
}

/** Makes the portfolio in each format. */
function portfolioMakers(
  world: World,
  portfolio: Portfolio,
  words: PortfolioWords,
  options: PortfolioOptions,
  outlook: ProjectionOutput | null,
): Makers<PortfolioOptions['format']> {
  const documentWhole = async (): Promise<ReportDocument> =>
    (await loadPortfolioDocument()).portfolioDocument(portfolio, words, outlook?.blocks);
  return {
    pretty: async (look) =>
      `${renderPortfolio(portfolio, words, look, firstPageOnly(world, options, words))}${await formatProjection(outlook, look, words)}`,
    json: () => {
      const { schemaVersion, asOf, ...figures } = portfolio;
      const about = { schemaVersion, asOf, ...(words.isSynthetic && { synthetic: true }) };
      return { ...about, ...figures, ...(outlook && { outlook: outlook.json }) };
    },
    csv: () => {
      const rows = [
        [...CSV_HEADINGS],
        ...aboutRows(portfolio.asOf, words.isSynthetic),
        ...figureRows([...portfolioTables(portfolio, words), ...(outlook?.tables ?? [])]),
      ];
      return rows.map((cells) => `${cells.map(formatCsvCell).join(',')}\n`).join('');
    },
    md: async () => (await loadMarkdownRenderer()).renderMarkdown(await documentWhole()),
    html: async () => {
      const { renderHtml } = await loadHtmlRenderer();
      const [style, script, dashboardStyle] = await Promise.all([
        readBuilt(world, 'report-style.css'),
        readBuilt(world, 'dashboard.js'),
        readBuilt(world, 'dashboard-style.css'),
      ]);
      const exploring = { script, style: dashboardStyle, words: words.messages.dashboard };
      return renderHtml(await documentWhole(), { style, exploring });
    },
    xlsx: async () => {
      const { writeWorkbook } = await loadWorkbookWriter();
      return writeWorkbook(portfolioSheets(portfolio, words, outlook?.tables ?? []));
    },
  };
}

/**
 * Says how to see more than the first page, if only that is printed: to a user at a terminal who did not ask for
 * tables.
 */
function firstPageOnly(
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

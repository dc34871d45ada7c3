import { Refusal } from '../../model/refusal.ts';
import { buildPortfolio, withPeers } from '../../portfolio/build.ts';
import type { Portfolio } from '../../portfolio/portfolio.ts';
import { aboutRows, CSV_HEADINGS, figureRows } from '../../report/portfolio/csv.ts';
import { portfolioTables } from '../../report/portfolio/tables.ts';
import { renderPortfolio } from '../../report/portfolio/terminal.ts';
import type { PortfolioWords } from '../../report/portfolio/words.ts';
import { plainLine } from '../../report/terminal/line.ts';
import { writeText } from '../../tabular/cell-text.ts';
import type { World } from '../../world.ts';
import { dayOf } from '../steps/advise.ts';
import { lookOf, speechOf } from '../steps/look.ts';
import { needApart, needFoldersOf, refuseTerminal, writeOutput } from '../steps/output.ts';
import { readBuilt } from '../steps/read-built.ts';
import { tellOnSignal } from '../steps/tell-signal.ts';
import { refuseOddTerms, settleFact, settleTerms } from './grouping-terms.ts';
import { knowPacks } from './know-packs.ts';
import type { PortfolioFormat, PortfolioOptions } from './options.ts';
import { modelFacts, readWishes, refuseWherePassedOn, wantsOutlook } from './outlook-options.ts';
import { createPackShelf } from './pack-shelf.ts';
import { leastOf, refuseMany, refuseNested } from './protecting.ts';
import { readInputs, toldOf } from './read-inputs.ts';
import { readPeers, refuseIndexAlone } from './read-peers.ts';
import { readStages } from './read-stages.ts';
import { settleFormat } from './settle-format.ts';
import { type ToldOutlook, tellOutlook } from './tell-outlook.ts';
import { tellRemarks } from './tell-remarks.ts';
import { isSynthetic, wordsOf } from './words-of.ts';
import { keysBeside, writeMissing, writePseudonyms } from './write-members.ts';

/** Reads all inputs, works out the figures and shows them; gives the exit code. */
export async function tellPortfolio(world: World, inputs: readonly string[], typed: PortfolioOptions): Promise<number> {
  const { language, messages } = await speechOf(world, typed.lang);
  const format = settleFormat(typed, messages);
  const asOf = dayOf(world, typed.asOf);
  refuseOddTerms('--by', typed.by, messages);
  refuseOddTerms(
    '--models',
    modelFacts(typed).map((name) => [name]),
    messages,
  );
  refuseIndexAlone(typed, messages);
  if (typed.name?.trim() === '') throw new Refusal(2, messages.portfolio.blankName('--name'));
  readWishes(typed, messages.outlook);
  const minCell = leastOf(typed, format);
  refuseWherePassedOn(typed, minCell, messages.outlook, messages);
  if (format === 'xlsx') refuseTerminal(world, typed.output, 'a workbook');
  const outputs = [typed.output, typed.missing, typed.pseudonyms, typed.pseudonyms && keysBeside(typed.pseudonyms)];
  await needFoldersOf(world, outputs);
  const { registry, outside, peers: published, chains, stages: stageFile } = typed;
  await needApart(world, [...inputs, registry, outside, published, chains, stageFile], outputs, messages);
  const { interrupted } = messages.portfolio;
  const shelf = createPackShelf(world, { pack: typed.pack, packs: typed.packs ?? [] });
  const { roster, keys, unreadable } = await tellOnSignal(world, interrupted, () =>
    readInputs(world, inputs, { ...typed, asOf }, shelf, messages),
  );
  const known = { facts: roster.facts, keys };
  const options = {
    ...typed,
    by: settleTerms(typed.by, known, messages),
    ...(typeof typed.models === 'string' && {
      models: modelFacts(typed)
        .map((name) => settleFact(name, known, messages))
        .join(','),
    }),
  };
  // In other capitals a name may stand there twice only now.
  leastOf(options, format);
  if (minCell !== null) refuseNested(roster, options);
  const packs = await knowPacks(shelf, roster, {
    tool: world.version,
    ...(options.pack !== undefined && { pack: options.pack }),
    language,
    messages,
  });
  const stages = await readStages(world, options.stages, roster);
  if (minCell !== null) refuseMany(stages.length);
  const built = buildPortfolio(roster, {
    asOf,
    levelOf: options.levelOf,
    by: options.by,
    stages,
    pack: packs.told,
    findPack: packs.find,
    questions: options.questions ?? false,
    minCell,
    unreadable: unreadable.count,
  });
  const { peers: path, name, index } = options;
  const { rankings, remark } =
    path === undefined
      ? { rankings: [], remark: undefined }
      : await readPeers(world, built, { path, name, index, packs: options.packs }, messages);
  const portfolio = withPeers(built, rankings);
  const words = wordsOf(packs, { language, messages }, portfolio, {
    name: name === undefined ? null : plainLine(name),
    isSynthetic: isSynthetic(roster),
  });
  const given = {
    speech: { language, messages },
    told: toldOf(options),
    unreadable,
    quiet: options.quiet ?? false,
    isDrawn: format === 'html',
    valueOf: words.valueOf,
  };
  const outlook = wantsOutlook(options)
    ? await tellOnSignal(world, interrupted, () => tellOutlook(world, roster, options, given))
    : null;
  const content = await render(world, portfolio, words, format, options, outlook);
  await writeOutput(world, content, options.output, messages);

  const members = { stages, levelOf: options.levelOf, facts: options.by.flat() };
  if (options.missing !== undefined) await writeMissing(world, options.missing, roster, members);
  if (options.pseudonyms !== undefined) {
    const keys = await writePseudonyms(world, options.pseudonyms, roster, members);
    world.stderr.write(`${plainLine(messages.batch.written(messages.numbers.list([options.pseudonyms, keys])))}\n`);
  }
  tellRemarks(
    world,
    {
      roster,
      registry: options.registry,
      stages,
      hasOwnStages: options.stages !== undefined,
      by: options.by,
      missingPacks: packs.missing,
      others: remark === undefined ? [] : [remark],
      unreadable,
    },
    messages,
  );
  return unreadable.count > 0 ? 1 : 0;
}

async function render(
  world: World,
  portfolio: Portfolio,
  words: PortfolioWords,
  format: PortfolioFormat,
  options: PortfolioOptions,
  outlook: ToldOutlook | null,
): Promise<string | Buffer> {
  switch (format) {
    case 'pretty':
      return `${renderPortfolio(portfolio, words, lookOf(world, world.stdout, options))}${await outlookInTerminal(world, outlook, options, words)}`;
    case 'json': {
      const { schemaVersion, asOf, ...figures } = portfolio;
      const about = { schemaVersion, asOf, ...(words.isSynthetic && { synthetic: true }) };
      return `${JSON.stringify({ ...about, ...figures, ...(outlook && { outlook: outlook.json }) }, null, 2)}\n`;
    }
    case 'csv': {
      const rows = [
        [...CSV_HEADINGS],
        ...aboutRows(portfolio.asOf, words.isSynthetic),
        ...figureRows([...portfolioTables(portfolio, words), ...(outlook?.tables ?? [])]),
      ];
      return rows.map((cells) => `${cells.map(writeText).join(',')}\n`).join('');
    }
    case 'md': {
      const { renderMarkdown } = await import('../../report/document/markdown.ts');
      const { portfolioDocument } = await import('../../report/portfolio/document.ts');
      return renderMarkdown(portfolioDocument(portfolio, words, outlook?.blocks));
    }
    case 'html': {
      const { renderHtml } = await import('../../report/document/html.ts');
      const { portfolioDocument } = await import('../../report/portfolio/document.ts');
      const [style, script, own] = await Promise.all([
        readBuilt(world, 'report-style.css'),
        readBuilt(world, 'dashboard.js'),
        readBuilt(world, 'dashboard-style.css'),
      ]);
      const exploring = { script, style: own, words: words.messages.dashboard };
      return renderHtml(portfolioDocument(portfolio, words, outlook?.blocks), { style, exploring });
    }
    case 'xlsx': {
      const { writeWorkbook } = await import('../../tabular/writing/workbook.ts');
      const { portfolioSheets } = await import('../../report/portfolio/sheets.ts');
      return writeWorkbook(portfolioSheets(portfolio, words, outlook?.tables ?? []));
    }
  }
}

async function outlookInTerminal(
  world: World,
  outlook: ToldOutlook | null,
  options: PortfolioOptions,
  { language, messages }: PortfolioWords,
): Promise<string> {
  if (!outlook) return '';
  const { renderTerminal } = await import('../../report/document/terminal.ts');
  const { title } = messages.outlook;
  const document = { tag: language, title, cover: [], blocks: outlook.blocks, notes: [], notesTitle: '' };
  return `\n${renderTerminal(document, lookOf(world, world.stdout, options))}`;
}

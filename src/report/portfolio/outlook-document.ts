import { drawBars } from '../../charts/index.ts';
import {
  type BudgetAllocation,
  type ClusterFigures,
  type FundedRoadmap,
  MAX_BUDGET_FACTOR,
  type ModelGroup,
  type NextSteps,
  type RisenEnterprise,
  type Visit,
} from '../../portfolio/index.ts';
import {
  type Block,
  type Cell,
  type Chart,
  createLeftTitles,
  createRightTitles,
  heading,
  paragraph,
  type Table,
  tableOf,
} from '../document/document-model.ts';
import { formatDate, formatNumber } from '../text/number-format.ts';
import {
  countText,
  documentChains,
  FILES_COMMAND,
  moneyText,
  type OutlookFormatter,
  STATIC_ROWS,
  smallShareText,
  tableOfLevels,
  writeLeftOutNote,
  writeMostDependedOn,
} from './outlook-chains.ts';
import { documentGrants } from './outlook-grants.ts';
import { foldFigures } from './portfolio-document.ts';

/** Documents everything in an outlook; empty if nothing was requested. `currency` is the currency of the budget. */
export function documentOutlook(outlook: NextSteps, currency: string, formatter: OutlookFormatter): Block[] {
  const parts = [
    ...documentChains(outlook, currency, formatter),
    ...documentClusters(outlook.clusters, formatter),
    ...documentModels(outlook.models, formatter),
    ...documentVisits(outlook, formatter),
    ...documentSpending(outlook, currency, formatter),
    ...documentGrants(outlook, formatter),
  ];
  if (parts.length === 0) return [];
  const { words } = formatter;
  const { level, isKnown } = outlook.top;
  const [first, ...rest] = parts as [Block, ...Block[]];
  return [
    // The first block is the heading of the first part, so the remarks follow it.
    first,
    paragraph(words.internal, 'warn'),
    ...(outlook.money === null || formatter.policies.length === 0
      ? []
      : [paragraph(words.byPolicies({ titles: formatter.messages.numbers.and(formatter.policies) }), 'quiet')]),
    ...(isKnown
      ? []
      : [
          paragraph(words.topSeen({ level: countText(formatter, level) }), 'quiet'),
          paragraph(words.needsPack, 'quiet'),
        ]),
    ...(formatter.isDrawn ? rest.map((block) => fold(block, formatter)) : rest),
  ];
}

/** Collapses every table, also within details, under its number of rows, except those that stay open. */
function fold(block: Block, formatter: OutlookFormatter): Block {
  if (block.kind === 'details') return { ...block, blocks: block.blocks.map((child) => fold(child, formatter)) };
  return block.kind === 'table' && !block.isExplored
    ? foldFigures([toExplored(block)], block.rows.length, formatter.messages)
    : block;
}

/** Makes a table sortable and filterable, with the enterprise, city or level of each row as its heading. */
function toExplored(table: Table): Table {
  const rows = table.rows.map(([first, ...cells]) => (first ? [{ ...first, isHeading: true }, ...cells] : cells));
  return { ...table, isExplored: true, rows };
}

function documentClusters(clusters: readonly ClusterFigures[], formatter: OutlookFormatter): Block[] {
  if (clusters.length === 0) return [];
  const { words, messages } = formatter;
  const { columns } = words;
  return [
    heading(2, 'clusters', words.clusters.title),
    ...clusters.flatMap(({ name, chains, coverage, shared, cities, levels }, i) => [
      heading(3, `cluster-${i + 1}`, name),
      paragraph(
        words.clusters.members({
          count: countText(formatter, coverage.members),
          chains: messages.numbers.and(chains),
          shared: countText(formatter, shared),
          n: shared,
        }),
      ),
      ...tableOf(
        [
          ...createLeftTitles(columns.city),
          ...createRightTitles(columns.members, columns.registered, columns.outside),
          ...createRightTitles(columns.assessed, columns.onSite, columns.transformed),
        ],
        [...cities, { city: columns.all, coverage }].map(({ city, coverage: one }) => [
          city ?? words.models.notStated,
          ...[one.members, one.registered, one.outside, one.assessed, one.onSite, one.transformed].map((value) =>
            countText(formatter, value),
          ),
        ]),
      ),
      ...tableOfLevels(levels, null, formatter),
    ]),
  ];
}

function documentModels(models: NextSteps['models'], formatter: OutlookFormatter): Block[] {
  if (!models) return [];
  const { words, messages } = formatter;
  const { numbers } = messages;
  const writeScore = (value: number): string => formatNumber(value, { numbers, decimals: formatter.decimals });
  const writeDay = (date: string | null): string => formatDate(date ?? '', numbers);
  const rowsOf = ({ leaders, risers }: ModelGroup): string[][] => [
    ...leaders.map(({ index, level, kind, score: points }) => [
      formatter.enterprise(index),
      points === null
        ? words.models.leads({ level: countText(formatter, level), kind })
        : words.models.leadsWith({ level: countText(formatter, level), kind, score: writeScore(points) }),
    ]),
    ...risers.map((riser) => {
      const { index, from, to } = riser;
      return [
        formatter.enterprise(index),
        numbers.clauses([
          riseText(riser, writeDay(from.date), writeDay(to.date), formatter),
          ...(from.score === null || to.score === null
            ? []
            : [words.models.points({ from: writeScore(from.score), to: writeScore(to.score) })]),
        ]),
      ];
    }),
  ];
  return [
    heading(2, 'models', words.models.title),
    ...models.groups.flatMap((group, i) => [
      heading(
        3,
        `models-${i + 1}`,
        words.models.group({
          values: numbers.items(
            group.values.map((value, i) =>
              value === '' ? words.models.notStated : formatter.valueOf(models.by[i] ?? '', value),
            ),
          ),
          assessed: countText(formatter, group.assessed),
        }),
      ),
      ...tableOf(createLeftTitles(words.columns.enterprise, words.columns.why), rowsOf(group)),
    ]),
    ...writeLeftOutNote(models.outside, formatter),
    ...(models.groups.some(({ risers }) => risers.length > 0) ? [] : [paragraph(words.models.noRisers, 'quiet')]),
  ];
}

/** Writes what an enterprise gained: a level, or points at the same level. */
function riseText(
  { from, to, kind }: RisenEnterprise,
  since: string,
  until: string,
  formatter: OutlookFormatter,
): string {
  const { models } = formatter.words;
  const [before, after] = [countText(formatter, from.level), countText(formatter, to.level)];
  if (from.level === to.level)
    return to.level === 0
      ? models.gainedWithout({ kind, since, until })
      : models.gained({ level: after, kind, since, until });
  return from.level === 0
    ? models.roseFromNone({ to: after, kind, since, until })
    : models.rose({ from: before, to: after, kind, since, until });
}

/** The maximum number of enterprises listed in a sentence. */
const NAMED_LIMIT = 3;

/** Writes which enterprises to visit and which suppliers to assess first, one sentence each. */
export function writeOutlookTasks({ visits, chains }: NextSteps, formatter: OutlookFormatter): string[] {
  const { front } = formatter.words;
  const { numbers } = formatter.messages;
  const visitedEnterprises = (visits?.first ?? [])
    .filter(({ urgency }) => urgency > 0)
    .slice(0, NAMED_LIMIT)
    .map((visit) => formatter.enterprise(visit.index));
  const suppliers = new Set(chains.flatMap(({ figures }) => writeMostDependedOn(figures, formatter)));
  const namedSuppliers = [...suppliers].slice(0, NAMED_LIMIT);
  return [
    ...(visitedEnterprises.length > 0 ? [front.visits({ enterprises: numbers.list(visitedEnterprises) })] : []),
    ...(namedSuppliers.length > 0 ? [front.suppliers({ enterprises: numbers.list(namedSuppliers) })] : []),
  ];
}

/** Returns the main tables of the office as open ones, not collapsed under their number of rows. */
function drawOpen(tables: readonly Table[], { isDrawn }: OutlookFormatter): readonly Table[] {
  return isDrawn ? tables.map(toExplored) : tables;
}

function documentVisits(outlook: NextSteps, formatter: OutlookFormatter): Block[] {
  const { visits } = outlook;
  if (!visits) return [];
  const { words } = formatter;
  const title = heading(2, 'visits', words.visits.title);
  if (visits.all === 0) return [title, paragraph(words.visits.none), ...writeLeftOutNote(visits.outside, formatter)];
  const isRanked = outlook.hasAnswers || visits.first.some(({ urgency }) => urgency > 0);
  if (!isRanked) {
    const counts = { shown: countText(formatter, visits.first.length), all: countText(formatter, visits.all) };
    return [
      title,
      paragraph(words.visits.unranked({ ...counts, command: FILES_COMMAND })),
      ...writeLeftOutNote(visits.outside, formatter),
      ...drawOpen(
        tableOf(
          createLeftTitles(words.columns.enterprise),
          visits.first.map(({ index }) => [formatter.enterprise(index)]),
        ),
        formatter,
      ),
    ];
  }
  return [
    title,
    paragraph(
      words.visits.intro({ shown: countText(formatter, visits.first.length), all: countText(formatter, visits.all) }),
    ),
    ...writeLeftOutNote(visits.outside, formatter),
    paragraph(words.visits.formula({ hasChains: outlook.chains.length > 0 }), 'quiet'),
    ...drawOpen(
      tableOf(
        [
          ...createLeftTitles(words.columns.enterprise),
          ...createRightTitles(words.columns.urgency),
          ...createLeftTitles(words.columns.why),
        ],
        visits.first.map((visit) => [
          formatter.enterprise(visit.index),
          formatNumber(visit.urgency, { numbers: formatter.messages.numbers, decimals: 2 }),
          visitReasons(visit, formatter),
        ]),
      ),
      formatter,
    ),
  ];
}

function visitReasons({ near, doubt, chain }: Visit, formatter: OutlookFormatter): string {
  const { visits } = formatter.words;
  return formatter.messages.numbers.clauses([
    ...(near
      ? [
          visits.near({
            missing: countText(formatter, near.missing),
            next: countText(formatter, near.next),
            n: near.missing,
          }),
        ]
      : []),
    ...(doubt.unknown > 0
      ? [visits.doubt({ unknown: countText(formatter, doubt.unknown), of: countText(formatter, doubt.of) })]
      : []),
    ...(doubt.isLevelOpen ? [visits.openLevel] : []),
    ...(chain
      ? [
          visits.chain({
            name: chain.name || formatter.words.chains.allLinks,
            dependency: smallShareText(formatter, chain.dependency),
          }),
        ]
      : []),
  ]);
}

/** The command that adds up what plans on file claim from each instrument. */
const DEMAND_COMMAND = 'matura recommend FOLDER';

/**
 * Documents where to spend the next money: the roadmaps chosen, the cost of each level, and the gains from other
 * budgets.
 */
function documentSpending(outlook: NextSteps, currency: string, formatter: OutlookFormatter): Block[] {
  const spending = outlook.money;
  if (!spending) return [];
  const { money: words } = formatter.words;
  const { budget, looked, ruledOut, below, outside, next } = spending;
  // The enterprises examined are those compared, those ruled out, and those without a roadmap to compare.
  const withoutGain = next ? looked.count - ruledOut - next.considered : 0;
  const maxBudget = moneyText(formatter, budget * MAX_BUDGET_FACTOR, next?.currency ?? currency);
  const title = heading(2, 'money', words.title);
  const scope = formatter.messages.numbers.sentences([
    words.looked({
      count: countText(formatter, looked.count),
      all: below === null ? undefined : countText(formatter, below),
    }),
    ...(withoutGain === 0 ? [] : [words.withoutGain({ count: countText(formatter, withoutGain) })]),
    ...(ruledOut === 0 ? [] : [words.ruledOut({ count: countText(formatter, ruledOut), most: maxBudget })]),
    ...(looked.isAll ? [] : [words.notAll({ option: '--plans all' })]),
  ]);
  const leftOutText = writeLeftOutNote(outside, formatter);
  if (!next || next.roadmaps === 0)
    return [
      title,
      paragraph(
        words.none({
          most: maxBudget,
          budget: moneyText(formatter, budget, next?.currency ?? currency),
          why: outlook.top.isKnown ? (outlook.hasAnswers ? 'tooDear' : 'noAnswers') : 'noPack',
          command: FILES_COMMAND,
        }),
      ),
      ...(outlook.hasAnswers ? [paragraph(scope)] : []),
      ...leftOutText,
    ];
  const { considered, roadmaps, chosen } = next;
  return [
    title,
    paragraph(
      words.intro({ enterprises: enterprisesText(considered, formatter), roadmaps: countText(formatter, roadmaps) }),
    ),
    paragraph(words.counted, 'quiet'),
    paragraph(words.fullCost({ command: DEMAND_COMMAND, option: '--pays likely' }), 'quiet'),
    ...leftOutText,
    ...(chosen.length === 0
      ? [paragraph(scope), paragraph(words.nothing)]
      : purchaseBlocks(next, { seen: scope, looked: looked.count }, formatter)),
    ...staircaseBlocks(next, maxBudget, formatter),
  ];
}

function purchaseBlocks(
  next: BudgetAllocation,
  { seen, looked }: { readonly seen: string; readonly looked: number },
  formatter: OutlookFormatter,
): Block[] {
  const { money: words, columns } = formatter.words;
  const { currency, chosen, gain, cost, perLevel, climbs, measures, unproven } = next;
  const writeMoney = (amount: number): string => moneyText(formatter, amount, currency);
  const shownSupports = formatter.isDrawn ? chosen : chosen.slice(0, STATIC_ROWS);
  const sum = words.sum({
    enterprises: enterprisesText(chosen.length, formatter),
    levels: levelsText(gain, formatter),
    cost: writeMoney(cost),
    perLevel: writeMoney(perLevel ?? 0),
    rest: writeMoney(next.left),
  });
  return [
    paragraph(formatter.messages.numbers.sentences([sum, seen])),
    paragraph(
      unproven === 0
        ? words.proven({ looked: countText(formatter, looked) })
        : words.provenAsKnown({ count: countText(formatter, unproven) }),
    ),
    ...tableOf(
      [
        ...createLeftTitles(columns.enterprise),
        ...createRightTitles(columns.fromTo, columns.cost, columns.perLevel),
        ...createLeftTitles(columns.measures, columns.source),
      ],
      shownSupports.map((purchase) => createPurchaseRow(purchase, writeMoney, formatter)),
    ),
    ...(shownSupports.length < chosen.length
      ? [
          paragraph(
            words.shown({
              shown: countText(formatter, shownSupports.length),
              all: countText(formatter, chosen.length),
            }),
            'quiet',
          ),
        ]
      : []),
    heading(3, 'money-climbs', words.climbs),
    ...tableOf(
      [...createLeftTitles(columns.fromTo), ...createRightTitles(columns.enterprises, columns.cost, columns.perLevel)],
      climbs.map((climb) => [
        climbText(climb, formatter),
        writeCount(climb.enterprises, formatter),
        writeAmount(climb.cost, writeMoney),
        writeAmount(climb.perLevel, writeMoney),
      ]),
    ),
    heading(3, 'money-measures', words.measures),
    ...tableOf(
      [...createLeftTitles(columns.measure), ...createRightTitles(columns.enterprises)],
      measures.map(({ id, enterprises }) => [formatter.measure(id), writeCount(enterprises, formatter)]),
    ),
  ];
}

function createPurchaseRow(
  purchase: FundedRoadmap,
  write: (amount: number) => string,
  formatter: OutlookFormatter,
): (string | Cell)[] {
  const { index, cost, perLevel, measures, isStored } = purchase;
  return [
    formatter.enterprise(index),
    climbText(purchase, formatter),
    writeAmount(cost, write),
    writeAmount(perLevel, write),
    formatter.messages.numbers.items(measures.map(formatter.measure)),
    formatter.words.money.stored({ isStored }),
  ];
}

function staircaseBlocks(next: BudgetAllocation, maxBudget: string, formatter: OutlookFormatter): Block[] {
  const { money: words, columns } = formatter.words;
  const { currency, staircase, further } = next;
  const writeMoney = (value: number): string => moneyText(formatter, value, currency);
  return [
    heading(3, 'money-staircase', words.staircase),
    paragraph(words.staircaseFormula, 'quiet'),
    ...drawStaircase(next, writeMoney, formatter),
    ...tableOf(
      createRightTitles(columns.budget, columns.levelsGained, columns.cost, columns.perFurther),
      staircase.map(({ budget, gain, cost, perFurther }) => [
        writeAmount(budget, writeMoney),
        writeCount(gain, formatter),
        writeAmount(cost, writeMoney),
        perFurther === null ? '–' : writeAmount(perFurther, writeMoney),
      ]),
    ),
    paragraph(
      further
        ? words.further({ budget: writeMoney(further.budget), levels: levelsText(further.gain, formatter) })
        : words.noFurther({ most: maxBudget }),
    ),
  ];
}

/** Draws the levels gained by budget; the bar of the requested budget has a different colour. */
function drawStaircase(
  { staircase, budget }: BudgetAllocation,
  write: (value: number) => string,
  formatter: OutlookFormatter,
): Chart[] {
  const { money: words } = formatter.words;
  const { numbers } = formatter.messages;
  const maxGain = Math.max(...staircase.map(({ gain }) => gain));
  if (maxGain === 0) return [];
  const bars = staircase.map((step) => ({
    label: write(step.budget),
    pieces: [{ look: step.budget === budget ? 'bar' : 'step-2', share: step.gain / maxGain }],
    text: levelsText(step.gain, formatter),
  }));
  const description = numbers.list(bars.map(({ label, text }) => numbers.labelled(label, text)));
  return [{ kind: 'chart', title: words.staircase, description, drawing: drawBars(bars) }];
}

function climbText({ from, to }: Pick<FundedRoadmap, 'from' | 'to'>, formatter: OutlookFormatter): string {
  return formatter.messages.numbers.range(countText(formatter, from), countText(formatter, to), false);
}

function enterprisesText(value: number, formatter: OutlookFormatter): string {
  return formatter.words.money.enterprises({ count: countText(formatter, value), n: value });
}

function levelsText(value: number, formatter: OutlookFormatter): string {
  return formatter.words.money.levels({ count: countText(formatter, value), n: value });
}

/** Builds a cell with its value, by which a table can be sorted. */
function writeAmount(value: number, write: (value: number) => string): Cell {
  return { text: [write(value)], value };
}

function writeCount(value: number, formatter: OutlookFormatter): Cell {
  return { text: [countText(formatter, value)], value };
}

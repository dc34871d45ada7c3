import { drawBars } from '../../charts/index.ts';
import {
  type BudgetAllocation,
  type ClusterFigures,
  type FundedRoadmap,
  MAX_BUDGET_FACTOR,
  type ModelGroup,
  type NextSteps,
  type Riser,
  type Visit,
} from '../../portfolio/index.ts';
import {
  type Block,
  type Cell,
  type Chart,
  heading,
  left,
  paragraph,
  right,
  type Table,
  tableOf,
} from '../document/document-model.ts';
import { formatDate, formatNumber } from '../text/number-format.ts';
import {
  countText,
  documentChains,
  leftOutNote,
  moneyText,
  type OutlookFormatter,
  smallShareText,
  tableOfLevels,
} from './outlook-chains.ts';
import { foldFigures } from './portfolio-document.ts';

/** Everything an outlook holds, as blocks; none where nothing was asked. `currency` is that of the budget. */
export function documentOutlook(outlook: NextSteps, currency: string, voice: OutlookFormatter): Block[] {
  const parts = [
    ...documentChains(outlook, currency, voice),
    ...documentClusters(outlook.clusters, voice),
    ...documentModels(outlook.models, voice),
    ...documentVisits(outlook.visits, outlook.chains.length > 0, voice),
    ...documentSpending(outlook.money, currency, voice),
  ];
  if (parts.length === 0) return [];
  const { words } = voice;
  const { level, isKnown } = outlook.top;
  const [first, ...rest] = parts as [Block, ...Block[]];
  return [
    // Below the heading that the first part begins with.
    first,
    paragraph(words.internal, 'warn'),
    ...(outlook.money === null || voice.policies.length === 0
      ? []
      : [paragraph(words.byPolicies(voice.messages.numbers.and(voice.policies)), 'quiet')]),
    ...(isKnown
      ? []
      : [paragraph(words.topSeen(countText(voice, level)), 'quiet'), paragraph(words.needsPack, 'quiet')]),
    ...(voice.isDrawn ? rest.map((block) => fold(block, voice)) : rest),
  ];
}

/** A table behind its number of rows, wherever it stands. */
function fold(block: Block, voice: OutlookFormatter): Block {
  if (block.kind === 'details') return { ...block, blocks: block.blocks.map((one) => fold(one, voice)) };
  return block.kind === 'table' ? foldFigures([explored(block)], block.rows.length, voice.messages) : block;
}

/** A table to be sorted and filtered, each row under the enterprise, city or level that it is about. */
function explored(table: Table): Table {
  const rows = table.rows.map(([first, ...cells]) => (first ? [{ ...first, isHeading: true }, ...cells] : cells));
  return { ...table, isExplored: true, rows };
}

function documentClusters(clusters: readonly ClusterFigures[], voice: OutlookFormatter): Block[] {
  if (clusters.length === 0) return [];
  const { words, messages } = voice;
  const { columns } = words;
  return [
    heading(2, 'clusters', words.clusters.title),
    ...clusters.flatMap(({ name, chains, coverage, shared, cities, levels }, i) => [
      heading(3, `cluster-${i + 1}`, name),
      paragraph(
        words.clusters.members(
          countText(voice, coverage.members),
          messages.numbers.and(chains),
          countText(voice, shared),
          shared === 1,
        ),
      ),
      ...tableOf(
        [
          ...left(columns.city),
          ...right(columns.members, columns.registered, columns.outside),
          ...right(columns.assessed, columns.onSite, columns.transformed),
        ],
        [...cities, { city: columns.all, coverage }].map(({ city, coverage: one }) => [
          city ?? words.models.notStated,
          ...[one.members, one.registered, one.outside, one.assessed, one.onSite, one.transformed].map((value) =>
            countText(voice, value),
          ),
        ]),
      ),
      ...tableOfLevels(levels, null, voice),
    ]),
  ];
}

function documentModels(models: NextSteps['models'], voice: OutlookFormatter): Block[] {
  if (!models) return [];
  const { words, messages } = voice;
  const { numbers } = messages;
  const score = (value: number): string => formatNumber(value, { numbers, decimals: voice.decimals });
  const day = (date: string | null): string => formatDate(date ?? '', numbers);
  const rowsOf = ({ leaders, risers }: ModelGroup): string[][] => [
    ...leaders.map(({ index, level, kind, score: points }) => [
      voice.enterprise(index),
      points === null
        ? words.models.leads(countText(voice, level), kind)
        : words.models.leadsWith(countText(voice, level), kind, score(points)),
    ]),
    ...risers.map((riser) => {
      const { index, from, to } = riser;
      return [
        voice.enterprise(index),
        numbers.clauses([
          riseText(riser, day(from.date), day(to.date), voice),
          ...(from.score === null || to.score === null
            ? []
            : [words.models.points(score(from.score), score(to.score))]),
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
        words.models.group(
          numbers.items(
            group.values.map((value, at) =>
              value === '' ? words.models.notStated : voice.valueOf(models.by[at] ?? '', value),
            ),
          ),
          countText(voice, group.assessed),
        ),
      ),
      ...tableOf(left(words.columns.enterprise, words.columns.why), rowsOf(group)),
    ]),
    ...leftOutNote(models.outside, voice),
    ...(models.groups.some(({ risers }) => risers.length > 0) ? [] : [paragraph(words.models.noRisers, 'quiet')]),
  ];
}

/** What an enterprise gained: a level, or points at the same one. */
function riseText({ from, to, kind }: Riser, since: string, until: string, voice: OutlookFormatter): string {
  const { models } = voice.words;
  const [before, after] = [countText(voice, from.level), countText(voice, to.level)];
  if (from.level === to.level)
    return to.level === 0 ? models.gainedWithout(kind, since, until) : models.gained(after, kind, since, until);
  return from.level === 0
    ? models.roseFromNone(after, kind, since, until)
    : models.rose(before, after, kind, since, until);
}

function documentVisits(visits: NextSteps['visits'], hasChains: boolean, voice: OutlookFormatter): Block[] {
  if (!visits) return [];
  const { words } = voice;
  const title = heading(2, 'visits', words.visits.title);
  if (visits.all === 0) return [title, paragraph(words.visits.none), ...leftOutNote(visits.outside, voice)];
  return [
    title,
    paragraph(words.visits.intro(countText(voice, visits.first.length), countText(voice, visits.all))),
    ...leftOutNote(visits.outside, voice),
    paragraph(words.visits.formula(hasChains), 'quiet'),
    ...tableOf(
      [...left(words.columns.enterprise), ...right(words.columns.urgency), ...left(words.columns.why)],
      visits.first.map((visit) => [
        voice.enterprise(visit.index),
        formatNumber(visit.urgency, { numbers: voice.messages.numbers, decimals: 2 }),
        reasonsOf(visit, voice),
      ]),
    ),
  ];
}

function reasonsOf({ near, doubt, chain }: Visit, voice: OutlookFormatter): string {
  const { visits } = voice.words;
  return voice.messages.numbers.clauses([
    ...(near ? [visits.near(countText(voice, near.missing), countText(voice, near.next), near.missing === 1)] : []),
    ...(doubt.unknown > 0 ? [visits.doubt(countText(voice, doubt.unknown), countText(voice, doubt.of))] : []),
    ...(doubt.isLevelOpen ? [visits.openLevel] : []),
    ...(chain
      ? [visits.chain(chain.name || voice.words.chains.allLinks, smallShareText(voice, chain.dependency))]
      : []),
  ]);
}

/** How many purchases are shown where a table cannot be sorted and filtered. */
const SHOWN = 40;

/** Where the next money goes: what is bought, what each level costs, and what other budgets would bring. */
function documentSpending(spending: NextSteps['money'], currency: string, voice: OutlookFormatter): Block[] {
  if (!spending) return [];
  const { money: words } = voice.words;
  const { budget, looked, ruledOut, below, outside, next } = spending;
  const most = moneyText(voice, budget * MAX_BUDGET_FACTOR, next?.currency ?? currency);
  const title = heading(2, 'money', words.title);
  const seen = voice.messages.numbers.sentences([
    words.looked(countText(voice, looked.count), below === null ? undefined : countText(voice, below)),
    ...(ruledOut === 0 ? [] : [words.ruledOut(countText(voice, ruledOut), most)]),
    ...(looked.isAll ? [] : [words.notAll('--plans all')]),
  ]);
  const others = leftOutNote(outside, voice);
  if (!next || next.roadmaps === 0) return [title, paragraph(words.none(most)), paragraph(seen), ...others];
  const { considered, roadmaps, chosen } = next;
  return [
    title,
    paragraph(words.intro(enterprises(considered, voice), countText(voice, roadmaps))),
    paragraph(words.counted, 'quiet'),
    ...others,
    ...(chosen.length === 0
      ? [paragraph(seen), paragraph(words.nothing)]
      : boughtBlocks(next, { seen, looked: looked.count }, voice)),
    ...staircaseBlocks(next, most, voice),
  ];
}

function boughtBlocks(
  next: BudgetAllocation,
  { seen, looked }: { readonly seen: string; readonly looked: number },
  voice: OutlookFormatter,
): Block[] {
  const { money: words, columns } = voice.words;
  const { currency, chosen, gain, cost, perLevel, climbs, measures, unproven } = next;
  const write = (amount: number): string => moneyText(voice, amount, currency);
  const shown = voice.isDrawn ? chosen : chosen.slice(0, SHOWN);
  const sum = words.sum(
    enterprises(chosen.length, voice),
    levels(gain, voice),
    write(cost),
    write(perLevel ?? 0),
    write(next.left),
  );
  return [
    paragraph(voice.messages.numbers.sentences([sum, seen])),
    paragraph(
      unproven === 0 ? words.proven(countText(voice, looked)) : words.provenAsKnown(countText(voice, unproven)),
    ),
    ...tableOf(
      [
        ...left(columns.enterprise),
        ...right(columns.fromTo, columns.cost, columns.perLevel),
        ...left(columns.measures, columns.source),
      ],
      shown.map((one) => purchaseRow(one, write, voice)),
    ),
    ...(shown.length < chosen.length
      ? [paragraph(words.shown(countText(voice, shown.length), countText(voice, chosen.length)), 'quiet')]
      : []),
    heading(3, 'money-climbs', words.climbs),
    ...tableOf(
      [...left(columns.fromTo), ...right(columns.enterprises, columns.cost, columns.perLevel)],
      climbs.map((climb) => [
        climbText(climb, voice),
        number(climb.enterprises, voice),
        amount(climb.cost, write),
        amount(climb.perLevel, write),
      ]),
    ),
    heading(3, 'money-measures', words.measures),
    ...tableOf(
      [...left(columns.measure), ...right(columns.enterprises)],
      measures.map(({ id, enterprises }) => [voice.measure(id), number(enterprises, voice)]),
    ),
  ];
}

function purchaseRow(
  one: FundedRoadmap,
  write: (amount: number) => string,
  voice: OutlookFormatter,
): (string | Cell)[] {
  const { index, cost, perLevel, measures, isStored } = one;
  return [
    voice.enterprise(index),
    climbText(one, voice),
    amount(cost, write),
    amount(perLevel, write),
    voice.messages.numbers.items(measures.map(voice.measure)),
    voice.words.money.stored(isStored),
  ];
}

function staircaseBlocks(next: BudgetAllocation, most: string, voice: OutlookFormatter): Block[] {
  const { money: words, columns } = voice.words;
  const { currency, staircase, further } = next;
  const write = (value: number): string => moneyText(voice, value, currency);
  return [
    heading(3, 'money-staircase', words.staircase),
    paragraph(words.staircaseFormula, 'quiet'),
    ...chartOf(next, write, voice),
    ...tableOf(
      right(columns.budget, columns.levelsGained, columns.cost, columns.perFurther),
      staircase.map(({ budget, gain, cost, perFurther }) => [
        amount(budget, write),
        number(gain, voice),
        amount(cost, write),
        perFurther === null ? '–' : amount(perFurther, write),
      ]),
    ),
    paragraph(further ? words.further(write(further.budget), levels(further.gain, voice)) : words.noFurther(most)),
  ];
}

/** Levels gained by budget; the budget asked about is marked by its colour. */
function chartOf(
  { staircase, budget }: BudgetAllocation,
  write: (value: number) => string,
  voice: OutlookFormatter,
): Chart[] {
  const { money: words } = voice.words;
  const { numbers } = voice.messages;
  const most = Math.max(...staircase.map(({ gain }) => gain));
  if (most === 0) return [];
  const bars = staircase.map((step) => ({
    label: write(step.budget),
    pieces: [{ look: step.budget === budget ? 'bar' : 'step-2', share: step.gain / most }],
    text: levels(step.gain, voice),
  }));
  const description = numbers.list(bars.map(({ label, text }) => numbers.labelled(label, text)));
  return [{ kind: 'chart', title: words.staircase, description, drawing: drawBars(bars) }];
}

function climbText({ from, to }: Pick<FundedRoadmap, 'from' | 'to'>, voice: OutlookFormatter): string {
  return voice.messages.numbers.range(countText(voice, from), countText(voice, to), false);
}

function enterprises(value: number, voice: OutlookFormatter): string {
  return voice.words.money.enterprises(countText(voice, value), value === 1);
}

function levels(value: number, voice: OutlookFormatter): string {
  return voice.words.money.levels(countText(voice, value), value === 1);
}

/** With its value, so that a table sorts by it. */
function amount(value: number, write: (value: number) => string): Cell {
  return { text: [write(value)], value };
}

function number(value: number, voice: OutlookFormatter): Cell {
  return { text: [countText(voice, value)], value };
}

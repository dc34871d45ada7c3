import type { ClusterFigures } from '../../../portfolio/chains/cluster.ts';
import type { ModelGroup, Riser } from '../../../portfolio/models.ts';
import type { Outlook } from '../../../portfolio/outlook.ts';
import type { Visit } from '../../../portfolio/visits.ts';
import { heading, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block, Table } from '../../document/document.ts';
import { formatDate, formatNumber } from '../../number.ts';
import { documentChains, tableOfLevels } from './chains.ts';
import { documentMoney } from './money.ts';
import { count, finely, leftOut, type OutlookVoice } from './voice.ts';

/** Everything an outlook holds, as blocks; none where nothing was asked. `currency` is that of the budget. */
export function documentOutlook(outlook: Outlook, currency: string, voice: OutlookVoice): Block[] {
  const parts = [
    ...documentChains(outlook, currency, voice),
    ...documentClusters(outlook.clusters, voice),
    ...documentModels(outlook.models, voice),
    ...documentVisits(outlook.visits, outlook.chains.length > 0, voice),
    ...documentMoney(outlook.money, currency, voice),
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
    ...(isKnown ? [] : [paragraph(words.topSeen(count(voice, level)), 'quiet'), paragraph(words.needsPack, 'quiet')]),
    ...rest.map((block) => (block.kind === 'table' && voice.isDrawn ? explored(block) : block)),
  ];
}

/** A table to be sorted and filtered, each row under the enterprise, city or level that it is about. */
function explored(table: Table): Table {
  const rows = table.rows.map(([first, ...cells]) => (first ? [{ ...first, isHeading: true }, ...cells] : cells));
  return { ...table, isExplored: true, rows };
}

function documentClusters(clusters: readonly ClusterFigures[], voice: OutlookVoice): Block[] {
  if (clusters.length === 0) return [];
  const { words, messages } = voice;
  const { columns } = words;
  return [
    heading(2, 'clusters', words.clusters.title),
    ...clusters.flatMap(({ name, chains, coverage, shared, cities, levels }, i) => [
      heading(3, `cluster-${i + 1}`, name),
      paragraph(
        words.clusters.members(
          count(voice, coverage.members),
          messages.numbers.and(chains),
          count(voice, shared),
          shared === 1,
        ),
      ),
      ...tableOf(
        [
          [columns.city, 'left'],
          ...[
            columns.members,
            columns.registered,
            columns.outside,
            columns.assessed,
            columns.onSite,
            columns.transformed,
          ].map((title) => [title, 'right'] as const),
        ],
        [...cities, { city: columns.all, coverage }].map(({ city, coverage: one }) => [
          city ?? words.clusters.cityUnknown,
          ...[one.members, one.registered, one.outside, one.assessed, one.onSite, one.transformed].map((value) =>
            count(voice, value),
          ),
        ]),
      ),
      ...tableOfLevels(levels, null, voice),
    ]),
  ];
}

function documentModels(models: Outlook['models'], voice: OutlookVoice): Block[] {
  if (!models) return [];
  const { words, messages } = voice;
  const { numbers } = messages;
  const score = (value: number): string => formatNumber(value, { numbers, decimals: 2 });
  const day = (date: string | null): string => formatDate(date ?? '', numbers);
  const rowsOf = ({ leaders, risers }: ModelGroup): string[][] => [
    ...leaders.map(({ index, level, kind, score: points }) => [
      voice.enterprise(index),
      points === null
        ? words.models.leads(count(voice, level), kind)
        : words.models.leadsWith(count(voice, level), kind, score(points)),
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
          count(voice, group.assessed),
        ),
      ),
      ...tableOf(
        [
          [words.columns.enterprise, 'left'],
          [words.columns.why, 'left'],
        ],
        rowsOf(group),
      ),
    ]),
    ...leftOut(models.outside, voice),
    ...(models.groups.some(({ risers }) => risers.length > 0) ? [] : [paragraph(words.models.noRisers, 'quiet')]),
  ];
}

/** What an enterprise gained: a level, or points at the same one. */
function riseText({ from, to, kind }: Riser, since: string, until: string, voice: OutlookVoice): string {
  const { models } = voice.words;
  const [before, after] = [count(voice, from.level), count(voice, to.level)];
  if (from.level === to.level)
    return to.level === 0 ? models.gainedWithout(kind, since, until) : models.gained(after, kind, since, until);
  return from.level === 0
    ? models.roseFromNone(after, kind, since, until)
    : models.rose(before, after, kind, since, until);
}

function documentVisits(visits: Outlook['visits'], hasChains: boolean, voice: OutlookVoice): Block[] {
  if (!visits) return [];
  const { words } = voice;
  const title = heading(2, 'visits', words.visits.title);
  if (visits.all === 0) return [title, paragraph(words.visits.none), ...leftOut(visits.outside, voice)];
  return [
    title,
    paragraph(words.visits.intro(count(voice, visits.first.length), count(voice, visits.all))),
    ...leftOut(visits.outside, voice),
    paragraph(words.visits.formula(hasChains), 'quiet'),
    ...tableOf(
      [
        [words.columns.enterprise, 'left'],
        [words.columns.urgency, 'right'],
        [words.columns.why, 'left'],
      ],
      visits.first.map((visit) => [
        voice.enterprise(visit.index),
        formatNumber(visit.urgency, { numbers: voice.messages.numbers, decimals: 2 }),
        reasonsOf(visit, voice),
      ]),
    ),
  ];
}

function reasonsOf({ near, doubt, chain }: Visit, voice: OutlookVoice): string {
  const { visits } = voice.words;
  return voice.messages.numbers.clauses([
    ...(near ? [visits.near(count(voice, near.missing), count(voice, near.next), near.missing === 1)] : []),
    ...(doubt.unknown > 0 ? [visits.doubt(count(voice, doubt.unknown), count(voice, doubt.of))] : []),
    ...(doubt.isLevelOpen ? [visits.openLevel] : []),
    ...(chain ? [visits.chain(chain.name || voice.words.chains.allLinks, finely(voice, chain.dependency))] : []),
  ]);
}

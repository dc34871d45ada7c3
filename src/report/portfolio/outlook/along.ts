import type { ChainFigures } from '../../../portfolio/chains/chain.ts';
import type { ChainOutlook } from '../../../portfolio/outlook.ts';
import { listOf, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block } from '../../document/document.ts';
import { count, finely, money, nameIn, type OutlookVoice } from './voice.ts';

/** Whom the leader should take along first, and what instruments pay on either side. */
export function documentAlong(
  figures: ChainFigures,
  along: ChainOutlook['along'],
  currency: string,
  voice: OutlookVoice,
): Block[] {
  if (!along) return [];
  const { words } = voice;
  const { columns } = words;
  const rows = along.chosen.map(({ node, from, to, cost, gain }) => [
    nameIn(figures, node, voice),
    voice.messages.numbers.range(count(voice, from), count(voice, to), false),
    money(voice, cost, currency),
    finely(voice, gain),
  ]);
  const budget = money(voice, along.budget, currency);
  const title = paragraph([{ strong: words.along.title }]);
  if (along.priced === 0) return [title, paragraph(reasonOf(along, figures, budget, voice))];
  const before = figures.readiness?.value ?? null;
  const after = along.after?.value ?? null;
  return [
    title,
    paragraph(words.along.intro(budget, count(voice, along.candidates), count(voice, along.priced))),
    ...(along.priced < along.candidates ? [paragraph(words.along.more('--plans'))] : []),
    ...(rows.length === 0 ? [paragraph(words.along.nobody)] : []),
    ...tableOf(
      [
        [columns.enterprise, 'left'],
        [columns.fromTo, 'right'],
        [columns.cost, 'right'],
        [columns.gain, 'right'],
      ],
      rows,
    ),
    ...(rows.length > 0 && before !== null && after !== null
      ? [
          paragraph(
            words.along.sum(
              count(voice, rows.length),
              money(voice, along.cost, currency),
              finely(voice, before),
              finely(voice, after),
              count(voice, along.priced),
            ),
          ),
        ]
      : []),
    ...supportLines(along, voice),
  ];
}

/** Why nobody can be taken along. */
function reasonOf(
  { candidates }: NonNullable<ChainOutlook['along']>,
  { directSuppliers }: ChainFigures,
  budget: string,
  voice: OutlookVoice,
): string {
  const { along } = voice.words;
  return candidates > 0
    ? along.noRoadmap(count(voice, candidates), budget, '--plans')
    : along.noCandidate(count(voice, directSuppliers.length));
}

function supportLines({ support }: NonNullable<ChainOutlook['along']>, voice: OutlookVoice): Block[] {
  if (!support) return [];
  const { along } = voice.words;
  const lines = [
    ...support.leader.map(({ instrument, amount, currency }) => ({
      text: along.paysLeader(voice.instrument(instrument), money(voice, amount, currency)),
    })),
    ...support.suppliers.map(({ instrument, amount, currency, enterprises }) => ({
      text: along.paysSuppliers(
        voice.instrument(instrument),
        money(voice, amount, currency),
        count(voice, enterprises),
      ),
    })),
  ];
  return lines.length === 0 ? [paragraph(along.noSupport)] : listOf(lines);
}

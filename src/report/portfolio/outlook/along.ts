import type { ChainFigures } from '../../../portfolio/chains/chain.ts';
import type { ChainOutlook } from '../../../portfolio/outlook.ts';
import { listOf, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block } from '../../document/document.ts';
import { count, finely, money, nameIn, type OutlookVoice, share } from './voice.ts';

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
  const before = figures.readiness?.value ?? null;
  const after = along.after?.value ?? null;
  return [
    paragraph([{ strong: words.along.title }]),
    paragraph(
      words.along.intro(
        money(voice, along.budget, currency),
        count(voice, along.candidates),
        count(voice, along.priced),
      ),
    ),
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
              share(voice, before),
              share(voice, after),
            ),
          ),
        ]
      : []),
    ...supportLines(along, voice),
  ];
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

import type { Messages } from '../../../i18n/index.ts';
import type { ChainFigures } from '../../../portfolio/chains/chain.ts';
import type { LevelKnown } from '../../../portfolio/chains/standing.ts';
import { paragraph } from '../../document/blocks.ts';
import type { Block } from '../../document/document.ts';
import { formatMoney, formatNumber, formatShare } from '../../number.ts';

/** What every part of an outlook is written with. */
export interface OutlookVoice {
  readonly words: Messages['outlook'];
  readonly messages: Messages;
  /** Whether chains are drawn: laying out thousands takes seconds. */
  readonly isDrawn: boolean;
  /** A value of a fact in words. */
  readonly valueOf: (fact: string, value: string) => string;
  /** An enterprise by its place in the roster: its name with its key, as far as it has one. */
  readonly enterprise: (index: number) => string;
  /** The name of an instrument; its id where no policy has it. */
  readonly instrument: (id: string) => string;
  /** The title of a measure; its id where the pack has none such. */
  readonly measure: (id: string) => string;
  /** The titles of the policies, with their ids. */
  readonly policies: readonly string[];
}

const DEPENDENCY_DECIMALS = 2;

export function count({ messages }: OutlookVoice, value: number): string {
  return formatNumber(value, { numbers: messages.numbers, decimals: 0 });
}

/** A share of 1 with one decimal. */
export function share({ messages }: OutlookVoice, value: number): string {
  return formatShare(value, messages.numbers, 1);
}

/** A small share of 1, such as a dependency. */
export function finely({ messages }: OutlookVoice, value: number): string {
  return formatShare(value, messages.numbers, DEPENDENCY_DECIMALS);
}

export function money({ messages }: OutlookVoice, value: number, currency: string): string {
  return formatMoney(value, currency, messages.numbers);
}

/** A level as far as it is known; null is never assessed. */
export function levelInWords({ words, messages }: OutlookVoice, level: LevelKnown | null): string {
  const { chains } = words;
  if (!level) return chains.unassessed;
  const write = (value: number): string => formatNumber(value, { numbers: messages.numbers, decimals: 2 });
  if (level.lowest < level.highest) return chains.openLevel(write(level.lowest), write(level.highest));
  return level.lowest === 0 ? chains.noLevel : chains.level(write(level.lowest));
}

/** An enterprise of a chain: its name with its key. */
export function nameIn({ standings, network }: ChainFigures, node: number, { messages }: OutlookVoice): string {
  const key = network.keys[node] as string;
  const name = standings[node]?.name;
  return name ? messages.numbers.remark(name, key) : key;
}

/** How many are left out because the registry does not list them; nothing where nobody is. */
export function leftOut(outside: number, voice: OutlookVoice): Block[] {
  return outside === 0 ? [] : [paragraph(voice.words.leftOut(count(voice, outside)), 'quiet')];
}

import { pickText } from '../../i18n/index.ts';
import type { Portfolio } from '../../portfolio/portfolio.ts';
import type { Roster } from '../../portfolio/roster.ts';
import type { PortfolioWords } from '../../report/portfolio/words.ts';
import type { KnownPacks } from './know-packs.ts';

/** What simulated tables say in every row. */
const MARK = { column: 'synthetic', value: 'true' };

/** Whether the inputs or the registry say that they are made up. */
export function isSynthetic({ facts }: Pick<Roster, 'facts'>): boolean {
  return facts.get(MARK.column)?.values.includes(MARK.value) ?? false;
}

/** The words that the figures of a portfolio are told in. */
export function wordsOf(
  packs: KnownPacks,
  { language, messages }: Pick<PortfolioWords, 'language' | 'messages'>,
  { packs: shown }: Portfolio,
  head: Pick<PortfolioWords, 'name' | 'isSynthetic'>,
): PortfolioWords {
  const vocabularies = shown.flatMap(({ id }) => packs.vocabulary(id) ?? []);
  return {
    ...head,
    language,
    messages,
    pick: (text) => pickText(text, messages.language, []),
    factTitle(name) {
      for (const one of vocabularies) if (one.knows(name)) return one.titleOf(name);
      return name;
    },
    titleOf(pack, name) {
      const vocabulary = packs.vocabulary(pack);
      return vocabulary?.knows(name) ? vocabulary.titleOf(name) : name;
    },
    valueOf(fact, value) {
      for (const one of vocabularies) if (one.knows(fact)) return one.say(fact, value);
      return value;
    },
  };
}

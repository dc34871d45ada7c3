import type { Language, Messages } from '../../i18n/messages.ts';
import type { ColumnName } from '../../i18n/portfolio/messages.ts';
import type { Text } from '../../model/generated/types.ts';
import type { FigureColumn } from './table.ts';

/** What figures are told with. */
export interface PortfolioWords {
  readonly language: Language;
  readonly messages: Messages;
  /** A text in the language; undefined stays so. */
  pick(text: Text | undefined): string | undefined;
  /** The title of a fact of the inputs, or its name. */
  factTitle(name: string): string;
  /** The title of a name of a pack, or the name. */
  titleOf(pack: string | null, name: string): string;
  /** What an enterprise has stated for a fact, in words where a pack knows them. */
  valueOf(fact: string, value: string): string;
}

/** A column under its usual heading. */
export function column(id: ColumnName, kind: FigureColumn['kind'], { messages }: PortfolioWords): FigureColumn {
  return { id, title: messages.portfolio.columns[id], kind };
}

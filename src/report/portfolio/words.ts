import type { Language, Messages } from '../../i18n/index.ts';
import type { Text } from '../../model/generated/types.ts';
import { formatDate } from '../number.ts';
import type { FigureColumn } from './table.ts';

/** What figures are told with. */
export interface PortfolioWords {
  /** Whose portfolio it is, as the user said; null where nobody did. */
  readonly name: string | null;
  /** Whether the inputs say that they are made up. */
  readonly isSynthetic: boolean;
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

/** What a portfolio is called, and the lines below: its day, and that it is made up. */
export function headOf(
  asOf: string,
  { name, isSynthetic, messages }: PortfolioWords,
): { title: string; lines: string[] } {
  const { portfolio, numbers } = messages;
  const day = portfolio.asOf(formatDate(asOf, numbers));
  return {
    title: name === null ? portfolio.title : numbers.labelled(name, portfolio.title),
    lines: isSynthetic ? [day, portfolio.synthetic] : [day],
  };
}

/** A column under its usual heading. */
export function column(
  id: keyof Messages['portfolio']['columns'],
  kind: FigureColumn['kind'],
  { messages }: PortfolioWords,
): FigureColumn {
  return { id, title: messages.portfolio.columns[id], kind };
}

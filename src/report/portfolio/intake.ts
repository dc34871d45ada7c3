import type { Messages } from '../../i18n/messages.ts';
import type { Roster } from '../../portfolio/roster.ts';
import { formatNumber } from '../number.ts';
import { item, makePage, section } from '../terminal/page.ts';

/** How it is drawn. */
export interface PortfolioLook {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly messages: Messages;
}

/** What was read from where, and what the rule on duplicates left out, for a terminal; ends with a newline. */
export function renderIntake({ sources, intake, size }: Roster, { color, width, messages }: PortfolioLook): string {
  const page = makePage(color, width);
  const { portfolio, numbers } = messages;
  const say = (count: number, words: (count: string, one: boolean) => string): string =>
    words(formatNumber(count, { numbers, decimals: 0 }), count === 1);
  const { forms, enterprises, rule, older, sameDay, registeredTwice, title } = portfolio.intake;
  const sourceLines = sources.flatMap(({ name, form }, at) =>
    item(page, '', numbers.labelled(name, say(intake.read[at] ?? 0, forms[form]))),
  );
  const leftOut = [
    ...(intake.older > 0 ? [say(intake.older, older)] : []),
    ...(intake.sameDay > 0 ? [say(intake.sameDay, sameDay)] : []),
    ...(intake.registeredTwice > 0 ? [say(intake.registeredTwice, registeredTwice)] : []),
  ].flatMap((line) => item(page, '', line));
  const lines = [
    ...sourceLines,
    ...item(page, '', say(size, enterprises)),
    ...leftOut,
    ...item(page, '', rule, page.paint.dim),
  ];
  return `${section(page, title, lines).join('\n')}\n`;
}

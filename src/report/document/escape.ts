import { plainLine, plainPart } from '../terminal/line.ts';
import { isWebAddress } from './address.ts';

/** What Markdown, or the formulas of some of its readers, would act on anywhere in a line. */
const SPECIAL = /[\\`*_[\]~|$]/g;
/** What may have to be escaped or taken out at all: most text holds nothing of it. */
const TELLING = /[\\`*_[\]~|$&<>\p{Cc}\u2028-\u202e\u2066-\u2069]/u;
/** What would begin a heading, a quotation, a list, a rule or an underlined heading at the start of a line. */
const AT_START = /^(#|\+|-|=|\d+(?=[.)](\s|$)))/;

/** Free text within a line of Markdown that shows exactly this text: no markup, no HTML, no entities, no new line. */
export function escapeMarkdown(text: string): string {
  if (!TELLING.test(text)) return text;
  return plainPart(text)
    .replace(SPECIAL, '\\$&')
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Escaped text as it must stand at the start of a paragraph or a list item. */
export function escapeStart(escaped: string): string {
  return escaped.replace(AT_START, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** A web address as a link to itself; any other text, such as one with another scheme, as plain text. */
export function linkTo(url: string): string {
  const plain = plainLine(url);
  return isWebAddress(plain) ? `<${plain}>` : escapeMarkdown(plain);
}

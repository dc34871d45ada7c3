// Renders the days of a document as a calendar file (RFC 5545) with all-day events.
import { fromDayNumber, toDayNumber } from '../../model/index.ts';
import type { ReportDocument } from './document-model.ts';

/** The maximum number of octets of a line, without its end. */
const LINE_OCTETS = 75;

/**
 * Renders the calendar of a document. The same document always gives the same bytes: events are stamped with the day of
 * the document, and an event keeps its id if its day changes.
 */
export function renderCalendar({ title, tag, calendar }: Pick<ReportDocument, 'title' | 'tag' | 'calendar'>): string {
  const { stamp = '1970-01-01', events = [] } = calendar ?? {};
  const language = `LANGUAGE=${tag}`;
  const lines = [
    'BEGIN:VCALENDAR',
    `PRODID:-//Matura//matura recommend//${tag.slice(0, 2).toUpperCase()}`,
    'VERSION:2.0',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeText(title)}`,
    ...events.flatMap(({ id, date, summary, description }) => [
      'BEGIN:VEVENT',
      `UID:${escapeText(id)}@matura`,
      `DTSTAMP:${toCompactDate(stamp)}T000000Z`,
      `DTSTART;VALUE=DATE:${toCompactDate(date)}`,
      `DTEND;VALUE=DATE:${toCompactDate(fromDayNumber(toDayNumber(date) + 1))}`,
      `SUMMARY;${language}:${escapeText(summary)}`,
      ...(description === undefined ? [] : [`DESCRIPTION;${language}:${escapeText(description)}`]),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function toCompactDate(date: string): string {
  return date.replaceAll('-', '');
}

/** Escapes a text value; control characters, which a text value must not contain, become spaces. */
function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?|\n/g, '\n')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Returns the number of octets of a character in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_00_00 ? 3 : 4;
}

/** Folds a line into lines of at most 75 octets in UTF-8, without splitting a character. */
function foldLine(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      // The space with which a continuation line begins is one of its 75 octets.
      [part, octets] = ['', 1];
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

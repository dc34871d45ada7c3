import { expect, it } from 'vitest';
import { renderCalendar } from '../../../src/report/document/calendar-renderer.ts';

const event = { id: 'KEY.due.a', date: '2026-12-31', summary: 'Due', description: 'Bring it' };
const render = (more: Partial<typeof event> = {}, title = 'Plan', tag = 'en') =>
  renderCalendar({ title, tag, calendar: { stamp: '2026-12-01', events: [{ ...event, ...more }] } });

it('a calendar entry is an all-day event that ends the day after, stamped with the day of the report', () => {
  expect(render()).toBe(
    [
      'BEGIN:VCALENDAR',
      'PRODID:-//Matura//matura recommend//EN',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'X-WR-CALNAME:Plan',
      'BEGIN:VEVENT',
      'UID:KEY.due.a@matura',
      'DTSTAMP:20261201T000000Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY;LANGUAGE=en:Due',
      'DESCRIPTION;LANGUAGE=en:Bring it',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

it('a calendar names the language that its texts are in', () => {
  expect(render({}, '方案', 'zh-CN')).toContain('PRODID:-//Matura//matura recommend//ZH\r\n');
});

it('a calendar escapes special characters of a text, and keeps out control characters and line breaks', () => {
  const text = render({ summary: 'a,b;c\\d\r\nEND:VCALENDAR\u0007\u001b[31m' });
  expect(text).toContain('SUMMARY;LANGUAGE=en:a\\,b\\;c\\\\d\\nEND:VCALENDAR  [31m\r\n');
  expect(text.match(/^END:VCALENDAR/gm)).toHaveLength(1);
});

it.each(['措施'.repeat(60), 'ä'.repeat(200), '🏭'.repeat(50), 'a'.repeat(76)])(
  'a calendar folds lines at 75 octets, never within a character',
  (summary) => {
    const text = render({ summary });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY;LANGUAGE=en:${summary}\r\n`);
    expect(text).not.toMatch(/[^\r]\n/);
  },
);

it('the calendar file of a report without dates has no events', () => {
  const text = renderCalendar({ title: 'Plan', tag: 'zh' });
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toMatch(/\r\nEND:VCALENDAR\r\n$/);
  expect(text).not.toContain('VEVENT');
});

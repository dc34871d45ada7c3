import { describe, expect, test } from 'vitest';
import {
  type Block,
  heading,
  listOf,
  paragraph,
  type ReportDocument,
  tableOf,
} from '../../../src/report/document/document-model.ts';
import { renderTerminal, renderTerminalBlocks } from '../../../src/report/document/terminal-renderer.ts';
import { textWidth } from '../../../src/report/terminal/terminal-text.ts';

function draw(
  blocks: readonly Block[],
  { color = false, width = 80, ...more }: Partial<ReportDocument> & { color?: boolean; width?: number } = {},
): string {
  const document = { tag: 'de', title: 'Bericht', cover: [], blocks, notes: [], notesTitle: 'Anmerkungen', ...more };
  return renderTerminal(document, { color, width });
}

describe('a document in a terminal', () => {
  test('has its title, its cover, its parts and its notes, apart from each other', () => {
    const text = draw([heading(2, 'a', 'Teil'), paragraph(['Wort', { note: 1 }])], {
      cover: ['Werk'],
      notes: [['Quelle: ', { link: 'https://a.b' }]],
      colophon: ['Berechnet'],
    });
    expect(text).toBe('Bericht\nWerk\n\nTeil\n  Wort [1]\n\nAnmerkungen\n  1. Quelle: https://a.b\n\n  Berechnet\n');
  });

  test('numbers what is in order, and hangs what is below', () => {
    const text = draw([
      { kind: 'list', ordered: true, items: [{ text: ['eins'], items: [{ text: ['innen'] }] }, { text: ['zwei'] }] },
      ...listOf([{ text: 'Punkt' }]),
    ]);
    expect(text).toContain('1. eins\n');
    expect(text).toContain('• innen\n');
    expect(text).toContain('2. zwei\n');
    expect(text).toContain('• Punkt\n');
  });

  test('leaves drawings out, which tables say again, and opens what is read on demand', () => {
    const drawing = { tag: 'svg', attributes: {}, children: [] };
    const text = draw([
      { kind: 'chart', title: 'Radar', description: 'x', drawing },
      { kind: 'details', summary: 'Mehr', blocks: [paragraph('innen')] },
    ]);
    expect(text).not.toContain('Radar');
    expect(text).toContain('Mehr\n  innen');
  });

  test('colours tones only where there is colour', () => {
    const blocks = [paragraph('gut', 'good'), paragraph('leise', 'quiet')];
    expect(draw(blocks)).not.toContain('\u001b');
    expect(draw(blocks, { color: true })).toContain('\u001b[32m  gut');
  });

  test('in a table of long German words, none is broken and no line is wider than the page', () => {
    const words = ['Entscheidungsunterstützung', 'Selbstbewertung', 'Qualitätsmanagement', 'zu günstig'];
    const text = draw(
      tableOf(
        [
          ['Frage', 'left'],
          ['Bewertung', 'left'],
          ['Bereich', 'left'],
          ['Urteil und mehr Worte', 'right'],
        ],
        [words, ['企业数字化水平', '现场诊断', '质量管理', '1']],
      ),
    );
    for (const word of words.slice(0, 3)) expect(text).toContain(word);
    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(80);
  });

  test('nothing a terminal would act on gets through', () => {
    const text = draw([paragraph('a\u001b[2Jb\u202ec\nd')]);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
  });
});

test('a list can be a tree, whose wrapped lines stay beside their branches', () => {
  const items = [
    { text: ['a '.repeat(40).trim()], items: [{ text: ['b'] }, { text: ['c'] }] },
    { text: ['d'], items: [{ text: ['\u0007e'] }] },
  ];
  const blocks = [heading(2, 'h', 'H'), { kind: 'list', isTree: true, items } as const, heading(2, 'i', 'I')];
  expect(renderTerminalBlocks(blocks, { color: false, width: 60 }).split('\n')).toEqual([
    'H',
    `├─ ${'a '.repeat(29).trim()}`,
    `│  ${'a '.repeat(11).trim()}`,
    '│  ├─ b',
    '│  └─ c',
    '└─ d',
    '   └─ e',
    '',
    'I',
    '',
  ]);
});

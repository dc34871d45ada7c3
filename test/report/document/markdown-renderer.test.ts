import { describe, expect, test } from 'vitest';
import {
  type Block,
  heading,
  interpolate,
  listOf,
  paragraph,
  type ReportDocument,
} from '../../../src/report/document/document-model.ts';
import { renderMarkdown } from '../../../src/report/document/markdown-renderer.ts';

function documentOf(...blocks: Block[]): ReportDocument {
  return { tag: 'en', title: 'T', cover: [], blocks, notes: [], notesTitle: 'Notes' };
}

function draw(...blocks: Block[]): string {
  return renderMarkdown(documentOf(...blocks)).replace('# T\n\n', '');
}

describe('a document as Markdown', () => {
  test('a Markdown document has its title, cover, blocks, notes and colophon, in this order', () => {
    const whole = {
      ...documentOf(heading(2, 'part', 'Part'), paragraph(['Text', { note: 1 }])),
      cover: ['Mill Ltd', '1. June'],
      notes: [['From ', { link: 'https://example.org/a_b' }, '.']],
      colophon: ['Worked out by hand'],
    };
    expect(renderMarkdown(whole)).toBe(
      '# T\n\nMill Ltd\\\n1\\. June\n\n## Part\n\nText [1]\n\n## Notes\n\n1. From <https://example.org/a_b>.\n\n---\n\nWorked out by hand\n',
    );
  });

  test('Markdown indents text below an item by the width of its mark', () => {
    expect(draw(...listOf([{ text: 'a', parts: [{ text: 'b', parts: [{ text: 'c' }] }] }]))).toBe(
      '- a\n  - b\n    - c\n',
    );
    const items = [{ text: ['a'], items: [{ text: ['b'] }] }];
    expect(draw({ kind: 'list', ordered: true, items })).toBe('1. a\n   - b\n');
  });

  test('Markdown describes drawings in words, and prints details on demand in full', () => {
    const drawing = { tag: 'svg', attributes: {}, children: [] };
    expect(draw({ kind: 'chart', title: 'Radar', description: 'Flow is best.', drawing })).toBe(
      '**Radar**\n\nFlow is best.\n',
    );
    expect(draw({ kind: 'details', summary: 'Answers', blocks: [paragraph('Q1: yes')] })).toBe(
      '**Answers**\n\nQ1: yes\n',
    );
  });

  test('adjacent texts do not combine into Markdown markup', () => {
    expect(draw(paragraph(['R&', 'lt;']))).toBe('R&amp;lt;\n');
    expect(draw(paragraph(['1', '. first']))).toBe('1\\. first\n');
    expect(draw(paragraph(['#', ' no heading']))).toBe('\\# no heading\n');
    expect(draw(paragraph([{ strong: ' ' }, 'a']))).toBe('a\n');
    expect(draw(paragraph(['a ', { link: 'javascript:alert(1)' }]))).toBe('a javascript:alert(1)\n');
    expect(draw(paragraph('a\n\n# b'))).toBe('a # b\n');
  });
});

describe('a message around formatted parts', () => {
  test('a message around formatted parts keeps its order and spaces', () => {
    expect(interpolate((a, b) => `see ${b}, then ${a} again`, { strong: 'x' }, ['y ', { link: 'z' }])).toEqual([
      'see ',
      'y ',
      { link: 'z' },
      ', then ',
      { strong: 'x' },
      ' again',
    ]);
  });

  test('a text that contains a placeholder mark is written unchanged', () => {
    expect(interpolate((a) => `${a}\ufdd1`, { strong: 'x' })).toEqual([{ strong: 'x' }, '\ufdd1']);
  });
});

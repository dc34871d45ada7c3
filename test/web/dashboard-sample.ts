import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { layOutNetwork } from '../../src/charts/network-chart.ts';
import type { Language } from '../../src/i18n/index.ts';
import type { Chart, Table } from '../../src/report/document/document-model.ts';
import { renderHtml } from '../../src/report/document/html-renderer.ts';
import { messagesOf } from '../messages.ts';

const DIST = path.join(import.meta.dirname, '../../dist');

/** A chain in which each enterprise supplies one of those before it. */
export function sampleChain(count: number, labelOf: (i: number) => string = (i) => `Works ${i}`): Chart {
  const nodes = Array.from({ length: count }, (_, i) => ({
    label: labelOf(i),
    look: `step-${i % 5}`,
    isMarked: i === 0,
    radius: i === 0 ? 12 : 6,
    lines: [`Level ${i % 5}`],
  }));
  const links = nodes.slice(1).map((_, i): readonly [number, number] => [i + 1, Math.floor(i / 7)]);
  return {
    kind: 'chart',
    title: 'Chain',
    description: 'Who supplies whom',
    ...layOutNetwork({ nodes, links }, 60),
  };
}

/** A chain whose first enterprise buys from all others, with so many links; its places are given, not worked out. */
export function largeChain(count: number, links: number): Chart {
  const { network, ...chart } = sampleChain(60);
  const nodes = Array.from({ length: count }, (_, i) => ({
    ...(network as NonNullable<Chart['network']>).nodes[i % 60 || 1],
    label: `Works ${i}`,
    isMarked: i < 10,
  })) as NonNullable<Chart['network']>['nodes'];
  const spiral = (i: number) => ({ x: 12 * Math.sqrt(i) * Math.cos(i), y: 12 * Math.sqrt(i) * Math.sin(i) });
  return {
    ...chart,
    network: {
      nodes,
      links: Array.from({ length: links }, (_, i): readonly [number, number] =>
        i < count - 1 ? [i + 1, 0] : [i % count, (i * 7919 + 1) % count],
      ),
      places: nodes.map((_, i) => spiral(i)),
      firstPlaces: nodes.slice(0, 60).map((_, i) => spiral(i)),
    },
  };
}

/** Districts with numbers that sort otherwise as texts. */
export function sampleTable(count: number, nameOf: (i: number) => string = (i) => `District ${i}`): Table {
  return {
    kind: 'table',
    isExplored: true,
    columns: [
      { title: ['District'], align: 'left' },
      { title: ['Share'], align: 'right' },
    ],
    rows: Array.from({ length: count }, (_, i) => [
      { text: [nameOf(i)], isHeading: true },
      i === 3 ? { text: ['–'] } : { text: [`${(i * 37) % 101} %`], value: (i * 37) % 101 },
    ]),
  };
}

/** A dashboard of these blocks. */
export async function sampleDashboard(blocks: readonly (Chart | Table)[], language: Language = 'en'): Promise<string> {
  const [style = '', script = '', own = ''] = await Promise.all(
    ['report-style.css', 'dashboard.js', 'dashboard-style.css'].map((name) => readFile(path.join(DIST, name), 'utf8')),
  );
  const document = {
    tag: language,
    title: 'Dashboard',
    cover: ['Region'],
    blocks: [{ kind: 'heading', level: 2, id: 'all', text: ['All'] } as const, ...blocks],
    notes: [],
    notesTitle: 'Notes',
  };
  return renderHtml(document, { style, exploring: { script, style: own, words: messagesOf(language).dashboard } });
}

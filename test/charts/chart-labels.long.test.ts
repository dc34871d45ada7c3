import { describe, expect, test } from 'vitest';
import { placeLabels } from '../../src/charts/chart-labels.ts';
import { layOutNetwork, type NetworkDrawing } from '../../src/charts/network-chart.ts';
import type { Shape } from '../../src/charts/svg-shape.ts';
import { at, find, wordsOf } from './find-elements.ts';
import { findMisread, type SeenLabel, type SeenNetwork, unnamed } from './find-misread-labels.ts';

/** Always the same sequence for a seed (Park and Miller 1988). */
function chanceFrom(seed: number): () => number {
  let state = seed * 48_271 + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function scatter(
  chance: () => number,
  count: number,
  marked: number,
  width: number,
  height: number,
): SeenNetwork['discs'] {
  return Array.from({ length: count }, (_, i) => ({
    x: chance() * width,
    y: chance() * height,
    radius: 4 + chance() * 14,
    isMarked: i < marked,
  }));
}

function label(discs: SeenNetwork['discs'], page?: { width: number; height: number }): SeenNetwork {
  const wishes = discs.map(({ isMarked }, disc) => ({ disc, width: 76, height: 28, isPinned: isMarked }));
  const labels = placeLabels(wishes, discs, page).flatMap((placed, disc): SeenLabel[] => {
    if (!placed) return [];
    const { left, top, width, height } = placed.box;
    const { line } = placed;
    const ends = line ? ([line.x1, line.y1, line.x2, line.y2] as const) : undefined;
    return [{ disc, left, top, right: left + width, bottom: top + height, line: ends }];
  });
  return { discs, labels };
}

/** A chain of the same form as real ones: most supply the first, others supply those. */
function randomChain(chance: () => number, count: number): NetworkDrawing {
  const nodes = Array.from({ length: count }, (_, i) => ({
    label: chance() < 0.5 ? `合成示例企业${10_000 + i}号` : `Works number ${10_000 + i}`,
    look: 'step-1',
    isMarked: i < 11,
    radius: i === 0 ? 16 : 5 + chance() * 11,
    lines: [],
  }));
  const links = nodes.slice(1).map((_, i): readonly [number, number] => {
    return [i + 1, chance() < 0.6 ? 0 : Math.floor(chance() * (i + 1))];
  });
  return { nodes, links };
}

/** A drawing as it is seen, by the words of its labels. */
function seeDrawing(drawing: Shape, { nodes }: NetworkDrawing): SeenNetwork {
  const circles = find(drawing, 'node');
  const discs = nodes.map(({ radius, isMarked }, i) => ({
    x: at(circles[i], 'cx'),
    y: at(circles[i], 'cy'),
    radius: isMarked ? radius + 3 : radius,
    isMarked,
  }));
  const names = new Map(nodes.map(({ label: name }, i) => [name.replaceAll(' ', ''), i]));
  const shapes = drawing.children.filter((one): one is Shape => typeof one !== 'string');
  const labels = shapes.flatMap((text, i): SeenLabel[] => {
    if (text.tag !== 'text') return [];
    const lines = text.children as readonly Shape[];
    const wide = (word: string): number => [...word].reduce((sum, sign) => sum + (sign > '⺀' ? 11 : 6.2), 0);
    const half = Math.max(...lines.map((line) => wide(wordsOf(line).join('')))) / 2;
    const before = shapes[i - 1];
    const isPointed = before?.attributes.class === 'pointer';
    return [
      {
        disc: names.get(wordsOf(text).join('').replaceAll(' ', '')) ?? -1,
        left: at(lines[0], 'x') - half,
        right: at(lines[0], 'x') + half,
        top: at(lines[0], 'y') - 10,
        bottom: at(lines.at(-1), 'y') + 4,
        line: isPointed ? [at(before, 'x1'), at(before, 'y1'), at(before, 'x2'), at(before, 'y2')] : undefined,
      },
    ];
  });
  return { discs, labels };
}

describe('labels', () => {
  test.each([
    [20, 900, 500],
    [60, 900, 500],
    [60, 340, 390],
    [200, 1200, 700],
  ])('each of %i labels on a drawing %i wide and %i high is nearest to its own disc', (count, width, height) => {
    for (let seed = 1; seed <= 20; seed++) {
      const seen = label(scatter(chanceFrom(seed), count, 11, width, height), { width, height });
      expect(findMisread(seen), `seed ${seed}`).toEqual([]);
      for (const { left, top, right, bottom } of seen.labels)
        expect(left >= 0 && top >= 0 && right <= width && bottom <= height).toBe(true);
    }
  });

  test('pinned labels stay where they would be if no other disc had a label', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const discs = scatter(chanceFrom(seed), 60, 11, 900, 500);
      const pinned = discs.slice(0, 11).map((_, disc) => ({ disc, width: 76, height: 28, isPinned: true }));
      const others = discs.slice(11).map((_, i) => ({ disc: i + 11, width: 76, height: 28, isPinned: false }));
      expect(placeLabels([...others, ...pinned], discs).slice(others.length)).toEqual(placeLabels(pinned, discs));
    }
  });

  test('a pinned label in a crowd is drawn at the end of a line; other labels there are left out', () => {
    const around = Array.from({ length: 12 }, (_, i) => ({
      x: 44 * Math.cos((i * Math.PI) / 6),
      y: 44 * Math.sin((i * Math.PI) / 6),
      radius: 8,
      isMarked: false,
    }));
    const named = (isMarked: boolean): SeenLabel | undefined =>
      label([{ x: 0, y: 0, radius: 16, isMarked }, ...around]).labels.find(({ disc }) => disc === 0);
    expect(named(true)?.line).toBeDefined();
    expect(named(false)).toBeUndefined();
  });
});

test('in random drawings, every marked disc is labelled, and no label can be mistaken for another disc’s', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const chain = randomChain(chanceFrom(seed), 20 + seed * 5);
    const seen = seeDrawing(layOutNetwork(chain, 60).drawing, chain);
    expect(seen.labels.length).toBeGreaterThan(10);
    expect(findMisread({ ...seen, discs: seen.discs.slice(0, 60) }), `seed ${seed}`).toEqual([]);
    expect(unnamed({ ...seen, discs: seen.discs.slice(0, 60) }), `seed ${seed}`).toEqual([]);
  }
});

import { expect, test } from 'vitest';
import { startProgress } from '../../src/app/console.ts';
import type { World } from '../../src/world.ts';

/** What is written to stderr while 100 things are done, one in each tenth of a second. */
function written(isTTY: boolean, quiet = false, env = {}): string[] {
  const lines: string[] = [];
  let time = 0;
  const stderr = { isTTY, write: (text: string) => lines.push(text) };
  const world = { stderr, env, now: () => new Date(time) } as unknown as World;
  const say = (...figures: number[]): string => figures.join(' ');
  const progress = startProgress(world, say, { quiet });
  for (let done = 1; done <= 100; done++) {
    time += 100;
    progress.tell(done, 100);
  }
  progress.end();
  return lines;
}

test('progress prints a line every few seconds: rows done, total rows, rate and seconds remaining', () => {
  expect(written(false)).toEqual(['50 100 10 5\n', '100 100 10 0\n']);
});

test('progress on a terminal is one line that is redrawn, and erased at the end', () => {
  const lines = written(true);
  expect(lines.slice(0, 3)).toEqual(['2 100 10 10', '\r\x1b[K', '4 100 10 10']);
  expect(lines.at(-1)).toBe('\r\x1b[K');
});

test('progress on a terminal that cannot redraw is printed line by line', () => {
  expect(written(true, false, { TERM: 'dumb' })).toEqual(written(false));
});

test('progress prints nothing with --quiet', () => {
  expect(written(true, true)).toEqual([]);
});

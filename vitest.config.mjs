import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { entriesForTests } from './.build/entries.mjs';
import manifest from './package.json' with { type: 'json' };

/** What takes long goes first, so that no worker still has much to do when the others are through. */
class LongFirst extends BaseSequencer {
  async sort(specifications) {
    const sorted = await super.sort(specifications);
    const isLong = ({ moduleId }) => moduleId.endsWith('.long.test.ts');
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}

export default defineConfig({
  plugins: [entriesForTests()],
  define: { __MATURA_VERSION__: JSON.stringify(manifest.version) },
  test: {
    // `npm test` leaves out what is named *.long.test.ts; `npm run test:long` runs that alone.
    include: ['test/**/*.test.ts'],
    // Whole processes are started and killed: a worker that is a process has signals of its own.
    pool: 'forks',
    // The files of a worker share their modules: loading them anew for each file took as long as the tests.
    isolate: false,
    // As in `bin/matura.js`: Node 20 spends a fifth of the tests' time on optimising what hardly runs.
    execArgv: process.version.startsWith('v20.') ? ['--interrupt-budget=1000000'] : [],
    // One more than there are cores: tests often wait for a process, a browser or a lock.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongFirst },
    // The built command is run as it is: transforming its bundle costs more than running it.
    server: { deps: { external: [/\/dist\//] } },
    // Only what hangs is ended: a busy machine can take ten times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default', './test/closing-line.ts'],
    coverage: { include: ['src/**/*.ts'], exclude: ['src/model/generated/**'] },
  },
});

import { defineConfig } from 'vitest/config';
import { entriesForTests } from './.build/entries.mjs';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  plugins: [entriesForTests()],
  define: { __MATURA_VERSION__: JSON.stringify(manifest.version) },
  test: {
    include: ['test/**/*.test.ts'],
    // Whole processes are started and killed: forks keep one test file's signals and folders from another's.
    pool: 'forks',
    // By itself vitest leaves a core to whoever watches: in CI nobody does, and of two cores that is half.
    maxWorkers: '100%',
    // The built command is run as it is: transforming its bundle costs more than running it.
    server: { deps: { external: [/\/dist\//] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/closing-line.ts'],
    coverage: { include: ['src/**/*.ts'], exclude: ['src/model/generated/**'] },
  },
});

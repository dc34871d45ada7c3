import path from 'node:path';
import { BaseSequencer } from 'vitest/node';
import base from '../../vitest.config.mjs';

const isLong = ({ moduleId }) => Number(moduleId.includes('.long.'));

/** Most mutants are found by quick tests, and none is tried after it was found. */
class QuickFirst extends BaseSequencer {
  async sort(files) {
    return files.sort((a, b) => isLong(a) - isLong(b));
  }
}

export default {
  ...base,
  root: path.join(import.meta.dirname, '../..'),
  test: {
    ...base.test,
    maxWorkers: 1,
    testTimeout: 60_000,
    runner: path.join(import.meta.dirname, 'runner.mjs'),
    sequence: { sequencer: QuickFirst },
    reporters: ['default'],
  },
};

import { defineConfig } from 'vitest/config';

const setupFiles = ['./tests/helpers/cheap-passwords.ts'];

/** Fast tests run first, and share one process a worker: loading the product anew for each file took a third of their
 * time. What replaces a module for itself alone is not fast. `slow` holds those that start processes or browsers, `long`
 * those that take many rounds: kills, faults, spellings, readers of others. The slow and long ones wait for others much of
 * the time, so three of them share two cores. */
const waiting = { setupFiles, testTimeout: 240_000, hookTimeout: 240_000, maxWorkers: 3 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{slow,long}.test.ts'],
          setupFiles,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          isolate: false,
        },
      },
      { test: { ...waiting, name: 'slow', include: ['tests/**/*.slow.test.ts'] } },
      { test: { ...waiting, name: 'long', include: ['tests/**/*.long.test.ts'] } },
    ],
  },
});

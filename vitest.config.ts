import { defineConfig } from 'vitest/config';

/** A loaded machine of a continuous integration may starve a process of its turn: one more try, there only. */
const retry = process.env['CI'] ? 1 : 0;

const setupFiles = ['./tests/helpers/cheap-passwords.ts'];

/** Fast tests run first; `slow` holds those that start processes, browsers or many kills. The slow ones wait
 * for others much of the time, so three of them share two cores. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.slow.test.ts'],
          setupFiles,
          testTimeout: 30_000,
          maxWorkers: 2,
          retry,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['tests/**/*.slow.test.ts'],
          setupFiles,
          testTimeout: 240_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
          retry,
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

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
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['tests/**/*.slow.test.ts'],
          setupFiles,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 3,
        },
      },
    ],
  },
});

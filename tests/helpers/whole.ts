/** Whether every round of the long tests is asked for (`CASELINE_TEST_ALL=1`); the daily run takes a part of them. */
export const isWhole = process.env['CASELINE_TEST_ALL'] === '1';

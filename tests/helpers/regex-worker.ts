import { parentPort, workerData } from 'node:worker_threads';

/**
 * Times regular expressions on texts made to hurt: something repeated n times that may begin a match in many ways, and
 * an end that lets none succeed. Says which one it is at before it starts, so that a hang can be named.
 */
interface Task {
  readonly at: number;
  readonly source: string;
  readonly flags: string;
}

const plain = [
  'a',
  'A',
  '0',
  ' ',
  '\n',
  '\t',
  '-',
  '.',
  ',',
  '/',
  '(',
  '<',
  '"',
  "'",
  '_',
  ':',
  '=',
  'é',
  'a ',
  '0 ',
  'a.',
  '0-',
  '0.',
  'a-',
  'a,',
  ' \n',
  '0, ',
  'a1',
  '1 a ',
  '. ',
  '&',
  '%',
  '; ',
];

/** Pieces of the expression's own text: words and characters it looks for. */
const ownWords = (source: string): string[] =>
  [
    ...new Set(
      source.replace(/\\[a-zA-Z](\{[^}]*\})?/g, ' ').match(/[A-Za-z]{2,}|[^\\\w\s()[\]{}?*+|^$.]/g) ?? [],
    ),
  ].slice(0, 24);

const sampleOf = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

const timeOf = (expression: RegExp, text: string): number => {
  const started = performance.now();
  expression.lastIndex = 0;
  if (expression.global) for (const match of text.matchAll(expression)) void match;
  else expression.test(text);
  return performance.now() - started;
};

const { tasks, sizes, limit } = workerData as {
  tasks: Task[];
  sizes: [number, number, number];
  limit: number;
};

for (const { at, source, flags } of tasks) {
  parentPort?.postMessage({ at, state: 'begun' });
  const expression = new RegExp(source, flags);
  const words = ownWords(source);
  const pumps = [
    ...plain,
    ...words,
    ...words.map((word) => `${word} `),
    ...words.map((word) => `0 ${word} `),
  ];
  const prefixes = ['', ...words.slice(0, 6)];
  let worst: { ms: number; pump: string } = { ms: 0, pump: '' };
  search: for (const pump of pumps) {
    for (const prefix of prefixes) {
      const make = (size: number) => `${prefix}${sampleOf(pump, size)}\u0000`;
      // A longer text is tried only where the shorter one was not quick already.
      if (timeOf(expression, make(sizes[0])) < 0.5) continue;
      if (timeOf(expression, make(sizes[1])) < limit / 10) continue;
      const ms = Math.min(timeOf(expression, make(sizes[2])), timeOf(expression, make(sizes[2])));
      if (ms > worst.ms) worst = { ms, pump: prefix + pump };
      if (ms > limit) break search;
    }
  }
  parentPort?.postMessage({ at, state: 'done', ...worst });
}

import { columnsAsked, holds, wordsOfCondition } from '../../../data/protocols/condition.ts';
import type { Protocol, ProtocolTask } from '../../../data/protocols/protocol.ts';
import { cellsOfRow, columnsOfRow } from '../release-row.ts';
import type { Task } from './task.ts';

/** The tasks of a protocol, whose rules are data, as what labels rows. */

function taskOf(task: ProtocolTask): Task {
  const { id, title, include, spread } = task;
  const includes = task.includes ?? [wordsOfCondition(include)];
  if (task.kind === 'score') {
    const { kind, score, highest } = task;
    return {
      kind,
      id,
      title,
      includes,
      spread,
      score,
      highest,
      takes: (row) => holds(include, cellsOfRow(row)) === true,
    };
  }
  const { kind, positive, negative, inWords: other } = task;
  return {
    kind,
    id,
    title,
    includes,
    spread,
    positive: positive.words ?? wordsOfCondition(positive.rule),
    negative: negative.words ?? wordsOfCondition(negative.rule),
    label(row) {
      const cellOf = cellsOfRow(row);
      if (holds(include, cellOf) !== true) return null;
      // Of a row that meets both the positive class is the more exact one.
      if (holds(positive.rule, cellOf) === true) return 1;
      return holds(negative.rule, cellOf) === true ? 0 : null;
    },
    ...(other
      ? {
          inWords: {
            negative: other.words,
            isNegative: (row) => holds(other.rule, cellsOfRow(row)) === true,
          },
        }
      : {}),
  };
}

const made = new WeakMap<Protocol, readonly Task[]>();

/** Every task of a release with a label a row, in the order they are told of. */
export function tasksOf(protocol: Protocol): readonly Task[] {
  const held = made.get(protocol) ?? protocol.tasks.map(taskOf);
  made.set(protocol, held);
  return held;
}

/** Columns that the tasks of a protocol ask for beside those that every release row has. */
export const columnsOfTasks = ({ tasks }: Protocol): readonly string[] => {
  const asked = tasks.flatMap((task) => [
    task.include,
    ...(task.kind === 'classes' ? [task.positive.rule, task.negative.rule] : []),
    ...(task.kind === 'classes' && task.inWords ? [task.inWords.rule] : []),
  ]);
  return [...new Set(asked.flatMap(columnsAsked))].filter((name) => !columnsOfRow.has(name));
};

import { paperTasks } from './paper-tasks.ts';
import type { Task } from './task.ts';
import { wideSeverity, wideTasks } from './wide-tasks.ts';

/** Every task of a release with a label a row, in the order they are told of. */
export const tasks: readonly Task[] = [...paperTasks, ...wideTasks, wideSeverity];

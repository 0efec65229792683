import type { ClassTask, Task } from '../../curation/release/splits/task.ts';
import { tasksOf } from '../../curation/release/splits/tasks.ts';
import { covid19 } from '../../data/protocols/read-protocol.ts';

const isWide = ({ id }: Task): boolean => id.startsWith('wide-');

/** The tasks of the paper, and those asked of more films, of the built-in protocol. */
export const paperTasks: readonly Task[] = tasksOf(covid19).filter((task) => !isWide(task));
export const wideTasks: readonly ClassTask[] = tasksOf(covid19)
  .filter(isWide)
  .filter((task) => task.kind === 'classes');

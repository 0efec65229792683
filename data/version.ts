import { readProjectText } from './files/project-files.ts';

/** Version of Caseline, from package.json. */
export const { version } = JSON.parse(readProjectText('package.json')) as { version: string };

import type { Command } from 'commander';
import { addExport } from './export.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { addSchema } from './schema.ts';

/** Every command of `caseline`, in the order of its help. */
export const commands: readonly ((program: Command) => void)[] = [addInit, addImport, addExport, addSchema];

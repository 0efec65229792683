#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled once, kept beside the packages: every later start takes half the time. Processes started from here share it;
// where the folder cannot be written, nothing is kept and nothing is lost.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'caseline');
enableCompileCache(process.env['NODE_COMPILE_CACHE']);

const { run } = await import('./cli/program.ts');
process.exitCode = await run(process.argv.slice(2));

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a program (`--import`): as long as the file that CASELINE_TEST_REFUSES names is there, no other file can
 * be opened for writing, as on a disk that turned read-only. Where it says `fault`, no case can be looked at, for a reason
 * that nobody foresaw.
 */
const marker = process.env['CASELINE_TEST_REFUSES'] ?? '';
const { existsSync, openSync, readFileSync, statSync } = fs;
fs.openSync = (path, flags, mode) => {
  if (/[wa+]/.test(String(flags)) && existsSync(marker))
    throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', syscall: 'open', path });
  return openSync(path, flags, mode);
};
Object.assign(fs, {
  statSync: (path: fs.PathLike, options?: fs.StatSyncOptions) => {
    if (String(path).includes('/cases/') && existsSync(marker) && readFileSync(marker, 'utf8') === 'fault')
      throw new TypeError('a fault of the program');
    return statSync(path, options);
  },
});
syncBuiltinESMExports();

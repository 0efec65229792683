import { readFileSync, mkdtempSync } from 'node:fs';
import { judgeLayout } from './scrapers/papers/gold/judge-layout.ts';
const dir = mkdtempSync('/tmp/p3-');
const { layouts } = JSON.parse(readFileSync('tests/scrapers/papers/gold/p3-layouts.json', 'utf8'));
const all: any[] = [];
for (const e of layouts) if (!process.argv[2] || process.argv[2] === e.id) all.push(...(await judgeLayout(e, dir)));
for (const [n, l] of Map.groupBy(all, (v) => v.what)) console.log(n, l.filter((v) => v.right).length, 'of', l.length);
console.log('wrong entries', new Set(all.filter((v) => !v.right).map((v) => v.id)).size, 'of', layouts.length, dir);
for (const v of all) if (!v.right) console.log(v.id, '|', v.kind, '|', v.what, '\n   said  ', v.said, '\n   wanted', v.wanted);

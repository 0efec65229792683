import { readFileSync } from 'node:fs';
import { PdfFile } from './scrapers/papers/pdf/page/pdf-file.ts';
import { pageLines } from './scrapers/papers/pdf/page/page-text.ts';
import { bodyStyle } from './scrapers/papers/pdf/page/paragraphs.ts';
const f = await PdfFile.open(readFileSync(process.argv[2]!));
const d = await f.document(); const all:any[]=[];
for (const p of f.pages()) { const r = await pageLines(await d.getPage(p.number), p, f.reader); all.push(...r.lines); for (const l of r.lines) if (!process.argv[3] || l.text.match(new RegExp(process.argv[3]))) console.log(p.number, l.font, l.size.toFixed(1), l.box.map(x=>x.toFixed(0)).join(','), l.runs.length, l.text.slice(0,100)); }
console.log(bodyStyle(all));

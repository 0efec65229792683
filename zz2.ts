import { readFileSync } from 'node:fs';
import { PdfFile } from './scrapers/papers/pdf/page/pdf-file.ts';
import { pageMatrix } from './scrapers/papers/pdf/page/page-text.ts';
import { transformBox } from './scrapers/papers/pdf/objects/geometry.ts';
const f = await PdfFile.open(readFileSync(process.argv[2]!));
for (const p of f.pages()) if (p.number === Number(process.argv[3])) { for (const q of p.contents.paths) console.log(q.kind, q.white, transformBox(q.box, pageMatrix(p)).map(x=>x.toFixed(1)).join(',')); for (const q of p.rasters) console.log('R', q.role, q.width, q.height, transformBox(q.box, pageMatrix(p)).map(x=>x.toFixed(1)).join(',')); }

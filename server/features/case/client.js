/** Starts the parts of the case page; each listens on the document and so survives every swap. */
import { openedBy } from '../../shell/client/sign-in.js';
import { ofCase } from './address.js';
import { begin, takeField, takeImage } from './cursor/cursor.js';
import './cursor/cursor-marks.js';
import './desk/splitters.js';
import './fields/fields.js';
import './fields/move.js';
import './fields/shown.js';
import './fields/sure.js';
import './saving/conflict.js';
import { showWayBack } from './saving/finish.js';
import './cursor/redraw.js';
import './saving/saving.js';
import './table/table.js';
import './texts/texts.js';
import './timeline/timeline.js';
import './image/cutter.js';
import { startViewer } from './viewer/viewer.js';
import { beginSideBySide } from './viewer/viewer-panes.js';

document.addEventListener('click', (event) => {
  if (event.target?.closest?.('[data-do]')?.dataset.do !== 'hide-hint') return;
  localStorage.setItem('caseline.hint', 'seen');
  delete document.documentElement.dataset.hint;
});

/** `#comments` of the case, or `#comments-<field>`: where a link from the mentions leads. */
function openThread() {
  const asked = /^#comments(?:-(c-[0-9a-f]{10}))?$/.exec(location.hash);
  if (!asked) return;
  const cell = asked[1] ? document.getElementById(asked[1]) : null;
  if (cell) takeField(cell);
  (cell?.querySelector('[data-comment]') ?? document.querySelector('.casename [data-comments]'))?.click();
}

/** `#field=...&patient=...&image=...`: where a finding of the checks leads. */
function openField() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const [field, patient, image] = ['field', 'patient', 'image'].map((name) => asked.get(name) ?? '');
  if (!field) return;
  const cells = [...document.querySelectorAll('[data-cell]')].filter((cell) => cell.dataset.field === field);
  const cell =
    cells.find((one) => image !== '' && one.dataset.image === image) ??
    cells.find((one) => patient !== '' && one.dataset.patient === patient) ??
    cells[0];
  if (cell && (image === '' || cell.dataset.image === image || cell.dataset.image === '')) takeField(cell);
  else if (image) takeImage(image);
}

const caseElement = document.getElementById('case');
if (caseElement) {
  startViewer();
  begin();
  if (matchMedia('(min-width: 2600px) and (min-height: 1200px)').matches) beginSideBySide();
  showWayBack(caseElement.dataset.case);
  openThread();
  openField();
  // Whoever finishes a case knows how; the next one comes without the hint.
  document.addEventListener('caseline:sent', ({ detail }) => {
    if (detail.form.matches('[data-finish]')) localStorage.setItem('caseline.hint', 'seen');
  });
  // The lease is kept while the page is open; without it the case goes to the next person.
  setInterval(() => {
    fetch(ofCase('claim'), { method: 'POST', headers: openedBy() }).catch(() => {});
  }, 60_000);
}

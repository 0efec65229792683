/** Address of something of the case on this page. @param {string} part e.g. `undo` */
export const ofCase = (part) =>
  `/cases/${encodeURIComponent(document.getElementById('case')?.dataset.case ?? '')}/${part}`;

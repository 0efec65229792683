// Before the first paint, so that no light page flashes in a dark room.
const chosen = localStorage.getItem('caseline.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
// So that nothing moves when the page is read: the hint of the first case is there at once or not at all.
if (localStorage.getItem('caseline.hint') !== 'seen') document.documentElement.dataset.hint = 'first';
// Which fields the case page shows: all, or only what a person must decide.
if (localStorage.getItem('caseline.shown') === 'todo') document.documentElement.dataset.shown = 'todo';
// The case page as this person divided it, before the first paint too.
try {
  const desk = JSON.parse(
    document.documentElement.dataset.desk ?? localStorage.getItem('caseline.desk') ?? '{}',
  );
  for (const [part, size] of Object.entries(desk))
    if (typeof size === 'number') document.documentElement.style.setProperty(`--desk-${part}`, `${size}%`);
} catch {
  // What the browser kept is damaged: the usual sizes hold.
}

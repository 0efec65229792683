// Before the first paint, so that no light page flashes in a dark room.
const chosen = localStorage.getItem('caseline.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
// So that nothing moves when the page is read: the hint of the first case is there at once or not at all.
if (localStorage.getItem('caseline.hint') !== 'seen') document.documentElement.dataset.hint = 'first';

// Before the first paint, so that no light page flashes in a dark room.
const chosen = localStorage.getItem('caseline.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;

/** What every page does; each part listens on the document and so survives every swap. */
import './dialogs.js';
import './drop.js';
import './refusals.js';
import './sign-in.js';

document.addEventListener('click', (event) => {
  if (event.target?.closest?.('[data-do]')?.dataset.do !== 'theme') return;
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('caseline.theme', root.dataset.theme);
});

// Where the menu is wider than the window, it shows where one is.
const here = document.querySelector('.top nav [aria-current]');
const menu = here?.parentElement;
if (here && menu) menu.scrollLeft = here.offsetLeft - menu.offsetLeft - 40;

/** Starts the desk of a figure's panels, where the figure's file is there to set them on. */
if (document.getElementById('stage-of-panels')) void import('./panels.js');

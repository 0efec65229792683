/** Of every account of a workbench with accounts. */
export const PASSWORD = 'a lung on a tree 7';

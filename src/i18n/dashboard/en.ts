import type { DashboardWords } from './messages.ts';

export const dashboard: DashboardWords = {
  filter: 'Filter',
  rows: '{shown} of {all} rows',
  allRows: 'All {all} rows',
  firstRows: 'Only the first {shown} rows',
  findNode: 'Find an enterprise',
  showAll: 'Show all {all}',
  showFirst: 'Show the most important only',
  nodes: '{shown} of {all} enterprises shown. Drag to move; click one to see what is known of it.',
  zoomIn: 'Closer',
  zoomOut: 'Farther',
  wholeView: 'Whole picture',
  joined: 'Buys from or supplies:',
  furtherNeighbours: 'Further ones ({shown} of {all} listed)',
  keys: 'Network of suppliers. Arrow keys go from one enterprise to the next, plus and minus zoom, Escape lets go.',
  nothingFound: 'No enterprise is called that.',
};

import type { DashboardWords } from './messages.ts';

export const dashboard: DashboardWords = {
  filter: 'Filtern',
  rows: '{shown} von {all} Zeilen',
  allRows: 'Alle {all} Zeilen',
  firstRows: 'Nur die ersten {shown} Zeilen',
  findNode: 'Unternehmen suchen',
  showAll: 'Alle {all} zeigen',
  showFirst: 'Nur die wichtigsten zeigen',
  nodes: '{shown} von {all} Unternehmen zu sehen. Ziehen verschiebt; ein Klick zeigt, was über eines bekannt ist.',
  zoomIn: 'Näher',
  zoomOut: 'Weiter weg',
  wholeView: 'Ganzes Bild',
  joined: 'Bezieht von oder beliefert:',
  furtherNeighbours: 'Weitere ({shown} von {all} aufgeführt)',
  keys: 'Netz der Lieferbeziehungen. Pfeiltasten gehen von einem Unternehmen zum nächsten, Plus und Minus ändern den Maßstab, Escape lässt los.',
  nothingFound: 'Kein Unternehmen heißt so.',
};

// The script of dashboards: tables are sorted and filtered, networks explored. Without it the page says the same.

import { WORDS_ID } from '../charts/index.ts';
import type { Messages } from '../i18n/index.ts';
import { exploreNetworks } from './dashboard-network.ts';
import { exploreTables } from './dashboard-tables.ts';

const text = document.getElementById(WORDS_ID)?.textContent;
if (text) {
  const words = JSON.parse(text) as Messages['dashboard'];
  exploreTables(words);
  exploreNetworks(words);
}

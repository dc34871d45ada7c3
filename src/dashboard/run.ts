// The script of dashboards: tables are sorted and filtered, networks explored. Without it the page says the same.
import type { Messages } from '../i18n/index.ts';
import { WORDS_ID } from '../page/data.ts';
import { exploreNetworks } from './network.ts';
import { exploreTables } from './tables.ts';

const text = document.getElementById(WORDS_ID)?.textContent;
if (text) {
  const words = JSON.parse(text) as Messages['dashboard'];
  exploreTables(words);
  exploreNetworks(words);
}

import type { Page } from 'playwright-core';
import type { Stated } from './random-answers.ts';

interface Full {
  readonly value?: unknown;
  readonly state?: string;
  readonly note?: string;
  readonly evidence?: readonly string[];
}

/** The words of the made-up questionnaire with every kind of question, by id. */
const TEXTS: Readonly<Record<string, string>> = {
  uscc: 'Unified Social Credit Code',
  name: 'Name of the enterprise',
  employees: 'Employees',
  founded: 'Date of founding',
  mail: 'E-mail address',
  phone: 'Telephone',
  exporter: 'Does the enterprise export?',
  exportShare: 'Export share of revenue',
  machines: 'Machines',
  networked: 'Networked machines',
  Q1: 'Q1Networks: which are in use?',
  Q2: 'Q2Networking: what share',
  Q3: 'Q3Is there a production control system?',
  control: 'How far does it reach?',
  Q5: 'Q5Order on the shop floor',
  E1: 'E1Where do most exports go?',
  E2: 'E2Freight costs per order',
  E3: 'E3Who handles customs?',
};

const OPTIONS: Readonly<Record<string, string>> = {
  none: 'None',
  wired: 'Wired',
  wireless: 'Wireless',
  mobile: '5G',
  A: 'up to half',
  B: 'more than half',
  europe: 'Europe',
  asia: 'Asia',
  elsewhere: 'Elsewhere',
};

/** Goes through the form from its beginning and answers what is asked; gives what was entered. */
export async function enterAll(page: Page, sheet: Readonly<Record<string, Stated>>): Promise<Record<string, Stated>> {
  const entered: Record<string, Stated> = {};
  while ((await page.locator('#next').count()) > 0) {
    for (const [name, stated] of Object.entries(sheet)) {
      // What the figures give is asked of nobody.
      const text = TEXTS[name];
      if (text === undefined) continue;
      const legend = page.locator('legend', { hasText: new RegExp(`^${text.replaceAll('?', '[?]')}`) });
      const group = page.locator('fieldset.question:visible').filter({ has: legend });
      if ((await group.count()) !== 1) continue;
      await enterOne(group, stated);
      entered[name] = stated;
    }
    await page.locator('#next').click();
  }
  return entered;
}

async function enterOne(group: ReturnType<Page['locator']>, stated: Stated): Promise<void> {
  const isFull = typeof stated === 'object' && stated !== null && !Array.isArray(stated);
  const { value, state, note, evidence }: Full = isFull ? (stated as Full) : { value: stated };
  if (state !== undefined) {
    await group.getByLabel(state === 'unknown' ? 'don’t know yet' : 'not applicable').check();
    return;
  }
  const line = group.locator('.line input, .line textarea');
  if ((await line.count()) > 0) await line.fill(String(value));
  else if (typeof value === 'boolean') await group.getByLabel(value ? 'yes' : 'no', { exact: true }).check();
  else if (typeof value === 'number') await group.getByLabel(new RegExp(`^${value}( –|$)`)).check();
  else for (const one of [value].flat()) await group.getByLabel(OPTIONS[String(one)] as string).check();
  if (note === undefined && evidence === undefined) return;
  await group.locator('summary').last().click();
  if (note !== undefined) await group.getByLabel('Note', { exact: true }).fill(note);
  if (evidence !== undefined) await group.getByLabel('Evidence').fill(evidence.join('\n'));
}

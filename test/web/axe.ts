import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core finds to mend in a page that was opened past its own policy, which lets no other script in. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await tool.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

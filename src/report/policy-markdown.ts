import type { Speech } from './assessment.ts';
import { renderMarkdown } from './document/markdown.ts';
import { makePolicyDocument } from './policy/document.ts';
import type { PolicyReport } from './policy/report.ts';

/** The policy of an enterprise, `KEY.policy.md`: Markdown without HTML, to be read and edited; ends with a newline. */
export function renderPolicyMarkdown(report: PolicyReport, speech: Speech): string {
  return renderMarkdown(makePolicyDocument(report, speech));
}

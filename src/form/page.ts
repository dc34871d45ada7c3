import { embedJson } from '../page/data.ts';
import { escapeHtml } from '../page/escape.ts';
import { renderPage } from '../page/page.ts';
import { DATA_ID, type Embedded } from './embedded.ts';

/** What a form is put together from. */
export interface FormParts {
  readonly data: Embedded;
  /** The title in the language to begin in; the script changes it with the language. */
  readonly title: string;
  /** The language's tag. */
  readonly tag: string;
  /** The built script and style sheet. */
  readonly script: string;
  readonly style: string;
  /** Shown by browsers that run no script, or are too old for this one; in every language. */
  readonly fallback: readonly string[];
}

/** The form as one HTML file that asks for nothing else; the same parts give the same bytes. */
export function renderForm({ data, title, tag, script, style, fallback }: FormParts): string {
  const body = `<div id="form">
${fallback.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
</div>
<script type="application/json" id="${DATA_ID}">${embedJson(data)}</script>`;
  return renderPage({ title, tag, style, script, body });
}

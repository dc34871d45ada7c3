import { createHash } from 'node:crypto';
import { DATA_ID, type Embedded, embedData } from './embedded.ts';

/** What a page is put together from. */
export interface PageParts {
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
export function renderPage({ data, title, tag, script, style, fallback }: PageParts): string {
  refuseEnd('script', script);
  refuseEnd('style', style);
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${escapeHtml(tag)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="form">
${fallback.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
</div>
<script type="application/json" id="${DATA_ID}">${embedData(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** The source expression that allows exactly this script or style sheet. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** Built files never hold what would end their element early; one that does must not become a page. */
function refuseEnd(element: 'script' | 'style', text: string): void {
  if (new RegExp(`</${element}|<!--`, 'i').test(text)) throw new Error(`the form's ${element} would end itself early`);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

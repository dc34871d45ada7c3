import { createHash } from 'node:crypto';
import { escapeHtml } from './charts/index.ts';

/** The parts of a page. */
export interface PageParts {
  readonly title: string;
  /** The language's tag. */
  readonly tag: string;
  /** The style sheet, as it was built. */
  readonly style: string;
  /** HTML, with every text in it escaped. */
  readonly body: string;
  /** The only script that may run, as it was built; without one, none may. */
  readonly script?: string;
  /** Whether pictures stand in the body, as data: no other kind may be shown. */
  readonly hasPictures?: boolean;
  /** The style sheet that a watched page loads again and again to learn whether it is still current. */
  readonly watched?: { readonly sheet: string; readonly page: string };
}

/**
 * One HTML file that asks for nothing else; the same parts give the same bytes. Its content security policy allows this
 * style sheet and this script alone. Throws for a script or style sheet that would end its element early.
 */
export function renderPage({ title, tag, style, body, script, hasPictures = false, watched }: PageParts): string {
  refuseEnd('style', style);
  if (script !== undefined) refuseEnd('script', script);
  const policy = [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    `style-src ${hashOf(style)}${watched ? " 'self' file:" : ''}`,
    ...(hasPictures ? ['img-src data:'] : []),
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
${watched ? `<link rel="stylesheet" id="watched" data-page="${watched.page}" href="${encodeURIComponent(watched.sheet)}">\n` : ''}</head>
<body>
${body}
${script === undefined ? '' : `<script>${script}</script>\n`}</body>
</html>
`;
}

/** The source expression that allows exactly this script or style sheet. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** Built files never hold what would end their element early; one that does must not become a page. */
function refuseEnd(element: 'script' | 'style', text: string): void {
  if (new RegExp(`</${element}|<!--`, 'i').test(text)) throw new Error(`the page's ${element} would end itself early`);
}

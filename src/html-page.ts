import { createHash } from 'node:crypto';
import { escapeHtml } from './charts/index.ts';

/** The parts from which a page is built. */
export interface PageParts {
  readonly title: string;
  /** The tag of the page's language. */
  readonly tag: string;
  /** The style sheet, from the files built with Matura. */
  readonly style: string;
  /** The body as HTML, in which all texts are escaped. */
  readonly body: string;
  /** The only script that the page may run, from the files built with Matura; without it, scripts are forbidden. */
  readonly script?: string;
  /** Whether the body contains pictures, which must be data URLs; other pictures are never allowed. */
  readonly hasPictures?: boolean;
  /**
   * Set for a watched page: a style sheet that the page loads again and again to find out whether it is still the
   * current page.
   */
  readonly watched?: { readonly sheet: string; readonly page: string };
}

/**
 * Builds a single HTML file that loads nothing else; the same parts always give the same bytes. Its content security
 * policy allows only this style sheet and this script. Throws if the text of the script or style sheet would close its
 * own element.
 */
export function renderPage({ title, tag, style, body, script, hasPictures = false, watched }: PageParts): string {
  refuseClosingTag('style', style);
  if (script !== undefined) refuseClosingTag('script', script);
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

/** Returns the source expression that allows exactly this script or style sheet in the content security policy. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/**
 * Throws if the text of a script or style sheet contains something that would close its element. Files built with
 * Matura never contain that.
 */
function refuseClosingTag(element: 'script' | 'style', text: string): void {
  if (new RegExp(`</${element}|<!--`, 'i').test(text)) throw new Error(`the page's ${element} would end itself early`);
}

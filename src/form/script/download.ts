import { make } from '../../page/dom.ts';

/** So much of a key goes into the name of a file. */
const LONGEST = 60;

/** Saves a text as a file, as the browser saves what is downloaded. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = make('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The name of a file of answers, with letters, digits and hyphens only: `quick-scan-914403001922038216.json`. */
export function fileNameFor(pack: string, key: string | undefined): string {
  const parts = [pack, key ?? ''].map((part) => part.normalize('NFKC').replace(/[^\p{L}\p{N}.]+/gu, '-'));
  const name = parts.filter((part) => part !== '').join('-');
  return `${[...name].slice(0, LONGEST).join('')}.json`.replace(/^\.+/, '');
}

/** Today where the person is, `YYYY-MM-DD`. */
export function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

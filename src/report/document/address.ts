/** Whether a text is the address of a web page, and nothing else: only such a text may become a link. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"\\^`{|}]+$/i.test(text);
}

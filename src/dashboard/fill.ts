/** A text with its numbers, written as the language of the page writes them. */
export function fill(text: string, shown: number, all: number): string {
  const write = (value: number): string => value.toLocaleString(document.documentElement.lang);
  return text.replaceAll('{shown}', write(shown)).replaceAll('{all}', write(all));
}

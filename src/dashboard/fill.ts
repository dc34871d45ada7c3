/** A text with its numbers, written as the language of the page writes them; grouped from five digits on, as in reports. */
export function fill(text: string, shown: number, all: number): string {
  const write = (value: number): string => value.toLocaleString(document.documentElement.lang, { useGrouping: 'min2' });
  return text.replaceAll('{shown}', write(shown)).replaceAll('{all}', write(all));
}

/** A cell of CSV, in quotes where it must be. */
export function quote(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

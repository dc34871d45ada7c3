/** Unquoted words that YAML readers take for a boolean, null or a number instead of text. */
const AMBIGUOUS_WORD = /^(y|n|yes|no|on|off|true|false|null|nan)$/i;

/**
 * Formats a value on one line so that YAML reads the same value back. Text stays unquoted if it cannot be mistaken for
 * another type; otherwise it is written as JSON, which is valid YAML.
 */
export function writeYamlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeYamlValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${writeYamlValue(key)}: ${writeYamlValue(inner)}`)
      .join(', ')} }`;
  const isPlain = typeof value === 'string' && /^\p{L}[\p{L}\p{N}_./-]*$/u.test(value) && !AMBIGUOUS_WORD.test(value);
  return isPlain ? value : JSON.stringify(value);
}

/** What YAML's readers take for something else than a text. */
const OTHER = /^(y|n|yes|no|on|off|true|false|null|nan)$/i;

/** A value as YAML reads it back, on one line: texts plain where they cannot be mistaken, else as JSON, which is YAML. */
export function yamlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${yamlValue(key)}: ${yamlValue(inner)}`)
      .join(', ')} }`;
  const isPlain = typeof value === 'string' && /^\p{L}[\p{L}\p{N}_./-]*$/u.test(value) && !OTHER.test(value);
  return isPlain ? value : JSON.stringify(value);
}

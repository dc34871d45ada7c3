/**
 * Negative, zero or positive as one version comes before, with or after another: by their numbers, absent ones as 0;
 * what follows a `-` comes before the plain version, by its characters; what follows a `+` says nothing about the order.
 */
export function orderVersions(a: string, b: string): number {
  const [one, other] = [read(a), read(b)];
  for (let i = 0; i < Math.max(one.numbers.length, other.numbers.length); i++) {
    const [left, right] = [one.numbers[i] ?? 0n, other.numbers[i] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  if (one.before === other.before) return 0;
  if (one.before === undefined || other.before === undefined) return one.before === undefined ? 1 : -1;
  return one.before < other.before ? -1 : 1;
}

function read(version: string): { readonly numbers: readonly bigint[]; readonly before: string | undefined } {
  const [, numbers = '', before] = /^([0-9.]*)(?:-([^+]*))?/.exec(version) ?? [];
  return { numbers: numbers.split('.').map((text) => BigInt(text)), before };
}

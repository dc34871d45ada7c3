// A chain made for measuring: tiers of suppliers, and links between any two besides. Always the same.

/** A table of so many links among enterprises with these keys: each but the first supplies one before it, every third the first. */
export function linkTable(chain, keys, count) {
  const lines = ['chain,cluster,buyer,supplier,single'];
  const seen = new Set();
  let state = 12_345;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const join = (buyer, supplier) => {
    const pair = buyer * keys.length + supplier;
    if (buyer === supplier || seen.has(pair)) return;
    seen.add(pair);
    lines.push([chain, 'cluster', keys[buyer], keys[supplier], chance() < 0.05].join(','));
  };
  for (let supplier = 1; supplier < keys.length; supplier++)
    join(supplier % 3 === 0 ? 0 : Math.floor(supplier / 7), supplier);
  // Few buy much: most links go to those in front.
  while (seen.size < count) join(Math.floor(keys.length * chance() ** 2), Math.floor(keys.length * chance()));
  return `${lines.join('\n')}\n`;
}

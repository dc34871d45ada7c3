/** A region like the example's, with a tenth of its enterprises: chains over two cities. */
export const REGION = `kind: region
id: tenth
seed: 5136
language: zh
pack: miit-sme-2024
city: { name: 成都市 }
enterprises: 300
groups:
  - id: sector
    fact: industry
    values: [{ value: 能源装备, share: 0.6 }, { value: 汽车零部件及配件 }]
  - id: size
    values:
      - { value: large, enterprises: 10, maturity: 0.16, facts: { employees: { from: 1000, to: 9000 } } }
      - { value: small, facts: { employees: { from: 20, to: 299 } } }
outside: [{ city: { name: 德阳市 }, enterprises: 90, like: [sector, size] }]
chains:
  - { id: power, name: 发电装备, cluster: 高端能源装备集群, members: 90, outside: 60, leader: { size: [large] }, where: { sector: [能源装备] } }
  - { id: oil-gas, name: 油气装备, cluster: 高端能源装备集群, members: 40, outside: 30, alsoIn: 12, leader: { size: [large] }, where: { sector: [能源装备] } }
  - { id: automotive, name: 汽车, members: 30, leader: { size: [large] }, where: { sector: [汽车零部件及配件] } }
maturity: { mean: 0.37, spread: 0.15, growth: 0.07, optimism: 0.05, doubt: 0.02 }
waves:
  - { date: 2023-12-15, kind: onsite, enterprises: 40 }
  - { date: 2024-09-30, kind: self, enterprises: 150, outside: 30 }
  - { date: 2025-04-15, kind: onsite, enterprises: 90, again: 30 }
files: 6
`;

/** What `matura portfolio` reads of it. */
export const INPUTS = [
  ...['onsite-2023-12-15', 'self-2024-09-30', 'onsite-2025-04-15'].map((name) => `region/results/${name}.csv`),
  'region/files',
];
export const REGISTERED = ['--registry', 'region/registry.csv', '--outside', 'region/outside.csv'];
export const CHAINS = ['--chains', 'region/links.csv'];

import { quote, type Subject } from './pack.ts';

/** The sample policy: the tracks and one instrument of a place. */
export function policyText({ words: { pack, policy, comments } }: Subject): string {
  return `# ${comments.policy}
kind: policy
id: region
version: 0.1.0
title: ${quote(policy.title)}
currency: ${pack.currency}
source: { document: ${quote(pack.source)}, verified: false }
tracks:
  - { id: quick, title: ${quote(policy.quick)}, when: { size: { enum: [small, medium] } }, prefers: [quick] }
  - { id: integrated, title: ${quote(policy.integrated)}, prefers: [equipment] }
instruments:
  - id: voucher
    title: ${quote(policy.voucher)}
    text: ${quote(policy.voucherText)}
    type: voucher
    when: { size: { enum: [small, medium] } }
    covers: [software]
    amount: { sum: { cost: 0.5 }, cap: 20000 }
    source: { document: ${quote(pack.source)}, verified: false }
`;
}

/** Answers of a fictitious enterprise, to score at once. */
export function answersText({ id, words: { pack, comments } }: Subject): string {
  return `# ${comments.answers}
pack: ${id}
facts: { number: '1', name: ${quote(pack.example)}, employees: 20 }
answers:
  planning: sheets
  machines: 1
  protection: [backup]
  figures: { state: unknown }
`;
}

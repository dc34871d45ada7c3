// Ed25519 keys for signing assessments, and their signatures. Nothing here reads or writes files.
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import type { ChainLink, Signature } from '../model/index.ts';

/** A signing key and the name of its owner, as plain data, so that it can be passed to a thread. */
export interface SigningKey {
  readonly name: string;
  /** The Ed25519 key in DER, as Base64. */
  readonly publicKey: string;
  readonly privateKey: string;
}

export function createSigningKey(name: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { name, publicKey: publicKey.toString('base64'), privateKey: privateKey.toString('base64') };
}

/** Returns the fingerprint by which people compare a public key. */
export function computeFingerprint(publicKey: string): string {
  return `SHA256:${hash('sha256', Buffer.from(publicKey, 'base64'), 'base64').replace(/=+$/, '')}`;
}

/** Whether a key can sign, and its public half belongs to its private half. */
export function isSigningKey({ name, publicKey, privateKey }: SigningKey): boolean {
  try {
    const digest = 'sha256:';
    return isUnsignedOrValid({ digest, signature: signDigest(digest, { name, publicKey, privateKey }) });
  } catch {
    return false;
  }
}

export function signDigest(digest: string, { name, publicKey, privateKey }: SigningKey): Signature {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return { by: name, key: publicKey, value: sign(null, formatSignedText(digest, name), key).toString('base64') };
}

function formatSignedText(digest: string, signerName: string): Buffer {
  return Buffer.from(`${digest}\n${signerName}`);
}

/** Whether a link is unsigned or its signature is valid. */
export function isUnsignedOrValid({ digest, signature }: Pick<ChainLink, 'digest' | 'signature'>): boolean {
  if (!signature) return true;
  try {
    const key = createPublicKey({ key: Buffer.from(signature.key, 'base64'), format: 'der', type: 'spki' });
    const value = Buffer.from(signature.value, 'base64');
    return key.asymmetricKeyType === 'ed25519' && verify(null, formatSignedText(digest, signature.by), key, value);
  } catch {
    return false;
  }
}

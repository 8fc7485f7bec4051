import type { webcrypto } from "node:crypto";

// The HPKE packages name these types of the web platform, which Node's types have under another name.
declare global {
  type CryptoKey = webcrypto.CryptoKey;
  type CryptoKeyPair = webcrypto.CryptoKeyPair;
}

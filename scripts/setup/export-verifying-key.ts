import { zKey } from "snarkjs";

/** The verifying key in a zkey (path or bytes), as snarkjs exports it. Call within `withCurve`. */
export async function exportVerifyingKey(zkey: string | Uint8Array): Promise<unknown> {
  const exported: unknown = await zKey.exportVerificationKey(zkey);
  return exported;
}

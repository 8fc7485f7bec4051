import { getBytes, type Signer } from "ethers";

import { mined } from "../chain/refusal.ts";

const TRANSACTION = 21_000n;
const [ZERO_BYTE, OTHER_BYTE] = [4n, 16n];

/** The gas of a transaction. */
export async function gasOf(sent: Parameters<typeof mined>[0]): Promise<number> {
  return Number((await mined(sent)).gasUsed);
}

/** The gas that a call itself takes: that of a transaction without its base fee and its calldata. */
export async function callGas(sender: Signer, call: { to: string; data: string }): Promise<number> {
  const receipt = await (await sender.sendTransaction({ ...call, gasLimit: 2n ** 24n })).wait();
  if (receipt?.status !== 1) throw new Error("the call failed");
  const bytes = getBytes(call.data);
  const zeros = BigInt(bytes.filter((byte) => byte === 0).length);
  const calldata = ZERO_BYTE * zeros + OTHER_BYTE * (BigInt(bytes.length) - zeros);
  return Number(receipt.gasUsed - TRANSACTION - calldata);
}

import { LeanIMT } from "@zk-kit/lean-imt";
import { concat, keccak256, toUtf8Bytes } from "ethers";

/** A tree over battery packs' serial numbers, a lean incremental Merkle tree with keccak-256. */
export function passportTree(serials: readonly string[]): LeanIMT<string> {
  const tree = new LeanIMT<string>((a, b) => keccak256(concat([a, b])));
  tree.insertMany(serials.map((serial) => keccak256(toUtf8Bytes(serial))));
  return tree;
}

/** The root of such a tree, which backs passports. */
export function passportRoot(serials: readonly string[]): string {
  return passportTree(serials).root;
}

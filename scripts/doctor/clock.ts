import { dayOfTimestamp } from "../core/calendar.ts";
import { type Check, failed, passed, warned } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";
import { isDevelopmentChain } from "../chain/chain-kinds.ts";

/** Chains that have their own time, and make blocks only when they are asked to. */
/** A block may be ahead of an exact clock by some seconds. */
const AHEAD_SECONDS = 60;
const STALE_SECONDS = 3_600;

export interface Clocks {
  readonly chainId: bigint;
  /** Seconds since 1970 by the latest block. */
  readonly block: number;
  /** Seconds since 1970 by this machine. */
  readonly local: number;
  /** Days before the chain's that a proof's day may be. */
  readonly dayTolerance: number;
}

/** Holds this machine's clock against the chain's. */
export function checkClock({ chainId, block, local, dayTolerance }: Clocks): Check {
  const chain = instant(block);
  if (isDevelopmentChain(chainId))
    return passed("clock", phrase`chain ${chainId} is for development and has its own time, ${chain}`);
  const behind = block - local;
  const setClock = phrase`let the system set its clock from the network (NTP)`;
  if (behind > AHEAD_SECONDS) {
    return failed("clock", phrase`this machine's clock is at least ${behind} s behind the chain's`, setClock);
  }
  if (dayOfTimestamp(local) - dayOfTimestamp(block) > dayTolerance) {
    return failed(
      "clock",
      phrase`the latest block is dated ${chain}, but this machine's clock says ${instant(local)}, so its proofs would be refused`,
      phrase`see whether the node is still fetching blocks; if it is not, correct this machine's clock`,
    );
  }
  if (-behind > STALE_SECONDS) {
    return warned(
      "clock",
      phrase`the latest block is ${Math.round(-behind / 60)} minutes old`,
      phrase`see whether the node is still fetching blocks; if it is not, correct this machine's clock`,
    );
  }
  return passed("clock", phrase`this machine's clock and the chain's agree: ${chain}`);
}

function instant(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

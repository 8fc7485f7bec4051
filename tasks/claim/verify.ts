import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { today } from "../../scripts/chain/rpc.ts";
import { policyBookOf } from "../../scripts/chain/policies.ts";
import { idText } from "../../scripts/core/ids.ts";
import { deploymentAction } from "../ui/chain.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { trustless } from "./trustless.ts";

const VERDICTS = {
  missing: (words: string) => phrase`  not proven, or the lot is not active: ${words}`,
  stale: (words: string, on: string) => phrase`  proven too long ago, on ${on}: ${words}`,
  proven: (words: string, on: string) => phrase`  proven on ${on}: ${words}`,
};

export default deploymentAction<"lot" | "maxAge" | "predecessors", "recorded" | "trustless", "policies">(
  async (given, live) => {
    const { contracts, provider } = live;
    const maxAge = given.maxAge === "" ? Infinity : Number(parseDecimal("--max-age", given.maxAge, 0));
    const book = await policyBookOf(contracts);
    const meant = given.policies.map((each) => resolveDefinedPolicy(each, book));
    const lot = await lotOnChain(contracts.cobaltLot, given.lot);
    if (given.trustless)
      return trustless(
        given,
        live,
        lot,
        meant.map(({ id }) => id),
      );
    const now = await today({ provider });
    const { claims } = contracts;
    const verdicts = await Promise.all(
      meant.map(async ({ id, policy }) => {
        const proven = given.recorded ? claims.recordedDay(lot, id) : claims.provenDay(lot, id);
        const day = Number(await proven);
        const verdict: keyof typeof VERDICTS =
          day === 0 ? "missing" : now - day > maxAge ? "stale" : "proven";
        return { id, words: describePolicy(policy, book.attributes), day, verdict };
      }),
    );
    const isProven = verdicts.every(({ verdict }) => verdict === "proven");
    return {
      json: {
        lot: idText(lot),
        proven: isProven,
        policies: verdicts.map(({ id, words, day, verdict }) => ({
          policy: idText(id),
          words,
          provenOn: day === 0 ? null : isoDateOf(day),
          verdict,
        })),
      },
      lines: [
        isProven ? phrase`yes: ${idText(lot)}` : phrase`no: ${idText(lot)}`,
        ...verdicts.map(({ words, day, verdict }) => VERDICTS[verdict](words, isoDateOf(day))),
      ],
      ...(isProven ? {} : { exitCode: EXIT_CODES.checkFailed }),
    };
  },
);

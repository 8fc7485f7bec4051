import type { Provider } from "ethers";

import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { failed, passed } from "../../scripts/core/check.ts";
import { secondOpinion } from "../../scripts/chain/second-opinion.ts";
import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { answer, today } from "../../scripts/chain/rpc.ts";
import { policyBookOf } from "../../scripts/chain/policies.ts";
import { idText } from "../../scripts/core/ids.ts";
import { checkJson, checkLines } from "../ui/checks.ts";
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
    const { contracts, file, provider } = live;
    const maxAge = given.maxAge === "" ? Infinity : Number(parseDecimal("--max-age", given.maxAge, 0));
    const book = await policyBookOf(contracts);
    const meant = given.policies.map((each) => resolveDefinedPolicy(each, book));
    const lot = await lotOnChain(contracts.cobaltLot, given.lot);
    if (given.trustless) {
      const ids = meant.map(({ id }) => id);
      return trustless(given, live, lot, ids);
    }
    const look = async (node: Provider) => {
      const claims = Claims__factory.connect(file.contracts.claims.address, node);
      const proven = given.recorded ? claims.recordedDay : claims.provenDay;
      const [now, ...days] = await Promise.all([
        today({ provider: node }),
        ...meant.map(({ id }) => answer(phrase`claims`, proven(lot, id))),
      ]);
      return meant.map(({ id, policy }, i) => {
        const day = Number(days[i] ?? 0n);
        const verdict: keyof typeof VERDICTS =
          day === 0 ? "missing" : now - day > maxAge ? "stale" : "proven";
        return { id, words: describePolicy(policy, book.attributes), day, verdict };
      });
    };
    const { found: verdicts, others } = await secondOpinion(provider, look, (found) =>
      found.map(({ id, words, day, verdict }) =>
        verdict === "proven"
          ? passed(idText(id), VERDICTS[verdict](words, isoDateOf(day)))
          : failed(idText(id), VERDICTS[verdict](words, isoDateOf(day)), ""),
      ),
    );
    const isProven =
      verdicts.every(({ verdict }) => verdict === "proven") &&
      others.every(({ outcome }) => outcome !== "failed");
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
        nodes: others.map(checkJson),
      },
      lines: [
        isProven ? phrase`yes: ${idText(lot)}` : phrase`no: ${idText(lot)}`,
        ...verdicts.map(({ words, day, verdict }) => VERDICTS[verdict](words, isoDateOf(day))),
        ...checkLines(others),
      ],
      ...(isProven ? {} : { exitCode: EXIT_CODES.checkFailed }),
    };
  },
);

import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import { readAttributes } from "../../scripts/chain/registry.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { isAboutLot } from "../../scripts/core/policy.ts";
import { claimsOn } from "../../scripts/chain/claims.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { deploymentAction } from "../ui/chain.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";

export default deploymentAction<"lot">(async (given, { contracts }) => {
  const lot = await lotOnChain(contracts.cobaltLot, given.lot);
  const attributes = await readAttributes(contracts.accreditation);
  const claims = (await claimsOn(contracts, lot)).map(({ policyId, policy, day }) => ({
    policy: idText(policyId),
    words: describePolicy(policy, attributes),
    provenOn: isoDateOf(day),
    aboutLot: isAboutLot(policy),
  }));
  const headings = [phrase`proven on`, phrase`policy`, phrase`of`, phrase`in words`];
  const rows = claims.map(({ policy, words, provenOn, aboutLot }) => [
    provenOn,
    shortId(policy),
    inWords(aboutLot ? phrase`this lot` : phrase`its provenance`),
    words,
  ]);
  return {
    json: { lot: idText(lot), claims },
    lines: claims.length === 0 ? [phrase`nothing is proven about it`] : table(headings, rows),
  };
});

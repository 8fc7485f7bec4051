import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { lotIdText } from "../../scripts/vault/lot-record.ts";
import { type PlaceArguments, placeAction } from "../ui/chain.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";

export default placeAction<PlaceArguments & { lot: string }>(async (given, { contracts }) => {
  const { lotOnChain } = await import("../../scripts/chain/find-lot.ts");
  const { readAttributes } = await import("../../scripts/chain/registry.ts");
  const { isAboutLot } = await import("../../scripts/core/policy.ts");
  const { policyIdText } = await import("../../scripts/core/policy-meant.ts");
  const { describePolicy } = await import("../../scripts/core/policy-words.ts");
  const { claimsOn } = await import("../../scripts/desk/claims.ts");
  const lot = await lotOnChain(contracts.cobaltLot, given.lot);
  const attributes = await readAttributes(contracts.accreditation);
  const claims = (await claimsOn({ contracts }, lot)).map(({ policyId, policy, day }) => ({
    policy: policyIdText(policyId),
    words: describePolicy(policy, attributes),
    provenOn: isoDateOf(day),
    aboutLot: isAboutLot(policy),
  }));
  const headings = [phrase`proven on`, phrase`policy`, phrase`of`, phrase`in words`].map(inWords);
  const rows = claims.map(({ policy, words, provenOn, aboutLot }) => [
    provenOn,
    policy.slice(0, 12),
    inWords(aboutLot ? phrase`this lot` : phrase`its provenance`),
    words,
  ]);
  return {
    json: { lot: lotIdText(lot), claims },
    lines: claims.length === 0 ? [phrase`nothing is proven of it`] : table(headings, rows),
  };
});

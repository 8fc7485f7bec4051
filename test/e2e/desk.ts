import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { getBytes } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { enrolSite } from "../../scripts/chain/enrol.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { proveClaims } from "../../scripts/desk/claims.ts";
import { type Desk, openDesk } from "../../scripts/desk/desk.ts";
import { acceptOffer, inspectOffer, offerLot } from "../../scripts/desk/handover.ts";
import { mergeLots, splitLot } from "../../scripts/desk/lots.ts";
import { publishKey } from "../../scripts/desk/publish.ts";
import { rehearseRecovery } from "../../scripts/desk/rehearse.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { answerToll, requestToll, settleToll } from "../../scripts/desk/toll.ts";
import { deriveNoteKey } from "../../scripts/notes/keys.ts";
import { createProver } from "../../scripts/prover/create-prover.ts";
import { accreditorsOf, defineAttributes, deployWithRoles } from "../fixtures/deployed.ts";
import { newDesk } from "../fixtures/desk.ts";
import { ACCREDITED, developmentWallet, POLICY, REFINERY, SITE } from "../fixtures/desk-world.ts";
import { TODAY } from "../fixtures/sites.ts";

const NEXT_YEAR = 1_800_000_000;
describe("two firms and a refiner at their desks, with real proofs", () => {
  it("mint, merge, refine under toll, split, prove, hand over, and would recover it all", async function () {
    const connection = await network.create("simulated");
    const { provider } = connection.ethers;
    const deployed = await deployWithRoles(connection);
    const { contracts } = deployed;
    await defineAttributes(deployed);
    for (const { secrets, assayer, profile, process } of ACCREDITED) {
      const keys = siteKeysOf(secrets, assayer);
      await enrolSite(contracts.accreditation, accreditorsOf(deployed), keys, profile, process);
    }
    await definePolicy(contracts.policies, POLICY);

    const folder = mkdtempSync(path.join(tmpdir(), "kobold-desk-"));
    const prover = await createProver();
    const open = async (name: string, account: number): Promise<Desk> => {
      const place = { folder, provider, contracts };
      const desk = { ...(await newDesk(name, developmentWallet(account, provider), place)), prover };
      await publishKey(desk);
      return openDesk(desk);
    };
    const [owner, buyer, refiner] = [
      await open("owner", 10),
      await open("buyer", 11),
      await open("refiner", 12),
    ];
    try {
      owner.vault.sites.put(SITE);
      refiner.vault.sites.put(REFINERY);
      const expected = await deriveNoteKey(getBytes(owner.wallet.privateKey), 0);
      expect(owner.keys.map(({ publicKey }) => publicKey)).to.deep.equal([expected.publicKey]);

      const mint = async (massGrams: bigint) =>
        idOf((await mintLot(owner, { site: "works", documents: "ticket", figures: { massGrams } })).lots);
      const blend = idOf((await mergeLots(owner, [await mint(2_000_000n), await mint(1_000_000n)])).lots);
      const sending = { purpose: "toll", expiresOn: TODAY + 30 };
      const request = await requestToll(owner, blend, { ...sending, to: refiner.wallet.address });
      const work = { ...sending, site: "refinery", documents: "assay", figures: { massGrams: 2_900_000n } };
      const response = await answerToll(refiner, request, work);
      const settled = await settleToll(owner, response, { parent: blend, leastGrams: 2_900_000n });
      const [piece] = (await splitLot(owner, idOf(settled.lots), [{ massGrams: 900_000n }])).lots;
      if (piece === undefined) throw new RangeError("a split makes lots");
      await proveClaims(owner, lotId(piece), [policyId(POLICY)]);
      await offerLot(owner, lotId(piece), buyer.wallet.address, NEXT_YEAR);
      const { claims, lot } = await inspectOffer(buyer, lotId(piece));
      expect(lot).to.deep.equal(piece);
      expect(claims.map(({ policyId: id }) => id)).to.deep.equal([policyId(POLICY)]);
      await acceptOffer(buyer, lotId(piece));

      for (const [desk, found] of [
        [owner, 6],
        [buyer, 1],
      ] as const) {
        const { recovery, missing, extra } = await rehearseRecovery(desk);
        expect(recovery).to.deep.include({ found, opened: found });
        expect([missing, extra]).to.deep.equal([[], []]);
      }
    } finally {
      for (const { vault } of [owner, buyer, refiner]) vault.close();
      await prover.close();
      await connection.close();
      rmSync(folder, { recursive: true });
    }
  });
});

function idOf([lot]: readonly Lot[]): bigint {
  if (lot === undefined) throw new RangeError("no lot was made");
  return lotId(lot);
}

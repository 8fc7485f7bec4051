import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import hre, { network } from "hardhat";
import { describe, it } from "mocha";

import { contractsAt, type KoboldContracts } from "../../scripts/chain/contracts.ts";
import { deployKobold } from "../../scripts/chain/deploy.ts";
import { enrolSite } from "../../scripts/chain/enrol.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { LotHistories } from "../../scripts/chain/lot-histories.ts";
import { cutAt } from "../../scripts/chain/predecessor.ts";
import { verifyDeployment } from "../../scripts/chain/verify-deployment.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { keysHashOf, processCommitment, SITE_RIGHTS, siteKeysOf } from "../../scripts/core/site.ts";
import { attributesInSet } from "../../scripts/core/attributes.ts";
import { proveClaims } from "../../scripts/desk/claims.ts";
import { type Desk, openDesk } from "../../scripts/desk/desk.ts";
import { acceptOffer, inspectOffer, offerLot } from "../../scripts/desk/handover.ts";
import { mergeLots, retireLot, splitLot } from "../../scripts/desk/lots.ts";
import { adoptLot, moveLot } from "../../scripts/desk/move.ts";
import { publishKey } from "../../scripts/desk/publish.ts";
import { rehearseRecovery } from "../../scripts/desk/rehearse.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { readTrace } from "../../scripts/lineage/read.ts";
import { createProver } from "../../scripts/prover/create-prover.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";
import { keysStruct } from "../fixtures/accreditation.ts";
import { accreditorsOf, defineAttributes, deployWithRoles, FOOTPRINT_METHOD } from "../fixtures/deployed.ts";
import { deskOf, newDesk } from "../fixtures/desk.ts";
import { ACCREDITED, developmentWallet, POLICY, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";

const NEXT_YEAR = 1_800_000_000;
const DAY = 86_400;
const [MINE] = ACCREDITED;
if (MINE === undefined) throw new RangeError("there is no mine");

describe("a deployment that goes on from another, with real proofs", () => {
  it("takes on the lots of before the cut, with lineage, vault and recovery, and lets no quota count twice", async function () {
    const connection = await network.create("simulated");
    const { ethers, networkHelpers } = connection;
    const { provider } = ethers;
    const folder = mkdtempSync(path.join(tmpdir(), "kobold-successor-"));
    const prover = await createProver();
    const vaults: Desk["vault"][] = [];
    const sit = async (name: string, account: number, contracts: KoboldContracts, isNew: boolean) => {
      const place = { folder, provider, contracts };
      const wallet = developmentWallet(account, provider);
      const opened = isNew ? await newDesk(name, wallet, place) : await deskOf(name, wallet, place);
      vaults.push(opened.vault);
      const desk = { ...opened, prover };
      await publishKey(desk);
      return openDesk(desk);
    };
    try {
      const before = await deployWithRoles(connection);
      await defineAttributes(before);
      const keys = siteKeysOf(MINE.secrets, MINE.assayer);
      const { profile, process } = MINE;
      await enrolSite(before.contracts.accreditation, accreditorsOf(before), keys, profile, process);
      await definePolicy(before.contracts.policies, POLICY);
      const old = await sit("owner", 10, before.contracts, true);
      old.vault.sites.put(SITE);
      const mint = async (desk: Desk, massGrams: bigint) => {
        const figures = { massGrams };
        return only((await mintLot(desk, { site: "works", documents: "ticket", figures })).lots);
      };
      const first = await mint(old, 2_000_000n);
      const second = await mint(old, 1_000_000n);
      const blend = only((await mergeLots(old, [lotId(first), lotId(second)])).lots);
      const pieces = (await splitLot(old, lotId(blend), [{ massGrams: 900_000n }, { massGrams: 600_000n }]))
        .lots;
      const [one, two, rest] = pieces;
      if (one === undefined || two === undefined || rest === undefined) throw new RangeError("three pieces");
      await proveClaims(old, lotId(one), [policyId(POLICY)]);
      const usedPermits = old.vault.permits.list().length;

      // the operator deploys, and cuts here
      const cut = await provider.getBlockNumber();
      const late = await mint(old, 10_000n);
      const predecessor = await cutAt(before.contracts.cobaltLot, provider, cut);
      expect(predecessor.lastProvenanceId).to.equal(3n);
      const firstBlock = (await provider.getBlockNumber()) + 1;
      const addresses = await deployKobold(connection, {
        keys: developmentKeyWords(),
        footprintMethod: FOOTPRINT_METHOD,
        artefacts: hre.config.paths.artifacts,
        predecessor,
      });
      const contracts = contractsAt(addresses, before.administrator);
      const checks = async () => {
        const settings = { footprintMethod: FOOTPRINT_METHOD, dayTolerance: 1n, rootWindow: 86_400n };
        const expected = { settings, predecessor: before.addresses.cobaltLot, holders: {}, firstBlock };
        const found = await verifyDeployment(provider, addresses, expected);
        return found.flatMap(({ id, outcome }) => (outcome === "failed" ? [id] : []));
      };
      expect(await checks()).to.deep.equal(["predecessor/sites"]);
      await before.contracts.accreditation.connect(before.accreditor).suspend(1);
      expect(await checks()).to.deep.equal([]);
      await definePolicy(contracts.policies, POLICY);

      // the owner moves two pieces; what was made after the cut can't
      const successor = addresses.cobaltLot;
      for (const lot of [one, two]) await moveLot(old, lotId(lot), successor);
      await expectError("RULE_BROKEN", () => moveLot(old, lotId(late), successor), "after the cut");
      await expectError(
        "RULE_BROKEN",
        () => moveLot(old, lotId(rest), before.addresses.cobaltLot),
        "does not go on from this one",
      );
      expect(old.vault.lots.require(old.deployment, lotId(late)).state).to.equal("active");

      old.vault.close();
      const owner = await sit("owner", 10, contracts, false);
      const recordOf = (lot: Lot) => owner.vault.lots.require(old.deployment, lotId(lot));
      expect((await adoptLot(owner, recordOf(one)))?.state).to.equal("final");
      // a stranger may send it as well
      await contracts.cobaltLot.connect(before.stranger).adopt(lotId(two), owner.wallet.address);
      expect(await adoptLot(owner, recordOf(two))).to.equal(undefined);
      await expectError("CHAIN_REFUSED", () => adoptLot(owner, recordOf(rest)), "moved");

      // as sisters they join again; what was proven there is proven anew
      expect(await contracts.claims.provenDay(lotId(one), policyId(POLICY))).to.equal(0n);
      const joined = only((await mergeLots(owner, [lotId(one), lotId(two)], { joined: true })).lots);
      await proveClaims(owner, lotId(joined), [policyId(POLICY)]);
      const buyer = await sit("buyer", 11, contracts, true);
      await offerLot(owner, lotId(joined), buyer.wallet.address, NEXT_YEAR);
      const { claims, lot } = await inspectOffer(buyer, lotId(joined));
      expect(claims.map(({ policyId: id }) => id)).to.deep.equal([policyId(POLICY)]);
      expect(lot).to.deep.equal(joined);
      await acceptOffer(buyer, lotId(joined));

      // the site comes in with the next month, and its permits of this month are used up
      const { accreditation } = contracts;
      const { grants, right, ...terms } = profile;
      const opened = { ...terms, processCommitment: processCommitment(process), attributes: grants };
      await accreditation.propose(keysStruct(keys), SITE_RIGHTS.indexOf(right), {
        ...opened,
        raisedAtMint: 0n,
      });
      await accreditation.confirm(1, keysHashOf(keys));
      await expectError("NOT_ACCREDITED", () => mint(owner, 5_000n));
      await networkHelpers.time.increaseTo(Date.UTC(2026, 3, 2) / 1000 + DAY);
      await accreditation.admit(1);
      for (const attribute of attributesInSet(grants)) {
        await accreditation.connect(before.controller).grant(1, attribute, terms.auditedOn, terms.validUntil);
      }
      const fresh = await mint(owner, 5_000n);
      expect(owner.vault.permits.list().length).to.be.greaterThan(usedPermits);
      await retireLot(owner, lotId(fresh), "loss", `0x${"00".repeat(32)}`);

      // anybody sees where it came from; the wallet's key alone gives it all back
      const histories = await LotHistories.of(contracts.cobaltLot);
      const { lots } = await readTrace(contracts, histories, lotId(joined));
      expect([...lots.keys()]).to.include.members([first, second, blend, one, two].map(lotId));
      const moments = lots.get(lotId(one))?.moments.map(({ what }) => what);
      // claims there were about another deployment's provenances
      expect(moments).to.deep.equal(["made", "retired", "adopted", "consumed"]);
      expect(lots.get(lotId(joined))?.claims.map(({ policyId: id }) => id)).to.deep.equal([policyId(POLICY)]);
      const besides = await readTrace(contracts, histories, lotId(blend));
      expect(besides.lots.get(lotId(rest))?.status).to.equal("active");
      expect(lots.get(lotId(two))?.status).to.equal("consumed");
      for (const [desk, found] of [
        [owner, 4],
        [buyer, 1],
      ] as const) {
        const { recovery, missing, extra } = await rehearseRecovery(desk);
        expect(recovery).to.deep.include({ found, opened: found, unopened: [] });
        expect([missing, extra]).to.deep.equal([[], []]);
      }
    } finally {
      for (const vault of vaults) vault.close();
      await prover.close();
      await connection.close();
      rmSync(folder, { recursive: true });
    }
  });
});

function only([lot]: readonly Lot[]): Lot {
  if (lot === undefined) throw new RangeError("no lot was made");
  return lot;
}

import { documentsHashOf } from "../chain/hashes.ts";
import { commandOf } from "../chain/commands.ts";
import { readRegistry } from "../chain/registry.ts";
import { whenOf } from "../core/calendar.ts";
import { phrase } from "../core/phrase.ts";
import { randomField } from "../core/random.ts";
import { registryHash } from "../core/registry.ts";
import { retireLot } from "../desk/lots.ts";
import { resolveLot } from "../desk/resolve.ts";
import { mintLot } from "../desk/sites.ts";
import type { Stage } from "./stage.ts";
import { blend, cut, refine } from "./trading.ts";
import { shortId } from "./words.ts";
import { TRADER } from "./world.ts";

/** Two hydroxides become K1; what is proven of K1 holds for its pieces, apart and joined again. */
export async function playRefinery(stage: Stage): Promise<void> {
  const trader = stage.world.desk(TRADER);
  stage.report.section(phrase`The trader blends two hydroxides and has them refined at R`);
  await blend(stage, phrase`merge H1 and H2`, trader, ["H1", "H2"], { label: "H1+H2" });
  await refine(stage, trader, "H1+H2", "K1");
  await tryMintAtRefinery(stage);
  const policies = ["co2e-15", "audited-36", "primary-data"];
  await stage.claim(trader, "K1", policies);
  await stage.falseClaim(trader, "K1", "co2e-13");
  await stage.falseClaim(trader, "K1", "audited-12");
  await stage.falseClaim(trader, "K1", "primary-exact");

  await cut(stage, phrase`split K1`, trader, "K1", ["K1-A", "K1-B", 10_000_000n]);
  const inherited = phrase`K1's claims hold for K1-A and K1-B without a proof`;
  await stage.onRecord(inherited, "inherit", trader, ["K1-A", "K1-B"], policies);
  await stage.claim(trader, "K1-A", ["delivery-10t"]);
  await stage.falseClaim(trader, "K1-B", "delivery-10t");

  const third = resolveLot(trader, "K1-B").lot.massGrams / 3n;
  await cut(stage, phrase`split K1-B`, trader, "K1-B", ["K1-B1", "K1-B2", third]);
  const joined = { label: "K1-B1+B2", joined: true };
  await blend(stage, phrase`join K1-B1 and K1-B2 again`, trader, ["K1-B1", "K1-B2"], joined);
  await stage.onRecord(phrase`K1's claims still hold for K1-B`, "inherit", trader, ["K1-B1+B2"], policies);
}

/** A refinery can't pass what it bought elsewhere for its own: it has no right to mint, and no proof of one. */
async function tryMintAtRefinery(stage: Stage): Promise<void> {
  const { prover, world } = stage;
  const { accreditation, cobaltLot } = world.contracts;
  const refinery = world.desk("R");
  const figures = { massGrams: 1_000_000n };
  const minting = () => mintLot(refinery, { site: "R", documents: "bought", figures });
  const registry = registryHash(await readRegistry(accreditation));
  const signals = { lotId: randomField(), registry, when: whenOf(world.day), permit: randomField() };
  const bound = { recipient: refinery.wallet.address, documentsHash: documentsHashOf("bought"), note: "0x" };
  const forged = commandOf("mint", signals, prover.lastProof ?? [], bound);
  await stage.refuse(
    phrase`mint bought cobalt at refinery R, under the proof of its refining`,
    "mint",
    ["RULE_BROKEN", minting],
    ["VerifierProofRejected", () => cobaltLot.connect(refinery.wallet).execute([forged])],
  );
}

/** Recycled cobalt is blended in; with a few kilograms less of it the policy of 2031 fails. */
export async function playRecycled(stage: Stage): Promise<void> {
  const { report, world } = stage;
  const trader = world.desk(TRADER);
  report.section(phrase`Controlled blending with recycled cobalt`);
  report.note(phrase`branch`, phrase`5 kg less of Y-pre; undone afterwards`);
  await playTooLittle(stage);
  await blend(stage, phrase`merge Y-post and Y-pre`, trader, ["Y-post", "Y-pre"], { label: "Y" });
  await blend(stage, phrase`merge K1-A and Y into X`, trader, ["K1-A", "Y"], { label: "X" });
  await stage.claim(trader, "X", ["recycled-2031", "post-consumer-10", "responsible"]);
}

/** Played with a copy of the trader's vault, on a chain that is taken back to where it was. */
async function playTooLittle(stage: Stage): Promise<void> {
  const { connection, desk, vaults } = stage.world;
  const branch = await connection.networkHelpers.takeSnapshot();
  const trader = { ...desk(TRADER), vault: vaults.copyOf(desk(TRADER).vault) };
  await cut(stage, phrase`split 5 kg off Y-pre`, trader, "Y-pre", ["Y-500", "Y-5", 500_000n]);
  const name = phrase`merge K1-A, Y-post and the rest into X-500`;
  await blend(stage, name, trader, ["K1-A", "Y-post", "Y-500"], { label: "X-500" });
  await stage.claim(trader, "X-500", ["no-asm"]);
  await stage.falseClaim(trader, "X-500", "recycled-2031");
  await branch.restore();
}

/** Artisanal cobalt from a plant that is not yet conformant: part of a blend, and told as such. */
export async function playArtisanal(stage: Stage): Promise<void> {
  const trader = stage.world.desk(TRADER);
  stage.report.section(phrase`A blend with assessed artisanal cobalt`);
  await refine(stage, trader, "H3", "K3");
  await cut(stage, phrase`split K3`, trader, "K3", ["K3-A", "K3-B", 724_349n]);
  await blend(stage, phrase`merge K3-A and K1-B into M`, trader, ["K1-B1+B2", "K3-A"], { label: "M" });
  await stage.claim(trader, "M", ["rmap-90", "asm-welcome"]);
  await stage.falseClaim(trader, "M", "rmap-100");
  await stage.falseClaim(trader, "M", "no-asm");
  const rest = resolveLot(trader, "K3-B").id;
  await stage.accept(
    phrase`retire K3-B, which is sold off this chain`,
    "retire",
    () => retireLot(trader, rest, "export", documentsHashOf("bill of lading 7")),
    () => ({ public: { lot: shortId(rest) } }),
  );
}

import { phrase } from "../core/phrase.ts";
import type { Scene } from "./scene.ts";
import { blend, cut, refine } from "./trading.ts";
import { TRADER } from "./world.ts";

/** Recycled cobalt is blended in; with a few kilograms less of it the policy of 2031 fails. */
export async function playRecycled(scene: Scene): Promise<void> {
  const { report, stage, world } = scene;
  const trader = world.desk(TRADER);
  report.section(phrase`Controlled blending with recycled cobalt`);
  report.lines([report.say(phrase`First a branch that is undone afterwards, with 5 kg less of Y-pre:`)]);
  await playTooLittle(scene);
  await blend(scene, phrase`merge Y-post and Y-pre`, trader, ["Y-post", "Y-pre"], { label: "Y" });
  await blend(scene, phrase`merge K1-A and Y into X`, trader, ["K1-A", "Y"], { label: "X" });
  await stage.claim(trader, "X", ["recycled-2031", "post-consumer-10", "responsible"]);
}

/** Played with a copy of the trader's vault, on a chain that is taken back to where it was. */
async function playTooLittle(scene: Scene): Promise<void> {
  const { stage, world } = scene;
  const { networkHelpers } = world.connection;
  const branch = await networkHelpers.takeSnapshot();
  const trader = world.desk(TRADER);
  const desk = { ...trader, vault: world.vaults.copyOf(trader.vault) };
  const pieces = { label: "Y-500", massGrams: 500_000n, rest: "Y-5" };
  await cut(scene, phrase`split 5 kg off Y-pre`, desk, "Y-pre", pieces);
  const parents = ["K1-A", "Y-post", "Y-500"];
  await blend(scene, phrase`merge K1-A, Y-post and the rest into X-500`, desk, parents, { label: "X-500" });
  await stage.claim(desk, "X-500", ["no-asm"]);
  await stage.falseClaim(desk, "X-500", "recycled-2031", stage.policy("recycled-2031"));
  await branch.restore();
}

/** Artisanal cobalt from a plant that is not yet conformant: part of a blend, and told as such. */
export async function playArtisanal(scene: Scene): Promise<void> {
  const { report, stage, world } = scene;
  const trader = world.desk(TRADER);
  report.section(phrase`A blend with assessed artisanal cobalt`);
  await refine(scene, trader, "H3", "K3");
  const pieces = { label: "K3-A", massGrams: 724_349n, rest: "K3-B" };
  await cut(scene, phrase`split K3`, trader, "K3", pieces);
  const parents = ["K1-B1+B2", "K3-A"];
  await blend(scene, phrase`merge K3-A and K1-B into M`, trader, parents, { label: "M" });
  await stage.claim(trader, "M", ["rmap-90", "asm-welcome"]);
  await stage.falseClaim(trader, "M", "rmap-100", stage.policy("rmap-100"));
  await stage.falseClaim(trader, "M", "no-asm", stage.policy("no-asm"));
}

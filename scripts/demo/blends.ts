import { phrase } from "../core/phrase.ts";
import type { Stage } from "./stage.ts";
import { blend, cut, refine } from "./trading.ts";
import { TRADER } from "./world.ts";

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
}

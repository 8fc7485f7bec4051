import { perform, type Scene, TRADER } from "./scene.ts";

/** Pre-consumer cobalt of which too little is blended in the branch that falls short of 16 %. */
const TOO_LITTLE = 500_000n;

/** Recycled cobalt is blended in; with a few kilograms less of it the policy of 2031 fails. */
export async function playRecycled(scene: Scene): Promise<void> {
  const { world, report, workshop, stage } = scene;
  report.section("Controlled blending with recycled cobalt");
  const branch = await world.connection.networkHelpers.takeSnapshot();
  const kept = new Map(world.lots);
  report.text("  A branch that is undone afterwards: 5 kg less of Y-pre");
  const cut = await report.during("proving", () =>
    workshop.split("Y-pre", new Map([["Y-less", TOO_LITTLE]]), "cut"),
  );
  await stage.perform("split 5 kg off Y-pre", cut, TRADER);
  const less = await report.during("proving", () => workshop.merge("X-less", ["K1-A", "Y-post", "Y-less"]));
  await stage.perform("merge K1-A, Y-post and the rest into X-less", less, TRADER);
  const [honest] = await stage.claim("X-less", ["no-asm"], TRADER);
  await stage.falseClaim("X-less", "recycled-2031", honest, TRADER);
  await branch.restore();
  world.lots.clear();
  for (const [name, lot] of kept) world.lots.set(name, lot);

  await perform(scene, "merge Y-post and Y-pre", () => workshop.merge("Y", ["Y-post", "Y-pre"]));
  await perform(scene, "merge K1-A and Y into X", () => workshop.merge("X", ["K1-A", "Y"]));
  await stage.claim("X", ["recycled-2031", "post-consumer-10", "responsible"], TRADER);
}

/** Artisanal cobalt from a plant that is not yet conformant: part of a blend, and told as such. */
export async function playArtisanal(scene: Scene): Promise<void> {
  const { report, workshop, stage } = scene;
  report.section("A blend with assessed artisanal cobalt");
  await perform(scene, "refine H3 at site R into K3", () => workshop.refine("K3", "H3"));
  await perform(scene, "split K3", () => workshop.split("K3", new Map([["K3-A", 724_349n]]), "K3-B"));
  await perform(scene, "merge K3-A and K1-B into M", () => workshop.merge("M", ["K1-B again", "K3-A"]));
  const [honest] = await stage.claim("M", ["rmap-90", "asm-welcome"], TRADER);
  await stage.falseClaim("M", "rmap-100", honest, TRADER);
  await stage.falseClaim("M", "no-asm", honest, TRADER);
}

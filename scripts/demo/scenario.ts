import type { NetworkConnection } from "hardhat/types/network";

import { isoDateOf } from "../core/calendar.ts";
import { describePolicy } from "../core/policy-words.ts";
import type { Prover } from "../prover/prover.ts";
import { playArtisanal, playRecycled } from "./blends.ts";
import type { ScenarioData } from "./data.ts";
import { playMines } from "./mines.ts";
import { playPlant } from "./plant.ts";
import { Workshop } from "./prepare.ts";
import { playRefinery } from "./refinery.ts";
import type { Report } from "./report.ts";
import { playRevocation } from "./revocation.ts";
import type { Scene } from "./scene.ts";
import { Stage } from "./stage.ts";
import { openWorld, type World } from "./world.ts";

/** Deploys, accredits, and tells what is public from the start. */
export async function openScene(
  connection: NetworkConnection,
  data: ScenarioData,
  prover: Prover,
  report: Report,
): Promise<Scene> {
  const opening = () => openWorld(connection, data);
  const world = await report.during("deploying the contracts and accrediting the sites", opening);
  await introduce(world, report);
  const workshop = new Workshop(world, prover);
  const stage = new Stage(world, prover, report);
  const morning = await connection.networkHelpers.takeSnapshot();
  return { world, prover, report, workshop, stage, morning, operations: [] };
}

/**
 * Plays one day from mines, refiner and recycler to a battery plant: every step proven and checked on chain, and
 * every refusal tried.
 * @throws what made a step fail that should have passed; the report has it as a deviation
 */
export async function playDay(scene: Scene): Promise<void> {
  await playMines(scene);
  await playRefinery(scene);
  await playRecycled(scene);
  await playArtisanal(scene);
  await playPlant(scene);
  await playRevocation(scene);
}

async function introduce({ contracts, data, day }: World, report: Report): Promise<void> {
  const { attributes, sites, policies } = data;
  report.note(
    "chain",
    `in this process, on ${isoDateOf(day)}; lots at ${await contracts.cobaltLot.getAddress()}`,
  );
  report.note("DEV KEYS", "anybody can forge proofs for these keys: they give no security");
  for (const { name, description } of sites.values()) report.note(`site ${name}`, description);
  report.note("attributes", attributes.map(({ name }) => name).join(", "));
  for (const [name, policy] of policies)
    report.note("policy", `${name}: ${describePolicy(policy, attributes)}`);
}

import type { NetworkConnection } from "hardhat/types/network";

import { isoDateOf } from "../core/calendar.ts";
import { phrase } from "../core/phrase.ts";
import { describePolicy } from "../core/policy-words.ts";
import type { Prover } from "../prover/prover.ts";
import { playArtisanal, playRecycled, playRefinery } from "./blends.ts";
import type { ScenarioData } from "./data.ts";
import { MeteredProver } from "./metered-prover.ts";
import { playMines } from "./mines.ts";
import type { CheckedPassports } from "./passports.ts";
import { playPlant } from "./plant.ts";
import type { Report } from "./report.ts";
import { playRevocation } from "./revocation.ts";
import { Stage } from "./stage.ts";
import { playSuccessor } from "./successor.ts";
import type { ThrowAwayVaults } from "./throw-away-vaults.ts";
import { openWorld, type World } from "./world.ts";

/** Deploys, accredits, and tells what is public from the start. */
export async function openStage(
  connection: NetworkConnection,
  data: ScenarioData,
  { prover: inner, report, vaults }: { prover: Prover; report: Report; vaults: ThrowAwayVaults },
): Promise<Stage> {
  const prover = new MeteredProver(inner);
  const opening = () => openWorld(connection, data, prover, vaults);
  const world = await report.during(phrase`deploying the contracts and accrediting the sites`, opening);
  await introduce(world, report);
  return new Stage(world, prover, report);
}

/**
 * Plays one day from mines, refiner and recycler to a battery plant: every step proven and checked on chain, and
 * every refusal tried.
 * @param pageHash of the page on which the packs' passports are checked, null for none
 * @returns the chain as it was when the trader was offered its lots, and the packs' passports
 * @throws what made a step fail that should have passed; the report has it as a deviation
 */
export async function playDay(
  stage: Stage,
  pageHash: string | null,
): Promise<{ readonly offered: { restore(): Promise<void> }; readonly passports: CheckedPassports }> {
  const offered = await playMines(stage);
  await playRefinery(stage);
  await playRecycled(stage);
  await playArtisanal(stage);
  const passports = await playPlant(stage, pageHash);
  await playRevocation(stage);
  await playSuccessor(stage);
  return { offered, passports };
}

async function introduce({ contracts, data, day }: World, report: Report): Promise<void> {
  const { attributes, sites, policies } = data;
  const lots = await contracts.cobaltLot.getAddress();
  report.note(phrase`chain`, phrase`in this process, on ${isoDateOf(day)}; lots at ${lots}`);
  report.note(phrase`DEV KEYS`, phrase`anybody can forge proofs for these keys: they give no security`);
  for (const [name, { description }] of sites) report.note(phrase`site ${name}`, description);
  report.note(phrase`attributes`, attributes.map(({ name }) => name).join(", "));
  for (const [name, policy] of policies)
    report.note(phrase`policy`, `${name}: ${describePolicy(policy, attributes)}`);
}

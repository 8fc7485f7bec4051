import type { MeteredProver } from "./metered-prover.ts";
import type { Report } from "./report.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world.ts";

/** Everything that the parts of the scenario work with. */
export interface Scene {
  readonly world: World;
  readonly prover: MeteredProver;
  readonly report: Report;
  readonly stage: Stage;
}

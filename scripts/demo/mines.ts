import { contextOf } from "../chain/hashes.ts";
import { operationOf } from "../chain/operations.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { ProofWords } from "../prover/proof.ts";
import { publicSignalsOf, requireProof } from "../prover/public-signals.ts";
import { named } from "./data.ts";
import type { Prepared } from "./prepare.ts";
import { perform, type Scene, TRADER } from "./scene.ts";

/** The order of BN254's base field, in which a point (x, y) is negated as (x, −y). */
const BASE_FIELD = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

/** Five lots are minted for the trader; whoever copies, alters or repeats a mint gets nothing. */
export async function playMines(scene: Scene): Promise<void> {
  const { world, report, workshop, stage, operations } = scene;
  report.section("Mines and a recycler bring cobalt into the chain, sold at the gate to the trader");
  const { address } = world.account(TRADER);
  const first = await report.during("proving: mint H1", () => workshop.mint("H1", address));
  await tryCopy(scene, first);
  await tryAltered(scene, first);
  operations.push({ prepared: first, gas: await stage.perform("mint H1 at site A", first, "A") });
  await tryPermitAgain(scene, first);
  for (const lot of ["H2", "H3", "Y-post", "Y-pre"]) {
    const { site } = named(world.data.weighings, "lot of the weighbridge sheet", lot);
    await perform(scene, `mint ${lot} at site ${site}`, () => workshop.mint(lot, address), site);
  }
}

/** What a thief reads in the mempool is bound to its recipient. */
async function tryCopy({ world, stage, prover }: Scene, mint: Prepared): Promise<void> {
  const thief = world.account("thief");
  const context = { ...mint.context, recipient: thief.address };
  const stolen = operationOf("mint", mint.inputs, mint.proven.proof, context);
  const signals = publicSignalsOf("mint", { ...mint.inputs, context: contextOf(context) });
  await stage.refuse({
    name: "H1's proof copied for another recipient",
    operation: "mint",
    local: { code: "PROOF_INVALID", run: () => requireProof(prover, "mint", mint.proven.proof, signals) },
    chain: {
      error: "VerifierProofRejected",
      run: () => world.contracts.cobaltLot.connect(thief).execute([stolen]),
    },
  });
}

/** A proof with its first point negated is well formed, and proves nothing. */
async function tryAltered({ world, stage, prover }: Scene, mint: Prepared): Promise<void> {
  const [ax, ay, ...others] = mint.proven.proof;
  const altered: ProofWords = [ax, BASE_FIELD - ay, ...others];
  const signals = publicSignalsOf("mint", mint.inputs);
  await stage.refuse({
    name: "H1 with an altered proof",
    operation: "mint",
    local: { code: "PROOF_INVALID", run: () => requireProof(prover, "mint", altered, signals) },
    chain: {
      error: "VerifierProofRejected",
      run: () => world.contracts.cobaltLot.execute([{ ...mint.operation, proof: [...altered] }]),
    },
  });
}

/** An honest second lot, proven with the permit that H1 used up. */
async function tryPermitAgain({ world, stage, workshop, report }: Scene, first: Prepared): Promise<void> {
  const { cobaltLot } = world.contracts;
  const { address } = world.account(TRADER);
  const again = await report.during("proving: a second lot with H1's permit", () =>
    workshop.mint("H1", address, 0),
  );
  await stage.refuse({
    name: "a second lot under H1's permit",
    operation: "mint",
    local: {
      code: "RULE_BROKEN",
      run: async () => {
        if (!(await cobaltLot.permitUsed(first.operation.permit))) return;
        throw new KoboldError(
          "RULE_BROKEN",
          phrase`permit 0 of site A for this month is used`,
          phrase`use the next permit`,
        );
      },
    },
    chain: { error: "PermitUsed", run: () => cobaltLot.execute([again.operation]) },
  });
}

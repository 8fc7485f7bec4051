import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

import { AbiCoder, getBytes, keccak256, Wallet, ZeroHash } from "ethers";
import hre from "hardhat";

import { NO_PREDECESSOR } from "../chain/predecessor.ts";
import { contextOf, documentsHashOf, type OperationContext } from "../chain/hashes.ts";
import { commandOf } from "../chain/commands.ts";
import { mined } from "../chain/refusal.ts";
import { hexOfBytes } from "../core/bytes.ts";
import { dayOfTimestamp, whenOf } from "../core/calendar.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { randomField } from "../core/random.ts";
import { ATTRIBUTE_COUNT } from "../core/attributes.ts";
import { deriveNoteKey } from "../notes/keys.ts";
import { sealNote } from "../notes/note.ts";
import { jsonAt } from "../prover/json.ts";
import { circuitId } from "../prover/manifest.ts";
import { publicSignalsOf } from "../prover/public-signals.ts";

/** Rebuilding a vault of so many lots from an empty disk. */
export interface RecoveryFigures {
  readonly lots: number;
  readonly ms: number;
  /** The most memory that the process held, in MB. */
  readonly memoryMb: number;
}

const SIZES = [2_500, 5_000, 10_000];
const BATCH = 50;
const REGISTRY = 1n;
const run = promisify(execFile);

/**
 * Mints lots to a firm on a chain in this process, each with a note of its own, which is the most that opening can cost;
 * and rebuilds the firm's vault over HTTP in a process of its own. Mints take the statement's hash for a proof.
 */
export async function measureRecovery(log: (line: string) => void): Promise<RecoveryFigures[]> {
  const server = await hre.network.createServer({ network: "node" }, "127.0.0.1", 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  const connection = await hre.network.create({ network: "localhost", override: { url } });
  try {
    const { ethers } = connection;
    const firm = new Wallet(hexOfBytes(crypto.getRandomValues(new Uint8Array(32))));
    const key = await deriveNoteKey(getBytes(firm.privateKey), 0);
    const [administrator] = await ethers.getSigners();
    if (administrator === undefined) throw new Error("the chain has no account");
    const accreditation = await ethers.deployContract("AccreditationStub");
    await mined(accreditation.accept(REGISTRY, true));
    const verifier = await ethers.deployContract("StatementVerifier");
    const manager = await ethers.deployContract("AccessManager", [administrator.address]);
    const parts = [manager, accreditation, verifier].map((contract) => contract.getAddress());
    const lots = await ethers.deployContract("CobaltLot", [
      ...(await Promise.all(parts)),
      documentsHashOf("benchmark"),
      1,
      NO_PREDECESSOR,
    ]);
    const participants = await ethers.deployContract("Participants");
    const cobaltLot = await lots.getAddress();
    const { chainId } = await ethers.provider.getNetwork();
    const day = dayOfTimestamp((await ethers.provider.getBlock("latest"))?.timestamp ?? 0);

    const mintOne = async () => {
      const lot = newLot(day);
      const note = hexOfBytes(await sealNote([lot], key.publicKey, { chainId, cobaltLot }));
      return mintOperation(lot, day, { recipient: firm.address, documentsHash: ZeroHash, note });
    };
    const figures: RecoveryFigures[] = [];
    let made = 0;
    for (const size of SIZES) {
      log(`recovering ${size} lots`);
      for (; made < size; made += BATCH) {
        const batch = [];
        for (let i = 0; i < BATCH; i++) batch.push(await mintOne());
        await mined(lots.execute(batch));
      }
      figures.push(await recoverOnce(url, cobaltLot, await participants.getAddress(), firm.privateKey, size));
    }
    return figures;
  } finally {
    await connection.close();
    await server.close();
  }
}

async function recoverOnce(
  url: string,
  cobaltLot: string,
  participants: string,
  privateKey: string,
  lots: number,
): Promise<RecoveryFigures> {
  const script = path.join(import.meta.dirname, "recovery-process.ts");
  const { stdout } = await run(process.execPath, [script, url, cobaltLot, participants, privateKey]);
  const json: unknown = JSON.parse(stdout);
  const figure = (name: string): number => Number(jsonAt(json, name));
  if (figure("found") !== lots || figure("opened") !== lots) {
    throw new Error(`of ${lots} lots ${figure("opened")} were opened`);
  }
  return { lots, ms: figure("ms"), memoryMb: figure("memoryMb") };
}

function newLot(day: number): Lot {
  const shares = Array.from({ length: ATTRIBUTE_COUNT }, (_, j) => BigInt(j) * 50_000_000n);
  return {
    massGrams: 20_000_000n,
    provenance: { co2eMargin: 1_000_000_000n, co2ePrimary: 6_000_000n, shares, oldestAudit: day - 100 },
    salt: randomField(),
  };
}

function mintOperation(lot: Lot, day: number, context: OperationContext) {
  const inputs = {
    lotId: lotId(lot),
    registry: REGISTRY,
    when: whenOf(day),
    permit: randomField(),
    context: contextOf(context),
  };
  const statement = [circuitId("mint"), publicSignalsOf("mint", inputs)];
  const encoded = AbiCoder.defaultAbiCoder().encode(["uint256", "uint256[]"], statement);
  const proof = Array.from({ length: 8 }, () => BigInt(keccak256(encoded)));
  return commandOf("mint", inputs, proof, context);
}

/** The figures as Markdown. */
export function recoveryMarkdown(figures: readonly RecoveryFigures[]): string {
  const rows = figures.map(({ lots, ms, memoryMb }) => [
    lots.toLocaleString("en"),
    `${(ms / 1000).toFixed(1)} s`,
    `${(ms / lots).toFixed(2)} ms`,
    `${Math.round(memoryMb)} MB`,
  ]);
  return [
    "Rebuilding a vault from the chain and the wallet's key, each lot with a note of its own:",
    [["Lots", "Time", "for each", "Memory"], ["---:", "---:", "---:", "---:"], ...rows]
      .map((cells) => `| ${cells.join(" | ")} |`)
      .join("\n"),
  ].join("\n\n");
}

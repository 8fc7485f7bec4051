import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Interface } from "ethers";

import { History } from "../chain/history/history.ts";
import { descendantsOf } from "../chain/history/lot-graph.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { EventStream, STREAM_ADDRESS } from "./event-stream.ts";

// One reading of a stream of events, into an index on the disk. Argument: how many events.
const events = Number(process.argv[2]);
/** Events that ethers decodes beside it. */
const DECODED = 20_000;

const stream = new EventStream(events);
const folder = mkdtempSync(path.join(tmpdir(), "kobold-index-"));
const file = path.join(folder, "index.sqlite");
const open = () => new History({ provider: stream, addresses: [STREAM_ADDRESS], firstBlock: 0, file });
const before = process.memoryUsage.rss();
let mostMemory = 0;
const sampler = setInterval(() => (mostMemory = Math.max(mostMemory, process.memoryUsage.rss() - before)), 5);
const history = open();
const indexMs = (await cpuMs(() => history.synced())) - stream.servedMs;
history.close();
clearInterval(sampler);
const again = open();
const nextMs = await cpuMs(() => again.synced());
let descendants = 0;
const descendantsMs = await cpuMs(async () => {
  descendants = (await again.read((index) => descendantsOf(index, [stream.oldest]))).length;
});
again.close();

const lots = new Interface(CobaltLot__factory.abi);
const blocks = Math.ceil((DECODED * stream.height) / events);
let decoded = 0;
const text = stream.text(1, blocks);
const ethersMs = await cpuMs(() => {
  const answer: unknown = JSON.parse(text);
  for (const { topics, data } of logsIn(answer)) {
    lots.parseLog({ topics, data })?.args.toArray(true);
    decoded += 1;
  }
});
console.log(
  JSON.stringify({
    events,
    indexMs,
    nextMs,
    descendants,
    descendantsMs,
    perSecond: (1000 * events) / indexMs,
    ethersPerSecond: (1000 * decoded) / ethersMs,
    memoryMb: mostMemory / 2 ** 20,
    sizeMb: statSync(file).size / 2 ** 20,
  }),
);
rmSync(folder, { recursive: true });

function* logsIn(answer: unknown): Generator<{ readonly topics: string[]; readonly data: string }> {
  const logs: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, "result") : [];
  if (Array.isArray(logs)) yield* logs;
}

/** The processor's time that some work takes, with all that runs beside it. */
async function cpuMs(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

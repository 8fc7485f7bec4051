import { type Provider, ZeroAddress } from "ethers";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { dayOfTimestamp, isoMonthOf, periodOf } from "../core/calendar.ts";
import { type Check, failed, passed } from "../core/check.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { asked } from "./ask.ts";
import type { KoboldAddresses } from "./contracts.ts";
import type { DeploymentSettings } from "./deployment-settings.ts";
import { readEvents } from "./history/read-events.ts";
import { lotEventPages } from "./lot-events.ts";
import { answer } from "./rpc.ts";
import { readLeafChanges } from "./site-leaves.ts";

/**
 * Whether a deployment goes on from the one that it should, with nothing but what that one was until the cut.
 * @param expected address of the predecessor's CobaltLot; the zero address for a deployment that begins by itself
 * @throws RPC_FAILED
 */
export async function verifyPredecessor(
  provider: Provider,
  { accreditation }: KoboldAddresses,
  { predecessor, footprintMethod }: DeploymentSettings,
  expected: string,
): Promise<Check[]> {
  const from = (address: string) =>
    address === ZeroAddress
      ? phrase`it goes on from no other deployment`
      : phrase`it goes on from CobaltLot ${address}`;
  const meant = check(
    "settings/predecessor",
    predecessor.cobaltLot === expected,
    from(expected),
    phrase`${from(predecessor.cobaltLot)}; expected is: ${from(expected)}`,
    phrase`if this is intended, say so with --predecessor`,
  );
  if (predecessor.cobaltLot === ZeroAddress) return [meant];

  const lots = CobaltLot__factory.connect(predecessor.cobaltLot, provider);
  const method = await asked(lots.footprintMethod());
  const former = await asked(lots.accreditation());
  if (method === undefined || former === undefined) {
    const silent = phrase`what stands at ${predecessor.cobaltLot} does not answer as a CobaltLot`;
    return [meant, failed("predecessor/code", silent, UNEXPLAINED)];
  }
  const register = Accreditation__factory.connect(accreditation, provider);
  const registerBefore = Accreditation__factory.connect(former, provider);
  const dayOf = async (block: number) => {
    const mined = await answer(phrase`block`, provider.getBlock(block));
    return dayOfTimestamp(mined?.timestamp ?? 0);
  };

  const [bound] = await readEvents(register, register.filters.Bound());
  const month = bound === undefined ? Infinity : periodOf(await dayOf(bound.blockNumber));
  const firstPeriod = Number((await asked(register.firstPeriod())) ?? 0n);

  // what was defined there later says nothing of what moved
  const earlier = { toBlock: bound?.blockNumber ?? Infinity };
  const definitions = registerBefore.filters.AttributeDefined();
  const defined = await readEvents(registerBefore, definitions, earlier);
  const others: string[] = [];
  for (const { args } of defined) {
    const here = await asked(register.attributeOf(args.attribute));
    if (here?.name !== args.name || here.group !== args.group || here.rule !== args.rule) {
      others.push(args.attribute.toString());
    }
  }
  const changes = await answer(phrase`sites`, readLeafChanges(registerBefore));
  const leaves = new Map(changes.map(({ position, leaf }) => [position, leaf]));
  const last = await lastProvenanceAt(provider, predecessor.cobaltLot, predecessor.lastCreatedAt);
  return [
    meant,
    check(
      "predecessor/footprintMethod",
      method === footprintMethod,
      phrase`the predecessor's footprints were made by the same method`,
      phrase`the predecessor's footprints were made by another method, ${method}`,
      UNEXPLAINED,
    ),
    check(
      "predecessor/attributes",
      others.length === 0,
      phrase`attributes mean what they meant in the predecessor`,
      phrase`attributes that do not mean what they meant in the predecessor: ${others.join(", ")}`,
      UNEXPLAINED,
    ),
    check(
      "predecessor/cut",
      last === predecessor.lastProvenanceId,
      phrase`the cut is whole: provenance ${last} was the last of its second`,
      phrase`the cut ends with provenance ${predecessor.lastProvenanceId}, but the last until its second was ${last}`,
      phrase`ask the operator why lots are left behind, or which provenances are meant`,
    ),
    check(
      "predecessor/firstPeriod",
      firstPeriod > month,
      phrase`no site could enter before ${isoMonthOf(firstPeriod)}, so that no quota started anew`,
      phrase`sites could enter in the month of the deployment already, so that a quota may have been used twice`,
      UNEXPLAINED,
    ),
    check(
      "predecessor/sites",
      [...leaves.values()].every((leaf) => leaf === 0n),
      phrase`no site works in the predecessor any more`,
      phrase`sites still work in the predecessor: what they make there after the cut can't move here`,
      phrase`let the predecessor's accreditor suspend them: \`site suspend\``,
    ),
  ];
}

/** The last provenance that a deployment had given at the end of a second. */
async function lastProvenanceAt(provider: Provider, cobaltLot: string, second: bigint): Promise<bigint> {
  const lots = CobaltLot__factory.connect(cobaltLot, provider);
  const given: { readonly id: bigint; readonly block: number }[] = [];
  for await (const { events } of lotEventPages(lots, [["made"]])) {
    for (const event of events) {
      if (event.type !== "made" || event.provenanceId === undefined) continue;
      // pieces that were joined have an older one
      const id = BigInt(event.provenanceId);
      if (id > (given.at(-1)?.id ?? 0n)) given.push({ id, block: event.blockNumber });
    }
  }
  // as blocks follow one another, so do their seconds
  let [known, unknown] = [0, given.length];
  while (known < unknown) {
    const middle = Math.floor((known + unknown) / 2);
    const mined = await answer(phrase`block`, provider.getBlock(given[middle]?.block ?? 0));
    if (BigInt(mined?.timestamp ?? 0) <= second) known = middle + 1;
    else unknown = middle;
  }
  return given[known - 1]?.id ?? (await asked(lots.predecessor()))?.lastProvenanceId ?? 0n;
}

const UNEXPLAINED = phrase`send nothing to this deployment until it is explained`;

function check(id: string, holds: boolean, well: Text, found: Text, remedy: Text): Check {
  return holds ? passed(id, well) : failed(id, found, remedy);
}

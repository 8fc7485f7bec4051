import type { Phrase } from "../core/phrase.ts";
import { phrase } from "../core/phrase.ts";
import type { Desk } from "../desk/desk.ts";
import { mergeLots, splitLot } from "../desk/lots.ts";
import { resolveLot } from "../desk/resolve.ts";
import { answerToll, requestToll, settleToll } from "../desk/toll.ts";
import { named } from "./data.ts";
import type { Scene } from "./scene.ts";

/** Blends lots of the desk. @param joined keeps the provenance, for pieces of one split */
export async function blend(
  { stage }: Scene,
  name: Phrase,
  desk: Desk,
  parents: readonly string[],
  { label, joined = false }: { label: string; joined?: boolean },
): Promise<void> {
  const ids = () => parents.map((parent) => resolveLot(desk, parent).id);
  await stage.make(name, "merge", desk, () => mergeLots(desk, ids(), { label, joined }));
}

/** Splits a lot of the desk in two: so many grams of it, and the rest. */
export async function cut(
  { stage }: Scene,
  name: Phrase,
  desk: Desk,
  parent: string,
  { label, massGrams, rest }: { label: string; massGrams: bigint; rest: string },
): Promise<void> {
  await stage.make(name, "split", desk, () => {
    const { id, lot } = resolveLot(desk, parent);
    const pieces = [
      { label, massGrams },
      { label: rest, massGrams: lot.massGrams - massGrams },
    ];
    return splitLot(desk, id, pieces);
  });
}

/** Days for which the files between owner and refiner are good. */
const TOLL_DAYS = 30;

/** Has a lot of the desk refined under toll: the site proves, the owner checks the proof and sends it. */
export async function refine(
  { stage, world }: Scene,
  desk: Desk,
  parent: string,
  label: string,
): Promise<void> {
  const campaign = named(world.data.refined, phrase`lot of the campaigns' sheet`, label);
  const { site, massGrams, documents } = campaign;
  const refiner = world.desk(site);
  const work = async () => {
    const { id } = resolveLot(desk, parent);
    const sending = { purpose: `toll ${label}`, expiresOn: world.day + TOLL_DAYS };
    const request = await requestToll(desk, id, { ...sending, to: refiner.wallet.address });
    const response = await answerToll(refiner, request, {
      ...sending,
      site,
      documents,
      figures: { massGrams },
    });
    return settleToll(desk, response, { parent: id, leastGrams: massGrams, label });
  };
  await stage.make(phrase`refine ${parent} at site ${site} into ${label}`, "refine", desk, work, campaign);
}

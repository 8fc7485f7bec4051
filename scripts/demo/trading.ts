import { phrase, type Phrase } from "../core/phrase.ts";
import type { Desk } from "../desk/desk.ts";
import { mergeLots, splitLot } from "../desk/lots.ts";
import { resolveLot } from "../desk/resolve.ts";
import { answerToll, requestToll, settleToll } from "../desk/toll.ts";
import { named } from "./data.ts";
import type { Stage } from "./stage.ts";

/** Blends lots of the desk into one. @param joined keeps the provenance, for pieces of one split */
export async function blend(
  stage: Stage,
  name: Phrase,
  desk: Desk,
  parents: readonly string[],
  { label, joined = false }: { label: string; joined?: boolean },
): Promise<void> {
  const ids = parents.map((parent) => resolveLot(desk, parent).id);
  await stage.make(name, "merge", desk, () => mergeLots(desk, ids, { label, joined }));
}

/** Splits a lot of the desk in two: so many grams of it, and the rest. */
export async function cut(
  stage: Stage,
  name: Phrase,
  desk: Desk,
  parent: string,
  [label, rest, massGrams]: readonly [label: string, rest: string, massGrams: bigint],
): Promise<void> {
  const { id, lot } = resolveLot(desk, parent);
  const pieces = [
    { label, massGrams },
    { label: rest, massGrams: lot.massGrams - massGrams },
  ];
  await stage.make(name, "split", desk, () => splitLot(desk, id, pieces));
}

/** Days for which the files between owner and refiner are good. */
const TOLL_DAYS = 30;

/** Has a lot of the desk refined under toll: the site proves, the owner checks the proof and sends it. */
export async function refine(stage: Stage, desk: Desk, parent: string, label: string): Promise<void> {
  const { data, day, desk: deskOf } = stage.world;
  const campaign = named(data.refined, phrase`lot of the campaigns' sheet`, label);
  const { site, massGrams, documents } = campaign;
  const { id } = resolveLot(desk, parent);
  const refiner = deskOf(site);
  const work = async () => {
    const sending = { purpose: `toll ${label}`, expiresOn: day + TOLL_DAYS };
    const request = await requestToll(desk, id, { ...sending, to: refiner.wallet.address });
    const figures = { massGrams };
    const response = await answerToll(refiner, request, { ...sending, site, documents, figures });
    return settleToll(desk, response, { parent: id, leastGrams: massGrams, label });
  };
  await stage.make(phrase`refine ${parent} at site ${site} into ${label}`, "refine", desk, work, campaign);
}

import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import { readRegistry, siblingsOf } from "../../scripts/chain/registry.ts";
import { keysHashOf } from "../../scripts/core/accreditation.ts";
import { ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { deployAccreditation, keysOf, keysStruct, termsOn } from "./accreditation.ts";

/** The day on which the test chain starts, 2026-03-16, since 1970-01-01. */
export const TODAY = 20_528;

/** The attributes that are defined in a running accreditation. */
export const [RMAP, NON_ASM, ASM, REFINED] = [0, 5, 6, 10];

/** An accreditation that is not bound yet, with its contract connected to everyone. */
export async function deployConnected(ethers: HardhatEthers) {
  const all = await deployAccreditation(ethers);
  const { accreditation } = all;
  return {
    ...all,
    byAccreditor: accreditation.connect(all.accreditor),
    byAuthority: accreditation.connect(all.tracingAuthority),
    bySchemes: accreditation.connect(all.schemeAdministrator),
    byController: accreditation.connect(all.controller),
    byOther: accreditation.connect(all.otherController),
    byStranger: accreditation.connect(all.stranger),
    siblings: async (siteId: number) => siblingsOf(await readRegistry(accreditation), BigInt(siteId)),
  };
}

/** Bound, with a required attribute, two of one group, a raised one; sites 1 and 2 are in the tree, without a grant. */
export async function deployRunning(ethers: HardhatEthers) {
  const all = await deployConnected(ethers);
  const { byAccreditor, byAuthority, bySchemes, controller, otherController, lot } = all;
  const attributes = [
    { attribute: RMAP, name: "rmap", group: 0, rule: "require", controller },
    { attribute: NON_ASM, name: "non-asm", group: 1, rule: "carry", controller },
    { attribute: ASM, name: "asm-assessed", group: 1, rule: "carry", controller: otherController },
    { attribute: REFINED, name: "refined", group: 0, rule: "raise", controller },
  ] as const;
  for (const { attribute, name, group, rule, controller: by } of attributes) {
    await bySchemes.defineAttribute(attribute, {
      name,
      controller: by,
      group,
      rule: ATTRIBUTE_RULES.indexOf(rule),
    });
  }
  await all.accreditation.connect(all.admin).bind(lot);
  for (const siteId of [1, 2]) {
    await byAccreditor.propose(keysStruct(keysOf(siteId)), termsOn(TODAY));
    await byAuthority.confirm(siteId, keysHashOf(keysOf(siteId)));
  }
  return all;
}

type Accredited = Awaited<ReturnType<typeof deployConnected>>;

/** Changes the registry and says whether the one of before is still accepted after it. */
export async function survives(
  { accreditation }: Accredited,
  change: () => Promise<unknown>,
): Promise<boolean> {
  const before = await accreditation.registry();
  await change();
  if ((await accreditation.registry()) === before) throw new Error("the registry is the same as before");
  return accreditation.isAccepted(before);
}

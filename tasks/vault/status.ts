import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";

const status: NewTaskActionFunction<DeskArguments> = (given, hre) =>
  withDesk(hre, given, async ({ port, vault, wallet }) => {
    const { formatMass } = await import("../../scripts/core/units.ts");
    const { lotIdText } = await import("../../scripts/vault/lot-record.ts");
    console.log(`account ${wallet.address} on chain ${port.place.chainId.toString()}`);
    for (const { id, label, lot, state } of vault.lots.list({ place: port.place })) {
      console.log(
        `${lotIdText(id).slice(0, 14)}  ${state.padEnd(11)}  ${formatMass(lot.massGrams)}  ${label}`,
      );
    }
    for (const { kind, state, createdAt } of vault.journal.unfinished(port.place)) {
      console.log(`under way: ${kind}, ${state}, since ${new Date(createdAt).toISOString()}`);
    }
  });

export default status;

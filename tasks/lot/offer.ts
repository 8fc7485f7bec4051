import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";

interface OfferArguments extends DeskArguments {
  lot: string;
  to: string;
  days: string;
}

const offer: NewTaskActionFunction<OfferArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { offerLot } = await import("../../scripts/desk/handover.ts");
    const { lotMeant } = await import("../../scripts/desk/find.ts");
    const { parseDecimal } = await import("../../scripts/core/units.ts");
    const days = parseDecimal("days", given.days, 0);
    const now = (await desk.provider.getBlock("latest"))?.timestamp ?? 0;
    const { state } = await offerLot(
      desk,
      lotMeant(desk, given.lot).id,
      given.to,
      now + 86_400 * Number(days),
    );
    console.log(`offered to ${given.to} for ${given.days} days, ${state}`);
  });

export default offer;

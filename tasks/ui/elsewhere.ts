import { lots } from "../../scripts/core/counts.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { lotsElsewhere } from "../../scripts/desk/elsewhere.ts";
import { tell } from "./print.ts";

/** Says beside a list of lots that it is not all that the account has. */
export function tellOfElsewhere(desk: Desk): void {
  const count = lotsElsewhere(desk);
  if (count === 0) return;
  tell(
    phrase`on the chain, but not in this vault: ${lots(count)} of this account, made with another vault of the same wallet or handed over; \`vault recover\` brings in what the wallet can open`,
  );
}

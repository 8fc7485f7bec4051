import { linkLots } from "../../scripts/desk/audit.ts";
import { idText } from "../../scripts/core/ids.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<never, never, "lots">(async (given, desk) => {
  const ids = given.lots.map((id) => {
    if (/^0x[0-9a-f]{64}$/i.test(id)) return BigInt(id);
    throw new KoboldError(
      "BAD_INPUT",
      phrase`"${id}" is not a lot's id`,
      phrase`write it as 0x and 64 digits`,
    );
  });
  const links = [...(await linkLots(desk, ids))].map(([id, site]) => ({ lot: idText(id), site }));
  return {
    json: links.map(({ lot, site }) => ({ lot, site: site?.site ?? null, permit: site?.index ?? null })),
    lines: links.map(({ lot, site }) =>
      site === undefined ? phrase`${lot}  unknown` : phrase`${lot}  ${site.site}, permit ${site.index}`,
    ),
  };
});

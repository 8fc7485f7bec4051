import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { askOf } from "../../scripts/chain/ask-node.ts";
import { readDeploymentFile } from "../../scripts/chain/deployment-file.ts";
import { intakeAt, readOrder } from "../../scripts/chain/orders.ts";
import { packPassports } from "../../scripts/chain/pack-passports.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { packs } from "../../scripts/core/counts.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { type PassportParts, passportText, readPassport, type Subject } from "../../scripts/passport/file.ts";
import { areGuessable } from "../../scripts/passport/guesses.ts";
import { serialsIn } from "../order/serials.ts";
import { orderNumber } from "../order/words.ts";
import { deploymentAction } from "../ui/chain.ts";
import { inWords } from "../ui/language.ts";
import { tell } from "../ui/print.ts";
import { readSealed } from "../ui/sealed.ts";
import { listed } from "./read.ts";
import { anchorAt } from "./anchor.ts";

export default deploymentAction<"order" | "serials" | "out" | "intake" | "predecessors" | "confirmations">(
  async (given, { contracts, provider, file }) => {
    const intake = await intakeAt(given.intake, await contracts.claims.getAddress(), provider);
    const order = await answer(phrase`order`, readOrder(intake, orderNumber(given.order)));
    const serials = serialsIn(readSealed(given.serials));
    const anchor = await anchorAt(provider, Number(parseDecimal("--confirmations", given.confirmations, 0)));
    const files = [file, ...listed(given.predecessors).map(readDeploymentFile)] as const;
    const { parts, subjects } = await packPassports({ provider, files, anchor }, intake, order, serials);
    const ask = askOf(provider);
    const [first] = subjects;
    if (first === undefined) throw new TypeError("an order is of one pack at least");
    const { verdict } = await checkPassport(readPassport(passportText(parts, first)), { ask });
    if (verdict === "false") {
      throw new KoboldError(
        "DEVIATION",
        phrase`these passports would not verify`,
        phrase`wait until the order's last transactions are final, and check the deployment's file; \`passport verify\` says what is wrong`,
      );
    }
    if (verdict === "unchecked")
      tell(
        phrase`warning: through this node the passports can't be checked; check one with \`passport verify\` and another node`,
      );
    const guessable = areGuessable(serials);
    if (guessable)
      tell(
        phrase`note: whoever has a pack's passport can guess the serial numbers of others, since they are much alike`,
      );
    writePassports(given.out, parts, subjects);
    return {
      json: {
        order: order.id,
        folder: given.out,
        passports: serials.length,
        block: anchor.hash,
        guessable,
        verdict,
      },
      lines: [
        phrase`${packs(serials.length)}: a passport for each in ${given.out}, as of block ${anchor.number}`,
      ],
    };
  },
);

const SHOWN_EACH = 500;

/** A file each, named by position and serial, which may hold what no file's name can. @throws BAD_FILE */
function writePassports(folder: string, parts: PassportParts, subjects: readonly Subject[]): void {
  const digits = String(subjects.length).length;
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) throw new RangeError("the folder is not empty");
    subjects.forEach((subject, i) => {
      const serial = subject.kind === "pack" ? subject.serial.replace(/[^\w.-]/g, "_") : "";
      const name = `${String(i + 1).padStart(digits, "0")}-${serial}.json`;
      writeFileSync(path.join(folder, name), passportText(parts, subject), { flag: "wx" });
      if (process.stderr.isTTY && (i + 1) % SHOWN_EACH === 0)
        process.stderr.write(`\r${inWords(phrase`passports written: ${i + 1} of ${subjects.length}`)}`);
    });
    if (process.stderr.isTTY && subjects.length >= SHOWN_EACH) process.stderr.write("\n");
  } catch (cause) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`the passports can't be written to ${folder}`,
      phrase`name a folder that is new or empty`,
      { cause },
    );
  }
}

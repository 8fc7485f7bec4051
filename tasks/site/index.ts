import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import {
  ACCOUNT,
  argument,
  deploymentTask,
  deskTask,
  nounTasks,
  operationTask,
  option,
  sealingTask,
} from "../ui/define.ts";

const name = argument("name", phrase`The site's name in the vault`);
const site = argument("site", phrase`The site's id, as \`site list\` shows it`);
const attribute = argument("attribute", phrase`The attribute's name`);

const terms = {
  attributes: option("attributes", phrase`Attributes that it is open to, such as rmap,irma-50, or none`),
  raisedAtMint: option(
    "raisedAtMint",
    phrase`Those of them that refining raises and that it may hold although it mints, such as refined`,
  ),
  permits: option("permits", phrase`Lots that it may make in a month`),
  unit: option("unit", phrase`The heaviest lot of one permit, such as 25t`),
  auditedOn: option("auditedOn", phrase`Day of the audit, such as 2026-03-16`),
  validUntil: option("validUntil", phrase`Last day of its accreditation`),
};

export const siteTasks = nounTasks("site", phrase`Make a site's keys, and have it accredited`, [
  deskTask(
    "site keygen",
    phrase`Make a site's secrets, and keep them in the vault`,
    "pit --floor 8kg/kg --primary 80%",
    "works --floor 3kg/kg --yield 98%..98.5%",
  )
    .addPositionalArgument(name)
    .addOption(option("assayer", phrase`The outside assayer's key x,y; this firm's own assayer by default`))
    .addOption(option("floor", phrase`Emissions that the auditor measured, such as 8kg/kg`))
    .addOption(option("primary", phrase`How much of them rests on primary data`, "100%"))
    .addOption(
      option(
        "yield",
        phrase`Cobalt yield that the auditor measured, such as 98%..98.5%; of a site that refines`,
        "0%..0%",
      ),
    )
    .setAction(built(() => import("./keygen.ts"))),
  sealingTask(
    "site apply",
    phrase`Seal the files that the accreditor and the tracing authority need`,
    "accreditation",
    `pit ${ACCOUNT} ${ACCOUNT} pit`,
  )
    .addPositionalArgument(name)
    .addPositionalArgument(argument("accreditor", phrase`The accreditor's account`))
    .addPositionalArgument(argument("authority", phrase`The tracing authority's account`))
    .addPositionalArgument(argument("out", phrase`How the two files to write begin`))
    .setAction(built(() => import("./apply.ts"))),
  operationTask(
    "site register",
    phrase`Propose a site by its application, as the accreditor`,
    "pit.application.json --right mint --attributes rmap --permits 10 --unit 25t --audited-on 2026-01-15 --valid-until 2026-12-31",
  )
    .addPositionalArgument(common.received)
    .addOption(option("right", phrase`What it may do, for good: mint or refine`))
    .addOption(terms.attributes)
    .addOption(terms.raisedAtMint)
    .addOption(terms.permits)
    .addOption(terms.unit)
    .addOption(terms.auditedOn)
    .addOption(terms.validUntil)
    .setAction(built(() => import("./register.ts"))),
  operationTask(
    "site confirm",
    phrase`Check and keep a site's trace secret, as the tracing authority`,
    "pit.trace.json",
  )
    .addPositionalArgument(common.received)
    .setAction(built(() => import("./confirm.ts"))),
  operationTask(
    "site amend",
    phrase`Change a site's terms, as the accreditor; what is left out stays`,
    "1 --attributes rmap,irma-50",
    "1 --attributes none --permits 5",
  )
    .addPositionalArgument(site)
    .addOption(terms.attributes)
    .addOption(terms.raisedAtMint)
    .addOption(terms.permits)
    .addOption(terms.unit)
    .addOption(terms.auditedOn)
    .addOption(terms.validUntil)
    .setAction(built(() => import("./amend.ts"))),
  operationTask(
    "site grant",
    phrase`Grant a site an attribute, as the attribute's controller`,
    "1 rmap",
    "1 rmap --valid-until 2026-12-31",
  )
    .addPositionalArgument(site)
    .addPositionalArgument(attribute)
    .addOption(option("auditedOn", phrase`Day of the audit; the accreditation's by default`))
    .addOption(option("validUntil", phrase`Last day of the grant; the accreditation's by default`))
    .setAction(built(() => import("./grant.ts"))),
  operationTask("site revoke", phrase`Take an attribute from a site, as the attribute's controller`, "1 rmap")
    .addPositionalArgument(site)
    .addPositionalArgument(attribute)
    .setAction(built(() => import("./revoke.ts"))),
  operationTask("site suspend", phrase`Take a site out of the tree, as the accreditor`, "1")
    .addPositionalArgument(site)
    .setAction(built(() => import("./suspend.ts"))),
  deploymentTask("site list", phrase`Show what the chain says of all sites`, "").setAction(
    built(() => import("./list.ts")),
  ),
  deskTask("site show", phrase`Show a site of this vault, its accreditation and permits`, "pit")
    .addPositionalArgument(name)
    .setAction(built(() => import("./show.ts"))),
]);

import type { DeploymentTrust } from "../../report.ts";
import { code, el, section } from "../dom.ts";
import type { View } from "../view.ts";
import { hasDevelopmentKeys } from "./verdict.ts";

/** Whom the reader must believe: all that is proven rests on them, so it stands before what is proven. */
export function trustPart(view: View, ways: HTMLElement): HTMLElement {
  const { words, report } = view;
  const said = words.trust;
  const { anchor, deployments, registries } = report.trust;
  return section(
    "trust",
    said.title,
    el("p", { class: "lead" }, said.lead),
    ...(hasDevelopmentKeys(view) ? [developmentKeys(view)] : []),
    el(
      "dl",
      { class: "believed" },
      ...deployments.flatMap((deployment, i) => deploymentEntry(view, deployment, i > 0)),
      ...entry(
        said.block,
        anchor.origin === "typed" || anchor.origin === "agreed",
        el("p", {}, said.anchor[anchor.origin]),
        ...figure(said.blockHash, anchor.blockHash),
      ),
      ...entry(
        said.sites,
        false,
        el("p", {}, registries.length === 0 ? said.sitesUnknown : said.sitesMeans(registries.length)),
      ),
      ...entry(said.page, false, el("p", {}, said.pageMeans)),
    ),
    ways,
  );
}

function developmentKeys({ words }: View): HTMLElement {
  return el(
    "div",
    { class: "alarm", role: "note" },
    el("p", { class: "sentence" }, `⚠ ${words.trust.developmentTitle}`),
    el("p", {}, words.trust.development),
  );
}

function deploymentEntry({ words }: View, deployment: DeploymentTrust, isEarlier: boolean): HTMLElement[] {
  const said = words.trust;
  const isNamed = deployment.origin === "named";
  return entry(
    isEarlier ? said.earlierDeployment : said.deployment,
    isNamed,
    el("p", {}, isNamed ? said.deploymentNamed : said.deploymentIssuer),
    ...figure(said.fingerprint, deployment.fingerprint),
    ...figure(said.chain, deployment.chainId),
    ...figure(said.contract, deployment.cobaltLot),
  );
}

/** Somebody or something to believe. @param isOwn whether the reader has it from elsewhere than the issuer */
function entry(name: string, isOwn: boolean, ...children: readonly HTMLElement[]): HTMLElement[] {
  return [el("dt", {}, name), el("dd", { class: isOwn ? "own" : "" }, ...children)];
}

function figure(name: string, value: string): HTMLElement[] {
  return [el("p", { class: "figure" }, el("span", {}, name), " ", code(value))];
}

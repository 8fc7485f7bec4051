import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { provenClaimsCredential, type Publisher } from "../../scripts/exports/credential.ts";
import { type Article, articleOf } from "../../scripts/exports/digital-link.ts";
import { epcisDocument } from "../../scripts/exports/epcis.ts";
import { linkSet, SERVED, type Served } from "../../scripts/exports/link-set.ts";
import type { Told } from "../../scripts/exports/told.ts";
import { conformityCredential } from "../../scripts/exports/untp-conformity.ts";
import { traceabilityEvents } from "../../scripts/exports/untp-events.ts";
import { productPassport } from "../../scripts/exports/untp-product.ts";
import { listed } from "../passport/read.ts";
import type { ExportGiven } from "./options.ts";

/** A document of what may be told. @throws BAD_INPUT where the format does not suit it */
type Writer = (told: Told) => object;

/** Each format: first what it is given is read, so that a mistake is told before anything is checked. */
const FORMATS: Readonly<Record<string, (given: ExportGiven) => Writer>> = {
  "untp-conformity"(given) {
    const publisher = publisherIn(given);
    return (told) => conformityCredential(withClaims(told), publisher);
  },
  "untp-product"(given) {
    const made = { ...publisherIn(given), article: articleIn(given), country: countryIn(given) };
    return (told) => productPassport(ofPack(told), made);
  },
  "untp-events"(given) {
    const publisher = publisherIn(given);
    return (told) => traceabilityEvents(told, publisher);
  },
  epcis(given) {
    const context = urlIn("--context", given.context);
    const article = given.gtin === "" ? undefined : articleIn(given);
    const now = Math.floor(Date.now() / 1000);
    return (told) => {
      if (told.pack !== undefined) required("--gtin", given.gtin);
      return epcisDocument(told, { context, article, now });
    };
  },
  vc(given) {
    const publisher = publisherIn(given);
    return (told) => provenClaimsCredential(withClaims(told), publisher);
  },
  linkset(given) {
    const [article, served] = [articleIn(given), servedIn(given.served)];
    return (told) => linkSet(told, article, served);
  },
};

export const FORMAT_NAMES = Object.keys(FORMATS);

/** @throws BAD_INPUT for a format that is none, or that lacks something */
export function writerOf(given: ExportGiven): Writer {
  const format = Object.hasOwn(FORMATS, given.format) ? FORMATS[given.format] : undefined;
  if (format !== undefined) return format(given);
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${given.format}" is no format that is known`,
    phrase`choose one of ${FORMAT_NAMES.join(", ")}`,
  );
}

function withClaims(told: Told): Told {
  if (told.claims.length > 0) return told;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`nothing is proven of it that an export may tell`,
    phrase`prove that the lot meets a policy without a mass`,
  );
}

function ofPack(told: Told): Told {
  if (told.pack !== undefined) return told;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`a product passport is of a pack, and this is a lot`,
    phrase`choose untp-conformity`,
  );
}

function publisherIn(given: ExportGiven): Publisher {
  const { issuer, issuerName } = given;
  if (!/^did:[a-z0-9]+:[\w.:%-]*[\w.%-]$/.test(issuer)) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`this format names who says it, and "${issuer}" is not a DID`,
      phrase`give --issuer, such as did:web:firm.example`,
    );
  }
  return {
    issuer: { id: issuer, name: required("--issuer-name", issuerName) },
    context: urlIn("--context", given.context),
  };
}

function articleIn({ gtin, resolver }: ExportGiven): Article {
  return articleOf(required("--gtin", gtin), urlIn("--resolver", resolver));
}

function countryIn({ country }: ExportGiven): string {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  if (/^[A-Z]{2}$/.test(country) && country !== "ZZ" && names.of(country) !== undefined) return country;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`this format names the country that packs are made in, and "${country}" is none`,
    phrase`give --country, such as BE`,
  );
}

function servedIn(text: string): Served {
  return Object.fromEntries(
    listed(text).map((each) => {
      const [, name = "", url = ""] = /^(\w+)=(.*)$/.exec(each) ?? [];
      if (SERVED.some((known) => known === name)) return [name, urlIn("--served", url)];
      throw new KoboldError(
        "BAD_INPUT",
        phrase`"${each}" does not say where a document is served`,
        phrase`write it as ${SERVED.map((known) => `${known}=https://…`).join(",")}`,
      );
    }),
  );
}

/** @throws BAD_INPUT, without the URL, which may hold a secret */
export function urlIn(option: string, url: string): string {
  const { protocol, username, password } = URL.parse(required(option, url)) ?? {};
  if ((protocol === "https:" || protocol === "http:") && username === "" && password === "") return url;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`what ${option} gives is not a URL that everybody may know`,
    phrase`write it like https://firm.example/passports.html`,
  );
}

export function required(option: string, text: string): string {
  if (text !== "") return text;
  throw new KoboldError("BAD_INPUT", phrase`this format needs ${option}`, phrase`give ${option}`);
}

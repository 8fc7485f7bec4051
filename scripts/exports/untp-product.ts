import type { Publisher } from "./credential.ts";
import { type Article, serialLink } from "./digital-link.ts";
import type { ProvenClaim, Told } from "./told.ts";
import * as untp from "./untp.ts";

export interface Product extends untp.Named<"Product"> {
  readonly idScheme: untp.Named<"IdentifierScheme">;
  readonly idGranularity: "item";
  readonly itemNumber: string;
  readonly productCategory: readonly [untp.Classification];
  readonly producedAtFacility: untp.Named<"Facility">;
  readonly countryOfProduction: { readonly countryCode: string };
  readonly characteristics: {
    readonly "kobold:intake": string;
    readonly "kobold:order": string;
    readonly "kobold:lotId": string;
    readonly "kobold:provenClaims": readonly ProvenClaim[];
  };
  readonly relatedDocument: readonly [untp.Link];
  readonly performanceClaim: readonly ProductClaim[];
}

export interface ProductClaim extends untp.Performed {
  readonly type: readonly ["Claim"];
  readonly referenceCriteria: readonly [untp.Named<"Criterion">];
  readonly claimDate: string;
  readonly claimedPerformance: readonly [untp.Performance];
}

/** A pack, and what its maker alone knows: the article's number, and the country that the format asks for. */
export interface Made extends Publisher {
  readonly article: Article;
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

/** The Digital Product Passport of a pack. @throws RangeError for a lot that lives */
export function productPassport(
  told: Told,
  made: Made,
): untp.UntpCredential<"DigitalProductPassport", Product> {
  const { pack, page, claims, lotId } = told;
  if (pack === undefined) throw new RangeError("only packs have passports");
  const { serial, intake, order } = pack;
  return untp.untpCredential(
    told,
    made,
    { type: "DigitalProductPassport", name: "Passport of a battery pack" },
    {
      ...untp.named("Product", serialLink(made.article, serial), "Battery pack"),
      idScheme: untp.named("IdentifierScheme", "https://id.gs1.org", "GS1"),
      idGranularity: "item",
      itemNumber: serial,
      productCategory: [
        {
          code: "46420",
          name: "Electric accumulators",
          schemeId: "https://unstats.un.org/unsd/classifications/Econ/cpc/",
          schemeName: "UN CPC",
        },
      ],
      producedAtFacility: untp.named("Facility", intake, "The plant that this intake is of"),
      countryOfProduction: { countryCode: made.country },
      characteristics: {
        "kobold:intake": intake,
        "kobold:order": String(order),
        "kobold:lotId": lotId,
        "kobold:provenClaims": claims.map(({ proven }) => proven),
      },
      relatedDocument: [untp.checkedAt(page)],
      performanceClaim: claims.map((claim) => ({
        type: ["Claim"],
        ...untp.performed(claim),
        referenceCriteria: [untp.criterion(claim)],
        claimDate: claim.proven["kobold:day"],
        claimedPerformance: [untp.performance(claim)],
      })),
    },
  );
}

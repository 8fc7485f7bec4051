import { type Article, batchLink, serialLink } from "./digital-link.ts";
import type { Told } from "./told.ts";

/** What a GS1 resolver answers of a pack or a lot (RFC 9264). */
export interface LinkSet {
  readonly linkset: readonly [
    { readonly anchor: string; readonly itemDescription: string } & Readonly<
      Partial<Record<Relation, readonly [Target]>>
    >,
  ];
}

interface Target {
  readonly href: string;
  readonly title: string;
  readonly type: string;
  readonly hreflang?: readonly string[];
  readonly public: true;
}

/** Where the exported documents are served; those without a URL are left out. */
export type Served = Readonly<Partial<Record<ServedDocument, string>>>;
export const SERVED = ["conformity", "product", "events", "epcis"] as const;
export type ServedDocument = (typeof SERVED)[number];

type Relation = (typeof PAGE)["relation"] | (typeof DOCUMENTS)[ServedDocument]["relation"];

const PAGE = { relation: "https://gs1.org/voc/sustainabilityInfo" } as const;
const UNTP = "https://test.uncefact.org/vocabulary/linkTypes";
const DOCUMENTS = {
  conformity: { relation: `${UNTP}/dcc`, title: "What is proven of the cobalt", type: "application/vc" },
  product: { relation: `${UNTP}/dpp`, title: "Digital product passport", type: "application/vc" },
  events: { relation: `${UNTP}/dte`, title: "What the cobalt came of", type: "application/vc" },
  epcis: { relation: "https://gs1.org/voc/epcis", title: "Events, in EPCIS", type: "application/ld+json" },
} as const;

/** The page's languages. */
const LANGUAGES = ["en", "fr", "nl"];

export function linkSet({ lotId, pack, page }: Told, article: Article, served: Served): LinkSet {
  const links = SERVED.flatMap((name): [Relation, readonly [Target]][] => {
    const [href, { relation, title, type }] = [served[name], DOCUMENTS[name]];
    return href === undefined ? [] : [[relation, [{ href, title, type, public: true }]]];
  });
  return {
    linkset: [
      {
        anchor: pack === undefined ? batchLink(article, lotId) : serialLink(article, pack.serial),
        itemDescription: pack === undefined ? "Cobalt lot" : "Battery pack",
        [PAGE.relation]: [
          {
            ...{ href: page, title: "Checked in your browser", type: "text/html" },
            ...{ hreflang: LANGUAGES, public: true },
          },
        ],
        ...Object.fromEntries(links),
      },
    ],
  };
}

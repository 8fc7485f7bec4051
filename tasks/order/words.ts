import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Phrase } from "../../scripts/core/phrase.ts";
import type { Order } from "../../scripts/chain/orders.ts";
import type { Requirement } from "../../scripts/desk/order-fit.ts";

/** Policies as they are given to one option. */
export function policyTexts(given: string): string[] {
  return given.split(";").filter((each) => each.trim() !== "");
}

/** @throws BAD_INPUT */
export function orderNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${text}" is not an order's number`,
    phrase`\`order list\` shows the orders`,
  );
}

export const ORDER_STATE_WORDS: Readonly<Record<Order["state"], Phrase>> = {
  open: phrase`open`,
  cancelled: phrase`cancelled`,
  delivered: phrase`delivered`,
  backed: phrase`backs passports`,
};

export const ASKED_BY_WORDS: Readonly<Record<Requirement["askedBy"], Phrase>> = {
  gate: phrase`of every lot`,
  order: phrase`of this order`,
  quantity: phrase`quantity`,
};

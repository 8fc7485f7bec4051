import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
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

export function stateInWords({ state }: Order): Text {
  switch (state) {
    case "open":
      return phrase`open`;
    case "delivered":
      return phrase`delivered`;
    case "backed":
      return phrase`backs passports`;
  }
}

export function askedByInWords({ askedBy }: Requirement): Text {
  switch (askedBy) {
    case "gate":
      return phrase`of every lot`;
    case "order":
      return phrase`of this order`;
    case "quantity":
      return phrase`quantity`;
  }
}

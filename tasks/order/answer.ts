import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { lotIdText } from "../../scripts/vault/lot-record.ts";
import { disclosureJson, disclosureLines } from "../claim/disclosure.ts";
import { confirm } from "../ui/confirm.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { orderNumber } from "./words.ts";

interface AnswerArguments extends DeskArguments {
  intake: string;
  order: string;
  lot: string;
  yes: boolean;
}

export default deskAction<AnswerArguments>(async (given, desk, hre) => {
  const { readOrder } = await import("../../scripts/chain/orders.ts");
  const { requireMet } = await import("../../scripts/core/claim.ts");
  const { policyIdText } = await import("../../scripts/core/policy-meant.ts");
  const { describePolicy } = await import("../../scripts/core/policy-words.ts");
  const { disclosureBy, proveClaims } = await import("../../scripts/desk/claims.ts");
  const { today } = await import("../../scripts/desk/desk.ts");
  const { lotMeant } = await import("../../scripts/desk/find.ts");
  const { fitsOf, requirementsOf } = await import("../../scripts/desk/order-fit.ts");
  const { deliverLot, intakeMeant, requireOpen } = await import("../../scripts/desk/orders.ts");
  const { policyBook } = await import("../../scripts/desk/policies.ts");
  const { answer } = await import("../../scripts/desk/rpc.ts");
  const intake = await intakeMeant(desk, given.intake);
  const order = await answer(phrase`order`, readOrder(intake, orderNumber(given.order)));
  requireOpen(desk, order);
  const record = lotMeant(desk, given.lot);
  const book = await policyBook(desk);
  const asked = requirementsOf(intake, order, book);
  const day = await today(desk);
  for (const { policy } of asked) requireMet(policy, record.lot, day, book.attributes);
  const [fit] = await fitsOf(desk, [record], asked, intake, book);
  const unproven = fit?.unproven ?? asked;
  const policies = unproven.map(({ policy }) => policy);
  const disclosure = await disclosureBy(desk, record.id, policies, book);
  for (const policy of policies) tell(phrase`public will be: ${describePolicy(policy, book.attributes)}`);
  if (policies.length > 0) for (const line of disclosureLines(disclosure, book.attributes)) tell(line);
  await confirm(hre, phrase`Prove it, and deliver the lot? It is the plant's then`, given.yes);
  if (unproven.length > 0) {
    await proveClaims(
      desk,
      record.id,
      unproven.map(({ id }) => id),
    );
  }
  const { state } = await deliverLot(desk, intake, order, record.id);
  return {
    json: {
      order: order.id,
      lot: lotIdText(record.id),
      proven: unproven.map(({ id }) => policyIdText(id)),
      public: disclosureJson(disclosure, book.attributes),
      state,
    },
    lines: [phrase`delivered for order ${order.id}, ${OPERATION_STATE_WORDS[state]}`],
  };
});

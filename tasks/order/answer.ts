import { readOrder } from "../../scripts/chain/orders.ts";
import { requireMet } from "../../scripts/core/claim.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { exposureBy, proveClaims } from "../../scripts/desk/claims.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { fitsOf, requirementsOf } from "../../scripts/desk/order-fit.ts";
import { deliverLot, requireNotRecalled, requireOpen, resolveIntake } from "../../scripts/desk/orders.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { answer, today } from "../../scripts/chain/rpc.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { idText } from "../../scripts/core/ids.ts";
import { exposureJson, exposureLines } from "../claim/exposure.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { orderNumber } from "./words.ts";

export default deskAction<"intake" | "order" | "lot", "yes">(async (given, desk, hre) => {
  const intake = await resolveIntake(desk, given.intake);
  const order = await answer(phrase`order`, readOrder(intake, orderNumber(given.order)));
  await requireOpen(desk, order);
  const record = resolveLot(desk, given.lot);
  await requireNotRecalled(desk, intake, record.id);
  const book = await policyBook(desk);
  const asked = requirementsOf(intake, order, book);
  const day = await today(desk);
  for (const { policy } of asked) requireMet(policy, record.lot, day, book.attributes);
  const [fit] = await fitsOf(desk, [record], asked, intake, book);
  const unproven = fit?.unproven ?? asked;
  const policies = unproven.map(({ policy }) => policy);
  const ids = unproven.map(({ id }) => id);
  const disclosure = await exposureBy(desk, record.id, policies, book);
  for (const policy of policies) tell(phrase`will become public: ${describePolicy(policy, book.attributes)}`);
  if (policies.length > 0) for (const line of exposureLines(disclosure, book.attributes)) tell(line);
  await confirm(hre, phrase`Prove it, and deliver the lot? It then belongs to the plant`, given.yes);
  if (ids.length > 0) await proveClaims(desk, record.id, ids);
  const { state } = await deliverLot(desk, intake, order, record.id);
  return {
    json: {
      order: order.id,
      lot: idText(record.id),
      proven: ids.map(idText),
      public: exposureJson(disclosure, book.attributes),
      state,
    },
    lines: [phrase`delivered for order ${order.id}, ${OPERATION_STATE_WORDS[state]}`],
  };
});
